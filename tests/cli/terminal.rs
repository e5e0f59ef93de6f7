//! What a person at a terminal sees: colours, widths, pages, the pager, `@3`.
//!
//! Those at a terminal of their own have it from script(1) of util-linux.

use std::fs;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{INDEX, Limier, PROGRAM};

/// Twenty-five articles that a query finds, with what takes room: long titles, dates, sources.
fn many() -> Limier {
    Limier::with_records((0..25).map(|id| crue(id, "a")))
}

/// Returns one of them, with an id that begins so.
fn crue(id: usize, begin: &str) -> Value {
    let others: String = (0..60).map(|word| format!("Mot{id}x{word} suit. ")).collect();
    let body = format!(
        "Dans la nuit, les habitants du quai ont vu monter l’eau. Les pompiers du quai {id} \
             attendent la crue depuis lundi, et la préfecture ferme les ponts. {others}"
    );
    json!({
        "id": format!("{begin}{id}"), "body": body, "source": "Le Phare de la Loire",
        "title": format!("La crue {id} de la Loire menace les quais d’une ville de l’Ouest, et ses ponts de pierre"),
        "url": format!("https://www.exemple.fr/crue-{id}"), "section": "Environnement",
        "date": format!("2024-03-{:02}T08:30:00+01:00", id + 1),
    })
}

fn columns(line: &str) -> usize {
    line.chars().count()
}

/// Returns a text without colours and links.
fn uncoloured(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\u{1B}') {
        plain.push_str(before);
        let end = match escape.as_bytes()[0] {
            b'[' => escape.find(|char: char| char.is_ascii_alphabetic()).unwrap() + 1,
            b']' => escape.find("\u{1B}\\").unwrap() + 2,
            other => panic!("escape {other}"),
        };
        rest = &escape[end..];
    }
    plain + rest
}

#[test]
fn an_option_decides_on_colours_and_variables_where_there_is_none() {
    let limier = many();
    let is_coloured = |args: &[&str], envs: &[(&'static str, &'static str)]| {
        let call = limier.search("crue").args(args);
        envs.iter().fold(call, |call, (name, value)| call.env(name, value)).text().contains('\x1b')
    };
    assert!(is_coloured(&["--color", "always"], &[]));
    assert!(is_coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(is_coloured(&["--color", "auto"], &[("CLICOLOR_FORCE", "1")]));
    assert!(is_coloured(&["--highlight", "ansi"], &[]));
    assert!(!is_coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&["--color", "never", "--highlight", "ansi"], &[]));
    assert!(!is_coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured(&[], &[]));
    for command in ["info", "check"] {
        let text = limier.call(command).args(["--color", "always"]).text();
        assert_eq!(uncoloured(&text), limier.call(command).text(), "{command}");
    }
}

#[test]
fn marks_are_another_matter_than_colours() {
    let limier = many();
    let marked = |how: &str, color: &str| {
        limier.search("crue").args(["--highlight", how, "--color", color, "-n", "1"]).text()
    };
    assert!(marked("markdown", "always").contains("La **crue**"));
    assert!(marked("html", "never").contains("<mark>crue</mark>"));
    let unmarked = marked("none", "always");
    assert!(unmarked.contains('\x1b') && !unmarked.contains("\x1b[31m"), "{unmarked:?}");
}

#[test]
fn only_colours_that_are_seen_on_light_and_dark_grounds_are_used() {
    let limier = many();
    let text = limier.search("crue").args(["--color", "always"]).text()
        + &limier.show("a1").args(["--color", "always"]).text();
    for part in text.split("\x1b[").skip(1) {
        let style = part.split('m').next().unwrap();
        assert!(["0", "1", "2", "31"].contains(&style), "{style:?}");
    }
}

