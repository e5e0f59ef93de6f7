//! Values of options that the environment gives as well: one that is empty there is not set.
//!
//! What a value may be is the matter of the parser inside.

use std::ffi::OsStr;

use clap::builder::{PathBufValueParser, StringValueParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{Arg, Command, Error};

/// Reads a value as a parser does, and in place of an empty one of the environment what holds
/// unless one is given.
#[derive(Debug, Clone)]
pub(super) struct OrUnset<P> {
    parser: P,
    usual: &'static str,
}

/// Reads a path.
pub(super) fn path_or(usual: &'static str) -> OrUnset<PathBufValueParser> {
    OrUnset { parser: PathBufValueParser::new(), usual }
}

/// Reads a text.
pub(super) fn text_or(usual: &'static str) -> OrUnset<StringValueParser> {
    OrUnset { parser: StringValueParser::new(), usual }
}

impl<P: TypedValueParser> TypedValueParser for OrUnset<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn parse_ref_(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
        source: ValueSource,
    ) -> Result<Self::Value, Error> {
        let is_unset = source == ValueSource::EnvVariable && value.is_empty();
        let value = if is_unset { OsStr::new(self.usual) } else { value };
        self.parser.parse_ref_(command, arg, value, source)
    }
}
