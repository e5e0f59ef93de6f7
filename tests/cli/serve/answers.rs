//! The API answers what the commands print: the same JSON, but for the time taken.
//!
//! Faults are JSON with what is wrong and where.

use serde_json::{Value, json};

use super::server::{Server, encoded};
use crate::support::{Limier, in_repository, normalised};

/// Returns a folder whose index holds the articles that every engine is asked about.
fn archive() -> Limier {
    let limier = Limier::new();
    for folder in ["tests/fixtures/articles", "tests/fixtures/formats"] {
        limier.index(in_repository(folder).to_str().unwrap()).output();
    }
    limier
}

fn without_time(mut json: Value) -> Value {
    assert!(json.as_object_mut().unwrap().remove("took_ms").is_some(), "{json}");
    json
}

#[test]
fn every_query_is_answered_as_by_the_command() {
    let limier = archive();
    let server = Server::on(&limier);
    let queries = std::fs::read_to_string(in_repository("tests/fixtures/queries.txt")).unwrap();
    let queries = queries.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut answered = 0;
    // One call of the program answers them all; hits are compared by id, score and snippet.
    let queries: Vec<&str> = queries.collect();
    let file: String =
        queries.iter().enumerate().map(|(at, query)| format!("{at}\t{query}\n")).collect();
    let told = limier.call("search").args(["--queries", "-", "--format", "jsonl"]).stdin(file);
    let told = told.output().stdout;
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (at, query) in queries.iter().enumerate() {
        let of_query =
            told.iter().filter(|hit| hit["qid"].as_str() == Some(at.to_string().as_str())).cloned();
        let expected: Vec<Value> = of_query
            .map(|mut hit| {
                hit.as_object_mut().unwrap().remove("qid");
                hit
            })
            .collect();
        let answer = server.ask(&format!("/api/search?format=jsonl&q={}", encoded(query)), &[]);
        assert!([200, 400].contains(&answer.status), "{query}: {answer:?}");
        if answer.status == 200 {
            let found: Vec<Value> = normalised(&answer.body)
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            assert_eq!(found, expected, "{query}");
            answered += usize::from(!found.is_empty());
        } else {
            assert!(expected.is_empty(), "{query}: {answer:?}");
        }
    }
    assert!(answered > 100, "{answered} queries have hits");
}

#[test]
fn each_command_has_an_address_that_answers_as_it_prints() {
    let limier = archive();
    let server = Server::on(&limier);
    let check = |command: &str, args: &[&str], address: &str| {
        let printed = limier.call(command).args(args).args(["--format", "json"]).json();
        let found = server.json(&format!("/api/{address}"));
        let found = serde_json::from_str(&normalised(&found.to_string())).unwrap();
        let printed = if command == "search" { without_time(printed) } else { printed };
        let found = if command == "search" { without_time(found) } else { found };
        assert_eq!(found, printed, "{address}");
    };
    check("search", &["pêche côtière"], "search?q=p%C3%AAche+c%C3%B4ti%C3%A8re");
    check(
        "search",
        &["pêche", "-n", "3", "--offset", "1", "--sort", "-date", "--explain", "--explain-query"],
        "search?q=p%C3%AAche&limit=3&offset=1&sort=-date&explain=1&explain-query=true",
    );
    check(
        "search",
        &["pêche mer", "--any", "--no-group", "--fragments", "1", "--snippet-chars", "80"],
        "search?q=p%C3%AAche+mer&any=1&no-group=1&fragments=1&snippet-chars=80",
    );
    check("search", &["pont", "--from", "2020", "--to", "2024"], "search?q=pont&from=2020&to=2024");
    check("count", &["pont"], "count?q=pont");
    check("count", &["--by", "source"], "count?by=source");
    check("count", &["--vs", "pont"], "count?vs=pont");
    check(
        "count",
        &["pont", "--by", "year", "--by", "source", "--share", "--vs", "mer"],
        "count?q=pont&by=year&by=source&share=1&vs=mer",
    );
    check("count", &["mer", "--by", "word"], "count?q=mer&by=word");
    check("kwic", &["pont", "--sort", "L1,R1"], "kwic?q=pont&sort=L1,R1");
    check("word", &["grève"], "word?word=gr%C3%A8ve");
    let id = server.json("/api/search?q=pont")["hits"][0]["id"].as_str().unwrap().to_owned();
    check("show", &[&id], &format!("article?id={}", encoded(&id)));
}

