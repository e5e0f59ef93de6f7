//! The names that the fields of an article go by in records.
//!
//! Capitals, accents and what joins words do not count; the names the user gave come
//! first.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::path::Paths;
use crate::calendar::folded;
use crate::error::{Error, Result};

/// A field of an article that a record can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ingest) enum Field {
    Id,
    Url,
    Title,
    Description,
    Body,
    Published,
    Modified,
    Source,
    Section,
    Authors,
    Tags,
    Language,
    Year,
    Month,
    Day,
}

pub(in crate::ingest) const FIELD_COUNT: usize = 15;

impl Field {
    /// Tells whether it has one value only, the first.
    pub(in crate::ingest) fn is_single(self) -> bool {
        !matches!(self, Self::Description | Self::Body | Self::Authors | Self::Tags)
    }

    /// Tells whether it is searched.
    pub(in crate::ingest) fn is_text(self) -> bool {
        matches!(self, Self::Title | Self::Description | Self::Body)
    }
}

/// The fields and the names they go by, lower-case, best first.
const NAMES: [(Field, &[&str]); FIELD_COUNT] = [
    (Field::Id, &["id", "_id", "uuid", "guid", "doc_id", "docno", "docid", "identifiant", "uri"]),
    (
        Field::Url,
        &[
            "url",
            "link",
            "permalink",
            "canonical_url",
            "external_url",
            "lien",
            "adresse_url",
            "url_article",
            "lien_article",
            "article_url",
            "web_url",
            "document_url",
            "href",
            "has_url",
        ],
    ),
    (
        Field::Title,
        &["title", "headline", "titre", "titre_article", "titre_de_l_article", "web_title"],
    ),
    (
        Field::Description,
        &[
            "description",
            "summary",
            "standfirst",
            "chapo",
            "chapeau",
            "heading",
            "abstract",
            "lead",
            "lead_paragraph",
            "excerpt",
            "extrait",
            "resume",
            "accroche",
            "introduction",
            "subtitle",
            "sous_titre",
            "trail_text",
            "opening_text",
            "description_text",
            "description_html",
            "abstract_note",
        ],
    ),
    (
        Field::Body,
        &[
            "body",
            "text",
            "content",
            "article",
            "articlebody",
            "texte",
            "contenu",
            "corps",
            "content_html",
            "content_text",
            "body_html",
            "body_xhtml",
            "contents",
            "main_text",
            "full_text",
            "texte_integral",
            "texte_complet",
            "texte_article",
            "texte_de_l_article",
            "corps_article",
            "corps_de_l_article",
            "corps_du_texte",
            "contenu_article",
            "article_text",
            "article_content",
            "body_text",
            "story_text",
            "plain_text",
            "news",
            "raw_content",
            "ft",
            "paragraphs",
            "paragraphes",
            "blocks",
            "blocs",
        ],
    ),
    (
        Field::Published,
        &[
            "published",
            "published_at",
            "date",
            "datepublished",
            "pubdate",
            "created_at",
            "publication_date",
            "date_published",
            "date_time",
            "published_date",
            "publish_date",
            "date_publish",
            "date_publication",
            "date_de_publication",
            "date_parution",
            "date_de_parution",
            "publie_le",
            "paru_le",
            "parution",
            "date_heure",
            "date_et_heure",
            "date_diffusion",
            "date_de_diffusion",
            "date_de_mise_en_ligne",
            "web_publication_date",
            "created",
            "seendate",
            "first_created",
            "version_created",
            "issued",
            "d",
        ],
    ),
    (
        Field::Modified,
        &[
            "modified",
            "modified_at",
            "datemodified",
            "updated_at",
            "date_modified",
            "date_modify",
            "updated",
            "date_modification",
            "date_de_modification",
            "date_de_mise_a_jour",
            "mis_a_jour_le",
            "modifie_le",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "publisher",
            "site_name",
            "site",
            "journal",
            "newspaper",
            "media_name",
            "media",
            "publication",
            "nom_de_la_source",
            "nom_du_journal",
            "titre_de_presse",
            "support",
            "source_name",
            "outlet",
            "pub_title",
            "publication_title",
            "container_title",
            "is_part_of",
            "source_hostname",
            "hostname",
        ],
    ),
    (
        Field::Section,
        &[
            "section",
            "category",
            "rubrique",
            "articlesection",
            "categorie",
            "section_name",
            "categories",
        ],
    ),
    (
        Field::Authors,
        &[
            "author",
            "authors",
            "byline",
            "creator",
            "auteur",
            "auteurs",
            "journaliste",
            "journalistes",
            "signature",
            "nom_auteur",
            "nom_de_l_auteur",
            "author_name",
        ],
    ),
    (
        Field::Tags,
        &[
            "tags",
            "keywords",
            "tag",
            "mots_cles",
            "mot_cle",
            "keyword",
            "etiquettes",
            "manual_tags",
            "automatic_tags",
            "subject",
        ],
    ),
    (Field::Language, &["language", "lang", "langue", "inlanguage", "lg"]),
    (Field::Year, &["year", "annee", "annee_publication", "annee_parution", "publication_year"]),
    (Field::Month, &["month", "mois", "mois_publication", "mois_parution", "publication_month"]),
    (Field::Day, &["day", "jour", "jour_publication", "jour_parution", "publication_day"]),
];

