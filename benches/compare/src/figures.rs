//! The figures: each of limier's beside that of the peer, a line of the table as soon as it is
//! known.
//!
//! Processes are run in turns, and the median counts; of searches in process the least time of
//! each query, as other programs of the machine only ever add to it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::collection::Collection;
use crate::programs::Programs;
use crate::run::{Taken, median, run};
use crate::texts::write_families;

/// How often a collection is indexed by each, and one of many articles.
const INDEXINGS: [usize; 2] = [5, 1];

/// Bytes from which on a collection has many articles.
const MANY: u64 = 1 << 30;

/// How often a query is run in process, and one of many articles, of whose queries only some are.
const ROUNDS: [&str; 2] = ["15", "5"];
const EVERY: [usize; 2] = [1, 10];

/// Queries that are run as whole processes, and how often each.
const PROCESSES: (usize, usize) = (100, 3);

/// Queries of other kinds, as whole processes.
const KINDS: [&[&str]; 6] = [
    &["*isme"],
    &["présid*"],
    &["Tokaiev~"],
    &["président NEAR/5 élection date:2019"],
    &["--sort", "-date", "élection"],
    &["date:2019"],
];

/// Prints every figure of a collection.
pub fn all(
    programs: &Programs,
    collection: &Collection,
    queries: &[PathBuf],
) -> Result<(), Box<dyn Error>> {
    let figures = Figures { programs, collection };
    figures.indexing()?;
    figures.peers()?;
    for file in queries {
        figures.in_process(file)?;
    }
    if let Some(file) = queries.first() {
        figures.whole_processes(file)?;
    }
    figures.kinds()?;
    figures.replacing()
}

struct Figures<'a> {
    programs: &'a Programs,
    collection: &'a Collection,
}

