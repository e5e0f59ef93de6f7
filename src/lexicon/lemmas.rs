//! French words that rules of endings take for another, with all their forms; abbreviations.
//!
//! Snowball reads `département` as `départ`, `notamment` as `noter`, `mère` as `mer`, and cannot
//! know that `yeux` is the plural of `œil`. A line here is a word of its own: its forms belong
//! together, and with nothing else that has the same stem. What is only derived (`manifestation`
//! from `manifester`) stays with its verb.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::stemmer::stem;
use crate::analysis::fold;

/// A line a word, its forms in any order.
#[rustfmt::skip]
const LEMMAS: &[&str] = &[
    // Irregular plurals and feminines.
    "bail baux", "bas basse basses", "beau bel belle beaux belles",
    "blanc blanche blancs blanches", "bref brève brefs brèves brièvement", "bœuf bœufs boeuf boeufs",
    "ciel cieux ciels", "corail coraux", "doux douce douces doucement", "émail émaux",
    "faux fausse fausses faussement", "favori favorite favoris favorites",
    "fou fol folle fous folles", "frais fraîche fraîches fraiche fraiches",
    "grec grecque grecs grecques", "gras grasse grasses", "gros grosse grosses",
    "jumeau jumelle jumeaux jumelles", "long longue longs longues longuement",
    "madame mesdames", "monsieur messieurs", "mou molle mous molles mollement",
    "neuf neuve neufs neuves", "nouveau nouvel nouvelle nouveaux nouvelles nouvellement",
    "œil yeux oeil", "public publique publics publiques publiquement", "roux rousse rousses",
    "sec sèche secs sèches sèchement", "travail travaux", "turc turque turcs turques",
    "veuf veuve veufs veuves", "vieux vieil vieille vieilles", "vitrail vitraux",
    // No plurals, though another word stands without their last letter.
    "avis", "bois", "bras", "bus", "cas", "choix", "concours", "corps", "cours", "devis", "dos",
    "fils", "fois", "fonds", "fracas", "gaz", "gens", "jadis", "jus", "marais", "mars", "mis",
    "moins", "mois", "noix", "os", "ours", "paix", "paradis", "pas", "pays", "permis", "poids",
    "pouls", "pris", "prix", "procès", "propos", "puis", "repas", "repos", "sens", "souris",
    "sous", "tas", "temps", "tennis", "vers", "vis", "voix",
    // Nouns, adjectives and adverbs that look like forms of another word.
    "activiste activistes activisme", "activité activités", "amendement amendements",
    "armée armées", "association associations", "assurance assurances", "attente attentes",
    "attention attentions", "automobiliste automobilistes", "cap caps", "cheminée cheminées",
    "collectif collective collectifs collectives collectivement", "collection collections",
    "collectivité collectivités", "commune communes", "communication communications",
    "communiste communistes communisme", "concert concerts", "conseil conseils",
    "cote cotes", "coup coups", "cour",
    "courant courants courante courantes couramment", "curé curés", "côte côtes", "côté côtés",
    "destin destins", "destination destinations", "devant devants", "direction directions",
    "don dons", "durant", "délai délais", "délit délits", "département départements",
    "effectivement", "emploi emplois", "enseigne enseignes", "environ environs",
    "environnement environnements", "essayiste essayistes", "fer fers", "fin fins",
    "fonction fonctions", "forcément", "foulée foulées", "franc francs franche franches franchement",
    "français française françaises francais francaise francaises", "fusée fusées",
    "habit habits", "important importante importants importantes importance",
    "journaliste journalistes journalisme", "livre livres", "mairie mairies",
    "majorité majorités", "manifestement", "marché marchés", "mari maris", "marée marées",
    "mer mers", "mont monts", "musée musées", "mère mères", "métis métisse métisses",
    "notamment", "opéra opéras opera operas", "organisme organismes", "parlement parlements", "part parts",
    "partie parties", "port ports", "publication publications", "publicité publicités",
    "père pères", "péché péchés", "pétition pétitions", "rapport rapports",
    "représentant représentants représentante représentantes",
    "respectif respective respectifs respectives respectivement", "restaurant restaurants",
    "retrait retraits", "socialiste socialistes socialisme", "soirée soirées",
    "matinée matinées", "sol sols", "sorte sortes", "spécialiste spécialistes",
    "spécialité spécialités", "série séries", "sûr sûre sûrs sûres sûrement", "sûreté sûretés",
    "compagnon compagnons compagne compagnes", "compagnie compagnies", "commission commissions", "confins",
    "cri cris", "crise crises", "châssis", "commis", "dispositif dispositifs",
    "disposition dispositions", "entreprise entreprises",
    "exclusif exclusive exclusifs exclusives exclusivement",
    "exclusivité exclusivités", "express", "expression expressions", "fil",
    "file files", "finalement", "foi", "foie foies", "foyer foyers", "gène gènes",
    "génie génies", "jaunisse", "localité localités", "loi lois", "loisir loisirs",
    "loyer loyers", "maintenance", "maintenant", "meurtre meurtres",
    "meurtri meurtrie meurtris meurtries meurtrir", "minerai minerais", "mini minis",
    "moyennant", "mur murs", "mûr mûre mûrs mûres mûrement", "médecin médecins",
    "médecine médecines", "néant", "paria parias", "post posts", "prof profs",
    "pâte pâtes", "rein reins", "reine reines", "retraitement retraitements", "sais",
    "salé salée salés salées", "tellement", "testament testaments", "train trains",
    "traitement traitements", "trait traits", "vent vents", "vente ventes", "voire",
    "voirie voiries", "également", "équipement équipements",
    "électeur électeurs électrice électrices", "télé télés", "vie vies", "villa villas",
    "visa visas", "élève élèves", "équipe équipes", "été étés",
    // Short words, and nouns, that other words seem to be derived from.
    "affinité affinités", "amer amère amers amères", "audit audits", "aval", "avare avares",
    "avenant avenants avenante avenantes", "avenir avenirs", "avènement avènements", "ball",
    "band bands", "bandit bandits", "berge berges", "bon bonne bons bonnes",
    "bondé bondée bondés bondées", "bougie bougies", "bouée bouées", "brand brands", "bull bulls",
    "capot capots", "carte cartes", "casher", "cassis", "chat chats chatte chattes",
    "châtiment châtiments", "chéri chérie chéris chéries", "coca cocas", "colonie colonies",
    "colonne colonnes", "compliment compliments", "coulisse coulisses", "cran crans", "cross",
    "data datas", "enfer enfers", "envi", "faille failles", "flan flans", "futé futée futés futées",
    "galerie galeries", "golf golfs", "golfe golfes", "grave graves gravement", "guère",
    "génération générations", "généreux généreuse généreuses généreusement", "générique génériques",
    "haie haies", "hall halls", "halle halles", "incurie",
    "initiative initiatives", "land", "lieue lieues", "lotissement lotissements",
    "loup loups louve louves", "loupe loupes", "major majors", "manga mangas", "manière manières",
    "marre", "maximum maxima maximums", "mention mentions", "mi", "minimum minima minimums",
    "minorité minorités", "minutie", "misère misères", "mèche mèches", "outre", "pair pairs",
    "paire paires", "parent parents parente parentes", "parmi", "peu", "plaisir plaisirs",
    "plan plans", "poignée poignées", "pont ponts", "populiste populistes populisme",
    "poupée poupées", "prière prières", "puceron pucerons",
    "puissant puissants puissante puissantes puissamment puissance puissances", "quota quotas",
    "ramen ramens", "rang rangs", "rendez", "rhum rhums", "rive rives", "régie régies",
    "régiment régiments", "saint saints sainte saintes", "saucisse saucisses", "selfie selfies",
    "soie soies", "song songs", "soupir soupirs", "soutien soutiens", "statu", "statue statues",
    "supplément suppléments", "tant", "tante tantes", "tapas", "terrasse terrasses", "toux", "trac",
    "tram trams", "unité unités", "vigile vigiles", "violon violons", "virement virements",
    "volt volts", "véritable véritables véritablement", "équitation", "étal étals",
    // Words that have the stem of another, and another meaning.
    "abordable abordables", "agrément agréments",
    "affectif affective affectifs affectives affectivement", "alternance alternances",
    "alternatif alternative alternatifs alternatives alternativement", "argent argents",
    "attentisme attentiste attentistes", "attractif attractive attractifs attractives attractivité",
    "attraction attractions", "averse averses", "aversion aversions", "boulet boulets",
    "boulette boulettes", "canton cantons",
    "capitaliste capitalistes capitalisme", "carton cartons", "chang", "civilité civilités",
    "concept concepts", "conception conceptions", "contingence contingences",
    "conversation conversations", "conversion conversions", "débit débits",
    "définitif définitive définitifs définitives définitivement", "définition définitions",
    "délibérément", "design designs designer designers designeuse designeuses",
    "disparité disparités", "durement", "électron électrons", "épais épaisse épaisses",
    "exécutif exécutive exécutifs exécutives", "expéditif expéditive expéditifs expéditives",
    "facultatif facultative facultatifs facultatives", "faculté facultés", "fermement",
    "format formats", "gent", "gentil gentille gentils gentilles gentiment", "implant implants",
    "impression impressions", "impressionniste impressionnistes impressionnisme",
    "imprimante imprimantes", "incidence incidences", "incident incidents", "indemne indemnes",
    "intégrité", "invalide invalides", "invalidité invalidités",
    "jaloux jalouse jalouses jalousement", "liquide liquides", "liquidité liquidités", "marchais",
    "marquis marquise marquises", "médiation médiations", "médiatique médiatiques médiatiquement",
    "module modules",
    "nationaliste nationalistes nationalisme", "nationalité nationalités", "occasion occasions",
    "officier officiers", "officieux officieuse officieuses officieusement",
    "opportuniste opportunistes opportunisme", "opportunité opportunités", "oreille oreilles",
    "oreiller oreillers", "oreillons", "pass", "pénalité pénalités", "population populations",
    "positif positive positifs positives positivement positivité", "position positions",
    "préservatif préservatifs", "progressif progressive progressifs progressives progressivement",
    "progressiste progressistes progressisme",
    "protestant protestante protestants protestantes protestantisme", "raison raisons",
    "rayon rayons", "résolument", "sacrement sacrements", "sécrétion sécrétions",
    "station stations", "talon talons", "tract tracts", "travailliste travaillistes",
    "urgentiste urgentistes", "verrière verrières",
    "violent violente violents violentes violemment", "vision visions",
];