#[test]
fn colours_in_a_pipe_come_with_lines_that_break_between_words() {
    let limier = many();
    let call = || limier.search("crue Loire").args(["--color", "always", "-n", "3"]);
    for (width, text) in [(80, call().text()), (50, call().env("COLUMNS", "50").text())] {
        let plain = uncoloured(&text);
        let lines: Vec<&str> = plain.lines().filter(|line| !line.contains("https://")).collect();
        assert!(lines.iter().all(|line| columns(line) <= width), "{width}: {plain}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let whole = words(&limier.article("a24").to_string());
        assert!(plain.contains("    https://www.exemple.fr/crue-"), "places stay: {plain}");
        let first = lines.iter().skip(2).take_while(|line| !line.is_empty());
        for word in first.flat_map(|line| words(line)).filter(|word| word.contains("préfecture")) {
            assert!(whole.iter().any(|known| known.contains(&word)), "{word}");
        }
    }
    // Each line has its own colours: a pager may begin with any.
    for line in call().text().lines() {
        let open = line.rfind("\x1b[1m").max(line.rfind("\x1b[31m")).max(line.rfind("\x1b[2m"));
        assert!(open <= line.rfind("\x1b[0m"), "{line:?}");
    }
}

#[test]
fn several_articles_are_shown_in_the_order_they_are_named_in() {
    let limier = many();
    let one = |id: &str| limier.show(id).text();
    assert_eq!(limier.show("a3").arg("a1").text(), format!("{}\n{}", one("a3"), one("a1")));
    let json = limier.show("a3").args(["a1", "--format", "json"]).json_lines();
    let ids: Vec<&Value> = json.iter().map(|article| &article["id"]).collect();
    assert_eq!(ids, ["a3", "a1"]);
    let refused = limier.show("a3").arg("zz").output();
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""), "{}", refused.stderr);
    assert!(refused.stderr.contains("`zz`"), "{}", refused.stderr);
}

#[test]
fn an_address_finds_its_article_as_people_copy_it() {
    let limier = many();
    for address in [
        "exemple.fr/crue-7",
        "www.exemple.fr/crue-7/",
        "http://exemple.fr/crue-7",
        "https://www.exemple.fr/crue-7?utm_source=rss&utm_medium=feed",
        "https://www.exemple.fr/crue-7?fbclid=IwAR1#xtor=CS1-15",
    ] {
        assert_eq!(limier.article(address)["id"], "a7", "{address}");
    }
    for other in ["exemple.fr/crue-77", "exemple.fr", "exemple.fr/crue-7?page=2"] {
        assert_eq!(limier.show(other).output().code, 2, "{other}");
    }
    limier
        .call("delete")
        .arg("exemple.fr/crue-7#xtor=RSS-1")
        .stdout("1 article deleted; 24 left in the index\n")
        .run();
}

#[test]
fn without_a_terminal_a_number_is_no_hit() {
    let limier = many();
    limier.search("crue").text();
    for command in ["show", "delete"] {
        limier
            .call(command)
            .arg("@3")
            .stderr(
                "error: no answer was shown in this terminal that `@3` could be a hit of; search \
                 first, or name the article by its id or URL\n",
            )
            .code(2)
            .run();
    }
    let named = Limier::with_articles([("@3", "Pont", "")]);
    assert_eq!(named.article("@3")["title"], "Pont");
}

/// A terminal with a shell in it.
struct Terminal<'l> {
    limier: &'l Limier,
    rows: usize,
    columns: usize,
}

impl<'l> Terminal<'l> {
    fn of(limier: &'l Limier, columns: usize, rows: usize) -> Self {
        Self { limier, rows, columns }
    }

