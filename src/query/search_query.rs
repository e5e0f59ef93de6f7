//! A query as it was understood: the one thing that searches are asked with.
//!
//! It reads a text in the order lexer, parser, compiler, and adds conditions that come
//! from elsewhere. It never looks anything up.

use crate::analysis::{is_telling_stop_word, words};
use crate::error::{Error, Result};

use super::chunk::ends_chunk;
use super::clock::Clock;
use super::compile::{Compiled, Quotes, compile};
use super::condition::Condition;
use super::field::QueryField;
use super::meaning::Meaning;
use super::parser::parse;
use super::word::{Capital, QueryWord, Role};
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// Most words of a query of which it is said that some were left out; of a pasted text it is
/// no news.
const MOST_TOLD: usize = 8;

/// Most bytes of a query: of a pasted text, some forty pages.
pub(crate) const MAX_BYTES: usize = 100_000;

/// A query as it was understood; an empty one asks for every article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The words to look for, each once, in the order typed.
    pub(crate) words: Vec<QueryWord>,
    /// Stop words that were left out, each once.
    pub left_out: Vec<String>,
    /// What an article must be besides having the plain words.
    pub(crate) condition: Option<Condition>,
    /// The language of the articles wanted (ISO 639-1), whose inflection counts; any
    /// language, with French inflection, when there is none.
    pub language: Option<String>,
    /// The same with its quotes read as plain words, where there are others: for when
    /// no article has all the words and the phrase.
    pub(crate) without_phrases: Option<Box<Query>>,
}

/// Most words of a query that is typed rather than pasted.
const SHORT: usize = 32;

impl Query {
    /// Tells whether it was typed rather than pasted: in a long text slips matter little, and to
    /// look for what was meant takes its time.
    pub(crate) fn is_short(&self) -> bool {
        self.words.len() <= SHORT
    }

    /// Tells whether it asks for what is like an article or a text.
    pub(crate) fn is_like_any(&self) -> bool {
        let mut asks = false;
        if let Some(condition) = &self.condition {
            condition.each_like(&mut |_| asks = true);
        }
        asks
    }

    /// Reads what was typed: its significant words, or all of them when it has only
    /// stop words, and what is written as syntax.
    ///
    /// `l'avocat de Nicolas Sarkozy` looks for `avocat`, `nicolas` and `sarkozy`.
    ///
    /// # Errors
    /// `QueryEmpty` when there is nothing to look for; `QuerySyntax` for what is surely
    /// meant as syntax and wrong, and for what is too long or asks for too much.
    pub fn parse(text: &str, clock: &Clock) -> Result<Self> {
        if text.len() > MAX_BYTES {
            let beginning = &text[..text.floor_char_boundary(MAX_BYTES)];
            let end = beginning.len()..beginning.len();
            return Err(SyntaxError::new(beginning, end, SyntaxProblem::Long(MAX_BYTES)).into());
        }
        let root = parse(text)?;
        let Some(root) = root else { return Err(Error::QueryEmpty(shortened(text))) };
        let read = |root, quotes| -> Result<Self> {
            let Compiled { words, left_out, condition, language } =
                compile(text, root, quotes, clock)?;
            if words.is_empty() && condition.is_none() {
                return Err(Error::QueryEmpty(shortened(text)));
            }
            let text = text.to_owned();
            Ok(Self { text, words, left_out, condition, language, without_phrases: None })
        };
        let query = read(root.clone(), Quotes::Phrase)?;
        let has_plain = query.words.iter().any(|word| word.role == Role::Plain);
        // With a capital only, it is no quote.
        let is_quoted = |word: &QueryWord| {
            word.meaning == Meaning::Letters && word.capital != Capital::Required
        };
        let has_phrase = query.words.iter().any(is_quoted);
        let without_phrases = (has_plain && has_phrase).then(|| read(root, Quotes::Words));
        Ok(Self { without_phrases: without_phrases.transpose()?.map(Box::new), ..query })
    }

