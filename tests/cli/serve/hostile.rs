//! Hostile articles, queries and clients: nothing of them becomes markup or a header, nothing is
//! obeyed, and nothing makes the server fail.
//!
//! There are more than two hundred of them, each asked at every address that takes a text.

use std::io::Write;

use serde_json::{Value, json};

use super::server::{Server, encoded};
use crate::support::Limier;

/// Texts that somebody might take for something else.
#[expect(clippy::too_many_lines, reason = "a list")]
fn texts() -> Vec<String> {
    let markup = [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "\"><script>alert(1)</script>",
        "' onmouseover='alert(1)",
        "\" autofocus onfocus=\"alert(1)",
        "</title><script>alert(1)</script>",
        "</textarea><script>x</script>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]>",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&amp;amp;",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<iframe src=//evil.example>",
        "<a href=javascript:alert(1)>x</a>",
        "<style>*{display:none}</style>",
        "<link rel=stylesheet href=//evil.example>",
        "<form action=//evil.example>",
        "<math><mtext></mtext></math>",
        "{{7*7}}",
        "${7*7}",
        "#{7*7}",
        "<%= 7*7 %>",
        "@(7*7)",
        "(markup)",
        "</mark>",
        "<mark>",
        "**gras**",
    ];
    let signs = [
        "\u{202E}retourné",
        "\u{2066}isolé\u{2069}",
        "\u{200B}vide",
        "\u{FEFF}marque",
        "a\u{0}b",
        "\u{1B}[31mrouge",
        "\u{7F}",
        "\u{85}",
        "\u{2028}ligne",
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\tb",
        "\u{FFFF}",
        "\u{E000}",
        "e\u{301}",
        "🏳️‍🌈",
        "\u{1F468}\u{200D}\u{1F469}",
        "Z̸̡̢̛͈a̴l̵g̶o̷",
        "ﷺ",
        "ß",
        "İ",
        "ǅ",
        "ﬁ",
        "½",
        "٣",
        "中文",
        "עברית",
        "हिन्दी",
    ];
    let syntax = [
        "(",
        ")",
        "((((((((((",
        "\"",
        "\"\"",
        "« »",
        "ET",
        "OU",
        "SAUF",
        "ET ET",
        "a ET",
        "ET a",
        "a OU",
        "NEAR",
        "NEAR/x",
        "a NEAR/0 b",
        "a NEAR/99999999999999999999 b",
        "+",
        "-",
        "++a",
        "--a",
        "-a",
        "=",
        "=a",
        "^",
        "^a",
        "a^",
        "a^9",
        "*",
        "a*",
        "*a",
        "a*b",
        "**",
        "~",
        "a~",
        "a~9",
        "\"a b\"~99999999999999999999",
        "titre:",
        "titre: a",
        "titre:(",
        "titre:(a",
        "titre:\"a",
        "nope:a",
        "titre:titre:a",
        "date:",
        "date:x",
        "date:2020-13",
        "date:9999",
        "date:2020..2019",
        "date:..",
        "depuis:",
        "depuis:9999999999999j",
        "avant:hier",
        "like:",
        "like:nope",
        "like:@1",
        "@1",
        "id:",
        "url:",
        "a:b:c",
        "//",
        "\\",
        "%",
        "%00",
        "%ff",
        "?",
        "&",
        "#",
        "a=b",
        "a&b=c",
        "a;b",
        "a|b",
        "a`b",
        "$(id)",
        "`id`",
        "'; DROP TABLE articles; --",
        "\" OR 1=1 --",
        "../../etc/passwd",
        "..\\..\\",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "CON",
        "NUL",
        "null",
        "undefined",
        "NaN",
        "true",
        "-1",
        "0",
        "99999999999999999999",
        "1e309",
        "_",
        "__proto__",
        "constructor",
        "a.b",
        "...",
        ",",
        "''",
        "’",
        "l’",
        "qu’",
        "aujourd’hui",
        "S.N.C.F.",
        "25 000",
        "1er",
        "le",
        "de la",
        "=le",
        "+le",
        "^le",
    ];
    let escapes = [
        "%3Cscript%3E",
        "&#x3C;script>",
        "\\u003cscript>",
        "\\x3cscript>",
        "<scr<script>ipt>",
        "<ScRiPt>",
        "< script >",
        "<script/src=//evil.example>",
        "<script\n>",
        "<svg/onload=alert(1)>",
        "<details open ontoggle=alert(1)>",
        "<body onload=alert(1)>",
        "<video><source onerror=alert(1)>",
        "<object data=javascript:alert(1)>",
        "<embed src=//evil.example>",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "vbscript:x",
        "https://evil.example/\"onclick=alert(1)",
    ];
    let long = [
        "a".repeat(5_000),
        "a ".repeat(2_000),
        "(".repeat(3_000),
        "\"".repeat(3_001),
        "-".repeat(5_000),
        "é".repeat(2_000),
        "a* ".repeat(500),
        "OU ".repeat(1_000),
        "titre:".repeat(500),
    ];
    let short = [&markup[..], &signs, &syntax, &escapes].concat();
    short.into_iter().map(str::to_owned).chain(long).collect()
}

