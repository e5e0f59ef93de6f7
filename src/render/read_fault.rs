//! Why streams cannot be read to their end, and what to do where that is sure.
//!
//! The words of the system, and of what unpacks, are passed on as they are.

use crate::read_fault::{Packing, ReadFault};

/// Returns why something cannot be read.
pub(crate) fn fault_sentence(fault: &ReadFault) -> String {
    match fault {
        ReadFault::System(why) | ReadFault::Refused(why) => why.clone(),
        ReadFault::OwnFolder => "a folder that contains itself".to_owned(),
        ReadFault::Parser => "its parser failed".to_owned(),
        ReadFault::UnpacksTooFar(times) => format!(
            "it unpacks to more than {times} times its size; unpack it first if that is right"
        ),
        ReadFault::Damaged { packing, why } => format!("damaged {}: {why}", name(*packing)),
        ReadFault::Payload(fault) => format!("damaged payload: {}", fault_sentence(fault)),
        ReadFault::NeedsMemory => {
            "packed for the memory of large machines (zstd --long); unpack it first".to_owned()
        }
        ReadFault::Trailing(packing) => {
            format!("bytes that are not {} follow the end; they were left out", name(*packing))
        }
        ReadFault::Checksum => "damaged: its size or checksum is not as it should be".to_owned(),
        ReadFault::EndsWithin => "the archive ends in the middle of it".to_owned(),
        ReadFault::EndsBefore => "the archive ends before it".to_owned(),
        ReadFault::NoDirectory => {
            "no zip file, or one cut short: it has no directory; download it again or repair it"
                .to_owned()
        }
        ReadFault::BadDirectory => {
            "damaged: its directory points to nothing that can be read".to_owned()
        }
        ReadFault::TarCutShort => "cut short: it ends where more should follow".to_owned(),
        ReadFault::TarHeader => "damaged: no header where one should stand; what follows is lost \
                                 up to the next whole header"
            .to_owned(),
        ReadFault::EndlessHeader => "a header without end".to_owned(),
        ReadFault::RecordWithoutLength => lost("a record without length"),
        ReadFault::RecordCutShort => lost("a record cut short"),
        ReadFault::NoRecord => lost("no record where one should start"),
    }
}

/// Tells whether nothing is to be done about it, or it is said already.
pub(super) fn is_all_said(fault: &ReadFault) -> bool {
    match fault {
        ReadFault::OwnFolder
        | ReadFault::UnpacksTooFar(_)
        | ReadFault::NeedsMemory
        | ReadFault::Trailing(_)
        | ReadFault::NoDirectory => true,
        ReadFault::Payload(fault) => is_all_said(fault),
        _ => false,
    }
}

/// Returns what is wrong with a web archive.
fn lost(what: &str) -> String {
    format!("{what}; what follows is lost up to the next whole record")
}

fn name(packing: Packing) -> &'static str {
    match packing {
        Packing::Gzip => "gzip",
        Packing::Zstd => "zstd",
    }
}