    /// Returns the words that are looked for, in the order typed.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| word.term.as_str())
    }

    /// Returns the words of a text, each once, in the order typed.
    #[must_use]
    pub fn words_of(text: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut term = String::new();
        let mut words = words(text);
        while words.next_into(&mut term).is_some() {
            if !found.contains(&term) {
                found.push(term.clone());
            }
        }
        found
    }

    /// Returns what was typed as a field is, in small letters with a value at its colon, and
    /// is none: the `foo` of `foo:bar`. It was taken as a word.
    pub(crate) fn no_fields(&self) -> impl Iterator<Item = &str> {
        let plain = self.words.iter().filter(|word| word.role == Role::Plain);
        plain.filter_map(|word| {
            let (before, behind) = (&self.text[..word.span.start], &self.text[word.span.end..]);
            let is_value = |char: char| char.is_alphanumeric() || matches!(char, '"' | '«' | '“');
            let is_name = behind.strip_prefix(':').is_some_and(|value| value.starts_with(is_value));
            let typed = &self.text[word.span.clone()];
            let is_alone = before.chars().next_back().is_none_or(ends_chunk);
            (is_name && is_alone && typed.chars().all(char::is_lowercase)).then_some(typed)
        })
    }

    /// Returns the stop words left out of a short query that may have mattered.
    pub(crate) fn telling_left_out(&self) -> impl Iterator<Item = &str> {
        let is_short = self.words.len() + self.left_out.len() <= MOST_TOLD;
        let left_out = self.left_out.iter().map(String::as_str);
        left_out.filter(move |word| is_short && is_telling_stop_word(word))
    }

    /// Returns the query for what is written as syntax in it, its plain words left out.
    #[must_use]
    pub(crate) fn without_plain_words(mut self) -> Self {
        for word in self.words.iter_mut().filter(|word| word.role == Role::Plain) {
            word.role = Role::Unscored;
        }
        Self { without_phrases: None, ..self }
    }

    /// Returns the query for articles that have its plain words in their texts, as if each stood
    /// behind a `+`; `None` where it has none that a tag may stand for.
    pub(crate) fn in_texts(mut self, any: bool) -> Option<Self> {
        let mut conditions = Vec::new();
        for (ordinal, word) in self.words.iter_mut().enumerate() {
            if word.role == Role::Plain && (any || word.published.is_none()) {
                word.role = Role::Scored;
                conditions.push(Condition::Word(ordinal));
            }
        }
        if conditions.is_empty() {
            return None;
        }
        let condition = if any { Condition::Any(conditions) } else { Condition::All(conditions) };
        self.without_phrases = None;
        Some(self.and(condition))
    }

    /// Returns the query for articles that meet another condition as well.
    #[must_use]
    pub(crate) fn and(self, other: Condition) -> Self {
        let without_phrases = self.without_phrases.map(|query| Box::new(query.and(other.clone())));
        let condition = Some(match self.condition {
            Some(condition) => Condition::All(vec![condition, other]),
            None => other,
        });
        Self { condition, without_phrases, ..self }
    }

    /// Returns the query for articles of one language, if there is one.
    #[must_use]
    pub fn in_language(self, language: Option<&str>) -> Self {
        let Some(language) = language else { return self };
        let value = language.to_owned();
        let mut query = self.and(Condition::Value { field: QueryField::Language, value });
        query.language = Some(language.to_owned());
        if let Some(query) = &mut query.without_phrases {
            query.language = Some(language.to_owned());
        }
        query
    }
}