/// Abbreviations, each with the forms of the word it stands for.
const ABBREVIATIONS: &[&str] = &[
    "cie compagnie compagnies",
    "clim climatisation",
    "kg kgs kilogramme kilogrammes kilo kilos",
    "km kms kilomètre kilomètres",
    "labo labos laboratoire laboratoires",
    "mgr monseigneur",
    "mme mmes madame mesdames",
    "mn minute minutes",
    "st saint",
    "ste sainte",
    "tv télé télés télévision télévisions",
];

/// Returns the forms of what a word abbreviates, or the abbreviation of a word; itself
/// among them.
pub(super) fn abbreviations(word: &str) -> impl Iterator<Item = &'static str> {
    let lines = ABBREVIATIONS.iter().map(|line| line.split(' '));
    lines.filter(move |line| line.clone().any(|form| form == word)).flatten()
}

/// Returns the line of a form, if it has one.
pub(super) fn lemma(term: &str) -> Option<&'static str> {
    static LINES: OnceLock<HashMap<&str, &str, FixedState>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let lines = LEMMAS.iter();
        lines.flat_map(|line| line.split(' ').map(move |form| (form, *line))).collect()
    });
    lines.get(term).copied()
}

/// Forms of verbs that Snowball reads as those of another, with their stem.
const STEMS: &[(&str, &str)] = &[("agit", "agir"), ("crois", "croir")];

