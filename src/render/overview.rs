//! What an index holds: counts by year, source and language, sizes, runs.
//!
//! Long lists are cut for people; programs get them whole, from `json`.

use std::io::{self, Write};

use anstyle::Style;

use super::check::how_made_anew;
use super::counted::counted;
use super::formula::formula_free;
use super::printable::in_one_line;
use super::separated::separated;
use crate::engine::Overview;
use crate::index::CopyCounts;

/// Sources named in the text; the rest is counted.
const MAX_SOURCES: usize = 20;

/// Writes an overview for people.
pub(crate) fn write_overview(out: &mut dyn Write, overview: &Overview) -> io::Result<()> {
    let bold = Style::new().bold();
    let Overview { manifest, .. } = overview;
    let articles = counted(overview.articles, "article", "articles");
    writeln!(out, "{bold}{articles}{bold:#} in {}", in_one_line(&overview.place))?;
    writeln!(
        out,
        "{} distinct words, {:.1} MB in {}\nformat {}, analyzer {}, made {} by limier {}",
        overview.distinct_words,
        overview.bytes as f64 / 1e6,
        segments(overview.segments),
        manifest.format,
        manifest.analyzer,
        in_one_line(&manifest.created),
        in_one_line(&manifest.limier)
    )?;
    if let Some(how) = how_made_anew(manifest) {
        writeln!(out, "{how}")?;
    }
    let undated = ("undated".to_owned(), overview.undated);
    let years: Vec<_> =
        overview.years.iter().cloned().chain((undated.1 > 0).then_some(undated)).collect();
    write_counts(out, "by year", &years)?;
    let (shown, rest) = overview.sources.split_at(overview.sources.len().min(MAX_SOURCES));
    write_counts(out, "by source", shown)?;
    if !rest.is_empty() {
        let articles: u64 = rest.iter().map(|(_, count)| count).sum();
        writeln!(out, "{articles:>10}  {} more sources (--format json has all)", rest.len())?;
    }
    write_counts(out, "by language", &overview.languages)?;
    if overview.language_unsure > 0 {
        writeln!(out, "{:>10}  of these taken for French, unsure", overview.language_unsure)?;
    }
    let CopyCounts { same, same_groups, near, near_groups } = overview.copies;
    if same + near > 0 {
        writeln!(out, "\n{bold}copies{bold:#}")?;
        let groups = counted(same_groups, "group", "groups");
        writeln!(out, "{same:>10}  with the text of another article, in {groups}")?;
        let groups = counted(near_groups, "group", "groups");
        writeln!(out, "{near:>10}  more with nearly the text of another, in {groups}")?;
    }
    if let Some(run) = manifest.runs.last() {
        writeln!(
            out,
            "\n{bold}last run{bold:#} {}: {} indexed, {} replaced, {} rejected, {} undated\n  from {}",
            in_one_line(&run.at),
            run.indexed,
            run.replaced,
            run.rejected,
            run.undated,
            in_one_line(&run.inputs.join(", "))
        )?;
    }
    Ok(())
}

fn segments(count: usize) -> String {
    if count == 1 { "1 segment".to_owned() } else { format!("{count} segments") }
}

fn write_counts(out: &mut dyn Write, title: &str, counts: &[(String, u64)]) -> io::Result<()> {
    let bold = Style::new().bold();
    if !counts.is_empty() {
        writeln!(out, "\n{bold}{title}{bold:#}")?;
    }
    counts.iter().try_for_each(|(name, count)| writeln!(out, "{count:>10}  {}", in_one_line(name)))
}

/// Writes how many articles there are, in all and by year, source and language, as a table.
pub(crate) fn write_overview_csv(out: &mut dyn Write, overview: &Overview) -> io::Result<()> {
    let mut rows = separated(false, out)?;
    rows.write_record(["by", "value", "articles"])?;
    let alone = |count: u64| [(String::new(), count)];
    let (all, undated) = (alone(overview.articles), alone(overview.undated));
    let lists: [(&str, &[(String, u64)]); 5] = [
        ("all", &all),
        ("undated", &undated),
        ("year", &overview.years),
        ("source", &overview.sources),
        ("language", &overview.languages),
    ];
    for (by, counts) in lists {
        for (name, count) in counts {
            rows.write_record([by, &formula_free(name), &count.to_string()])?;
        }
    }
    rows.flush()
}
