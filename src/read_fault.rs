//! Why a stream of bytes cannot be read to its end: damage, bounds, and what the system says.
//!
//! Readers give it as the inside of an [`io::Error`], out of which it is taken again. It makes
//! no sentence.

use std::error::Error;
use std::fmt;
use std::io;

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// A crate that unpacks refuses; its words.
    System(String),
    /// The system refuses; its words. That may pass.
    Refused(String),
    /// A folder that a link in it leads to again.
    OwnFolder,
    /// The parser of its format failed on it.
    Parser,
    /// It unpacks to more than this many times its size.
    UnpacksTooFar(u64),
    /// Compressed bytes are not what they should be.
    Damaged {
        /// By what they are compressed.
        packing: Packing,
        /// The words of the crate that unpacks it.
        why: String,
    },
    /// What a server has sent cannot be unpacked.
    Payload(Box<ReadFault>),
    /// It was compressed for machines with more memory than is given.
    NeedsMemory,
    /// Other bytes follow those that are compressed so.
    Trailing(Packing),
    /// A part has another size or checksum than it should have.
    Checksum,
    /// An archive ends in the middle of a part.
    EndsWithin,
    /// An archive ends before a part that its directory lists.
    EndsBefore,
    /// A zip file has no directory.
    NoDirectory,
    /// The directory of a zip file leads nowhere.
    BadDirectory,
    /// A tar file ends where more should follow.
    TarCutShort,
    /// A tar file has no header where one should stand.
    TarHeader,
    /// A header of a tar file goes on without end.
    EndlessHeader,
    /// A record of a web archive does not say how long it is.
    RecordWithoutLength,
    /// A record of a web archive is cut short.
    RecordCutShort,
    /// What stands where a record of a web archive should is none.
    NoRecord,
}

/// What bytes are compressed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Zstd,
}

impl ReadFault {
    /// Returns the fault that an error holds, or else what it says.
    pub(crate) fn of(error: &io::Error) -> Self {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>());
        inner.cloned().unwrap_or_else(|| {
            let words = error.to_string();
            if is_of_system(error) { Self::Refused(words) } else { Self::System(words) }
        })
    }

    /// Tells whether it says nothing of the bytes, and may be otherwise the next time.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Payload(fault) => fault.may_pass(),
            _ => false,
        }
    }

    /// Returns the error that holds it.
    pub(crate) fn into_error(self, kind: io::ErrorKind) -> io::Error {
        io::Error::new(kind, self)
    }
}

/// Tells whether an error came from the system, be it within another.
fn is_of_system(error: &io::Error) -> bool {
    let mut inner = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
    error.raw_os_error().is_some()
        || std::iter::from_fn(|| {
            let error = inner.take()?;
            inner = error.source();
            Some(error)
        })
        .filter_map(|error| error.downcast_ref::<io::Error>())
        .any(is_of_system)
}

impl fmt::Display for ReadFault {
    /// Writes its name and fields.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

impl Error for ReadFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_may_pass_wherever_it_stands() {
        let refused = || io::Error::from_raw_os_error(5);
        for error in
            [refused(), io::Error::other(refused()), io::Error::other(io::Error::other(refused()))]
        {
            assert!(ReadFault::of(&error).may_pass(), "{error}");
        }
        let fault = ReadFault::of(&refused());
        assert!(ReadFault::Payload(fault.into()).may_pass());
        for error in [
            io::Error::other("corrupt"),
            ReadFault::Checksum.into_error(io::ErrorKind::InvalidData),
        ] {
            assert!(!ReadFault::of(&error).may_pass(), "{error}");
        }
    }
}
