//! What is wrong with what was asked, as a page says it.
//!
//! It names no option and no command: who reads it has typed none.

use super::french_dates::date_sentence_in_french;
use super::french_syntax::syntax_sentence_in_french;
use super::tongue::Tongue;
use crate::error::Error;
use crate::render::printable::in_one_line;
use crate::render::sentence::sentence;
use crate::syntax_error::SyntaxProblem;

/// Returns what an error says to who asked on a page.
pub(crate) fn fault_sentence(tongue: Tongue, error: &Error) -> String {
    let said = match (tongue, error) {
        (Tongue::French, Error::QueryEmpty(query)) => {
            format!("`{query}` n’a pas de mot à chercher ; tapez-en un au moins")
        }
        (Tongue::French, Error::QueryDate(error)) => date_sentence_in_french(error),
        (Tongue::French, Error::QuerySyntax(error)) => syntax_sentence_in_french(&error.problem),
        // What is said at a terminal names a command.
        (Tongue::English, Error::QuerySyntax(error))
            if error.problem == SyntaxProblem::NoArticle =>
        {
            "no article has this id or address".to_owned()
        }
        (Tongue::French, Error::ArticleMissing { name, .. }) => {
            format!("aucun article n’a l’identifiant ou l’adresse `{name}`")
        }
        (Tongue::English, Error::ArticleMissing { name, .. }) => {
            format!("no article has the id or address `{name}`")
        }
        (Tongue::French, Error::OutOfTime) => {
            "la recherche a pris plus de temps qu’elle n’en a ; demandez-en moins".to_owned()
        }
        (Tongue::French, Error::TimeZone(name)) => {
            format!("fuseau horaire inconnu `{name}` ; écrivez Europe/Paris, par exemple")
        }
        // The rest is the matter of who runs the server, and says where files are.
        (
            Tongue::English,
            Error::QueryEmpty(_)
            | Error::QueryDate(_)
            | Error::QuerySyntax(_)
            | Error::OutOfTime
            | Error::TimeZone(_)
            | Error::WordsAlone
            | Error::ManyKeys { .. },
        ) => sentence(error),
        (Tongue::French, Error::WordsAlone | Error::ManyKeys { .. }) => {
            "ces clés ne se comptent pas ensemble".to_owned()
        }
        (_, _) => tongue.words().failed.to_owned(),
    };
    in_one_line(&said).into_owned()
}
