//! Numbers of which small ones take few bytes, as tantivy 0.27 writes them: seven bits a byte, the
//! last byte of each marked.
//!
//! It never reads beyond the bytes it was given, and never tells what a number means.

/// Numbers one after the other, and the bytes behind those that were read.
pub(super) struct Vints<'b>(pub(super) &'b [u8]);

impl Iterator for Vints<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if byte & 0x80 > 0 {
                return Some(number);
            }
        }
        None
    }
}

impl Vints<'_> {
    /// Returns the next number as a length or a place.
    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.next()?).ok()
    }
}

/// Writes a number behind others.
pub(super) fn push_vint(mut number: u64, bytes: &mut Vec<u8>) {
    while number > 0x7F {
        bytes.push(number as u8 & 0x7F);
        number >>= 7;
    }
    bytes.push(number as u8 | 0x80);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_it_is_read() {
        let cases: [(u64, &[u8]); 4] = [
            (0, &[0x80]),
            (0x7F, &[0xFF]),
            (0x80, &[0, 0x81]),
            (u64::MAX, &[0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x7F, 0x81]),
        ];
        for (number, written) in cases {
            let mut bytes = Vec::new();
            push_vint(number, &mut bytes);
            assert_eq!(bytes, written);
            let bytes = [written, &[0x85]].concat();
            let mut numbers = Vints(&bytes);
            assert_eq!((numbers.next(), numbers.next()), (Some(number), Some(5)));
            assert_eq!(numbers.next(), None);
        }
        assert_eq!(Vints(&[0; 20]).next(), None, "it has no end");
    }
}