/// A field and the rank of the name it was found by.
pub(in crate::ingest) type RankedField = (Field, usize);

/// The names of fields in records, with those the user gave in front.
#[derive(Debug, Clone, Default)]
pub struct FieldNames {
    given: BTreeMap<String, Field>,
    /// The given names with dots, which may lead into objects.
    pub(in crate::ingest) paths: Paths<Field>,
}

impl FieldNames {
    /// Reads pairs like `body=texte`: the field `body` is called `texte`.
    ///
    /// # Errors
    /// `UnknownField` for a field that articles do not have.
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Result<Self> {
        let mut names = Self::default();
        for (field, name) in pairs {
            let known =
                NAMES.iter().find(|(_, names)| names[0] == field || names[..2].contains(&field));
            let Some((field, _)) = known else {
                let known: Vec<&str> = NAMES.iter().map(|(_, names)| names[0]).collect();
                return Err(Error::UnknownField {
                    name: field.to_owned(),
                    known: known.join(", "),
                });
            };
            names.given.insert(name.to_owned(), *field);
            names.paths.add(name, *field);
        }
        Ok(names)
    }

    /// Returns the names that each field goes by, best first; the first is its own.
    pub fn known() -> impl Iterator<Item = &'static [&'static str]> {
        NAMES.iter().map(|(_, names)| *names)
    }

    /// Returns the field that `name` fills and its rank among that field's names,
    /// 0 first; capitals do not count, nor do accents and what joins words.
    pub(in crate::ingest) fn find(&self, name: &str) -> Option<RankedField> {
        if let Some(field) = self.given.get(name) {
            return Some((*field, 0));
        }
        let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(name)
        };
        let known = |name: &str| {
            known_names().get(name).or_else(|| joined_names().get(&*joined(name))).copied()
        };
        known(&name).or_else(|| {
            let (field, rank) = known(term(&name)?)?;
            // Where a text was published says more than what it was copied from.
            let is_origin = name.ends_with(":source");
            Some((field, rank + PREFIXED + usize::from(is_origin) * PREFIXED))
        })
    }
}

/// What is added to the rank of a name with a prefix, and to that of one that matters less.
const PREFIXED: usize = 1_000;

/// Prefixes of names that say nothing of an article: Omeka's own, those of XML and of pictures.
const OTHERS: [&str; 6] = ["o", "xml", "xmlns", "xlink", "xsi", "media"];

/// Returns a name without the prefix of its vocabulary: `dcterms:title`, `bibo:content`,
/// `Dublin Core:Title`.
fn term(name: &str) -> Option<&str> {
    let (prefix, term) = name.split_once(':')?;
    let is_prefix = (1..=24).contains(&prefix.len())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_ ".contains(&byte));
    let is_term =
        term.starts_with(|char: char| char.is_alphanumeric()) && !term.contains([':', '/']);
    (is_prefix && is_term && !OTHERS.contains(&prefix)).then_some(term)
}

/// Returns a name as one word: `Date de publication`, `publishedAt`, `mots-clés`,
/// `Auteur(s)`.
fn joined(name: &str) -> String {
    folded(name).chars().filter(|char| char.is_alphanumeric()).collect()
}

/// Returns the known names as one word each; among equals the best.
fn joined_names() -> &'static HashMap<String, RankedField, FixedState> {
    static JOINED: OnceLock<HashMap<String, RankedField, FixedState>> = OnceLock::new();
    JOINED.get_or_init(|| {
        let mut found = HashMap::default();
        for (field, names) in &NAMES {
            for (name, rank) in names.iter().zip(1..) {
                found.entry(joined(name)).or_insert((*field, rank));
            }
        }
        found
    })
}

/// Returns [`NAMES`] the other way round: a name's field and its rank, from 1.
fn known_names() -> &'static HashMap<&'static str, (Field, usize), FixedState> {
    static KNOWN: OnceLock<HashMap<&'static str, (Field, usize), FixedState>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let names = |(field, names): &(Field, &'static [&'static str])| {
            let field = *field;
            let ranked = names.iter().enumerate();
            ranked.map(move |(rank, name)| (*name, (field, rank + 1))).collect::<Vec<_>>()
        };
        NAMES.iter().flat_map(names).collect()
    })
}
