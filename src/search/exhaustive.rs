//! What a search must answer, found by scoring every article: the reference of tests.
//!
//! It passes over nothing and keeps all; of the index it uses the look-up of single articles.

use tantivy::{DocAddress, DocId, SegmentReader};

use super::coverage::Coverage;
use super::dates::Dates;
use super::plan::{Plan, has};
use super::top::{Found, Ties, Top};
use super::tops::Tops;
use super::weight::Frequency;
use crate::engine::Request;
use crate::index::IndexReader;
use crate::lexicon::MAX_EXPANSION;
use crate::query::Query;

/// The best articles, how many there are, and how many of them have all the words.
#[derive(Debug, PartialEq)]
struct Ranked {
    hits: Vec<(DocAddress, u32, u32)>,
    total: u64,
    total_all_words: u64,
}

/// Returns the best of all articles, each of which is scored.
fn exhaustive(plan: &Plan<'_>, coverage: Coverage, limit: usize) -> tantivy::Result<Ranked> {
    let sets = plan.sets()?;
    let weights = &plan.ranking.weights;
    let (least, words) = (coverage.least(weights.roles()), weights.plain_words());
    let mut hits = Vec::new();
    for (ordinal, segment) in (0..).zip(plan.reader.searcher().segment_readers()) {
        let docs: Vec<DocId> = (0..segment.max_doc()).collect();
        let mut scored = vec![(0.0_f32, 0_u32); docs.len()];
        for (ordinal, word) in plan.ranking.rarest_first(segment) {
            let mut frequencies = vec![Frequency::default(); docs.len()];
            let mut postings = plan.ranking.cursor(ordinal, segment, &docs)?;
            postings.look_up(&docs, |at, found| {
                frequencies[at].add(found.form().0, found.times() as f32 * found.norm());
            });
            for ((score, matched), frequency) in scored.iter_mut().zip(frequencies) {
                if frequency.family > 0.0 {
                    *score += word.score(frequency);
                    *matched += u32::from(word.is_had());
                }
            }
        }
        for (doc, (score, matched)) in docs.into_iter().zip(scored) {
            let address = DocAddress::new(ordinal, doc);
            if matched >= least && !segment.is_deleted(doc) && has(&sets, address) {
                hits.push((address, score + coverage.bonus(words) * matched as f32, matched));
            }
        }
    }
    let total_all_words = hits.iter().filter(|(.., matched)| *matched == words).count() as u64;
    let total = hits.len() as u64;
    let ties = Ties::open(plan.reader)?;
    hits.sort_by(|one, other| {
        let settle = |address| (ties.of(address), address);
        other.1.total_cmp(&one.1).then_with(|| settle(one.0).cmp(&settle(other.0)))
    });
    hits.truncate(limit);
    let hits =
        hits.into_iter().map(|(address, score, matched)| (address, score.to_bits(), matched));
    Ok(Ranked { hits: hits.collect(), total, total_all_words })
}

/// Returns the best that were kept.
fn kept(top: Top<'_>) -> Ranked {
    let (total, total_all_words) = (top.total(), top.total_all_words());
    let hits = top.into_hits().into_iter();
    let hits =
        hits.map(|Found { address, score, matched, .. }| (address, score.to_bits(), matched));
    Ranked { hits: hits.collect(), total, total_all_words }
}

/// Checks a query in every way that articles may count.
fn check(index: &IndexReader, query: &Query, limit: usize) {
    let request = Request { query: query.clone(), ..Request::default() };
    let plan =
        Plan::new(index, &request.query, MAX_EXPANSION, &request.deadline).expect("a good index");
    let (ties, dates) = (Ties::open(index).expect("a good index"), Dates::default());
    let top = || Top::new(limit, &ties, &dates);
    let found = |mut tops: Tops<'_>| {
        plan.run(&plan.sets()?, &mut tops)?;
        let (first, beside) = tops.into_parts();
        tantivy::Result::Ok((kept(first), beside.map(kept)))
    };
    let [all, most, _] = [Coverage::All, Coverage::Most, Coverage::Any].map(|coverage| {
        let expected = exhaustive(&plan, coverage, limit).expect("a good index");
        let (found, _) = found(Tops::of(coverage, top())).expect("a good index");
        assert_eq!(found, expected, "{} by {coverage:?}, the best {limit}", query.text);
        expected
    });
    for enough in [1, 20, 500, u64::MAX] {
        let (whole, some) = found(Tops::relaxed(enough, top(), top())).expect("a good index");
        assert_eq!(whole, all, "{}, with some where {enough} are not there", query.text);
        if whole.total < enough {
            assert_eq!(some.as_ref(), Some(&most), "{} beside those with all", query.text);
        }
    }
}