    /// Returns what is seen when a person types this, and how it ended: `limier` asks the
    /// index of the folder.
    fn typed(&self, typed: &str) -> (String, i32) {
        let Self { rows, columns, .. } = self;
        let limier = format!("limier() {{ LIMIER_INDEX=${{IX-{INDEX}}} {PROGRAM} \"$@\"; }}");
        let shell = format!("stty rows {rows} cols {columns} -onlcr; {limier}; {typed}");
        let output = self
            .limier
            .program("script")
            .args(["-qec", &shell, "/dev/null"])
            .env("SHELL", "/bin/sh")
            .env("TERM", "xterm")
            .env("XDG_STATE_HOME", self.limier.path("state"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
    }

    /// Returns what is seen, without colours, of what ends well.
    #[track_caller]
    fn seen(&self, typed: &str) -> String {
        let (seen, code) = self.typed(typed);
        assert_eq!(code, 0, "{seen}");
        uncoloured(&seen)
    }
}

/// What ends the first page of [`many`].
const FIRST_PAGE: &str = "1–10 of 25 · next: --offset 10 · read one: limier show @1";

#[test]
#[ignore = "needs script(1)"]
fn ten_hits_are_on_a_screen_of_24_rows() {
    let limier = many();
    let seen = Terminal::of(&limier, 80, 24).seen("PAGER='sed s/^/paged/' limier search crue");
    let lines: Vec<&str> = seen.lines().collect();
    assert_eq!((lines.len(), lines[0]), (22, "25 articles for crue"), "{seen}");
    assert_eq!(lines[21], FIRST_PAGE);
    for (hit, rank) in lines[1..21].chunks(2).zip(1..) {
        assert!(hit[0].starts_with(&format!("{rank:>2}. La crue ")), "{seen}");
        assert!(hit[0].ends_with('…'), "{seen}");
        assert!(hit[1].starts_with("    2024-03-"), "{seen}");
        assert!(hit[1].contains(" 08:30 · Le Phare de la Loire  "), "{seen}");
        assert!(hit[1].contains("crue"), "what matches is seen: {seen}");
        assert!(hit.iter().all(|line| columns(line) <= 80), "{seen}");
    }
    assert!(!seen.contains("exemple.fr"), "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn copies_take_no_line_where_there_are_few() {
    let copied = (0..12).flat_map(|id| ["a", "b"].map(|begin| crue(id, begin)));
    let limier = Limier::with_records(copied);
    let seen = Terminal::of(&limier, 80, 24).seen("limier search crue");
    assert_eq!(seen.lines().count(), 22, "{seen}");
    let told = " 08:30 · Le Phare de la Loire · also 1 other  ";
    assert_eq!(seen.matches(told).count(), 10, "{seen}");
    let seen = Terminal::of(&limier, 80, 80).seen("limier search crue");
    assert_eq!(seen.matches("    also: b").count(), 10, "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn a_large_screen_has_room_for_whole_titles_and_two_lines_of_text() {
    let limier = many();
    let seen = Terminal::of(&limier, 200, 60).seen("limier search crue --offset 20");
    assert!(seen.contains("\n25. La crue"), "{seen}");
    assert!(seen.ends_with("\n\n21–25 of 25 · read one: limier show @21\n"), "{seen}");
    let hits: Vec<&str> = seen.split("\n\n").collect();
    assert_eq!(hits.len(), 7, "{seen}");
    for hit in &hits[1..6] {
        assert!(hit.contains(" 08:30 · Le Phare de la Loire · Environnement\n"), "{seen}");
        assert!(hit.contains("de pierre\n"), "{seen}");
        assert_eq!(hit.lines().count(), 4, "{seen}");
        assert!(hit.lines().all(|line| columns(line) <= 100), "{seen}");
    }
}

#[test]
#[ignore = "needs script(1)"]
fn a_person_is_told_how_many_articles_a_file_got() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 24);
    assert_eq!(terminal.seen("limier export crue -o a.csv"), "a.csv: 25 articles written\n");
    assert_eq!(terminal.seen("limier export crue -o a.csv | cat"), "");
}

#[test]
#[ignore = "needs script(1)"]
fn what_is_longer_than_the_screen_goes_through_a_pager() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 15);
    let is_paged = |typed: &str| {
        let seen = terminal.seen(typed);
        assert!(seen.contains(FIRST_PAGE) || seen.contains("id: a3"), "{seen}");
        seen.lines().all(|line| line.starts_with("paged: "))
    };
    let pager = "'sed \"s/^/paged: /\"'";
    assert!(is_paged(&format!("PAGER={pager} limier search crue")));
    assert!(is_paged(&format!("PAGER={pager} limier show a3")));
    assert!(is_paged(&format!("LIMIER_PAGER={pager} PAGER=cat limier search crue")));
    assert!(!is_paged(&format!("PAGER={pager} limier --no-pager search crue")));
    assert!(!is_paged(&format!("LIMIER_PAGER= PAGER={pager} limier search crue")));
    assert!(!is_paged(&format!("TERM=dumb PAGER={pager} limier search crue")));
    for none in ["cat", "", "/no/such/pager"] {
        assert!(!is_paged(&format!("PAGER={none} limier search crue")), "{none}");
    }
    let (short, _) = terminal.typed(&format!("PAGER={pager} limier search crue -n 2"));
    assert!(!short.contains("paged"), "{short}");
    let (other, code) = terminal.typed(&format!("PAGER={pager} limier search crue | cat"));
    assert!(!other.contains("paged") && code == 0, "{other}");
}