#[test]
fn csv_is_what_the_command_writes() {
    let limier = archive();
    let server = Server::on(&limier);
    let check = |command: &str, args: &[&str], address: &str| {
        let printed = limier.call(command).args(args).args(["--format", "csv"]).text();
        let answer = server.get(&format!("/api/{address}&format=csv"));
        assert_eq!(answer.body, printed, "{address}");
        assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    };
    check("search", &["pont"], "search?q=pont");
    check("count", &["pont", "--by", "source"], "count?q=pont&by=source");
    check("kwic", &["pont"], "kwic?q=pont");
    let first = server.json("/api/search?q=pont&sort=date&limit=1&no-group=1");
    let id = encoded(first["hits"][0]["id"].as_str().unwrap());
    let printed = limier.call("export").args(["pont", "--format", "csv", "--sort", "date"]);
    let printed = printed.args(["-n", "1"]).text();
    let answer = server.get(&format!("/api/article?id={id}&format=csv"));
    assert_eq!(normalised(&answer.body), printed);
}

#[test]
fn words_and_what_there_is_are_tables_too() {
    let server = Server::on(&Limier::with_records([
        json!({"id": "1", "title": "Les ponts", "body": "Un pont.", "date": "2020-01-01", "source": "=1+1"}),
    ]));
    let word = server.get("/api/word?word=pont&format=csv");
    let mut lines = word.body.lines();
    assert_eq!(lines.next(), Some("of,list,word,remark,count,capitalised,capitals"));
    assert_eq!(lines.next(), Some("pont,word,pont,pont,1,0,0"));
    assert!(word.body.contains("pont,family,ponts,stem,1,0,0\n"), "{}", word.body);
    assert_eq!(word.header("content-type"), Some("text/csv; charset=utf-8"));
    let info = server.get("/api/info?format=csv").body;
    let expected = "by,value,articles\nall,,1\nundated,,0\nyear,2020,1\nsource,'=1+1,1\n\
                    language,fr,1\n";
    assert_eq!(info, expected);
    let refused = server.ask("/api/word?word=pont&format=xlsx", &[]);
    let said: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(said["error"], "`format` needs a format of this answer: json, csv");
}

#[test]
fn what_there_is_tells_nothing_of_the_folders_it_is_in() {
    let limier = archive();
    let server = Server::on(&limier);
    let mut printed = limier.call("info").args(["--format", "json"]).json();
    let answer = server.get("/api/info");
    let place = in_repository("tests");
    let limiers = limier.path("");
    for folder in [place.to_str().unwrap(), limiers.to_str().unwrap(), "inputs"] {
        assert!(!answer.body.contains(folder), "{folder}: {}", answer.body);
    }
    printed["index"] = "limier".into();
    for run in printed["manifest"]["runs"].as_array_mut().unwrap() {
        run.as_object_mut().unwrap().remove("inputs").unwrap();
    }
    let found: Value = serde_json::from_str(&normalised(&answer.body)).unwrap();
    assert_eq!(found, printed, "the rest is what the command prints");
}

#[test]
fn programs_are_told_in_json_whatever_is_wrong() {
    let limier = archive().file("passwords", "secret\n");
    let server = Server::with(&limier, &["--password", "passwords"]);
    let secret = "Authorization: Basic OnNlY3JldA==";
    let check = |request: &str, status: u16| {
        let answer = super::server::Answer::read(&server.send(request.as_bytes()));
        assert_eq!(answer.status, status, "{request}: {answer:?}");
        assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
        let said: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(said["error"].as_str().is_some_and(|said| !said.is_empty()), "{answer:?}");
        answer
    };
    let get = |path: &str, headers: &str| {
        format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")
    };
    check(&get("/api/search?q=pont", "Host: localhost\r\n"), 401);
    check(&get("/api/search?q=pont", &format!("Host: evil.example\r\n{secret}\r\n")), 421);
    let origin = format!("Host: localhost\r\nOrigin: https://evil.example\r\n{secret}\r\n");
    check(&get("/api/search?q=pont", &origin), 403);
    check(&get("/api/nope", &format!("Host: localhost\r\n{secret}\r\n")), 404);
    let post = format!(
        "POST /api/search?q=pont HTTP/1.1\r\nHost: localhost\r\n{secret}\r\nContent-Length: \
         10000000\r\nConnection: close\r\n\r\nabc"
    );
    let answer = check(&post, 405);
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
    let page = server.ask("/nope", &[secret]);
    assert!(page.status == 404 && page.body.contains("</html>"), "people have a page: {page:?}");
}

