//! The engine on an index in a folder.
//!
//! It opens nothing and holds no loop of its own over postings: it puts a plan, a collector and
//! a page together. A panic below comes out as an error of the index.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use fixedbitset::FixedBitSet;
use tantivy::DocAddress;

use super::absent::absent;
use super::arrivals::{arrivals, commit};
use super::collect::{Addresses, Count};
use super::copies::Copied;
use super::coverage::{Coverage, lacks_phrases, some_have};
use super::expand::{most_words, with_declared};
use super::groups::{Groups, Texts, texts_of};
use super::hints::hints_of_words;
use super::hits::{Hits, copy_of};
use super::ideas::{Marked, ideas, looked_at, own_words, printed_by};
use super::joined_words::{joined, with_spare};
use super::like::{Marks, with_likes};
use super::local_match::{LazyMatcher, LocalMatch};
use super::marking::{as_article, marking_words};
use super::near_words::near_words;
use super::page::{Page, Pager};
use super::pairs::LocalPairs;
use super::plan::Plan;
use super::ranking::Terms;
use super::words::{ArticleSets, WordCounts};
use crate::analysis::Signature;
use crate::article::Article;
use crate::cores::on_all_cores;
use crate::engine::{
    Answer, Arrivals, Commit, Engine, Entry, Hint, Key, Likelihood, Marking, MarkingWords, Match,
    Overview, Reading, Request, Row, Table, Told, Visit,
};
use crate::error::{Error, Result};
use crate::index::{Guesses, IndexReader, Signatures, guarded};
use crate::lexicon::{Explanation, Form};
use crate::query::{Condition, Likened, Query};

