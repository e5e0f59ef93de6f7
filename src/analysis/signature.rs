//! Signatures: numbers by which to tell that two texts are the same, or nearly.
//!
//! Near copies are told by their words, whatever signs, blanks and capitals are between
//! and in them, and by their numbers most of all. Signatures are kept in indexes: what they are
//! made of does not change without a new version of the format.

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

/// Fewest words of a text that can be known again.
const MIN_WORDS: usize = 9;

/// Fewest bins that its pairs of words must fill: one word over and over is no text.
const MIN_FILLED: usize = 6;

/// Words from the beginning that the sketch looks at: nearly every article whole. Another
/// story of the same event may open with the same paragraph.
const SKETCHED_WORDS: usize = 2_048;

/// How much a number counts, in pairs of words: what tells one bulletin from the next is
/// its figures.
const NUMBER_WEIGHT: u64 = 5;

/// Bins of a sketch; each keeps four bits.
pub(crate) const BINS: usize = 64;

/// Fewest bins that a text must fill to have a sketch: some 25 pairs of words, which
/// short notices made from one pattern have not.
const MIN_BINS: usize = 20;

/// Share of common word pairs from which on two texts are one story told twice.
///
/// In 36,717 articles, pairs above it are updates and cuts of one text, down to 0.4 of it
/// where the estimate errs; from 0.2 to 0.4 stand many stories that quote one dispatch.
const NEAR: f32 = 0.55;

/// The signature of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signature {
    /// A hash of the text (XXH3); 0 for a text too short to tell.
    pub exact: u64,
    /// The least hash of the pairs of neighbouring words, and of the numbers, in each bin,
    /// four bits of it:
    /// one permutation hashing (Li, Owen and Zhang 2012) with empty bins filled from
    /// their neighbours (Shrivastava and Li 2014), b-bit minwise (Li and König 2010).
    pub sketch: [u64; BINS / 16],
}

impl Signature {
    /// Returns the signature of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut least = [u32::MAX; BINS];
        let mut take = |feature: u64| {
            let bin = &mut least[(feature >> 58) as usize];
            *bin = (*bin).min(feature as u32);
        };
        let (mut word, mut previous, mut words) = (0_u64, 0_u64, 0);
        let mut is_number = false;
        let bytes = text.as_bytes();
        let mut at = 0;
        while words < SKETCHED_WORDS {
            // Behind the last byte comes a blank.
            let kind = KINDS[usize::from(bytes.get(at).copied().unwrap_or(b' '))];
            if kind & 0xFF != 0 {
                // Where the next one begins does not hang on what this one is: the processor need
                // not wait for it.
                at += 1;
                word = word.rotate_left(7) ^ u64::from(kind);
                is_number |= (kind as u8).is_ascii_digit();
                continue;
            }
            at += usize::from(kind >> 8);
            if word != 0 {
                take(mix(previous.rotate_left(31) ^ word));
                if is_number {
                    (1..=NUMBER_WEIGHT).for_each(|times| take(mix(word ^ times << 56)));
                    is_number = false;
                }
                (previous, word) = (word, 0);
                words += 1;
            }
            if at > bytes.len() {
                break;
            }
        }
        let filled = least.iter().filter(|value| **value != u32::MAX).count();
        if words < MIN_WORDS || filled < MIN_FILLED {
            return Self::default();
        }
        Self { exact: xxh3_64(text.as_bytes()).max(1), sketch: packed(&least) }
    }

    /// Returns the signatures of `text` as it is, and as it is where accents are characters of
    /// their own, or are not, and without capitals, or in nothing else: those
    /// that are near the same texts once.
    #[must_use]
    pub fn of_forms(text: &str) -> Vec<Self> {
        let (apart, together) = (text.nfd().collect(), text.nfc().collect());
        let forms = [text.to_owned(), apart, together, text.to_lowercase(), text.to_uppercase()];
        let mut signatures: Vec<Self> = Vec::with_capacity(forms.len());
        for form in forms.iter().map(|form| Self::of(form)) {
            let is_known = |known: &Self| {
                known.exact == form.exact || form.has_sketch() && known.sketch == form.sketch
            };
            if !signatures.iter().any(is_known) {
                signatures.push(form);
            }
        }
        signatures
    }

    /// Tells whether two texts are the same.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.exact != 0 && self.exact == other.exact
    }

    /// Tells whether two texts are the same or nearly so.
    #[must_use]
    pub fn is_near(&self, other: &Self) -> bool {
        self.is_same(other)
            || (self.has_sketch() && other.has_sketch() && self.likeness(other) >= NEAR)
    }

    /// Tells whether there is enough of the text to know near ones.
    #[must_use]
    pub fn has_sketch(&self) -> bool {
        self.sketch != [0; BINS / 16]
    }

    /// Returns a [bin](BINS) of the sketch.
    #[must_use]
    pub(crate) fn bin(&self, bin: usize) -> u32 {
        (self.sketch[bin / 16] >> (bin % 16 * 4) & 0xF) as u32
    }

    /// Returns about which share of the word pairs of both texts is common to them,
    /// from 0 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        let equal: u32 = self
            .sketch
            .iter()
            .zip(&other.sketch)
            .map(|(one, other)| {
                let differ = one ^ other;
                // The lowest bit of each four tells whether any of them differs.
                let differ = differ | differ >> 1;
                let differ = differ | differ >> 2;
                16 - (differ & 0x1111_1111_1111_1111).count_ones()
            })
            .sum();
        // Of bins that have nothing in common one in sixteen is equal by chance.
        let share = equal as f32 / BINS as f32;
        ((share - 1.0 / 16.0) / (15.0 / 16.0)).max(0.0)
    }
}

