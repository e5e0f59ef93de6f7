//! Irregular French verbs: which forms are of one verb.
//!
//! Snowball takes endings off; it cannot know that `pris`, `prennent` and `prendre` are one verb.
//! A line of the table is a way to conjugate, shared by verbs that differ in what stands before
//! (`ap-prendre`). Forms that are rather another word (`vive`, `devant`, `courts`) are left out: a
//! family never takes in a word that it is not.

use std::sync::OnceLock;

/// A way to conjugate: what each tense is built on, after the prefix.
struct Conjugation {
    /// What the verbs have in front, separated by spaces; `-` for nothing.
    prefixes: &'static str,
    /// Takes the endings of the future and the conditional: `prendr` for `prendra`.
    future: &'static str,
    /// Takes those of the imperfect and of the present plural: `pren` for `prenait`.
    imperfect: &'static str,
    /// Takes those of the third person plural and the subjunctive: `prenn`.
    subjunctive: &'static str,
    /// The other forms: infinitive, present singular, participle, simple past.
    others: &'static str,
}

const FUTURE: &[&str] =
    &["a", "ai", "ais", "ait", "aient", "as", "ez", "iez", "ions", "ons", "ont"];
const IMPERFECT: &[&str] = &["ais", "ait", "aient", "ant", "ez", "iez", "ions", "ons"];
const SUBJUNCTIVE: &[&str] = &["e", "ent", "es"];

/// Forms by the rules above that are rather another word, sorted.
const OTHER_WORDS: &[&str] = &[
    "assises",
    "contenant",
    "courant",
    "courants",
    "court",
    "courts",
    "devant",
    "durent",
    "entreprise",
    "entreprises",
    "fend",
    "maintenant",
    "part",
    "pendant",
    "rendez",
    "savant",
    "sens",
    "sorte",
    "sortes",
    "souris",
    "teigne",
    "tendre",
    "vienne",
    "viennes",
    "vive",
    "vives",
];