/// Returns the beginning of a text, as a message can show it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::super::compile::{MAX_PATTERNS, MAX_VALUES, MAX_WORDS};
    use super::*;
    use crate::render::sentence;

    fn parse(text: &str) -> Result<Query> {
        let now = "2020-06-15T12:00:00Z".parse().expect("a moment");
        Query::parse(text, &Clock { now, zone: TimeZone::UTC })
    }

    #[track_caller]
    fn check(text: &str, words: &str, left_out: &str) {
        let query = parse(text).expect("some word");
        let found: Vec<_> = query.words.iter().map(|word| word.term.as_str()).collect();
        assert_eq!(
            (found.join("|").as_str(), query.left_out.join("|").as_str()),
            (
                words.replace(' ', "|").replace('_', " ").as_str(),
                left_out.replace(' ', "|").as_str()
            ),
            "{text}"
        );
        for word in &query.words {
            assert!(text.get(word.span.clone()).is_some(), "{:?} in {text}", word.span);
        }
    }

    #[test]
    fn stop_words_are_left_out() {
        check("l'avocat de Nicolas Sarkozy", "avocat nicolas sarkozy", "de");
        check("eau de javel", "eau javel", "de");
        check("la flèche de Notre-Dame", "flèche notre_dame", "la de");
        check("le Puy-de-Dôme", "puy dôme", "le de");
    }

    #[test]
    fn stop_words_that_mean_something_are_looked_for_beside_their_word() {
        for (text, words, left_out) in [
            ("hépatite A", "hépatite hépatite_a", ""),
            ("un cas d'hépatite A en France", "cas hépatite hépatite_a france", "un en"),
            ("hépatite a", "hépatite hépatite_a", ""),
            ("RER A", "rer rer_a", ""),
            ("RER A en panne", "rer rer_a panne", "en"),
            ("génération Y", "génération génération_y", ""),
            ("vitamine C", "vitamine vitamine_c", ""),
            ("plan b", "plan plan_b", ""),
            ("l’affaire B. Dupont", "affaire b dupont", ""),
            ("H&M", "h_m", ""),
            ("C&A ferme", "c_a ferme", ""),
            ("chez AT&T", "at_t", "chez"),
            ("gare de l'Est", "gare gare_de_est", "de"),
            ("gare de l’est", "gare gare_de_est", "de"),
            ("L'Est républicain", "est_républicain républicain", ""),
            ("Grand Est", "grand grand_est", ""),
            ("AS Monaco", "as_monaco monaco", ""),
            ("le journal Le Monde", "journal le_monde monde", "le"),
            ("vis-à-vis", "vis_à_vis", ""),
            ("côte-à-côte", "côte_à_côte", ""),
            ("T-shirt C-8", "t_shirt c_8", ""),
            ("il a dit non", "dit", "il a non"),
            ("le maire a parlé à M. Dupont", "maire parlé dupont", "le a à m"),
            ("LE MAIRE A DIT", "maire dit", "le a"),
            ("Le Monde change", "monde change", "le"),
            ("Macron : Le maire parle", "macron maire parle", "le"),
            ("Les Verts Et Les Rouges", "verts rouges", "les et"),
            ("c'est la fin", "fin", "est la"),
        ] {
            check(text, words, left_out);
        }
    }

    #[test]
    fn capitals_inside_a_sentence_are_meant_and_those_at_its_start_may_be() {
        for (text, meant) in [
            ("attentat à Vienne", "vienne"),
            ("Vienne attentat", ""),
            ("Attentat. Vienne en deuil", ""),
            ("l'usine de Total", "total"),
            ("L'Oréal", "oréal"),
            ("ATTENTAT À VIENNE", ""),
            ("Le Maire De Vienne Est Là", ""),
            ("le siège de la SNCF", "sncf"),
            ("vienne Vienne", "vienne"),
            ("hépatite A", "hépatite a"),
            ("un deux trois quatre cinq six sept huit neuf Vienne", ""),
            ("\"à Vienne\"", ""),
        ] {
            let words = parse(text).expect("some word").words.into_iter();
            let found: Vec<_> = words
                .filter(|word| word.capital == Capital::Preferred)
                .map(|word| word.term)
                .collect();
            assert_eq!(found.join(" "), meant, "{text}");
        }
        for (text, possible) in [
            ("Vienne attentat", "vienne"),
            ("Attentat. Vienne en deuil", "attentat vienne"),
            ("La France : Vienne", "vienne"),
            ("ATTENTAT À VIENNE", ""),
        ] {
            let words = parse(text).expect("some word").words.into_iter();
            let words = words.filter(|word| word.capital == Capital::Possible);
            let found: Vec<_> = words.map(|word| word.term).collect();
            assert_eq!(found.join(" "), possible, "{text}");
        }
        let words = parse("vienne ^Vienne").expect("some word").words;
        let found: Vec<_> = words.iter().map(|word| (word.capital, word.role)).collect();
        assert_eq!(
            found,
            [(Capital::Required, Role::Scored), (Capital::Any, Role::Plain)],
            "they are two words"
        );
    }

    #[test]
    fn capitals_are_asked_for_so_often_and_no_oftener() {
        assert!(parse(&"^Total ".repeat(8)).is_ok());
        let error = parse(&"^Total ".repeat(9)).expect_err("too often");
        let said = sentence(&error);
        assert!(said.starts_with("more than 8 times `^` in a query"), "{said}");
    }

    #[test]
    fn a_query_asks_for_so_much_and_no_more() {
        let repeated = |each: &str, count: u32, between: &str| -> String {
            let parts: Vec<_> =
                (0..count).map(|number| each.replace('#', &number.to_string())).collect();
            parts.join(between)
        };
        for (each, between, most, message) in [
            ("mot#", " ", MAX_WORDS, "words, values and dates"),
            ("mot#", " OU ", MAX_WORDS, "words, values and dates"),
            ("\"mot# de\"", " ", MAX_WORDS / 2, "words, values and dates"),
            ("id:n#", " OU ", MAX_WORDS, "words, values and dates"),
            ("source:n#", " ", MAX_VALUES, "values and dates"),
            ("+date:2020", " OU ", MAX_VALUES, "values and dates"),
            ("mot#*", " ", MAX_PATTERNS, "words with `*` or `~`"),
            ("mot#~2", " OU ", MAX_PATTERNS, "words with `*` or `~`"),
        ] {
            let text = repeated(each, most, between);
            assert!(parse(&text).is_ok(), "{most} times {each}: {:?}", parse(&text).err());
            let error = parse(&repeated(each, most + 1, between)).expect_err(each);
            let error = sentence(&error);
            assert!(error.ends_with(&format!("{message} in a query; split it")), "{error}");
        }
        assert!(parse(&"de ".repeat(MAX_BYTES / 3)).is_ok());
        let error = parse(&"de ".repeat(MAX_BYTES / 3 + 1)).expect_err("too long");
        assert_eq!(sentence(&error), "a query of more than 100000 bytes; shorten it, or split it");
    }

    #[test]
    fn what_is_asked_twice_is_asked_once() {
        let condition = |text: &str| parse(text).expect("a query").condition;
        assert_eq!(condition("\"de la\" OU \"de la\" OU le"), condition("\"de la\" OU le"));
        assert_eq!(condition("+tour +tour"), condition("+tour"));
        assert_eq!(condition("source:(afp OU afp OU ap)"), condition("source:(afp OU ap)"));
    }

    #[test]
    fn stop_words_alone_are_looked_for() {
        check("qui est-ce", "qui est ce", "");
        check("de la", "de la", "");
        check("de la source:afp", "de la", "");
        check("le -grève date:2019", "grève le", "");
        check("titre:de la", "de la", "");
        check("le titre:grève", "grève", "le");
        check("le \"en gare\"", "en gare", "le");
    }

    #[test]
    fn a_sign_says_that_a_stop_word_is_meant_wherever_it_stands() {
        check("(*as SAUF macron) ET france", "as macron france", "");
        check("(=elle police) ET france", "elle police france", "");
        check("(vous* police) OU (elle~ gare)", "vous police elle gare", "");
        check("titre:(police *as)", "police as", "");
        check("(elle police) ET france", "police france", "");
        check("elle *as", "as", "elle");
    }

    #[test]
    fn a_word_typed_twice_is_looked_for_once() {
        check("Macron, macron et MACRON", "macron", "et");
    }

    #[test]
    fn quotes_ask_for_letters_and_compounds_for_families() {
        let meanings = |text: &str| -> Vec<_> {
            let words = parse(text).expect("some word").words;
            words.into_iter().map(|word| (word.meaning, word.role)).collect()
        };
        assert_eq!(meanings("\"marche\""), [(Meaning::Letters, Role::Scored)]);
        assert_eq!(meanings("porte-avions"), [(Meaning::Family, Role::Plain); 2]);
        assert_eq!(meanings("titre:porte-avions"), [(Meaning::Letters, Role::Scored); 2]);
        assert_eq!(meanings("\"=marche\""), [(Meaning::Exact, Role::Scored)]);
    }

    #[test]
    fn quotes_beside_plain_words_are_read_as_plain_words_too() {
        let query = parse("discours « le monde »").expect("some word");
        let without = query.without_phrases.expect("another reading");
        let words: Vec<_> = without.words.iter().map(|word| word.term.as_str()).collect();
        assert_eq!((words, without.condition), (vec!["discours", "monde"], None));
    }

    #[test]
    fn signs_are_text() {
        check("Climat : la COP28 s'ouvre", "climat cop28 ouvre", "la");
        check("« le monde (ou \"l'état", "monde état", "le ou");
        check("« le monde » (ou \"l'état", "le monde état", "ou");
    }

    #[test]
    fn a_query_without_words_is_refused() {
        for text in ["", " ", "« »", "…?!"] {
            assert!(matches!(parse(text), Err(Error::QueryEmpty(_))), "{text}");
        }
    }
}
