//! What holds for any query: of a collection made at random, asked at random, from fixed
//! seeds, so that a failure comes again.

mod collection;
mod counts;
mod dice;
mod formats;
mod pages;
mod queries;
mod scores;