const fn verb(
    prefixes: &'static str,
    [future, imperfect, subjunctive]: [&'static str; 3],
    others: &'static str,
) -> Conjugation {
    Conjugation { prefixes, future, imperfect, subjunctive, others }
}

#[rustfmt::skip]
const VERBS: &[Conjugation] = &[
    verb("-", ["ir", "all", "aill"], "aller va vais vas vont allé allés"),
    verb("p att ét t f restr enfr", ["eindr", "eign", "eign"], "eindre eint eins eints einte eintes eignit eignirent"),
    verb("cr pl contr", ["aindr", "aign", "aign"], "aindre aint ains aints ainte aintes aignit aignirent"),
    verb("j rej", ["oindr", "oign", "oign"], "oindre oint oins oints ointe ointes oignit oignirent"),
    verb("- com a dé re", ["battr", "batt", "batt"], "battre bat bats battu battue battus battues battit battirent"),
    verb("-", ["boir", "buv", "boiv"], "boire boit bu"),
    verb("re dé per con aper", ["cevr", "cev", "çoiv"], "cevoir çoit çois çu çue çus çues çut çurent"),
    verb("con ex in", ["clur", "clu", "clu"], "clure clut clus clu clue clues clurent"),
    verb("con recon mécon", ["naîtr|naitr", "naiss", "naiss"], "naître naitre naît nait nais nu nue nus nues nut nurent"),
    verb("- par ac con dis se re en", ["courr", "cour", "cour"], "courir court couru courue courus courues courut coururent"),
    verb("é dé ins réins circons pres pros sous trans réé", ["crir", "criv", "criv"], "crire crit cris crits crite crites crivit crivirent"),
    verb("-", ["croir", "croy", "croi"], "croire croit crois cru"),
    verb("ac dé", ["croîtr|croitr", "croiss", "croiss"], "croître croitre croît croit cru crue crus crues crut crurent"),
    verb("-", ["cuir", "cuis", "cuis"], "cuire cuit cuits cuite cuites"),
    verb("-", ["devr", "dev", "doiv"], "devoir doit dois dû due dus dues dut durent"),
    verb("- re inter contre pré", ["dir", "dis", "dis"], "dire dit dis dits dite dites dirent"),
    verb("- en rend", ["dormir", "dorm", "dorm"], "dormir dort dors dormi dormit dormirent"),
    verb("con recon pro repro ré tra intro réintro dé sé in", ["duir", "duis", "duis"], "duire duit duits duite duites duisit duisirent"),
    verb("-", ["émouvr", "émouv", "émeuv"], "émouvoir émeut ému émue émus émues émut émurent"),
    verb("r v rev att ent déf desc redesc dép susp ét prét sout t", ["endr", "end", "end"], "endre end ends endu endue endus endues endit endirent"),
    verb("rép corresp conf t", ["ondr", "ond", "ond"], "ondre ond onds ondu ondue ondus ondues ondit ondirent"),
    verb("v rev dev redev parv surv interv conv prév prov souv subv t obt maint cont ret dét entret sout appart abst", ["iendr", "en", "ienn"], "enir ient iens enu enue enus enues int inrent"),
    verb("- r", ["enverr", "envoy", "envoi"], "envoi envois envoyer envoyé envoyée envoyés envoyées envoya envoyèrent"),
    verb("- re satis contre", ["fer", "fais", "fass"], "faire fait fais faits faite faites font fit firent"),
    verb("-", ["faudr", "", ""], "falloir faut fallait fallu fallut"),
    verb("o sou", ["ffrir", "ffr", "ffr"], "ffrir ffert fferte fferts ffertes ffrit ffrirent"),
    verb("- en", ["fuir", "fuy", "fui"], "fuir fuit fuis fui fuirent"),
    verb("-", ["haïr", "haïss", "haïss"], "haïr hait hais haï haïe haïs haïes haïrent"),
    verb("-", ["nuir", "nuis", "nuis"], "nuire nui nuisit nuisirent"),
    verb("-", ["lir", "lis", ""], "lire lu lue lus lues lut lurent lise lisent"),
    verb("é réé", ["lir", "lis", "lis"], "lire lit lis lu lue lus lues lut lurent"),
    verb("- ac re", ["cueiller", "cueill", "cueill"], "cueillir cueilli cueillie cueillis cueillies cueil cueils"),
    verb("- dé", ["mentir", "ment", "ment"], "mentir ment mens menti mentie mentis menties mentit mentirent"),
    verb("- per pro com sou ad réad re trans retrans dé o é compro", ["mettr", "mett", "mett"], "mettre met mets mis mise mises mit mirent"),
    verb("-", ["mourr", "mour", "meur"], "mourir meurt meurs mort morte morts mortes mourut moururent"),
    verb("- re", ["naîtr|naitr", "naiss", "naiss"], "naître naitre naît nait né née nés nées naquit naquirent"),
    verb("- c rec déc redéc r ent rent", ["ouvrir", "ouvr", "ouvr"], "ouvrir ouvert ouverte ouverts ouvertes ouvrit ouvrirent"),
    verb("- ap com dis re réap trans", ["paraîtr|paraitr", "paraiss", "paraiss"], "paraître paraitre paraît parait parais paru parue parus parues parut parurent"),
    verb("- re", ["partir", "part", "part"], "partir part pars parti partis partit partirent"),
    verb("- res", ["sortir", "sort", "sort"], "sortir sort sors sorti sortie sortis sorties sortit sortirent"),
    verb("as ras", ["soir", "soy", "soi"], "seoir sied sieds sis sise sises seyait seyaient seyant seyent seyez seyons soit sois"),
    verb("c éc enc", ["lor", "", "los"], "lore lôt los lose loses"),
    verb("- dé re", ["coudr", "cous", "cous"], "coudre coud couds cousu cousue cousus cousues"),
    verb("pe mo to", ["rdr", "rd", "rd"], "rdre rd rds rdu rdue rdus rdues rdit rdirent"),
    verb("- com dé", ["plair", "plais", "plais"], "plaire plaît plait plais plu plut"),
    verb("-", ["pleuvr", "pleuv", "pleuv"], "pleuvoir pleut"),
    verb("-", ["pourr", "pouv", "puiss"], "pouvoir peut peux peuvent pu put purent"),
    verb("- ap réap com sur re entre mé é", ["prendr", "pren", "prenn"], "prendre prend prends pris prise prises prit prirent"),
    verb("pré", ["voir", "voy", "voi"], "voir voit vois vu vue vus vues vit virent"),
    verb("ac con recon re", ["querr", "quér", "quièr"], "quérir quiert quis quise quises quit quirent"),
    verb("- sou", ["rir", "ri", "ri"], "rire rit ris ri rirent"),
    verb("ré", ["soudr", "solv", "solv"], "soudre sout sous solu solue solus solues solut solurent"),
    verb("ab dis", ["soudr", "solv", "solv"], "soudre sout sous soute soutes"),
    verb("- inter cor", ["rompr", "romp", "romp"], "rompre rompt romps rompu rompue rompus rompues rompit rompirent"),
    verb("-", ["saur", "sav", "sach"], "savoir sait sais su sachant"),
    verb("- con res pres", ["sentir", "sent", "sent"], "sentir sent sens senti sentie sentis senties sentit sentirent"),
    verb("- des res", ["servir", "serv", "serv"], "servir sert sers servi servie servis servies servit servirent"),
    verb("-", ["suffir", "suffis", "suffis"], "suffire suffit suffi"),
    verb("- pour", ["suivr", "suiv", "suiv"], "suivre suit suivi suivie suivis suivies suivit suivirent"),
    verb("ex dis sous", ["trair", "tray", "trai"], "traire trait traits traite traites"),
    verb("cons recons ins dé", ["truir", "truis", "truis"], "truire truit truits truite truites truisit truisirent"),
    verb("- con", ["vaincr", "vainqu", "vainqu"], "vaincre vainc vaincs vaincu vaincue vaincus vaincues vainquit vainquirent"),
    verb("- équi pré", ["vaudr", "val", "vaill"], "valoir vaut valent valu value valus valut"),
    verb("- sur re", ["vivr", "viv", "viv"], "vivre vit vis vécu vécue vécus vécues vécut vécurent"),
    verb("- re entre", ["verr", "voy", ""], "voir voit vois voient vu vus"),
    verb("-", ["voudr", "voul", "veuill"], "vouloir veut veux veulent voulu voulue voulus voulues voulut voulurent"),
];

impl Conjugation {
    /// Returns each form without its prefix: what it is built on, and its ending.
    fn forms(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let tenses =
            [(self.future, FUTURE), (self.imperfect, IMPERFECT), (self.subjunctive, SUBJUNCTIVE)];
        let built = tenses
            .into_iter()
            .filter(|(stem, _)| !stem.is_empty())
            .flat_map(|(stems, endings)| stems.split('|').map(move |stem| (stem, endings)))
            .flat_map(|(stem, endings)| endings.iter().map(move |ending| (stem, *ending)));
        self.others.split(' ').map(|form| (form, "")).chain(built)
    }

    /// Returns the prefix with which `word` is a form of the verb.
    fn prefix<'w>(&self, word: &'w str) -> Option<&'w str> {
        let prefixes =
            self.forms().filter_map(|(stem, ending)| word.strip_suffix(ending)?.strip_suffix(stem));
        let mut known = prefixes.filter(|prefix| {
            let prefix = if prefix.is_empty() { "-" } else { prefix };
            self.prefixes.split(' ').any(|known| known == prefix)
        });
        known.next()
    }
}