#[test]
#[ignore = "needs script(1)"]
fn help_goes_through_a_pager_where_it_is_longer_than_the_screen() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 15);
    let is_paged = |typed: &str| {
        let (seen, code) = terminal.typed(typed);
        assert!(seen.lines().count() > 2 && code == 0, "{typed}: {seen}");
        seen.contains("paged: ")
    };
    let pager = "PAGER='sed \"s/^/paged: /\"'";
    for help in ["--help", "-h", "search --help", "help search", "help query", "help"] {
        assert!(is_paged(&format!("{pager} limier {help}")), "{help}");
        assert!(!is_paged(&format!("{pager} limier {help} --no-pager")), "{help} --no-pager");
        assert!(!is_paged(&format!("{pager} limier {help} | cat")), "{help} in a pipe");
    }
}

#[test]
#[ignore = "needs script(1)"]
fn leaving_the_pager_early_is_no_error() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 15);
    assert_eq!(terminal.typed("PAGER=true limier search crue"), (String::new(), 0));
    assert_eq!(terminal.typed("PAGER=false limier show a24"), (String::new(), 0));
}

#[test]
#[ignore = "needs script(1)"]
fn a_hit_is_named_by_the_number_that_was_shown() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 24);
    let ids = |args: &str| {
        let found = limier.search("crue").args(args.split(' ')).args(["--format", "jsonl"]);
        found
            .json_lines()
            .iter()
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let (first, second) = (ids("-n 10"), ids("--offset 10"));
    let seen = terminal.seen("limier search crue; limier show @3 --format json | cat");
    assert!(seen.contains(&format!("{{\"id\":\"{}\"", first[2])), "{seen}");
    let typed = "limier search crue --offset 10; limier show @11 @12 --format json";
    let seen = terminal.seen(typed);
    for id in &second[..2] {
        assert!(seen.contains(&format!("{{\"id\":\"{id}\"")), "{seen}");
    }
    let (seen, code) = terminal.typed("limier search crue --offset 10; limier show @3");
    let message = "error: `@3` is no hit of the last answer in this terminal, to `crue`, which has \
                   @11 to @20";
    assert!(uncoloured(&seen).contains(message) && code == 2, "{seen}");
    // What was shown since and is not kept has numbers of its own.
    let list = "printf 'a\\tquai\\n' > list.tsv";
    for shown in ["--queries list.tsv -n 2", "--format csv quai", "--format jsonl quai"] {
        let typed = format!("{list}; limier search crue; limier search {shown}; limier show @1");
        let (seen, code) = terminal.typed(&typed);
        let told = "error: no answer was shown in this terminal";
        assert!(uncoloured(&seen).contains(told) && code == 2, "{seen}");
    }
    // What goes elsewhere was not shown here.
    let seen =
        terminal.seen("limier search crue; limier search Loire --offset 5 | cat; limier show @1");
    assert!(seen.contains(&format!("\nid: {}\n", first[0])), "{seen}");
    let seen = terminal.seen("limier search crue; limier delete @1 @2 --yes");
    assert!(seen.ends_with("2 articles deleted; 23 left in the index\n"), "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn an_answer_is_that_of_its_terminal_and_of_its_index() {
    let limier = many();
    limier.bare("index").args(["--index", "other"]).args(["articles.jsonl"]).text();
    let terminal = Terminal::of(&limier, 80, 24);
    let (seen, code) = terminal.typed("limier search crue; IX=other limier show @1");
    assert!(uncoloured(&seen).contains("error: `@1` is a hit in another index"), "{seen}");
    assert_eq!(code, 2);
    let (seen, code) = terminal.typed("limier show @1");
    assert!(uncoloured(&seen).contains("error: no answer was shown in this terminal"), "{seen}");
    assert_eq!(code, 2);
}

#[test]
#[ignore = "needs script(1)"]
fn what_is_remembered_is_a_persons_own_and_not_in_the_index() {
    use std::os::unix::fs::MetadataExt;
    let limier = many();
    let names = || {
        let entries = fs::read_dir(limier.path(INDEX)).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    let before = names();
    Terminal::of(&limier, 80, 24).seen("limier search crue");
    assert_eq!(names(), before);
    let kept: Vec<_> = fs::read_dir(limier.path("state/limier")).unwrap().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].as_ref().unwrap().metadata().unwrap().mode() & 0o777, 0o600);
}

