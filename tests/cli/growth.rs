//! How much more a query takes that is twice or four times as long: about so much more time, and
//! never more room than it may have.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::support::{INDEX, Limier, PROGRAM};

/// What the shell allows a query: seconds of processor, and kilobytes of addresses, of which the
/// program itself, its threads and the index take their part.
const ROOM: &str = "ulimit -t 2; ulimit -v 700000";

/// Different words of the collection.
const WORDS: usize = 12_000;

/// Returns a word of letters, for each number another one.
fn word(mut number: usize) -> String {
    let mut word = String::from("m");
    for _ in 0..6 {
        word.push(char::from(b"aeioulnrst"[number % 10]));
        number /= 10;
    }
    word
}

/// Returns a collection in which every word stands in some articles, and stop words in all.
fn collection() -> Limier {
    Limier::with_records((0..3_000_usize).map(|number| {
        let words: Vec<String> =
            (0..40).map(|at| format!("de la {}", word((number * 37 + at * 311) % WORDS))).collect();
        json!({ "id": format!("a{number}"), "title": word(number), "body": words.join(" le ") })
    }))
}

/// Returns words one after another, as `each` has them.
fn words(count: usize, between: &str, each: impl Fn(String) -> String) -> String {
    (0..count).map(|number| each(word(number * 7))).collect::<Vec<_>>().join(between)
}

/// The kinds of queries: a name, a size of which four times as much is asked for at most, and the
/// query of a size.
type Kind = (&'static str, usize, fn(usize) -> String);

const KINDS: [Kind; 27] = [
    ("words", 500, |size| words(size, " ", |word| word)),
    ("unknown words", 500, |size| words(size, " ", |word| format!("{word}zq"))),
    ("any of them", 500, |size| words(size, " OU ", |word| word)),
    ("all of them", 500, |size| words(size, " ET ", |word| word)),
    ("must", 500, |size| words(size, " ", |word| format!("+{word}"))),
    ("not", 500, |size| format!("le {}", words(size, " ", |word| format!("-{word}")))),
    ("in the title", 500, |size| words(size, " ", |word| format!("titre:{word}"))),
    ("prefixes", 32, |size| words(size, " OU ", |word| format!("{}*", &word[..5]))),
    ("suffixes", 32, |size| words(size, " OU ", |word| format!("*{}", &word[3..]))),
    ("near spellings", 32, |size| words(size, " OU ", |word| format!("{word}~2"))),
    ("a phrase", 500, |size| format!("\"{}\"", words(size, " ", |word| word))),
    ("a chain of hyphens", 500, |size| words(size, "-", |word| word)),
    ("a phrase of stop words", 500, |size| format!("\"{}\"", "de ".repeat(size))),
    ("a phrase with room", 500, |size| format!("\"{}\"~100000", "de la ".repeat(size / 2))),
    ("phrases", 100, |size| words(size, " OU ", |word| format!("\"de la {word}\""))),
    ("phrases with room", 100, |size| words(size, " OU ", |word| format!("\"la {word} de\"~50"))),
    ("near each other", 4, |size| words(size, " NEAR/1000 ", |word| word)),
    ("brackets", 16, |size| format!("{}pont{}", "(".repeat(size), ")".repeat(size))),
    ("addresses", 64, |size| words(size, " OU ", |word| format!("url:{word}"))),
    ("sources", 64, |size| words(size, " OU ", |word| format!("source:{word}"))),
    ("ids", 500, |size| words(size, " OU ", |word| format!("id:{word}"))),
    ("one word again and again", 4_000, |size| "mamie ".repeat(size)),
    ("stop words", 8_000, |size| "de ".repeat(size)),
    ("digits apart", 12_000, |size| "1 ".repeat(size)),
    ("signs inside of words", 6_000, |size| format!("/{}", "a?a".repeat(size))),
    ("quotes", 24_000, |size| "\"".repeat(size)),
    ("signs", 2_000, |size| "«’:~*^('-".repeat(size)),
];

/// Runs what follows, and notes what it took.
const TIMED: &str = "\"$@\"; code=$?; times >times; exit $code";

/// Returns a time as a shell tells it: `0m1.250s`.
fn seconds(told: &str) -> Duration {
    let (minutes, seconds) = told.trim_end_matches('s').split_once('m').expect(told);
    let seconds: f64 = seconds.parse().expect(told);
    Duration::from_secs_f64(minutes.parse::<f64>().expect(told) * 60.0 + seconds)
}

/// Returns how much time of the processor a query takes, the least of three times: other programs
/// may keep a machine busy.
fn time(limier: &Limier, query: &str, what: &str) -> Duration {
    std::fs::write(limier.path("q.tsv"), format!("q\t{query}\n")).unwrap();
    let run = || {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{ROOM}; {TIMED}")).arg("sh").arg(PROGRAM);
        shell.args([
            "search",
            "--index",
            INDEX,
            "--queries",
            "q.tsv",
            "--format",
            "jsonl",
            "--any",
        ]);
        let output = shell.current_dir(limier.path("")).output().unwrap();
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{what}: {code:?} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!stderr.contains("more than"), "{what} is within its bounds: {stderr}");
        let times = std::fs::read_to_string(limier.path("times")).unwrap();
        times.lines().nth(1).expect("those of what it has run").split(' ').map(seconds).sum()
    };
    (0..3).map(|_| run()).min().unwrap()
}

#[test]
#[ignore = "needs minutes"]
fn long_a_query_four_times_as_long_takes_about_four_times_as_much() {
    let limier = collection();
    let at_rest = time(&limier, "pont", "a word");
    for (name, size, query) in KINDS {
        let times = [1, 2, 4].map(|more| {
            let what = format!("{name}, {}", size * more);
            time(&limier, &query(size * more), &what).saturating_sub(at_rest)
        });
        println!("{name}: {times:?}");
        for (longer, more) in [(times[1], 2), (times[2], 4)] {
            // What is quick is noise.
            let most = times[0] * more * 2 + Duration::from_millis(150);
            assert!(longer <= most, "{name}: {times:?}");
        }
    }
}
