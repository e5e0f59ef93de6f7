//! What stands around the text of an article: menus, captions, notices, links to
//! other articles, lines with authors and dates.
//!
//! It knows names, classes and openings of lines; where the article is, it does not
//! judge.

use dom_query::{Document, Element, NodeRef};

use super::text::date_of_byline;

/// Parts of classes and ids of what stands around an article.
const AROUND: &[&str] = &[
    "caption",
    "legende",
    "legend",
    "credit",
    "credits",
    "copyright",
    "related",
    "newsletter",
    "share",
    "sharing",
    "partage",
    "partager",
    "social",
    "comments",
    "commentaires",
    "lireaussi",
    "readmore",
    "pub",
    "publicite",
    "ads",
    "advert",
    "advertisement",
    "promo",
    "sponsor",
    "outbrain",
    "taboola",
    "cookie",
    "cookies",
    "consent",
    "breadcrumb",
    "breadcrumbs",
    "tags",
    "recommended",
    "abonnement",
    "subscribe",
    "toolbar",
    "auteur",
    "auteurs",
    "byline",
    "signature",
];

/// What has as many characters may be an article, whatever its class.
const SURROUNDING_CHARS: usize = 300;

/// Openings of lines that point elsewhere, unless they are sentences without a link.
const POINTERS: &[&str] = &[
    "a lire",
    "à lire",
    "lire aussi",
    "lire également",
    "lire notre",
    "lire nos",
    "lire l'article",
    "lire la suite",
    "voir aussi",
    "a voir",
    "à voir",
    "à découvrir",
    "découvrez aussi",
    "sur le même sujet",
    "sur le même thème",
    "dans la même rubrique",
    "pour aller plus loin",
    "s'abonner",
    "recevez ",
    "newsletter",
    "partager",
    "publicité",
    "©",
    "(c)",
    "copyright",
    "crédit",
    "photo :",
    "écouter l'article",
    "cliquez ici",
    "commentaires",
    "suivez ",
];

/// Openings of lines that no article has.
const NOTICES: &[&str] = &[
    "temps de lecture",
    "abonnez-vous",
    "inscrivez-vous à",
    "suivez-nous",
    "retrouver toutes les infos",
    "vidéo suivante",
    "tous droits réservés",
    "la suite est réservée",
    "article réservé",
    "cet article est réservé",
    "passer la publicité",
    "affichages :",
    "catégorie :",
    "mots-clés :",
];

/// Most bytes of a line that is dropped for how it opens.
pub(super) const POINTER_BYTES: usize = 200;

/// Words of a line with authors or a date.
const BYLINES: &[&str] = &["publié", "mis à jour", "mis en ligne", "modifié le", "posté le"];

/// Most bytes of a line with little else than a date.
const DATELINE_BYTES: usize = 60;

/// Most bytes of a line with authors and date.
const BYLINE_BYTES: usize = 160;

/// Takes away what its name or its class says to stand around the article. It is done
/// before the article is looked for, since classes are lost on the way.
pub(super) fn remove(document: &Document) {
    let is_named = |element: &Element| {
        let names = element.attrs.iter().filter(|attr| matches!(&*attr.name.local, "class" | "id"));
        let mut parts = names.flat_map(|attr| attr.value.split([' ', '-', '_']));
        parts.any(|part| AROUND.iter().any(|word| part.eq_ignore_ascii_case(word)))
    };
    let is_small = |node: &NodeRef| {
        node.normalized_char_count() < SURROUNDING_CHARS
            && !node.descendants_it().any(|inner| inner.has_name("h1"))
    };
    let root = document.root();
    let nodes = root.descendants_it().filter(|node| {
        node.element_ref().is_some_and(|element| match &*element.name.local {
            "html" | "head" | "body" | "main" | "article" | "h1" => false,
            name if is_never_text(name) => true,
            _ => is_named(&element) && is_small(node),
        })
    });
    for node in nodes.collect::<Vec<_>>() {
        node.remove_from_parent();
    }
}

/// Tells whether the text in an element is never that of an article.
pub(super) fn is_never_text(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "figcaption"
            | "nav"
            | "aside"
            | "footer"
            | "button"
            | "script"
            | "noscript"
            | "svg"
            | "iframe"
            | "select"
            | "textarea"
            | "template"
            | "object"
            | "video"
            | "audio"
    )
}
/// Tells whether a line above the text names authors or a date; a sentence does not.
pub(super) fn is_byline(line: &str) -> bool {
    if line.len() > BYLINE_BYTES || ends_sentence(line) {
        return false;
    }
    if line.len() <= DATELINE_BYTES && date_of_byline(line).is_some() {
        return true;
    }
    let lower = line.to_lowercase();
    BYLINES.iter().any(|words| lower.contains(words)) || opens_byline(line)
}

/// Tells whether a line starts as those with authors and dates do.
pub(super) fn opens_byline(line: &str) -> bool {
    let line = line.to_lowercase();
    BYLINES.iter().chain(["par ", "écrit par "].iter()).any(|words| line.starts_with(words))
}

/// Tells whether a line is no part of the text that it stands in.
pub(super) fn is_pointer(line: &str, has_link: bool) -> bool {
    if line.len() > POINTER_BYTES {
        return false;
    }
    let line = line.to_lowercase().replace('’', "'");
    let opens = |openings: &[&str]| openings.iter().any(|opening| line.starts_with(opening));
    opens(NOTICES)
        || opens(POINTERS) && (has_link || !ends_sentence(&line))
        || line.starts_with("il vous reste") && line.contains('%')
        || line.contains("copyright ") && !ends_sentence(&line)
        || line.starts_with("http") && !line.contains(' ')
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', ':', '»'])
}