/// Returns the stem of a word without accents, by which the lexicon keeps words.
pub(super) fn family_stem(term: &str) -> String {
    if let Some((_, stem)) = STEMS.iter().find(|(form, _)| *form == term) {
        return (*stem).to_owned();
    }
    // Snowball reads `missions` as a form of a verb, like `finissions`.
    match term.strip_suffix("issions") {
        Some(head) => fold(&stem(&format!("{head}ission"))).into_owned(),
        None => fold(&stem(term)).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_form_stands_on_one_line() {
        let mut seen = HashSet::new();
        for form in LEMMAS.iter().flat_map(|line| line.split(' ')) {
            assert!(seen.insert(form), "{form} stands twice");
        }
    }

    #[test]
    fn forms_of_a_line_meet_and_others_with_their_stem_do_not() {
        for (one, other) in [("yeux", "œil"), ("travaux", "travail"), ("publique", "public")] {
            assert_eq!(lemma(one), lemma(other), "{one} and {other}");
        }
        for (one, other) in [
            ("département", "départ"),
            ("mère", "mer"),
            ("cours", "course"),
            ("villa", "ville"),
            ("incidence", "incident"),
            ("indemne", "indemnité"),
            ("marquis", "marque"),
            ("position", "positif"),
            ("opéra", "opération"),
        ] {
            assert_ne!(lemma(one), lemma(other), "{one} and {other}");
        }
        assert_eq!(family_stem("manifestations"), "manifest");
    }
}
