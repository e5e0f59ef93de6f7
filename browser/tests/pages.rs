//! The pages in a real browser: searching, narrowing down, reading, going back; with a script and
//! without, narrow, and by keyboard alone.
//!
//! Each test has a browser and an archive of its own.

use limier_browser::{Archive, Browser, Kind, run};
use serde_json::json;

/// Keys as `WebDriver` names them.
const ENTER: &str = "\u{E007}";
const TAB: &str = "\u{E004}";
const DOWN: &str = "\u{E015}";

async fn opened(kind: Kind, path: &str) -> (Archive, Browser) {
    let archive = Archive::of_samples();
    let browser = Browser::open(kind).await;
    browser.goto(&format!("{}{path}", archive.origin)).await;
    (archive, browser)
}

#[test]
#[ignore = "needs a browser"]
fn one_searches_narrows_down_and_goes_back() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/").await;
        browser.shot("home").await;
        browser.click("#q").await;
        browser.keys("pont").await;
        browser.until("return document.title.startsWith('pont —')").await;
        assert_eq!(browser.path().await, "/?q=pont");
        browser.keys(ENTER).await;
        let all = browser.text("#status").await;
        assert!(all.ends_with("articles"), "{all}");
        browser.shot("search").await;
        browser.script("window.here = true").await;
        browser.click("section[aria-labelledby=facet-source] a.value").await;
        browser.until("return location.search.includes('is-source')").await;
        browser.until("return !!document.querySelector('.chosen a')").await;
        assert_eq!(
            browser.script("return window.here").await,
            true,
            "the page was not loaded anew"
        );
        let focus = browser
            .script("return document.activeElement.closest('#narrow, #main') !== null")
            .await;
        assert_eq!(focus, true, "the focus stays with what was clicked");
        let narrowed = browser.text("#status").await;
        assert_ne!(narrowed, all);
        browser.page.back().await.expect("there was something before");
        browser.until("return !location.search.includes('is-source')").await;
        browser
            .until(&format!("return document.querySelector('#status').textContent === '{all}'"))
            .await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn a_bar_of_the_timeline_leads_to_its_time() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=le+OU+la+OU+pont").await;
        let bar = "[...document.querySelectorAll('.timeline svg a')].find((a) => a.querySelector('.bar').height.baseVal.value > 0)";
        let label = browser.script(&format!("return {bar}.getAttribute('aria-label')")).await;
        assert!(label.as_str().is_some_and(|label| label.contains("article")), "{label}");
        let click = "dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))";
        browser.script(&format!("{bar}.{click}")).await;
        browser.until("return location.search.includes('from=')").await;
        browser.until("return !!document.querySelector('.chosen a')").await;
        browser.shot("timeline").await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn an_article_is_read_match_after_match() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=pont").await;
        browser.click("#hits a.hit").await;
        browser.find("#text").await;
        assert!(browser.path().await.starts_with("/article?id="));
        browser.shot("article").await;
        browser.click("#first").await;
        browser.until("return location.hash === '#m1'").await;
        browser.shot("match").await;
        browser.script("document.getElementById('text').focus()").await;
        browser.keys("n").await;
        browser.until("return location.hash === '#m2'").await;
        browser.click("#m2 .step:last-of-type").await;
        browser.until("return location.hash !== '#m2'").await;
        browser.keys("p").await;
        browser.until("return location.hash === '#m2' || location.hash === '#m1'").await;
        browser.click(".way a").await;
        browser.find("#hits").await;
        assert_eq!(browser.path().await, "/?q=pont");
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn everything_works_without_a_script() {
    run(async {
        let kind = Kind { is_without_script: true, ..Kind::default() };
        let (_archive, browser) = opened(kind, "/").await;
        assert!(
            browser.find("#keys").await.attr("hidden").await.expect("a page").is_some(),
            "no script ran"
        );
        browser.find("#q").await.send_keys(&format!("pont{ENTER}")).await.expect("a form");
        browser.find("a[rel=alternate], .chosen, a.hit mark").await;
        assert_eq!(browser.path().await, "/?q=pont");
        browser.click("section[aria-labelledby=facet-source] a.not").await;
        browser.find(".chosen a").await;
        assert!(browser.path().await.contains("not-source="));
        browser.click(".chosen a").await;
        browser.click("#hits a.hit").await;
        browser.find("#text").await;
        browser.click("#first").await;
        browser.click("#m1 .step").await;
        assert!(browser.page.current_url().await.expect("one").as_str().ends_with("#m2"));
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn nothing_is_cut_off_at_320_pixels_or_with_large_letters() {
    run(async {
        let kind = Kind { is_narrow: true, ..Kind::default() };
        let (archive, browser) = opened(kind, "/?q=pont").await;
        for path in [
            "/",
            "/?q=pont",
            "/?q=pont&ui=en",
            "/?q=pont&from=nope",
            "/?q=pont+ET",
            "/kwic?q=pont",
            "/word?word=pont",
            "/help",
        ] {
            browser.goto(&format!("{}{path}", archive.origin)).await;
            for size in ["100%", "200%"] {
                browser
                    .script(&format!("document.documentElement.style.fontSize = '{size}'"))
                    .await;
                let wide = browser.script("return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.unseen, .skip')).map((e) => e.outerHTML.slice(0, 120))").await;
                assert_eq!(wide, json!([]), "{path} at {size}");
            }
            if path == "/?q=pont" {
                browser.script("document.documentElement.style.fontSize = ''").await;
                browser.shot("narrow").await;
            }
        }
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn the_keyboard_is_enough_and_its_letters_can_be_switched_off() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/").await;
        browser.keys(TAB).await;
        let first = browser.script("return document.activeElement.className").await;
        assert_eq!(first, "skip", "the first is the way to the content");
        browser.keys("/").await;
        browser.until("return document.activeElement.id === 'q'").await;
        browser.keys("pont").await;
        browser.until("return document.title.startsWith('pont —')").await;
        browser.keys(DOWN).await;
        let hit =
            "return [...document.querySelectorAll('#hits a.hit')].indexOf(document.activeElement)";
        assert_eq!(browser.script(hit).await, 0);
        for (key, at) in [("j", 1), (DOWN, 2), ("k", 1)] {
            browser.keys(key).await;
            assert_eq!(browser.script(hit).await, at, "{key}");
        }
        // Outside of the list a letter is a letter.
        browser.script("document.getElementById('keys').focus()").await;
        browser.keys("j").await;
        assert_eq!(browser.script(hit).await, -1);
        browser.keys(" ").await;
        assert_eq!(
            browser.script("return document.activeElement.getAttribute('aria-pressed')").await,
            "false"
        );
        browser.script("document.querySelector('#hits a.hit').focus()").await;
        browser.keys("j").await;
        assert_eq!(browser.script(hit).await, 0, "switched off");
        browser.keys(ENTER).await;
        browser.find("#text").await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn keys_in_the_text_keep_the_focus_there_and_one_step_leads_back() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=pont").await;
        browser.click("#hits a.hit").await;
        browser.find("#text").await;
        browser.script("document.getElementById('text').focus()").await;
        let entries = browser.script("return history.length").await;
        for (key, hash) in [("n", "#m1"), ("n", "#m2"), ("p", "#m1")] {
            browser.keys(key).await;
            browser.until(&format!("return location.hash === '{hash}'")).await;
            let focus = "return document.activeElement.id && '#' + document.activeElement.id";
            assert_eq!(browser.script(focus).await, hash, "{key}: the next key is one of the text");
        }
        assert_eq!(
            browser.script("return history.length").await,
            entries,
            "nothing to go back over"
        );
        browser.page.back().await.expect("the answer is before it");
        browser.find("#hits").await;
        assert_eq!(browser.path().await, "/?q=pont");
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn a_place_in_the_page_asks_for_nothing() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=pont").await;
        browser.find("#hits").await;
        browser
            .script("window.asked = 0; const real = window.fetch; window.fetch = (...all) => { window.asked++; return real(...all); }; location.hash = '#main'")
            .await;
        browser.until("return location.hash === '#main'").await;
        browser.page.back().await.expect("the place before");
        browser.until("return location.hash === ''").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(browser.script("return window.asked").await, 0);
        browser.click(".tools nav a:last-of-type").await;
        browser.until("return location.search.includes('sort=')").await;
        assert_eq!(browser.script("return window.asked").await, 1);
        browser.page.back().await.expect("the answer before");
        browser.until("return window.asked === 2 && !location.search.includes('sort=')").await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn what_is_put_together_is_asked_for_once_it_is() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/").await;
        let typed = |value: &str, event: &str| {
            format!(
                "const q = document.getElementById('q'); q.value = '{value}'; q.dispatchEvent({event})"
            )
        };
        browser
            .script(&typed("pon", "new InputEvent('input', { bubbles: true, isComposing: true })"))
            .await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert_eq!(browser.path().await, "/", "it is not yet put together");
        browser
            .script(&typed("pont", "new CompositionEvent('compositionend', { bubbles: true })"))
            .await;
        browser.until("return location.search === '?q=pont'").await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn what_is_wrong_is_tied_to_its_field_as_one_types() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=pont").await;
        browser.click("#q").await;
        browser.script("const q = document.getElementById('q'); q.setSelectionRange(q.value.length, q.value.length)").await;
        let field =
            "[field.getAttribute('aria-invalid'), field.getAttribute('aria-describedby')].join()";
        let is = |state: &str| {
            format!("const field = document.getElementById('q'); return {field} === '{state}'")
        };
        browser.keys(" ET").await;
        browser.until(&is("true,wrong")).await;
        browser.find("#wrong").await;
        browser.keys(" mer").await;
        browser.until(&is("false,")).await;
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn what_is_unfolded_stays_so_as_one_types() {
    run(async {
        let (_archive, browser) = opened(Kind::default(), "/?q=pont").await;
        browser.click("details.reading summary").await;
        browser.click("#q").await;
        browser.keys("s").await;
        browser
            .until("return document.title.includes('pont') && !document.title.startsWith('pont —')")
            .await;
        let open = "return [...document.querySelectorAll('#answer details')].map((one) => one.className + one.open).join()";
        assert_eq!(browser.script(open).await, "readingtrue,takefalse");
        browser.close().await;
    });
}

#[test]
#[ignore = "needs a browser"]
fn long_an_answer_is_on_the_screen_soon_after_the_key_and_nothing_leaves_the_origin() {
    run(async {
        let (archive, browser) = opened(Kind::default(), "/").await;
        browser.script("window.times = []; const q = document.getElementById('q'); let at = 0; q.addEventListener('input', () => { at = performance.now(); }, true); new MutationObserver(() => requestAnimationFrame(() => window.times.push(performance.now() - at))).observe(document.documentElement, { attributes: true, attributeFilter: ['data-shown'] });").await;
        browser.click("#q").await;
        let typed = "intelligence artificielle";
        for letter in typed.chars() {
            browser.keys(&letter.to_string()).await;
            let shown = "new URLSearchParams((document.documentElement.dataset.shown || '').split('?')[1]).get('q')";
            browser.until(&format!("return {shown} === document.getElementById('q').value")).await;
        }
        let mut times: Vec<f64> =
            serde_json::from_value(browser.script("return window.times").await).expect("numbers");
        times.sort_by(f64::total_cmp);
        let median = times[times.len() / 2];
        println!("{} answers, {median:.1} ms after the key at the median", times.len());
        assert!(times.len() > 20 && median <= 60.0, "{times:?}");
        for path in ["/?q=pont", "/kwic?q=pont", "/word?word=pont"] {
            browser.goto(&format!("{}{path}", archive.origin)).await;
            let names = browser
                .script(
                    "return performance.getEntriesByType('resource').map((entry) => entry.name)",
                )
                .await;
            let names: Vec<String> = serde_json::from_value(names).expect("names");
            assert!(names.len() >= 2, "{names:?}");
            assert!(names.iter().all(|name| name.starts_with(&archive.origin)), "{names:?}");
        }
        browser.close().await;
    });
}