impl Engine for IndexReader {
    fn top_in_parts(
        &self,
        request: &Request,
        part: &mut dyn FnMut(&mut Answer) -> Result<()>,
    ) -> Result<Answer> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            let plan = self.plan(&request.query, request)?;
            let pager = Pager::open(&plan, request)?;
            let page = pager.page()?;
            let mut answer = match &request.query.without_phrases {
                Some(query)
                    if lacks_phrases(request, plan.query, page.total, page.total_all_words) =>
                {
                    let plan = self.plan(query, request)?;
                    let pager = Pager::open(&plan, request)?.without_phrases(&pager, &page)?;
                    answer(&pager, &pager.page()?, true, part)
                }
                _ => answer(&pager, &page, false, part),
            }?;
            if answer.total == 0 {
                answer.hints.extend(some_have(self, request)?);
                answer.hints.extend(absent(self, request)?);
            }
            Ok(answer)
        })
    }

    fn matches(
        &self,
        request: &Request,
        visit: &mut dyn FnMut(&dyn Match) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            let plan = self.whole_plan(request)?;
            let found = self.found(&plan, request)?;
            let (guesses, matcher) = (Guesses::new(self), LazyMatcher::of(&plan));
            for address in found {
                if visit(&LocalMatch { address, guesses: &guesses, matcher: &matcher })?.is_break()
                {
                    break;
                }
            }
            Ok(())
        })
    }

    fn matches_in_parts(&self, request: &Request, visits: &mut [Visit<'_>]) -> Result<()> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            let plan = self.whole_plan(request)?;
            let found = self.found(&plan, request)?;
            let matcher = &LazyMatcher::of(&plan);
            let part = found.len().div_ceil(visits.len()).max(LEAST_PART);
            let parts = found.chunks(part).zip(visits).collect();
            let ended = on_all_cores(parts, |(addresses, visit)| {
                let guesses = &Guesses::new(self);
                let mut found = addresses.iter();
                found.try_for_each(|&address| visit(&LocalMatch { address, guesses, matcher }))
            });
            ended.into_iter().collect()
        })
    }

    fn groups(&self, request: &Request, by: &[Key]) -> Result<Table> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            let plan = self.whole_plan(request)?;
            let mut texts = Texts::default();
            if by.contains(&Key::Text) {
                texts = texts_of(self, &self.found(&plan, request)?)?;
            }
            let mut groups = Groups::new(self.fields(), by, &request.zone, texts);
            plan.run_unscored(Coverage::of(request), false, &mut groups)
                .and_then(|()| groups.into_table())
                .map_err(|error| self.damaged(error))
        })
    }

    fn tables(&self, request: &Request, by: &[&[Key]]) -> Result<Vec<Table>> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            let plan = self.whole_plan(request)?;
            let by =
                by.iter().map(|by| Groups::new(self.fields(), by, &request.zone, Texts::default()));
            let mut groups: Vec<Groups<'_>> = by.collect();
            plan.run_unscored(Coverage::of(request), false, &mut groups)
                .and_then(|()| groups.into_iter().map(Groups::into_table).collect())
                .map_err(|error| self.damaged(error))
        })
    }

    fn marking_words(
        &self,
        request: &Request,
        of: &Request,
        marking: Marking,
    ) -> Result<MarkingWords> {
        guarded(self.dir(), || {
            let (request, of) = (&*self.understood(request)?, &*self.understood(of)?);
            let damaged = |error| self.damaged(error);
            let plan = self.whole_plan(request)?;
            let (mut matching, mut all) = (ArticleSets::default(), ArticleSets::default());
            plan.run_unscored(Coverage::of(request), false, &mut matching).map_err(damaged)?;
            self.whole_plan(of)?
                .run_unscored(Coverage::of(of), false, &mut all)
                .map_err(damaged)?;
            let likelihood = Likelihood { matching: matching.len(), all: all.len() };
            let counts = WordCounts {
                reader: self,
                matching: &matching,
                all: &all,
                likelihood,
                deadline: &request.deadline,
            };
            let mut own = own_words(&request.query.words, &plan.expansions);
            own.extend(printed_by(self, of)?);
            let lengths = self.total_lengths().map_err(damaged)?;
            let near_words =
                marking.near.map(|near| near_words(self, request, near, &own, lengths));
            let near_words = near_words.transpose()?;
            let often = |word: &str| self.lexicon().counts(word).total.into();
            let candidates = match &near_words {
                None => counts.candidates(looked_at(marking.most), &own),
                Some(words) => Ok(words.candidates(often)),
            };
            let count = |forms: &[&Form]| {
                let (count, of) = counts.of_forms(forms)?;
                Ok(match &near_words {
                    Some(words) => words.marked(forms, of),
                    None => Marked::in_articles(likelihood, [count, of]),
                })
            };
            let language = request.query.language.as_deref().unwrap_or("fr");
            let family = |word: &str| self.family(word, language);
            let candidates = candidates.map_err(damaged)?;
            let most = with_spare(marking.most);
            let words = ideas(candidates, &own, family, most, count).map_err(damaged)?;
            let words = if marking.near.is_some() {
                words.into_iter().take(marking.most).collect()
            } else {
                let pairs = &mut LocalPairs::new(&counts, [request, of], language);
                joined(words, marking.most, likelihood, pairs)?
            };
            Ok(MarkingWords { likelihood, words })
        })
    }

    fn commit(&self) -> Result<Commit> {
        guarded(self.dir(), || commit(self))
    }

    fn arrivals(&self, request: &Request, told: Told<'_>) -> Result<Arrivals> {
        guarded(self.dir(), || {
            let request = &*self.understood(request)?;
            arrivals(&self.whole_plan(request)?, request, told)
        })
    }

    fn articles(&self, name: &str) -> Result<Vec<Entry>> {
        guarded(self.dir(), || {
            let (signatures, guesses) = (Signatures::open(self)?, Guesses::new(self));
            let entry = |address| {
                let same = self.same_text_as(address, &signatures)?.into_iter();
                let same = same.map(|address| Copied { address, is_same: true, is_found: false });
                Ok(Entry {
                    copies: same.map(|copy| copy_of(self, copy)).collect::<Result<_>>()?,
                    article: guesses.article(address)?,
                })
            };
            self.named(name)?.into_iter().map(entry).collect()
        })
    }

    fn each_article(&self, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
        // What is taken along must be what was written, and all of it.
        self.verify()?;
        self.each_stored(|_, stored, language_unsure| {
            visit(Article { language_unsure, ..stored.to_article() })
        })
    }

    fn word(&self, word: &str, language: &str) -> Result<Explanation> {
        Ok(self.lexicon().explain(word, language))
    }

    fn overview(&self) -> Result<Overview> {
        guarded(self.dir(), || {
            let all = Request::default();
            let counts = |by: Key| -> Result<Vec<(String, u64)>> {
                let named = |Row { mut values, count }: Row| Some((values.pop()??, count));
                Ok(self.groups(&all, &[by])?.rows.into_iter().filter_map(named).collect())
            };
            let years: BTreeMap<String, u64> = counts(Key::Year)?.into_iter().collect();
            Ok(Overview {
                place: self.dir().display().to_string(),
                articles: self.len(),
                undated: self.len() - years.values().sum::<u64>(),
                language_unsure: self.languages_unsure()?,
                distinct_words: self.lexicon().distinct_words(),
                years: years.into_iter().collect(),
                sources: counts(Key::Source)?,
                languages: counts(Key::Language)?,
                copies: self.copies()?,
                segments: self.searcher().segment_readers().len(),
                bytes: self.bytes(),
                manifest: self.manifest().clone(),
            })
        })
    }
}

