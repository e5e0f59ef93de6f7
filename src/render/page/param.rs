//! Parameters of an address that cannot be: which, and what can be.
//!
//! They are data; the sentence is made here, in both languages.

use super::numbers::number;
use super::tongue::Tongue;
use crate::render::printable::in_one_line;

/// A parameter that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParamFault {
    /// Its name.
    pub name: String,
    /// What is wrong with it.
    pub problem: ParamProblem,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ParamProblem {
    /// There is none of this name.
    Unknown,
    /// It is needed, and not given.
    Missing,
    /// There are more of them than this.
    Many { most: usize },
    /// The whole address is longer than this.
    Long { most: usize },
    /// It is no number up to this.
    Number { most: usize },
    /// It is no number of seconds above 0 and up to this.
    Seconds { most: u64 },
    /// It is no number of days above 0.
    Days,
    /// It is neither on nor off.
    Switch,
    /// It is no order of hits.
    Sort,
    /// It is no order of lines.
    KwicSort,
    /// It is nothing that is counted by.
    Key,
    /// It is no format of this answer, which has these.
    Format { known: Vec<&'static str> },
    /// It is no code of a language.
    Language,
}

/// Most characters of a name that are said again.
const MOST_ECHOED: usize = 40;

impl ParamFault {
    /// Returns what is wrong, and what can be written.
    pub(crate) fn sentence(&self, tongue: Tongue) -> String {
        let name: String = in_one_line(&self.name).chars().take(MOST_ECHOED).collect();
        let french = tongue == Tongue::French;
        let said = |in_french: &str, in_english: &str| {
            if french { in_french.to_owned() } else { in_english.to_owned() }
        };
        let what = match &self.problem {
            ParamProblem::Unknown => said("n’existe pas ici", "is not known here"),
            ParamProblem::Missing => said("manque", "is missing"),
            ParamProblem::Many { most } => {
                let most = number(tongue, *most as u64);
                return said(
                    &format!("il y a plus de {most} paramètres"),
                    &format!("there are more than {most} parameters"),
                );
            }
            ParamProblem::Long { most } => {
                let most = number(tongue, *most as u64);
                return said(
                    &format!("l’adresse a plus de {most} signes ; demandez-en moins à la fois"),
                    &format!("the address has more than {most} characters; ask for less at once"),
                );
            }
            ParamProblem::Number { most } => {
                let most = number(tongue, *most as u64);
                said(
                    &format!("veut un nombre de 0 à {most}"),
                    &format!("needs a number from 0 to {most}"),
                )
            }
            ParamProblem::Seconds { most } => said(
                &format!("veut un nombre de secondes, {most} au plus"),
                &format!("needs a number of seconds, {most} at most"),
            ),
            ParamProblem::Days => said("veut un nombre de jours", "needs a number of days"),
            ParamProblem::Switch => said("veut 1 ou 0", "needs 1 or 0"),
            ParamProblem::Sort => {
                said("veut relevance, date ou -date", "needs relevance, date or -date")
            }
            ParamProblem::KwicSort => said(
                "veut date, -date, source, L1 à L9 ou R1 à R9, entre virgules",
                "needs date, -date, source, L1 to L9 or R1 to R9, with commas between",
            ),
            ParamProblem::Key => said(
                "veut year, month, week, day, source, section, author, tag, language ou word",
                "needs year, month, week, day, source, section, author, tag, language or word",
            ),
            ParamProblem::Format { known } => {
                let known = known.join(", ");
                said(
                    &format!("veut un format de cette réponse : {known}"),
                    &format!("needs a format of this answer: {known}"),
                )
            }
            ParamProblem::Language => {
                said("veut deux lettres, comme en", "needs two letters, such as en")
            }
        };
        format!("`{name}` {what}")
    }
}
