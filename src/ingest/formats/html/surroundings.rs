//! What stands around the text of an article: menus, captions, notices, links to
//! other articles, lines with authors and dates.
//!
//! It knows names, classes and openings of lines; where the article is, it does not
//! judge.

use dom_query::{Document, Element, NodeRef};

use super::element::{is_inline, is_named, is_never_text};
use super::tidy::ends_sentence;

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
    "bio",
    "biography",
];

/// Parts of classes of what is laid over a page; a word in a line may be called so for what
/// it opens.
const OVERLAYS: &[&str] = &["modal", "popin", "popup"];

/// Parts of classes and ids of what readers write.
const READERS: &[&str] = &["comments", "commentaires", "disqus", "forum", "reactions"];

/// Parts of classes of quotes out of the text.
const QUOTES: &[&str] = &["quote", "pullquote", "exergue", "citation"];

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
    "vous avez aimé",
    "vous souhaitez réagir",
    "pour lire la suite",
    "déjà abonné",
    "cet article vous est offert",
    "rejoignez notre",
    "rejoignez-nous",
    "ce contenu a été bloqué",
    "en cliquant sur",
    "laisser un commentaire",
    "votre adresse e-mail ne sera pas",
    "votre adresse de messagerie ne sera pas",
    "affichages :",
    "catégorie :",
    "tags :",
    "mots-clés :",
    "mots clés :",
];

/// Lines that are buttons and labels.
const LABELS: &[&str] = &[
    "commenter",
    "réagir",
    "imprimer",
    "écouter",
    "copier le lien",
    "lire plus tard",
    "voir plus",
    "voir les commentaires",
    "gérer mes choix",
    "signaler une erreur",
    "contenu sponsorisé",
    "réservé aux abonnés",
    "thèmes associés",
    "suggestions de lecture",
    "nos articles sur le sujet",
    "ajouter à vos favoris",
    "suivre ce sujet",
    "0 commentaire",
];

/// Marks before a line that points elsewhere.
const MARKS: &[char] = &['>', '»', '→', '▶', '►', '[', ' ', '\u{A0}'];

/// Most bytes of a line that tells how long the reading takes.
const READING_BYTES: usize = 40;

/// Most bytes of a line that is dropped for how it opens.
pub(super) const POINTER_BYTES: usize = 200;

/// What readers write is as long as it may be, where so many characters stand elsewhere.
const ARTICLE_CHARS: usize = 500;

/// Tells whether this is a line break alone. Those before a paragraph get lost on the way,
/// unless they go by another name.
fn is_single_break(node: &NodeRef) -> bool {
    let is_blank = |node: &NodeRef| node.is_text() && node.text().trim().is_empty();
    let mut after = std::iter::successors(node.next_sibling(), NodeRef::next_sibling).take(2);
    let mut before = std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling).take(2);
    let (after, before) = (after.find(|node| !is_blank(node)), before.find(|node| !is_blank(node)));
    let is_break = |node: Option<NodeRef>| node.is_some_and(|node| node.has_name("br"));
    node.has_name("br") && !is_break(after) && !is_break(before)
}

/// Takes away what its name or its class says to stand around the article, and names what
/// must be known later. It is done before the article is looked for, since classes are lost
/// on the way.
pub(super) fn mark_off(document: &Document) {
    let root = document.root();
    let chars = root.normalized_char_count();
    let is_around = |node: &NodeRef, element: &Element| {
        let is_readers = is_named(element, READERS);
        let is_overlay = || !is_inline(&element.name.local) && is_named(element, OVERLAYS);
        if !is_readers && !is_named(element, AROUND) && !is_overlay() {
            return false;
        }
        let own = node.normalized_char_count();
        let is_small = own < SURROUNDING_CHARS || is_readers && own + ARTICLE_CHARS < chars;
        is_small && !node.descendants_it().any(|inner| inner.has_name("h1"))
    };
    let is_quote = |node: &NodeRef| {
        node.element_ref()
            .is_some_and(|element| !is_inline(&element.name.local) && is_named(&element, QUOTES))
            && node.normalized_char_count() < SURROUNDING_CHARS
    };
    for quote in root.descendants_it().filter(is_quote).collect::<Vec<_>>() {
        quote.rename("blockquote");
    }
    for line_break in root.descendants_it().filter(is_single_break).collect::<Vec<_>>() {
        line_break.rename("wbr");
    }
    let nodes = root.descendants_it().filter(|node| {
        node.element_ref().is_some_and(|element| match &*element.name.local {
            "html" | "head" | "body" | "main" | "article" | "h1" => false,
            name if is_never_text(name) => true,
            // A link in a paragraph is one of its words, whatever its class.
            "a" if node.parent().is_some_and(|parent| parent.has_name("p")) => false,
            _ => is_around(node, &element),
        })
    });
    for node in nodes.collect::<Vec<_>>() {
        node.remove_from_parent();
    }
}

/// Tells whether a line is no part of the text that it stands in.
pub(super) fn is_pointer(line: &str, has_link: bool) -> bool {
    if line.len() > POINTER_BYTES {
        return false;
    }
    let line = line.to_lowercase().replace('’', "'");
    let is_marked = line.starts_with('>');
    let line = line.trim_start_matches(MARKS);
    let tells_time = line.len() <= READING_BYTES
        && !ends_sentence(line)
        && line.contains("lecture")
        && line.contains(" min")
        && line.contains(|char: char| char.is_ascii_digit());
    let opens = |openings: &[&str]| openings.iter().any(|opening| line.starts_with(opening));
    opens(NOTICES)
        || is_marked
        || tells_time
        || LABELS.contains(&line)
        || opens(POINTERS) && (has_link || !ends_sentence(line))
        || line.starts_with("il vous reste") && line.contains('%')
        || line.contains("copyright ") && !ends_sentence(line)
        || line.starts_with("http") && !line.contains(' ')
}