impl IndexReader {
    /// Returns a request that asks as well for what was declared to be the same, and for the words
    /// of articles that others are to be like.
    fn understood<'r>(&self, request: &'r Request) -> Result<Cow<'r, Request>> {
        let language = request.query.language.as_deref().unwrap_or("fr");
        let mut terms = Terms::of(self, &request.deadline);
        with_likes(with_declared(self.lexicon(), request), &mut |what| {
            let Some((article, apart)) = self.model(what)? else { return Ok(None) };
            let words = marking_words(&mut terms, self.lexicon(), &article, language);
            Ok(Some(Marks { words: words.map_err(|error| self.damaged(error))?, apart }))
        })
    }

    /// Returns what articles are to be like, with the ids of the article and its copies.
    fn model(&self, what: &Likened) -> Result<Option<(Article, Vec<String>)>> {
        let name = match what {
            Likened::Text(text) => return Ok(Some((as_article(text), Vec::new()))),
            Likened::Article(name) => name,
        };
        let named = match self.named(name) {
            Err(Error::ArticleMissing { .. }) => return Ok(None),
            named => named?,
        };
        let signatures = Signatures::open(self)?;
        let own: Vec<Signature> = named.iter().map(|named| signatures.of(*named)).collect();
        let mut apart = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher().segment_readers()) {
            for address in segment.doc_ids_alive().map(|doc| DocAddress::new(ordinal, doc)) {
                let signature = signatures.of(address);
                let is_copy = |own: &Signature| own.is_same(&signature) || own.is_near(&signature);
                if named.contains(&address) || own.iter().any(is_copy) {
                    apart.push(self.id(address)?);
                }
            }
        }
        Ok(Some((self.article(named[0])?.to_article(), apart)))
    }

    /// Looks up what a query of a request stands for, as far as the best articles need it.
    fn plan<'a>(&'a self, query: &'a Query, request: &'a Request) -> Result<Plan<'a>> {
        let most = most_words(request);
        let plan = Plan::new(self, query, most, &request.deadline);
        plan.map_err(|error| self.damaged(error))
    }

    /// Returns where the articles are that a plan of a request finds.
    fn found(&self, plan: &Plan<'_>, request: &Request) -> Result<Vec<DocAddress>> {
        let mut found = Addresses::default();
        plan.run_unscored(Coverage::of(request), false, &mut found)
            .map_err(|error| self.damaged(error))?;
        Ok(found.addresses)
    }

    /// Returns those of some articles that meet the condition of a request.
    pub(super) fn among(
        &self,
        request: &Request,
        articles: &[FixedBitSet],
    ) -> Result<Vec<FixedBitSet>> {
        let request = &*self.understood(request)?;
        let found = self.whole_plan(request)?.among(articles);
        found.map_err(|error| self.damaged(error))
    }

    /// Returns those of some articles, which have all words of the condition of a request, in which
    /// they stand as it asks, as long as they are [wanted](Plan::standing).
    pub(super) fn standing(
        &self,
        request: &Request,
        articles: &[FixedBitSet],
        is_wanted: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Vec<FixedBitSet>> {
        let request = &*self.understood(request)?;
        let found = self.whole_plan(request)?.standing(articles, is_wanted);
        found.map_err(|error| self.damaged(error))
    }

    /// Looks up all that the query of a request stands for: what is counted is exact.
    fn whole_plan<'a>(&'a self, request: &'a Request) -> Result<Plan<'a>> {
        let plan = Plan::new(self, &request.query, usize::MAX, &request.deadline);
        plan.map_err(|error| self.damaged(error))
    }
}

