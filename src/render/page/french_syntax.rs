//! Syntax of queries that cannot be read, in French: which part is wrong, and what to write.
//!
//! It says what `syntax_error.rs` says in English.

use super::french_dates::date_sentence_in_french;
use crate::syntax_error::{Side, SyntaxProblem};

/// Returns what is wrong with a part of a query, in French.
pub(super) fn syntax_sentence_in_french(problem: &SyntaxProblem) -> String {
    match problem {
        SyntaxProblem::NoSide { operator, side } => {
            let side = match side {
                Side::Before => "devant",
                Side::Behind => "derrière",
            };
            let word = if operator.contains('/') {
                String::new()
            } else {
                format!(", ou écrivez `{}` si c’en est un", operator.to_lowercase())
            };
            format!("`{operator}` n’a rien {side} lui ; ajoutez-y un mot{word}")
        }
        SyntaxProblem::NoDistance { typed, name } => format!(
            "`{typed}` veut un nombre de mots à partir de 1, sans espace ; écrivez {name}5, par \
             exemple"
        ),
        SyntaxProblem::NearWhat(near) => format!(
            "`{near}` veut des mots, des expressions ou des groupes de mots des deux côtés ; \
             sortez ceci de là"
        ),
        SyntaxProblem::Edits { typed, edits } => {
            format!("`{typed}` demande {edits} lettres d’écart ; écrivez ~1 ou ~2 derrière le mot")
        }
        SyntaxProblem::Slop(slop) => {
            format!("`~{slop}` est trop loin ; écrivez un nombre plus petit, ~5 par exemple")
        }
        SyntaxProblem::Weight { word, weight } => format!(
            "il n’y a pas de poids : ôtez `^{weight}` ; +{word} doit s’y trouver, ^{word} demande \
             une majuscule"
        ),
        SyntaxProblem::Foreign { typed, write } => {
            format!("`{typed}` ne se lit pas ici ; écrivez `{write}`")
        }
        SyntaxProblem::InsideWord { typed, sign, ways } => format!(
            "`{typed}` : `{sign}` ne remplace pas de lettres dans un mot ; écrivez {}",
            ways.join(" ou ")
        ),
        SyntaxProblem::ManyNears { near, most } => {
            format!("plus de {most} fois `{near}` de suite ; coupez la requête")
        }
        SyntaxProblem::Deep(most) => {
            format!("plus de {most} niveaux de parenthèses ; ôtez-en")
        }
        SyntaxProblem::ManyCapitals(most) => {
            format!("plus de {most} fois `^` dans une requête ; ôtez les autres")
        }
        SyntaxProblem::Long(most) => {
            format!("une requête de plus de {most} octets ; abrégez-la, ou coupez-la")
        }
        SyntaxProblem::ManyWords(most) => {
            format!("plus de {most} mots, valeurs et dates dans une requête ; coupez-la")
        }
        SyntaxProblem::ManyValues(most) => {
            format!("plus de {most} valeurs et dates dans une requête ; coupez-la")
        }
        SyntaxProblem::ManyPatterns(most) => {
            format!("plus de {most} mots avec `*` ou `~` dans une requête ; coupez-la")
        }
        problem => of_field(problem),
    }
}

/// Returns what is wrong with a field, an article or a date.
fn of_field(problem: &SyntaxProblem) -> String {
    match problem {
        SyntaxProblem::UnknownField { name, meant } => format!(
            "`{name}:` n’est pas un champ ; écrivez `{meant}:`, ou une espace derrière les deux \
             points si c’est du texte"
        ),
        SyntaxProblem::BlankBehindField(field) => format!(
            "une espace derrière `{field}` ; collez la valeur aux deux points, ou mettez une \
             espace devant si c’est du texte"
        ),
        SyntaxProblem::AnyValue { field, is_text: true } => format!(
            "`{field}*` ne nomme pas de valeur ; écrivez-en une derrière les deux points, ou le \
             début d’un mot comme {field}abc*"
        ),
        SyntaxProblem::AnyValue { field, is_text: false } => {
            format!("`{field}*` ne nomme pas de valeur ; écrivez-en une derrière les deux points")
        }
        SyntaxProblem::NoValue(field) => {
            format!("`{field}` n’a rien derrière lui ; ajoutez une valeur, sans espace")
        }
        SyntaxProblem::NoWord(field) => {
            format!("`{field}` n’a pas de mot derrière lui ; ajoutez-en un, sans espace")
        }
        SyntaxProblem::EmptyGroup(field) => {
            format!("`{field}` n’a pas de mot dans ses parenthèses ; ajoutez-en un")
        }
        SyntaxProblem::NoDate(field) => {
            format!("`{field}` n’a pas de date derrière lui ; ajoutez-en une, {field}2020")
        }
        SyntaxProblem::DateGroup(field) => {
            format!(
                "`{field}` prend une valeur ; écrivez ({field}2019 OU {field}2021), par exemple"
            )
        }
        SyntaxProblem::OpenBracket(field) => {
            format!("la parenthèse derrière `{field}` n’est jamais fermée ; fermez-la")
        }
        SyntaxProblem::OpenQuote(field) => {
            format!("le guillemet derrière `{field}` n’est jamais fermé ; fermez-le")
        }
        SyntaxProblem::SignBehindField { field, sign } => {
            format!("un signe ne va pas derrière `{field}` ; écrivez-le devant, {sign}{field}…")
        }
        SyntaxProblem::NestedField(field) => {
            format!("un champ dans les parenthèses de `{field}` ; écrivez-le en dehors")
        }
        SyntaxProblem::NoArticle => "aucun article n’a cet identifiant ou cette adresse".to_owned(),
        SyntaxProblem::Date(error) => date_sentence_in_french(error),
        // The others are said above.
        _ => String::new(),
    }
}