/// Hashes a form (FNV-1a: Fowler, Noll, Vo).
fn hash((stem, ending): (&str, &str)) -> u64 {
    stem.bytes().chain(ending.bytes()).fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// What the forms of all verbs are, by the hash of each without its prefix.
struct Tails {
    /// The hashes, sorted, with the ordinal of the verb.
    sorted: Vec<(u64, usize)>,
    /// A bit for each hash: most words are of no irregular verb, and told so at once.
    bits: Vec<u64>,
}

/// Bits of [`Tails::bits`], a power of two.
const BITS: u64 = 1 << 17;

impl Tails {
    fn get() -> &'static Self {
        static TAILS: OnceLock<Tails> = OnceLock::new();
        TAILS.get_or_init(|| {
            let verbs = VERBS.iter().enumerate();
            let mut sorted: Vec<_> = verbs
                .flat_map(|(verb, it)| it.forms().map(move |form| (hash(form), verb)))
                .collect();
            sorted.sort_unstable();
            let mut bits = vec![0; (BITS / 64) as usize];
            for (hash, _) in &sorted {
                bits[(hash % BITS / 64) as usize] |= 1 << (hash % 64);
            }
            Tails { sorted, bits }
        })
    }

    /// Returns the ordinals of the verbs that may have a form ending in `tail`.
    fn verbs(&self, tail: &str) -> impl Iterator<Item = usize> {
        let wanted = hash((tail, ""));
        let is_known = self.bits[(wanted % BITS / 64) as usize] >> (wanted % 64) & 1 == 1;
        let sorted = if is_known { &*self.sorted } else { &[] };
        let from = sorted.partition_point(|(hash, _)| *hash < wanted);
        sorted[from..].iter().take_while(move |(hash, _)| *hash == wanted).map(|(_, verb)| *verb)
    }
}