/// Returns a page without what its fields hold.
fn without_values(page: &str) -> String {
    let mut parts = page.split(" value=\"");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        rest.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    rest
}

/// Checks that no text has made an element, an attribute or an address of a page.
fn check_page(page: &str, what: &str) {
    // A field holds what was typed as it is.
    let page = &without_values(page);
    for sign in [
        "<script>", "<img", "<iframe", "<base", "<style", "<math", "onerror=", "<svg o", "<!--",
        "<![", "\u{202E}", "\u{2066}", "\0", "\u{1B}",
    ] {
        assert!(
            !page.contains(sign) || sign == "onerror=" && !page.contains("<img"),
            "{sign} of {what}: {page}"
        );
    }
    // Addresses are ours or the web's.
    for part in page.split("href=\"").skip(1) {
        let address = part.split('"').next().unwrap();
        let is_ours = address.is_empty()
            || address.starts_with(['/', '?', '#']) && !address.starts_with("//");
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        assert!(is_ours || is_web, "{address} of {what}");
    }
    assert_eq!(page.matches("<script ").count(), 1, "{what}");
    assert_eq!(
        page.matches("<form").count() - page.matches("form class=\"dates\"").count(),
        1,
        "{what}"
    );
    assert!(page.ends_with("</html>"), "{what}");
}

#[test]
fn two_hundred_hostile_queries_are_answered() {
    let texts = texts();
    assert!(texts.len() >= 200, "{} texts", texts.len());
    let server =
        Server::on(&Limier::with_articles([("a", "Le pont a rouvert", "Il a 25 000 ans.")]));
    for text in &texts {
        let typed = encoded(text);
        for path in [
            "/?q=",
            "/article?id=a&q=",
            "/article?id=",
            "/word?word=",
            "/kwic?q=",
            "/?is-source=",
            "/?from=",
            "/?q=pont&not-tag=",
            "/nope?q=",
            "/?ui=",
        ] {
            let answer = server.ask(&format!("{path}{typed}"), &[]);
            assert!([200, 400, 404, 414].contains(&answer.status), "{path}{text}: {answer:?}");
            check_page(&answer.body, text);
        }
        for path in [
            "search?q=",
            "article?id=",
            "count?q=",
            "kwic?q=",
            "word?word=",
            "search?q=pont&sort=",
            "count?q=pont&by=",
            "search?q=a&tz=",
            "search?q=a&lang=",
            "search?q=a&limit=",
        ] {
            let answer = server.ask(&format!("/api/{path}{typed}"), &[]);
            assert!([200, 400, 404].contains(&answer.status), "{path}{text}: {answer:?}");
            for line in answer.body.lines() {
                serde_json::from_str::<Value>(line)
                    .unwrap_or_else(|error| panic!("{error} {path}{text} {answer:?}"));
            }
        }
        for path in ["/feed?q=", "/export?format=atom&q="] {
            let answer = server.ask(&format!("{path}{typed}"), &[]);
            assert!([200, 400, 414].contains(&answer.status), "{path}{text}: {answer:?}");
            // A fault is JSON, which no browser takes for a page.
            let is_json = answer.header("content-type") == Some("application/json");
            assert!(!answer.head.contains("X-Evil"), "{answer:?}");
            assert!(is_json || !answer.body.contains("<script"), "{answer:?}");
        }
    }
}