#[test]
#[ignore = "needs script(1)"]
fn without_a_place_for_it_a_number_is_not_offered() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 24);
    let typed = "XDG_STATE_HOME=/dev/null; limier --no-pager search crue; limier show @1";
    let (seen, code) = terminal.typed(typed);
    let seen = uncoloured(&seen);
    assert!(seen.contains("\n1–10 of 25 · next: --offset 10\n"), "{seen}");
    assert!(seen.contains("\n    https://www.exemple.fr/crue-"), "hits have other names: {seen}");
    assert!(seen.contains("error: no answer was shown in this terminal") && code == 2, "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn a_hit_is_shown_with_its_matches_at_the_first_one() {
    use std::os::unix::fs::PermissionsExt;
    let sand = "Le sable couvre la plage.\n".repeat(30);
    let limier = Limier::with_records([json!({
        "id": "a", "title": "Vent", "body": format!("{sand}La crue de la Loire.\n{sand}"),
    })])
    .file("less", "#!/bin/sh\necho \"begins with $*\"\ncat\n");
    fs::set_permissions(limier.path("less"), fs::Permissions::from_mode(0o755)).unwrap();
    let terminal = Terminal::of(&limier, 80, 24);
    let (seen, _) = terminal.typed("limier search crues; PAGER='./less -R' limier show @1");
    assert!(seen.contains("La \x1b[1m\x1b[31mcrue\x1b[0m de la Loire."), "{seen}");
    let plain = uncoloured(&seen);
    let (_, page) = plain.split_once("begins with -R +").unwrap();
    let (line, page) = page.split_once('\n').unwrap();
    let from = line.parse::<usize>().unwrap() - 1;
    let at = page.lines().position(|line| line.contains("crue")).unwrap();
    assert_eq!(at - from, 3, "three lines stand before it: {page}");
    assert!(page.contains("plage.\n\nLe sable"), "paragraphs are apart: {page}");
    // Who names the article otherwise sees what the last query was, too.
    let (seen, _) = terminal.typed("limier search crues; limier --no-pager show a");
    assert!(seen.contains("\x1b[31mcrue\x1b[0m"), "{seen}");
    let (seen, _) =
        terminal.typed("limier search crues; limier show @1 --highlight markdown | cat");
    assert!(seen.contains("La **crue** de la Loire."), "{seen}");
    // What is quoted is marked where a word beside it is missing.
    let (seen, _) = terminal
        .typed("limier search 'zeppelin \"la Loire\"'; limier show @1 --highlight markdown | cat");
    assert!(seen.contains("La crue de **la Loire**."), "{seen}");
    let (seen, _) = terminal.typed("limier search crues; limier show @1 | cat");
    assert!(seen.contains("La crue de la Loire."), "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn a_line_of_a_concordance_fits_a_narrow_screen_and_its_number_names_its_article() {
    let limier = many();
    for columns_there in [20, 30, 40, 48, 60, 80, 120] {
        let terminal = Terminal::of(&limier, columns_there, 80);
        let seen = terminal.seen("limier kwic quai -n 0 --highlight none");
        let lines: Vec<&str> = seen.lines().skip(1).collect();
        assert_eq!(lines.len(), 75, "{seen}");
        for line in lines {
            assert!(
                line.contains("quai") && columns(line) <= columns_there,
                "{columns_there}: {line}"
            );
        }
    }
    let terminal = Terminal::of(&limier, 80, 80);
    let seen = terminal.seen("limier kwic quai; limier show @2 --format json | cat");
    let line = seen.lines().find(|line| line.starts_with(" 2  ")).expect("a number");
    let day = line.split_whitespace().nth(1).unwrap();
    assert!(seen.contains(&format!("\"published\":\"{day}T")), "{seen}");
}

#[test]
#[ignore = "needs script(1)"]
fn counts_fit_the_screen_with_a_bar_for_each_query() {
    let limier = many();
    let terminal = Terminal::of(&limier, 80, 80);
    let seen = terminal.seen("limier count quai --vs pompiers --by month");
    let month = seen.lines().find(|line| line.starts_with("2024-03")).unwrap();
    assert_eq!(month.split_whitespace().filter(|word| word.starts_with('█')).count(), 2, "{seen}");
    assert!(seen.lines().all(|line| columns(line) <= 80), "{seen}");
    let seen = terminal.seen("limier count 'quai 3' --any --by word; true");
    assert!(seen.lines().all(|line| columns(line) <= 80), "{seen}");
}