/// Returns the irregular verbs that `word` is a form of, each with its prefix.
fn verbs_of(word: &str) -> Vec<(&'static Conjugation, &str)> {
    if OTHER_WORDS.binary_search(&word).is_ok() {
        return Vec::new();
    }
    let tails = word.char_indices().map(|(at, _)| &word[at..]);
    let mut verbs: Vec<usize> = tails.flat_map(|tail| Tails::get().verbs(tail)).collect();
    verbs.sort_unstable();
    verbs.dedup();
    let verbs = verbs.into_iter().map(|verb| &VERBS[verb]);
    verbs.filter_map(|verb| Some((verb, verb.prefix(word)?))).collect()
}

/// Tells whether `word` is a form of an irregular verb.
pub(super) fn is_irregular(word: &str) -> bool {
    !verbs_of(word).is_empty()
}

/// Returns all forms of the irregular verbs that `word` is a form of, itself
/// included; most often none.
pub(super) fn conjugations(word: &str) -> Vec<String> {
    let verbs = verbs_of(word).into_iter();
    verbs
        .flat_map(|(verb, prefix)| {
            verb.forms().map(move |(stem, ending)| format!("{prefix}{stem}{ending}"))
        })
        .filter(|form| OTHER_WORDS.binary_search(&form.as_str()).is_err())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_meet() {
        for line in [
            "prendre prend pris prennent prendrait prenait",
            "comprendre comprend compris comprennent",
            "venir vient venus viendra viennent",
            "obtenir obtient obtenu obtiendront",
            "faire fait font fera faisait",
            "mettre met mis mettra",
            "promettre promet promis promettent",
            "voir voit vu verra voyait",
            "mourir meurt meurent mort mourra",
            "ouvrir ouvre ouvert ouvrira ouvrent",
            "recevoir reçoit reçu recevra reçoivent",
            "devoir doit doivent devrait",
            "détruire détruit détruisent détruite",
            "répondre répond répondu répondait",
            "élire élu élue élisent",
        ] {
            let forms: Vec<&str> = line.split(' ').collect();
            for form in &forms {
                let family = conjugations(form);
                for other in &forms {
                    assert!(family.iter().any(|form| form == other), "{form} and {other}");
                }
            }
        }
    }

    #[test]
    fn every_form_is_found_by_its_tail() {
        for (ordinal, verb) in VERBS.iter().enumerate() {
            for (stem, ending) in verb.forms() {
                let tail = format!("{stem}{ending}");
                assert!(Tails::get().verbs(&tail).any(|found| found == ordinal), "{tail}");
            }
        }
        assert_eq!(Tails::get().verbs("zzz").count(), 0);
    }

    #[test]
    fn what_is_rather_another_word_is_no_form() {
        for word in ["devant", "cours", "court", "maintenant", "vive", "voie", "plus", "souris"] {
            assert!(conjugations(word).is_empty(), "{word}");
        }
        assert!(OTHER_WORDS.is_sorted());
    }
}
