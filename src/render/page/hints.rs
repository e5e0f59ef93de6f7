//! What there is to say of an answer on a page: how many articles, and what became of the query.
//!
//! Each hint is a sentence of its own, with the word that may be asked for instead.

use super::dates::period;
use super::numbers::{counted_articles, number};
use super::tongue::Tongue;
use crate::engine::{Answer, Hint};

/// A sentence about an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// What is said.
    pub said: String,
    /// What is said of what may be asked instead, and how: each a word for another.
    pub instead: Option<(String, String)>,
}

/// Returns how many articles were found: the status of a page.
pub(crate) fn found(tongue: Tongue, answer: &Answer) -> String {
    if answer.is_relaxed() {
        let all = counted_articles(tongue, answer.total_all_words);
        let rest =
            counted_articles(tongue, answer.total - answer.total_all_words.min(answer.total));
        return match tongue {
            Tongue::French => format!("{all} avec tous les mots ; {rest} avec une partie"),
            Tongue::English => format!("{all} with all the words; {rest} with some"),
        };
    }
    counted_articles(tongue, answer.total)
}

/// Returns what there is to say besides.
pub(crate) fn told(tongue: Tongue, answer: &Answer) -> Vec<Told> {
    let mut told: Vec<Told> =
        answer.hints.iter().filter_map(|hint| of_hint(tongue, hint, answer)).collect();
    let left_out: Vec<&str> = answer.query().telling_left_out().collect();
    if !left_out.is_empty() {
        let words = left_out.join(", ");
        told.push(plain(match tongue {
            Tongue::French => {
                format!("Mots laissés de côté : {words} (ils comptent entre guillemets).")
            }
            Tongue::English => format!("Left out: {words} (quotes make them count)."),
        }));
    }
    for name in answer.query().no_fields() {
        told.push(plain(match tongue {
            Tongue::French => format!("« {name}: » n’est pas un champ ; lu comme un mot."),
            Tongue::English => format!("“{name}:” is no field; read as a word."),
        }));
    }
    told
}

fn plain(said: String) -> Told {
    Told { said, instead: None }
}

fn of_hint(tongue: Tongue, hint: &Hint, answer: &Answer) -> Option<Told> {
    let french = tongue == Tongue::French;
    Some(match hint {
        Hint::Relaxed => return None,
        Hint::EmptyIndex => plain(tongue.words().empty_archive.to_owned()),
        Hint::SomeHave(count) => {
            let some = counted_articles(tongue, *count);
            plain(if french {
                format!("{some} avec une partie des mots.")
            } else {
                format!("{some} with some of the words.")
            })
        }
        Hint::WithoutPhrases => plain(match (french, answer.total_all_words) {
            (true, 0) => "Aucun n’a tous les mots, ceux entre guillemets côte à côte.".to_owned(),
            (true, _) => "Peu ont tous les mots, ceux entre guillemets côte à côte.".to_owned(),
            (false, 0) => "None has all words, those in quotes side by side.".to_owned(),
            (false, _) => "Few have all words, those in quotes side by side.".to_owned(),
        }),
        Hint::NoneThen { first, last, .. } => {
            let [first, last] = [first, last].map(|value| period(tongue, value));
            plain(if french {
                format!("Aucun article de ces dates ; ils vont de {first} à {last}.")
            } else {
                format!("No article is of these dates; they go from {first} to {last}.")
            })
        }
        Hint::NoneTogether(count) => {
            let count = counted_articles(tongue, *count);
            plain(if french {
                format!("Avec ces mots, moins près les uns des autres : {count}.")
            } else {
                format!("With these words, not so near each other: {count}.")
            })
        }
        Hint::NoneInLanguage(code) => plain(if french {
            format!("Aucun article n’est en « {code} ».")
        } else {
            format!("No article is in “{code}”.")
        }),
        Hint::UnknownWord { word, meant } => Told {
            said: if french {
                format!("Dans aucun article : {word}.")
            } else {
                format!("In no article: {word}.")
            },
            instead: meant.as_ref().map(|meant| (word.clone(), meant.clone())),
        },
        Hint::NearSpelling { word, meant, times } => Told {
            said: {
                let times = number(tongue, u64::from(*times));
                if french {
                    format!("{word} est rare ; {meant} y est {times} fois.")
                } else {
                    format!("{word} is rare; {meant} occurs {times} times.")
                }
            },
            instead: Some((word.clone(), meant.clone())),
        },
        Hint::AbsentValue { field, value, known, elsewhere } => {
            let mut said = if french {
                format!("Aucun article n’a {field}:{value}.")
            } else {
                format!("No article has {field}:{value}.")
            };
            for (other, count) in elsewhere {
                let count = counted_articles(tongue, *count);
                let with = if french {
                    format!(" Avec {other}:{value} : {count}.")
                } else {
                    format!(" With {other}:{value}: {count}.")
                };
                said.push_str(&with);
            }
            if !known.is_empty() {
                let known = known.join(", ");
                let commonest = if french {
                    format!(" Les plus courants : {known}.")
                } else {
                    format!(" The commonest: {known}.")
                };
                said.push_str(&commonest);
            }
            plain(said)
        }
        Hint::UndatedLeftOut(count) => {
            let count = counted_articles(tongue, *count);
            plain(if french {
                format!("Sans date, laissés de côté : {count}.")
            } else {
                format!("Left out, without a date: {count}.")
            })
        }
    })
}
