//! Lines that are no part of the text that they stand in: pointers to other articles, notices,
//! buttons, credits of pictures, questions to readers.
//!
//! It goes by their words; where a line stands, it does not judge.

use super::tidy::ends_sentence;

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
    "devenez fan",
    "imprimer ",
    "permalien",
    "advertis",
    "s'inscrire",
    "se connecter",
    "connectez-vous",
    "identifiez-vous",
    "créer un compte",
    "créez votre compte",
    "vous avez déjà un compte",
    "ou si vous avez déjà un compte",
    "les articles liés",
    "articles liés",
    "articles similaires",
    "vous aimerez aussi",
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

/// What a line opens with is known without the signs before it, but for these.
const OPENING_SIGNS: &[char] = &['©', '(', '"', '«', '“', '\''];

/// Words before the name of who took a picture.
const CREDITS: &[&str] = &["photo:", "photo :", "photos:", "photos :", "crédit:", "crédit :"];

/// Agencies whose names stand beside those of photographers: `AFP/Léa Roy`.
const AGENCIES: &[&str] = &["afp", "reuters", "ap", "epa", "sipa", "belga", "keystone"];

/// Places where readers may follow or share what they read.
const NETWORKS: &[&str] = &[
    "facebook",
    "twitter",
    "instagram",
    "linkedin",
    "whatsapp",
    "telegram",
    "tiktok",
    "pinterest",
    "youtube",
    "google news",
    "app store",
    "google play",
];

/// Openings of links to the rest of a text.
const LEADS_ON: &[&str] = &[
    "lire la suite",
    "lire l'article",
    "lire plus",
    "en savoir plus",
    "continuer la lecture",
    "continuer à lire",
    "read more",
    "continue reading",
];

/// What readers are asked about.
const ASKED: &[&str] = &["cet article", "cette page", "ce contenu"];

/// Most bytes of a question to readers.
const QUESTION_BYTES: usize = 80;

/// Most bytes of a line that tells how long the reading takes.
const READING_BYTES: usize = 40;

/// Most bytes of a line that is dropped for how it opens.
pub(super) const POINTER_BYTES: usize = 200;

/// Tells whether a line is no part of the text that it stands in.
pub(super) fn is_pointer(line: &str, has_link: bool) -> bool {
    if line.len() > POINTER_BYTES {
        return false;
    }
    let line = line.to_lowercase().replace('’', "'");
    let is_said = ends_sentence(&line);
    let is_marked = line.starts_with('>') && (has_link || !is_said);
    let line = line
        .trim_start_matches(|char: char| !char.is_alphanumeric() && !OPENING_SIGNS.contains(&char));
    let opens = |openings: &[&str]| openings.iter().any(|opening| line.starts_with(opening));
    opens(NOTICES)
        || is_marked
        || tells_time(line)
        || LABELS.contains(&line)
        || opens(POINTERS) && (has_link || !is_said)
        || line.starts_with("il vous reste") && line.contains('%')
        || line.contains("copyright ") && !is_said
        || line.starts_with("http") && !line.contains(' ')
        || is_credit(line) && !is_said
        || asks_readers(line)
}

/// Tells whether a line names a place where readers may follow or share what they read.
pub(super) fn names_network(line: &str) -> bool {
    let line = line.to_lowercase();
    NETWORKS.iter().any(|network| line.contains(network))
}

/// Tells whether a line leads to the rest of a text.
pub(super) fn leads_on(line: &str) -> bool {
    let line = line.to_lowercase().replace('’', "'");
    let line = line.trim_start_matches(|char: char| !char.is_alphanumeric());
    LEADS_ON.iter().any(|words| line.starts_with(words))
}

/// Tells whether a line tells how long the reading takes.
fn tells_time(line: &str) -> bool {
    line.len() <= READING_BYTES
        && !ends_sentence(line.strip_suffix("min.").unwrap_or(line))
        && line.contains("lecture")
        && line.contains(" min")
        && line.contains(|char: char| char.is_ascii_digit())
}

/// Tells whether a line names who took a picture.
fn is_credit(line: &str) -> bool {
    let is_agency = |word: &str| {
        let mut sides = word.split('/').filter(|side| !side.is_empty());
        sides.clone().count() > 1 && sides.any(|side| AGENCIES.contains(&side))
    };
    CREDITS.iter().any(|words| line.contains(words)) || line.split_whitespace().any(is_agency)
}

/// Tells whether a line asks readers what they think of the article.
pub(super) fn asks_readers(line: &str) -> bool {
    line.len() <= QUESTION_BYTES && line.ends_with('?') && {
        let line = line.to_lowercase();
        ASKED.iter().any(|words| line.contains(words))
    }
}
