//! Two runs side by side: who wins how many queries, and whether by chance.
//!
//! The test is the paired randomisation test (Smucker, Allan, Carterette, CIKM
//! 2007): were the runs equal, each query's difference could as well have the other
//! sign; the p-value is the share of such assignments of signs whose mean difference
//! is at least as large. It reads no clock and draws the same signs each time.

use super::measures::{Evaluation, Measure};

/// Differences up to which every assignment of signs is tried.
const EXACT: usize = 14;

/// Assignments of signs drawn beyond.
const DRAWN: u32 = 20_000;

/// How one run stands against another in one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Comparison {
    /// What was measured.
    pub measure: Measure,
    /// Queries where the run is better than the baseline.
    pub wins: usize,
    /// Queries where it is worse.
    pub losses: usize,
    /// Mean of the run minus mean of the baseline.
    pub difference: f64,
    /// Two-sided p-value: how often chance alone would give such a difference.
    pub p_value: f64,
}

/// Compares a run with a baseline on the same judgments, in every measure.
#[must_use]
pub(crate) fn compare(run: &Evaluation, baseline: &Evaluation) -> Vec<Comparison> {
    let compared = Measure::ALL.into_iter().map(|measure| {
        let pairs = run.queries.iter().zip(&baseline.queries);
        let differences: Vec<f64> = pairs
            .map(|(one, other)| one.measures.get(measure) - other.measures.get(measure))
            .collect();
        Comparison {
            measure,
            wins: differences.iter().filter(|difference| **difference > 0.0).count(),
            losses: differences.iter().filter(|difference| **difference < 0.0).count(),
            difference: differences.iter().sum::<f64>() / differences.len() as f64,
            p_value: p_value(&differences),
        }
    });
    compared.collect()
}

/// Returns the two-sided p-value of paired differences.
fn p_value(differences: &[f64]) -> f64 {
    // A sign changes nothing of a zero.
    let differences: Vec<f64> =
        differences.iter().copied().filter(|difference| *difference != 0.0).collect();
    // Sums of the same numbers in another order differ in the last bits.
    let least = differences.iter().sum::<f64>().abs() - 1e-9;
    let signed = |signs: &mut dyn FnMut() -> bool| {
        differences.iter().map(|it| if signs() { *it } else { -it }).sum::<f64>().abs() >= least
    };
    if differences.len() <= EXACT {
        let all = 1_u32 << differences.len();
        let extreme = (0..all).filter(|assignment| {
            let mut bits = *assignment;
            signed(&mut || {
                let sign = bits & 1 == 0;
                bits >>= 1;
                sign
            })
        });
        return extreme.count() as f64 / f64::from(all);
    }
    let mut random = SplitMix(0);
    let extreme = (0..DRAWN).filter(|_| {
        let (mut bits, mut left) = (0, 0);
        signed(&mut || {
            if left == 0 {
                (bits, left) = (random.next(), u64::BITS);
            }
            let sign = bits & 1 == 0;
            (bits, left) = (bits >> 1, left - 1);
            sign
        })
    });
    // The assignment that was observed is one of those possible.
    (extreme.count() + 1) as f64 / f64::from(DRAWN + 1)
}

/// `SplitMix64` (Steele, Lea, Flood, OOPSLA 2014): good bits from a counter.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(differences: &[f64], expected: f64, tolerance: f64) {
        let found = p_value(differences);
        assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
    }

    #[test]
    fn few_differences_are_tested_exactly() {
        // Three wins: of the eight assignments, all plus and all minus are as extreme.
        check(&[0.5, 0.5, 0.5], 0.25, 1e-12);
        // Sums of ±1 ±2 ±3 as large as 1 + 2 - 3 = 0: all of them.
        check(&[1.0, 2.0, -3.0], 1.0, 1e-12);
        // Sums as large as 4 - 1 = 3 (±3, ±5): all four.
        check(&[4.0, -1.0, 0.0], 1.0, 1e-12);
        check(&[], 1.0, 1e-12);
        check(&[0.0, 0.0], 1.0, 1e-12);
    }

    #[test]
    fn many_differences_are_sampled() {
        // Eighteen wins of twenty equal differences: P(at most 2 or at least 18 heads of
        // 20) = 2 * (1 + 20 + 190) / 2^20 = 0.000402.
        let mut differences = [1.0; 20];
        differences[..2].fill(-1.0);
        check(&differences, 0.000_402, 0.000_4);
        // Ten of twenty: nothing is less extreme.
        differences[..10].fill(-1.0);
        check(&differences, 1.0, 1e-12);
        // Twelve of twenty: P(at most 8 or at least 12) = 0.5034.
        differences[..10].fill(1.0);
        differences[..8].fill(-1.0);
        check(&differences, 0.5034, 0.015);
    }
}