#[test]
fn a_file_is_named_by_what_was_asked() {
    let server = Server::on(&Limier::with_articles([("a", "Le pont", "Il rouvre.")]));
    let check = |path: &str, name: &str| {
        let answer = server.get(path);
        let expected = format!("attachment; filename=\"{name}\"");
        assert_eq!(answer.header("content-disposition"), Some(expected.as_str()), "{path}");
    };
    check("/export?q=Gilets+jaunes&format=csv", "limier-gilets-jaunes.csv");
    check("/export?format=iramuteq", "limier.txt");
    check("/api/kwic?q=l%E2%80%99%C3%A9t%C3%A9&format=csv", "limier-l-ete.csv");
    check("/export?q=a%22%0D%0AX-Evil%3A+1&format=ris", "limier-a.ris");
}

#[test]
fn a_fault_says_what_is_wrong_and_where() {
    let server = Server::on(&Limier::with_articles([("a", "Le pont", "Il rouvre.")]));
    let check = |address: &str, status: u16, expected: Value| {
        let answer = server.ask(&format!("/api/{address}"), &[]);
        let found: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((answer.status, found), (status, expected), "{address}");
    };
    check(
        "search?q=%C3%A9t%C3%A9+ET",
        400,
        json!({
            "error": "`ET` has nothing behind it; add a word there, or write `et` if it is one",
            "query": "été ET", "span": [4, 6],
        }),
    );
    check(
        "search?q=pont&limit=x",
        400,
        json!({"error": "`limit` needs a number from 0 to 1,000", "parameter": "limit"}),
    );
    check(
        "search?q=pont&nope=1",
        400,
        json!({"error": "`nope` is not known here", "parameter": "nope"}),
    );
    check("search?q=", 400, json!({"error": "`` has no word to search for; type at least one"}));
    check("article?id=zz", 404, json!({"error": "no article has the id or address `zz`"}));
    check(
        "count?q=pont&by=x",
        400,
        json!({
            "error": "`by` needs year, month, week, day, source, section, author, tag, language or word",
            "parameter": "by",
        }),
    );
    let french = server.ask("/api/search?q=%C3%A9t%C3%A9+ET&ui=fr", &[]);
    assert!(french.body.contains("n’a rien derrière lui"), "{french:?}");
}

#[test]
fn a_tag_is_of_the_commit_and_of_the_minute_where_the_query_is() {
    let limier = Limier::with_articles([("a", "Le pont", "Il rouvre.")]);
    let server = Server::on(&limier);
    let tag = |path: &str| server.get(path).header("etag").unwrap().to_owned();
    let (plain, relative) = (tag("/api/search?q=pont"), tag("/api/search?q=pont+depuis:30j"));
    assert_eq!(plain, tag("/api/search?q=pont"));
    assert!(plain.contains("-0-") && !relative.contains("-0-"), "{plain} {relative}");
    assert!(tag("/api/search?q=pont+date:2020").contains("-0-"));
    assert!(!tag("/api/search?q=pont&from=hier").contains("-0-"));
    let same = server.ask("/api/search?q=pont", &[&format!("If-None-Match: {plain}")]);
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    let limier =
        limier.file("b.jsonl", "{\"id\":\"b\",\"title\":\"Le pont\",\"body\":\"Il ferme.\"}\n");
    limier.index("b.jsonl").output();
    let other = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        server.ask("/api/search?q=pont", &[&format!("If-None-Match: {plain}")]).status == 200
    });
    assert!(other, "the tag of the commit before is no longer that of this one");
    assert_eq!(server.json("/api/search?q=pont")["total"], 2);
}