impl Figures<'_> {
    /// Returns 1 when there are many articles, or else 0.
    fn are_many(&self) -> Result<usize, Box<dyn Error>> {
        Ok(usize::from(fs::metadata(&self.collection.articles)?.len() >= MANY))
    }

    /// Indexes with limier and with stock tantivy.
    fn indexing(&self) -> Result<(), Box<dyn Error>> {
        let Self { programs, collection } = self;
        let (mut ours, mut stocks) = (Vec::new(), Vec::new());
        for _ in 0..INDEXINGS[self.are_many()?] {
            collection.remove("limier")?;
            let mut limier = programs.limier();
            limier.arg("index").arg("--index").arg(collection.place("limier"));
            ours.push(run(limier.arg(&collection.articles), true)?.0);
            collection.remove("stock")?;
            let mut stock = programs.stock();
            stock.arg("index").arg(&collection.articles).arg(collection.place("stock"));
            stocks.push(run(&mut stock, true)?.0);
        }
        let of = |taken: &[Taken], value: fn(&Taken) -> f64| {
            median(&taken.iter().map(value).collect::<Vec<f64>>())
        };
        let values: [(&str, fn(&Taken) -> f64); 3] = [
            ("indexing, CPU s; stock tantivy", |taken| taken.cpu.as_secs_f64()),
            ("indexing, wall s; stock tantivy", |taken| taken.wall.as_secs_f64()),
            ("own memory while indexing, MB; stock tantivy", |taken| taken.memory as f64 / 1e6),
        ];
        for (name, value) in values {
            self.line(name, of(&ours, value), of(&stocks, value));
        }
        let size = fs::metadata(&collection.articles)?.len();
        let [index, bytes] = [collection.bytes("limier")?, size].map(|bytes| bytes as f64 / 1e6);
        self.line("index, MB; the JSON Lines", index, bytes);
        Ok(())
    }

    /// Makes the indexes of the other peers, which are not measured.
    fn peers(&self) -> Result<(), Box<dyn Error>> {
        let Self { programs, collection } = self;
        collection.texts()?;
        for (analyzer, text) in [("words", "words.tsv"), ("french", "lines.tsv")] {
            let mut lucene = programs.lucene();
            lucene.args(["index", analyzer]).arg(collection.place(text));
            run(lucene.arg(collection.place(&format!("lucene-{analyzer}"))), false)?;
        }
        let mut sqlite = programs.sqlite(&collection.place("sqlite.db"));
        sqlite.arg(
            "CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, title, body, \
             tokenize = 'unicode61 remove_diacritics 2')",
        );
        sqlite
            .arg(".mode ascii")
            .arg(format!(".import \"{}\" articles", collection.place("columns").display()));
        run(&mut sqlite, false).map(drop)
    }

    /// Searches in process, on one thread.
    fn in_process(&self, queries: &Path) -> Result<(), Box<dyn Error>> {
        let Self { programs, collection } = self;
        let (rounds, every) = (ROUNDS[self.are_many()?], EVERY[self.are_many()?]);
        let name = queries.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.trim_end_matches(".queries");
        let lines = fs::read_to_string(queries)?;
        let asked: Vec<&str> = lines.lines().step_by(every).collect();
        let queries = &collection.place("queries.tsv");
        fs::write(queries, asked.join("\n"))?;
        let families = collection.place("families.tsv");
        write_families(&collection.place("limier"), queries, &families)?;
        let ours = |only: &str| -> Result<[f64; 3], Box<dyn Error>> {
            let mut search = programs.search();
            search.arg(collection.place("limier")).arg(queries);
            let (_, printed) = run(search.args(["--rounds", rounds, "--only", only]), false)?;
            numbers(printed.lines().last().unwrap_or_default())
        };
        let lucene = |analyzer: &str, queries: &PathBuf, exact_up_to: i32| {
            let mut lucene = programs.lucene();
            lucene.args(["search", analyzer]);
            lucene.arg(collection.place(&format!("lucene-{analyzer}"))).arg(queries);
            let (_, printed) = run(lucene.args([rounds, &exact_up_to.to_string()]), false)?;
            numbers(printed.trim())
        };
        let ids = ours("ids")?;
        let same = lucene("words", &families, i32::MAX)?;
        for (at, what) in ["p50", "mean", "p99"].iter().enumerate() {
            let figure =
                format!("{name}, in process, {what} ms; Lucene, same families, exact totals");
            self.line(&figure, ids[at], same[at]);
        }
        let others = [
            ("same families, totals to 1,000", lucene("words", &families, 1_000)?),
            ("FrenchAnalyzer, exact totals", lucene("french", queries, i32::MAX)?),
            ("FrenchAnalyzer, totals to 1,000", lucene("french", queries, 1_000)?),
        ];
        for (what, other) in others {
            self.line(&format!("{name}, in process, p50 ms; Lucene, {what}"), ids[0], other[0]);
        }
        let mut stock = programs.stock();
        stock.arg("search").arg(collection.place("stock")).arg(queries);
        let (_, printed) = run(&mut stock, false)?;
        let p50 = printed.split_whitespace().nth(1).unwrap_or_default();
        let p50 = p50.parse().map_err(|_| format!("no p50 in `{printed}`"))?;
        self.line(&format!("{name}, in process, p50 ms; stock tantivy, any word"), ids[0], p50);
        let snippets = ours("snippets")?;
        self.line(&format!("{name}, with snippets, p50 ms; with ids alone"), snippets[0], ids[0]);
        Ok(())
    }

    /// Runs whole processes, with snippets, beside `sqlite3`.
    fn whole_processes(&self, queries: &PathBuf) -> Result<(), Box<dyn Error>> {
        let Self { programs, collection } = self;
        let text = fs::read_to_string(queries)?;
        let texts = text.lines().filter_map(|line| line.split_once('\t')).map(|(_, text)| text);
        let (mut ours, mut all, mut any) = (Vec::new(), Vec::new(), Vec::new());
        for text in texts.take(PROCESSES.0) {
            let words: Vec<String> = text
                .split(' ')
                .map(|word| format!("\"{}\"", word.replace(['"', '\''], " ")))
                .collect();
            let sqlite = |operator: &str| {
                let mut sqlite = programs.sqlite(&collection.place("sqlite.db"));
                sqlite.arg(format!(
                    "SELECT id, title, snippet(articles, 2, '[', ']', '…', 40) FROM articles \
                     WHERE articles MATCH '{}' ORDER BY rank LIMIT 10",
                    words.join(operator)
                ));
                sqlite
            };
            ours.push(least(|| self.search(&[text]))?);
            all.push(least(|| sqlite(" "))?);
            any.push(least(|| sqlite(" OR "))?);
        }
        let ms = |times: &[Duration]| median(times).as_secs_f64() * 1e3;
        self.line("whole process, p50 ms; sqlite3 FTS5, all words, snippet()", ms(&ours), ms(&all));
        self.line("whole process, p50 ms; sqlite3 FTS5, any word, snippet()", ms(&ours), ms(&any));
        Ok(())
    }

    /// Runs whole processes of other kinds, which no peer has alike.
    fn kinds(&self) -> Result<(), Box<dyn Error>> {
        for args in KINDS {
            let time = least(|| self.search(args))?.as_secs_f64() * 1e3;
            let name = &self.collection.name;
            println!("| {name} | whole process, ms: `{}` | {time:.1} | | |", args.join(" "));
        }
        Ok(())
    }

    /// Replaces every article.
    fn replacing(&self) -> Result<(), Box<dyn Error>> {
        let Some(edition) = &self.collection.another_edition else { return Ok(()) };
        let mut limier = self.programs.limier();
        limier.arg("index").arg("--index").arg(self.collection.place("limier")).arg(edition);
        let memory = run(&mut limier, true)?.0.memory as f64 / 1e6;
        println!("| {} | own memory, all replaced, MB | {memory:.0} | | |", self.collection.name);
        Ok(())
    }

    fn search(&self, args: &[&str]) -> Command {
        let mut limier = self.programs.limier();
        limier.arg("search").arg("--index").arg(self.collection.place("limier")).args(args);
        limier
    }

    /// Prints a line of the table.
    fn line(&self, figure: &str, ours: f64, theirs: f64) {
        let ratio = ours / theirs;
        println!("| {} | {figure} | {ours:.3} | {theirs:.3} | {ratio:.2} |", self.collection.name);
    }
}

/// Returns the least wall time of some runs of a command.
fn least(command: impl Fn() -> Command) -> Result<Duration, Box<dyn Error>> {
    let mut least = Duration::MAX;
    for _ in 0..PROCESSES.1 {
        least = least.min(run(&mut command(), false)?.0.wall);
    }
    Ok(least)
}

/// Returns p50, mean and p99 of a line that ends with them.
fn numbers(line: &str) -> Result<[f64; 3], Box<dyn Error>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let last = words.last_chunk::<3>().ok_or_else(|| format!("no times in `{line}`"))?;
    let [p50, mean, p99] = last.map(str::parse);
    Ok([p50?, mean?, p99?])
}