/// Hits read before they are given away.
const PART: usize = 100;

/// Returns the answer that a page is, and calls `part` with it whenever some more of its hits are
/// read.
fn answer(
    pager: &Pager<'_>,
    page: &Page,
    without_phrases: bool,
    part: &mut dyn FnMut(&mut Answer) -> Result<()>,
) -> Result<Answer> {
    let (plan, request) = (pager.plan, pager.request);
    let reader = Hits::new(pager, page.scoring);
    let mut answer = Answer {
        hints: hints(plan, page, request, without_phrases)
            .map_err(|error| plan.reader.damaged(error))?,
        total: page.total,
        total_all_words: page.total_all_words,
        hits: Vec::new(),
        reading: Reading {
            asked: request.query.clone(),
            without_phrases,
            expansions: plan.expansions.clone(),
        },
    };
    for groups in page.groups.chunks(PART) {
        reader.read(groups, &mut answer.hits)?;
        part(&mut answer)?;
    }
    Ok(answer)
}

/// Returns what there is to say of a page.
fn hints(
    plan: &Plan<'_>,
    page: &Page,
    request: &Request,
    without_phrases: bool,
) -> tantivy::Result<Vec<Hint>> {
    let Query { condition, language, .. } = plan.query;
    let mut hints = Vec::new();
    if page.relaxed {
        hints.push(Hint::Relaxed);
    }
    if without_phrases && request.relax {
        hints.push(Hint::WithoutPhrases);
    }
    if let Some(language) = language.as_ref().filter(|_| plan.searched == 0) {
        hints.push(Hint::NoneInLanguage(language.clone()));
    }
    let lexicon = plan.reader.lexicon();
    let weights = &plan.ranking.weights;
    hints.extend(hints_of_words(
        plan.query,
        &plan.expansions,
        weights,
        lexicon,
        request.suggestions,
    ));
    if condition.as_ref().is_some_and(Condition::asks_for_date) {
        let mut undated = Count::default();
        plan.run_unscored(page.coverage, true, &mut undated)?;
        if undated.0 > 0 {
            hints.push(Hint::UndatedLeftOut(undated.0));
        }
    }
    Ok(hints)
}

/// The fewest articles that a thread is begun for.
const LEAST_PART: usize = 100;

#[cfg(test)]
mod tests {
    use std::panic::{self, AssertUnwindSafe};
    use std::path::Path;

    use super::*;
    use crate::index::test_index::{damage, files, of_format_4};
    use crate::query::Clock;

    /// Asks everything of the index in a folder.
    fn ask(dir: &Path) -> Result<()> {
        let index = IndexReader::open(dir)?;
        let clock = Clock { now: jiff::Timestamp::UNIX_EPOCH, zone: jiff::tz::TimeZone::UTC };
        let query = Query::parse("\"pont de Trévignac\" rouvre", &clock)?;
        let request = Request { query, ..Request::default() };
        index.top(&request)?;
        index.matches(&request, &mut |found| {
            found.article()?;
            Ok(ControlFlow::Continue(()))
        })?;
        index.groups(&request, &[Key::Source])?;
        index.articles("pont")?;
        index.overview().map(drop)
    }

    #[test]
    fn damage_is_an_error_of_every_question_and_never_a_panic() {
        let (mut named, mut unseen) = (0, 0);
        let segments = |path: &Path| {
            let extension = path.extension().unwrap_or_default();
            !["json", "jsonl", "tsv"].iter().any(|name| *name == extension)
        };
        let whole = of_format_4();
        assert!(ask(whole.path()).is_ok());
        for path in files(whole.path()).into_iter().filter(|path| segments(path)) {
            for at in (0..path.metadata().expect("a file").len() as usize).step_by(61) {
                let dir = of_format_4();
                damage(&dir.path().join(path.file_name().expect("a name")), at);
                match panic::catch_unwind(AssertUnwindSafe(|| ask(dir.path()))) {
                    Ok(Err(Error::IndexDamaged { .. })) => named += 1,
                    Ok(Ok(()) | Err(Error::ArticleMissing { .. })) => unseen += 1,
                    other => panic!("byte {at} of {}: {other:?}", path.display()),
                }
            }
        }
        assert_eq!(unseen, 0, "the overview looks at every byte");
        assert!(named > 100, "{named}");
    }
}
