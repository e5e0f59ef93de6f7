//! Any text is read as a query, or refused in a place that it has.
//!
//! A find is a panic, a span beside the text, or a refusal without its caret.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use limier::internals::{error_message, spans};
use limier::{Clock, Error, Query};

fuzz_target!(|text: &str| {
    let now = Timestamp::from_second(1_592_222_400).expect("in range");
    match Query::parse(text, &Clock::in_paris(now)) {
        Ok(query) => {
            for span in spans(&query) {
                assert!(text.get(span.clone()).is_some(), "{span:?}");
            }
        }
        Err(Error::QuerySyntax(error)) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            let message = error_message(&Error::QuerySyntax(error));
            assert!(message.lines().count() > 2, "{message}");
        }
        Err(Error::QueryEmpty(_)) => {}
        Err(error) => panic!("{error}"),
    }
});