/// What each first byte of a character is: the letter it counts for, 0 for a sign, and
/// in the upper eight bits how many bytes to pass.
const KINDS: [u16; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        kinds[byte] = match letter {
            // Signs of Latin-1, and general punctuation: no-break spaces, quotes, dashes.
            0xC2 => 2 << 8,
            0xE2 => 3 << 8,
            _ if letter.is_ascii_alphanumeric() || letter >= 0x80 => {
                1 << 8 | letter.to_ascii_lowercase() as u16
            }
            _ => 1 << 8,
        };
        byte += 1;
    }
    kinds
};

/// Spreads the bits of a hash (the last steps of `SplitMix64`).
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ hash >> 31
}

/// Returns four bits of each bin, nothing but zeros when too few bins are filled.
fn packed(least: &[u32; BINS]) -> [u64; BINS / 16] {
    let mut sketch = [0; BINS / 16];
    if least.iter().filter(|value| **value != u32::MAX).count() < MIN_BINS {
        return sketch;
    }
    for bin in 0..BINS {
        let filled = (0..BINS).find(|step| least[(bin + step) % BINS] != u32::MAX).unwrap_or(0);
        let value = u64::from(least[(bin + filled) % BINS]);
        let bits = if filled == 0 { value } else { mix(value << 8 | filled as u64) } & 15;
        sketch[bin / 16] |= bits << (4 * (bin % 16));
    }
    sketch
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Le viaduc de la Serre, fermé depuis mars après la découverte de fissures, \
        rouvrira lundi à la circulation, a annoncé vendredi la préfecture de l’Aubrac. Les camions \
        de plus de 19 tonnes devront encore passer par la vallée jusqu’à l’automne. « Les travaux \
        ont duré deux mois de plus que prévu », reconnaît la préfète, Hélène Caradec, qui promet \
        une inspection chaque semaine.";

    #[track_caller]
    fn check(other: &str, same: bool, near: bool) {
        let (one, other) = (Signature::of(STORY), Signature::of(other));
        assert_eq!(
            (one.is_same(&other), one.is_near(&other)),
            (same, near),
            "{}",
            one.likeness(&other)
        );
    }

    #[test]
    fn signs_blanks_and_capitals_do_not_count() {
        let other =
            STORY.replace('’', "'").replace(' ', "\u{A0}").replace('«', "\"").to_ascii_uppercase();
        assert_eq!(Signature::of(STORY).sketch, Signature::of(&other).sketch);
        check(&other, false, true);
        check(STORY, true, true);
    }

    #[test]
    fn agency_copy_with_small_changes_is_near() {
        let changed = STORY
            .replace("a annoncé vendredi", "a fait savoir vendredi soir")
            .replace("19 tonnes", "3,5 tonnes")
            .replace("Les travaux ont duré", "Le chantier a duré");
        check(&changed, false, true);
        let (cut, _) = STORY.split_once(" « Les travaux").expect("a second part");
        check(cut, false, true);
    }

    #[test]
    fn another_story_of_the_same_event_is_not() {
        check(
            "Fermé en mars à cause de fissures, le viaduc de la Serre rouvre enfin : à Saint-Chély, \
             les commerçants n’y croyaient plus. « On a perdu la moitié des clients », raconte \
             Paul Aubin, boulanger. Les poids lourds, eux, resteront dans la vallée jusqu’à \
             l’automne, ce qui agace les riverains, qui demandent à la préfecture un calendrier.",
            false,
            false,
        );
    }

    #[test]
    fn bulletins_that_differ_by_their_figures_are_not() {
        let draw = |day: &str, numbers: &str, sum: &str, next: &str| {
            Signature::of(&format!(
                "Voici les résultats du tirage de la Grande Loterie du {day} mai 2021. Les \
                 numéros gagnants sont les {numbers}. Personne n’a trouvé la bonne combinaison : \
                 {sum} euros seront remis en jeu {next} mai prochain. Rappel : jouer comporte des \
                 risques, endettement, isolement, dépendance ; pour être aidé, appelez le numéro \
                 vert, au prix d’un appel local."
            ))
        };
        let one =
            draw("lundi 3", "4, 11, 23, 31 et 48, complémentaire 7", "2 500 000", "mercredi 5");
        let other =
            draw("mercredi 5", "2, 9, 17, 36 et 41, complémentaire 3", "3 000 000", "samedi 8");
        assert!(!one.is_near(&other), "{}", one.likeness(&other));
    }

    #[test]
    fn a_story_that_opens_with_the_same_paragraph_is_not() {
        let more = |words: &[&str]| -> String {
            let word = |at: usize| [" ", words[at % words.len()], &at.to_string()].concat();
            (0..120).map(word).collect()
        };
        let one = format!("{STORY}{}", more(&["chantier", "acier", "pile"]));
        let other = format!("{STORY}{}", more(&["marché", "boulanger", "car", "école"]));
        check(&one, false, false);
        let (one, other) = (Signature::of(&one), Signature::of(&other));
        assert!(!one.is_near(&other), "{}", one.likeness(&other));
    }

    #[test]
    fn short_notices_of_one_pattern_are_the_same_only_letter_by_letter() {
        let notice = |day: &str| {
            format!(
                "Le marché de Saint-Chély se tient {day} matin sur la place \
            de la Mairie, de huit heures à midi."
            )
        };
        let (one, other) = (Signature::of(&notice("mardi")), Signature::of(&notice("jeudi")));
        assert!(!one.is_near(&other) && one.is_same(&one) && one.is_near(&one));
    }

    #[test]
    fn a_word_said_over_and_over_is_no_text_to_know_again() {
        let text = format!("{}neige {}", "sable ".repeat(65), "sable ".repeat(5));
        assert_eq!(Signature::of(&text), Signature::default(), "four pairs of words");
    }

    #[test]
    fn texts_too_short_to_tell_are_never_the_same() {
        let brief = Signature::of("Le pont est fermé.");
        assert_eq!(brief, Signature::default());
        assert!(!brief.is_same(&brief) && !brief.is_near(&brief));
    }
}