#[test]
fn what_was_answered_is_answered_again_the_same_until_a_commit_lands() {
    let limier = Limier::with_articles([("a", "Le pont", "Il rouvre.")]);
    let server = Server::on(&limier);
    let took = |path: &str| server.json(path)["took_ms"].clone();
    // Two searches that take as long, to a thousandth of a millisecond, are hardly two.
    let first = took("/api/search?q=pont");
    assert!((0..5).all(|_| took("/api/search?q=pont") == first));
    let [one, again] = [(); 2].map(|()| server.get("/api/search?q=pont&format=csv"));
    for header in ["etag", "content-type", "content-disposition", "vary", "cache-control"] {
        assert!(one.header(header).is_some(), "{header}");
        assert_eq!(one.header(header), again.header(header), "{header}");
    }
    assert_eq!(one.body, again.body);
    // Others are asked for in another way, or may have been cut.
    assert_ne!(took("/api/search?q=pont&ui=fr"), first);
    let short = |_| took("/api/search?q=pont&timeout=9");
    assert!((0..5).map(short).collect::<Vec<_>>().windows(2).any(|pair| pair[0] != pair[1]));
    let limier =
        limier.file("b.jsonl", "{\"id\":\"b\",\"title\":\"Le pont\",\"body\":\"Il ferme.\"}\n");
    limier.index("b.jsonl").output();
    assert!((0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        server.json("/api/search?q=pont")["total"] == 2
    }));
}

#[test]
fn a_feed_has_what_is_found_the_newest_first() {
    let limier = Limier::with_records([
        json!({"id": "1", "title": "Le pont <b>", "body": "Il rouvre.", "date": "2020-01-01"}),
        json!({"id": "2/é", "title": "Un pont & un autre", "body": "Là.", "date": "2021-01-01"}),
        json!({"id": "3", "title": "La mer", "body": "Là.", "date": "2022-01-01"}),
    ]);
    let answer = Server::on(&limier).get("/feed?q=pont");
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let [newer, older] = ["Un pont &amp; un autre", "Le pont &lt;b&gt;"]
        .map(|title| answer.body.find(title).unwrap());
    assert!(newer < older && !answer.body.contains("La mer"), "{}", answer.body);
    assert!(answer.body.contains("<published>2020-12-31T23:00:00Z</published>"), "{}", answer.body);
    // What comes later is first, however old.
    let old = json!({"id": "4", "title": "Un vieux pont", "body": "Là.", "date": "1990-01-01"});
    let limier = limier.file("later.jsonl", format!("{old}\n"));
    limier.index("later.jsonl").output();
    let answer = Server::on(&limier).get("/feed?q=pont&limit=2");
    let titles: Vec<&str> = answer.body.split("<title>").skip(2).collect();
    assert!(titles.len() == 2 && titles[0].starts_with("Un vieux pont"), "{}", answer.body);
    assert!(
        answer.body.contains("http://localhost/article?id=2%2F%C3%A9&amp;q=pont"),
        "{}",
        answer.body
    );
}

#[test]
fn a_feed_is_reached_as_the_proxy_says() {
    let server = Server::on(&Limier::with_articles([("a", "Le pont", "Il rouvre.")]));
    let feed = |headers: &[&str]| server.ask("/feed?q=pont", headers).body;
    for proto in ["X-Forwarded-Proto: https", "x-forwarded-proto: HTTPS"] {
        let feed = feed(&[proto]);
        assert!(feed.contains("href=\"https://localhost/feed?q=pont\"/>"), "{feed}");
        assert!(feed.contains("href=\"https://localhost/article?id=a&amp;q=pont\""), "{feed}");
        assert!(!feed.contains("http://localhost"), "{feed}");
    }
    for other in ["X-Forwarded-Proto: http", "X-Forwarded-Proto: javascript", "X: y"] {
        let feed = feed(&[other]);
        assert!(feed.contains("href=\"http://localhost/feed?q=pont\"/>"), "{other}: {feed}");
        assert!(!feed.contains("javascript") && !feed.contains("https://"), "{other}: {feed}");
    }
}