#[test]
fn two_hundred_hostile_articles_are_shown_as_text() {
    let texts = texts();
    let records = texts.iter().enumerate().map(|(at, text)| {
        json!({
            "id": format!("{at}-{}", text.chars().take(100).collect::<String>()), "title": format!("Pirate {text}"), "chapo": text, "body": format!("Un pirate. {text} pirate\n\n{text}"),
            "url": text, "source": text, "section": text, "author": text, "tags": [text], "date": "2020-01-01",
        })
    });
    let limier = Limier::new().file("articles.jsonl", crate::support::json_lines(records));
    limier.index("articles.jsonl").output();
    let server = Server::on(&limier);
    let mut shown = 0;
    for offset in (0..texts.len()).step_by(10) {
        let page =
            server.get(&format!("/?q=pirate&no-group=1&offset={offset}&more=source&more=tag"));
        check_page(&page.body, "hits");
        let found = server.json(&format!("/api/search?q=pirate&no-group=1&offset={offset}"));
        for hit in found["hits"].as_array().unwrap() {
            let id = hit["id"].as_str().unwrap();
            let page = server.get(&format!("/article?q=pirate&id={}", encoded(id)));
            check_page(&page.body, id);
            shown += 1;
        }
    }
    assert!(shown >= 200, "{shown} articles");
    check_page(&server.get("/kwic?q=pirate").body, "concordance");
    for address in [
        "/feed?q=pirate&limit=50",
        "/export?q=pirate&format=atom",
        "/api/count?q=pirate&by=source&format=svg",
    ] {
        let answer = server.get(address);
        assert!(!answer.body.contains("<script") && !answer.body.contains("<img"), "{address}");
    }
}

#[test]
fn too_much_is_refused_and_ends_nothing() {
    let server = Server::on(&Limier::with_articles([("a", "Le pont", "Il rouvre.")]));
    let status = |request: Vec<u8>| {
        let answer = server.send(&request);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        answer.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()).unwrap_or(0)
    };
    let get = |path: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").into_bytes()
    };
    // A query of a megabyte; the connection may end before all of it is read.
    assert!([0, 414, 431].contains(&status(get(&format!("/?q={}", "a".repeat(1 << 20))))));
    assert_eq!(status(get(&format!("/?q={}", "pont+".repeat(8_000)))), 414);
    assert_eq!(status(get(&format!("/api/search?q={}", "pont+".repeat(8_000)))), 200);
    assert_eq!(status(get(&format!("/?q={}", "pont+".repeat(1_500)))), 200);
    for path in ["/", "/article", "/kwic", "/feed", "/export", "/word", "/help", "/nope"] {
        for long in
            [format!("q={}", "x".repeat(40_000)), format!("id=a&q=pont&{}=x", "y".repeat(40_000))]
        {
            let answer = server.ask(&format!("{path}?{long}"), &[]);
            assert_eq!(answer.status, 414, "{path}");
            assert!(answer.body.len() < 5_000, "{path}: {} bytes", answer.body.len());
        }
    }
    assert_eq!(status(get(&format!("/?{}", "a=1&".repeat(10_000)))), 400);
    // Where the machine is busy it may take longer than it may.
    let many = status(get(&format!("/api/search?q=pont&{}", "source=x&".repeat(190))));
    assert!([200, 503].contains(&many), "{many}");
    assert_eq!(status(get("/?q=pont%ff%fe%C3&%80=%c0%af")), 200);
    assert_eq!(status(get("/%ff%00")), 404);
    assert_eq!(status(get("/../../etc/passwd")), 404);
    for broken in [
        &b"\x00\x01\x02\x03\r\n\r\n"[..], b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /\xff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\nConnection: close\r\n\r\nzzz\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let status = status(broken.to_vec());
        assert!([0, 400, 404, 405, 200, 421].contains(&status), "{status} of {broken:?}");
    }
    let headers: String = (0..5_000).map(|at| format!("X-{at}: 1\r\n")).collect();
    assert!([0, 400, 431].contains(&status(
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").into_bytes()
    )));
    // Who asks and goes leaves nothing behind.
    for _ in 0..50 {
        server.connect().write_all(&get("/?q=pont")).unwrap();
    }
    assert_eq!(server.json("/api/search?q=pont")["total"], 1);
}