mod tests {
    use super::*;
    use crate::article::Article;
    use crate::engine::{Copies, Detail, Engine};
    use crate::index::{IndexWriter, WriterOptions};
    use crate::query::Clock;

    const NOW: &str = "2025-07-20T12:00:00Z";

    /// Words of texts, the commonest first; several are of one family.
    const WORDS: [&str; 24] = [
        "pont",
        "marché",
        "grève",
        "maire",
        "train",
        "grèves",
        "marchés",
        "vélo",
        "usine",
        "canal",
        "ponts",
        "tempête",
        "musée",
        "vélos",
        "usines",
        "phare",
        "moulin",
        "tramway",
        "canaux",
        "verger",
        "phares",
        "moulins",
        "beffroi",
        "tempêtes",
    ];

    /// Numbers without a pattern, the same in every run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as usize % end
        }

        /// Returns words, the first of the list most often.
        fn words(&mut self, number: usize) -> String {
            let mut words = Vec::new();
            for _ in 0..number {
                let end = 1 + self.below(WORDS.len());
                let word = WORDS[self.below(end)];
                words.push(if self.below(5) < 2 { capitalised(word) } else { word.to_owned() });
            }
            words.join(" ")
        }
    }

    fn capitalised(word: &str) -> String {
        let (first, rest) = word.split_at(1);
        first.to_uppercase() + rest
    }

    /// Makes an index of articles that fill several windows of two segments, some of them
    /// deleted since.
    fn index(dir: &std::path::Path, random: &mut Random) -> IndexReader {
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer = IndexWriter::open(dir, NOW, options).expect("a new index");
        let mut body = String::new();
        for articles in [0..5_000, 4_800..7_000] {
            for id in articles {
                let (of_title, of_body) = (random.below(4), 1 + random.below(30));
                if id % 7 > 0 || body.is_empty() {
                    body = random.words(of_body);
                }
                let article = Article {
                    id: format!("{id}"),
                    url: format!("https://example.org/{id}"),
                    title: random.words(of_title),
                    body: body.clone(),
                    language: "fr".to_owned(),
                    source: ["Ouest", "Sud"][random.below(2)].to_owned(),
                    ..Article::default()
                };
                writer.add(article, &"".into()).expect("an article");
            }
            writer.commit().expect("a commit");
        }
        drop(writer);
        IndexReader::open(dir).expect("an index")
    }

    fn query(text: &str) -> Query {
        let (now, zone) = (NOW.parse().expect("a moment"), jiff::tz::TimeZone::UTC);
        Query::parse(text, &Clock { now, zone }).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn what_is_passed_over_is_none_of_the_best_and_is_counted() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let index = index(dir.path(), &mut random);
        let has_deletes = |segment: &SegmentReader| segment.has_deletes();
        assert!(index.searcher().segment_readers().iter().any(has_deletes));
        for _ in 0..150 {
            let words = 1 + random.below(7);
            let mut text = random.words(words);
            text += ["", "", "", " source:sud", " -phare", " \"grève maire\"", " zzyzx"]
                [random.below(7)];
            let limit = [0, 1, 10, 100, 3_000][random.below(5)];
            check(&index, &query(&text), limit);
        }
    }

    /// Queries of one word that an article must have.
    const OF_ONE_WORD: [&str; 8] =
        ["*e", "gr*", "=pont", "usine~", "+marché", "titre:gr*", "^Pont", "zzy*"];

    #[test]
    fn one_word_that_must_be_there_finds_what_scoring_all_gives() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let index = index(dir.path(), &mut Random(0x9E37_79B9_7F4A_7C15));
        for text in OF_ONE_WORD.into_iter().chain(["gr* *e", "gr* -pont", "pont gr*"]) {
            for limit in [0, 1, 10, 3_000] {
                check(&index, &query(text), limit);
            }
        }
    }

    #[test]
    fn copies_of_what_one_word_finds_that_lack_it_are_not_found() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer = IndexWriter::open(dir.path(), NOW, options).expect("a new index");
        let text = "Le conseil a voté lundi les travaux du quai, que la région paiera pour moitié.";
        for (id, title) in [("a", "Grèves"), ("b", "Travaux"), ("c", "Grève du port")] {
            let (id, title) = (id.to_owned(), title.to_owned());
            let article = Article { id, title, body: text.repeat(4), ..Article::default() };
            writer.add(article, &"".into()).expect("an article");
        }
        writer.commit().expect("a commit");
        drop(writer);
        let index = IndexReader::open(dir.path()).expect("an index");
        for text in ["gr*", "(gr* OU gr*)", "gr* OU zzyzx*"] {
            let request =
                Request { query: query(text), detail: Detail::Facts, ..Request::default() };
            let found = index.top(&request).expect("a good index").hits;
            let [hit] = found.as_slice() else { panic!("{text}: {found:?}") };
            let copies: Vec<_> =
                hit.copies.iter().map(|copy| (copy.id.as_str(), copy.is_found)).collect();
            assert_eq!(copies, [("c", true), ("b", false)], "{text}");
        }
    }

    #[test]
    fn the_first_hits_are_the_same_however_many_are_asked_for() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let mut random = Random(0xD1B5_4A32_D192_ED03);
        let index = index(dir.path(), &mut random);
        let mut copies = 0;
        for at in 0..60 {
            let words = 1 + random.below(4);
            let text = format!("{} {}", WORDS[random.below(8)], random.words(words));
            let all = Request {
                query: query(&text),
                limit: 100,
                detail: Detail::Facts,
                copies: if at % 2 > 0 { Copies::Apart } else { Copies::default() },
                ..Request::default()
            };
            let hits = |request: &Request| {
                let hits = index.top(request).expect("a good index").hits.into_iter();
                let hits = hits.map(|hit| (hit.rank, hit.id, hit.score.to_bits(), hit.copies));
                hits.collect::<Vec<_>>()
            };
            let all_hits = hits(&all);
            copies += all_hits.iter().filter(|(.., copies)| !copies.is_empty()).count();
            for (limit, offset) in [(1, 0), (10, 0), (10, 10), (20, 35)] {
                let page = Request { limit, offset, ..all.clone() };
                let expected: Vec<_> = all_hits.iter().skip(offset).take(limit).cloned().collect();
                assert_eq!(hits(&page), expected, "{text}: {limit} at {offset}");
            }
        }
        assert!(copies > 0);
    }

    #[test]
    fn those_with_all_the_words_are_kept_though_many_with_some_are_worth_more() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let options = WriterOptions { threads: 1, ..WriterOptions::default() };
        let mut writer = IndexWriter::open(dir.path(), NOW, options).expect("a new index");
        for id in 0..9_000 {
            // The first window has the best with some; those with all come later and are poor.
            let (title, body) = match id {
                0..60 => ("Phare phare", "Phare".to_owned()),
                8_000..8_012 => ("", format!("{}pont phare", "mot ".repeat(5_000))),
                _ => ("", "pont ".to_owned()),
            };
            let article = Article {
                id: format!("{id}"),
                title: title.to_owned(),
                body,
                language: "fr".to_owned(),
                ..Article::default()
            };
            writer.add(article, &"".into()).expect("an article");
        }
        writer.commit().expect("a commit");
        drop(writer);
        let index = IndexReader::open(dir.path()).expect("an index");
        for limit in [1, 10, 50] {
            check(&index, &query("phare pont"), limit);
        }
    }

    mod shared {
        use std::fs;
        use std::path::Path;

        use serde_json::Value;

        use super::*;

        /// Returns the lines of a compressed file.
        fn lines(file: &Path) -> String {
            let lines =
                zstd::decode_all(fs::File::open(file).expect("a file")).expect("a whole file");
            String::from_utf8(lines).expect("text")
        }

        /// Indexes lines of JSON.
        fn index_of<'l>(dir: &Path, lines: impl Iterator<Item = &'l str>) -> IndexReader {
            let mut writer =
                IndexWriter::open(dir, NOW, WriterOptions::default()).expect("a new index");
            for line in lines {
                let fields: Value = serde_json::from_str(line).expect("JSON");
                let text = |name: &str| fields[name].as_str().unwrap_or_default().to_owned();
                let article = Article {
                    id: text("id"),
                    title: text("title"),
                    description: text("description"),
                    body: text("body"),
                    ..Article::default()
                };
                writer.add(article, &"".into()).expect("an article");
            }
            writer.commit().expect("a commit");
            drop(writer);
            IndexReader::open(dir).expect("an index")
        }

        #[test]
        #[ignore = "needs ../shared"]
        fn the_best_of_real_articles_are_those_that_scoring_all_gives() {
            let relevance = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/relevance/known");
            let dir = tempfile::tempdir().expect("a temporary folder");
            let lines = lines(&relevance.join("collection.jsonl.zst"));
            let index = index_of(dir.path(), lines.lines());
            for kind in ["short", "short-inflected", "titles", "standfirsts", "dated-month"] {
                let file = relevance.join(format!("{kind}.queries.tsv"));
                let queries = fs::read_to_string(file).expect("a file");
                let texts = queries.lines().filter_map(|line| line.split('\t').nth(1));
                for text in texts.step_by(10) {
                    check(&index, &query(text), 100);
                }
            }
        }

        /// Returns a query of words that stand in a text, one after the other or not, at times
        /// with a clause.
        fn query_of(words: &[&str], random: &mut Random) -> String {
            let number = 1 + random.below(8);
            let first = random.below(words.len());
            let together = random.below(2) > 0;
            let mut asked: Vec<&str> = Vec::new();
            for at in 0..number {
                let other = if together { first + at } else { random.below(words.len()) };
                asked.push(words[other % words.len()]);
            }
            let clause = match random.below(10) {
                0 => format!(" -{}", words[random.below(words.len())]),
                1 => format!(" \"{} {}\"", words[first], words[(first + 1) % words.len()]),
                2 => format!(" titre:{}", words[random.below(words.len())]),
                3 => format!(" +{}", words[random.below(words.len())]),
                _ => String::new(),
            };
            asked.join(" ") + &clause
        }

        #[test]
        #[ignore = "needs ../shared and minutes"]
        fn long_a_hundred_thousand_random_queries_find_what_scoring_all_gives() {
            let relevance = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/relevance/known");
            let dir = tempfile::tempdir().expect("a temporary folder");
            let lines = lines(&relevance.join("collection.jsonl.zst"));
            let index = index_of(dir.path(), lines.lines().step_by(8));
            let texts: Vec<Value> = lines
                .lines()
                .step_by(8)
                .map(|line| serde_json::from_str(line).expect("JSON"))
                .collect();
            let is_plain = |word: &&str| {
                let letters = word.chars().filter(|letter| letter.is_lowercase()).count();
                letters > 1 && word.chars().all(char::is_alphabetic)
            };
            let mut random = Random(0x2545_F491_4F6C_DD1D);
            let mut asked = 0;
            while asked < 100_000 {
                let text = &texts[random.below(texts.len())];
                let field = ["title", "body"][random.below(2)];
                let words = text[field].as_str().unwrap_or_default().split_whitespace();
                let words: Vec<&str> = words.filter(is_plain).take(400).collect();
                if words.is_empty() {
                    continue;
                }
                let limit = [1, 10, 10, 100][random.below(4)];
                check(&index, &query(&query_of(&words, &mut random)), limit);
                asked += 1;
            }
        }
    }
}
