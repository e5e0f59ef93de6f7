//! End-to-end tests: the real binary, run on folders made for the test.
//!
//! They prove the wiring, the output that programs and people read, the messages
//! and the exit codes; the details of analysis and ranking are tested beside the
//! code. Standard error is silent unless a test says otherwise.

// A test stops at the first surprise, and its inputs are small.
#![allow(clippy::format_collect, clippy::unwrap_used)]

mod archives;
mod bombs;
mod budgets;
mod capitals;
mod charts;
mod collections;
mod copies;
mod corpora;
mod count;
mod dates;
mod decisions;
mod defaults;
mod delete;
mod errors;
mod eval;
mod exports;
mod flips;
mod formats;
mod golden;
#[cfg(target_os = "linux")]
mod growth;
mod help;
mod hostile;
mod ids;
mod incremental;
mod index;
mod info;
mod kills;
mod kwic;
mod language;
#[cfg(unix)]
mod leftovers;
mod library;
mod like;
mod lists;
mod marking;
mod meant;
mod news;
mod oddities;
mod pages;
#[cfg(unix)]
mod pre;
mod press;
mod processes;
mod queries;
mod query;
mod random;
mod ranking;
mod readers;
mod readme;
mod rebuild;
mod rejected;
mod relevance;
mod search;
mod serve;
mod shared;
mod show;
mod snippets;
mod support;
mod swaps;
mod tags;
mod taking;
mod terminal;
mod told;
mod traces;
mod trust;
#[cfg(unix)]
mod unprivileged;
mod words;
mod written;
