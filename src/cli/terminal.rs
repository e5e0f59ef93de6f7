//! What standard output can show: its columns and rows, colours, links, a pager.
//!
//! Only here are the terminal looked at, and the options and variables that say what to make
//! of it. What is printed, and how, is told elsewhere.

use std::env;
use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use serde::{Deserialize, Serialize};

/// Columns and rows where nothing tells them.
const USUAL: Screen = Screen { columns: 80, rows: 24 };

/// Columns that running text is wrapped at: longer lines are hard to read, and in fewer there
/// is no room for a word.
const COLUMNS: std::ops::RangeInclusive<usize> = 20..=100;

/// What pages a text unless another program is named: it leaves a short one on the screen.
const PAGER: &str = "less -FRX";

/// What standard output can show.
#[derive(Debug, Clone)]
pub(super) struct Terminal {
    /// Columns to wrap running text at; `None` in a pipe, where lines stay whole.
    pub(super) columns: Option<usize>,
    /// The screen that a person sits at; `None` elsewhere.
    pub(super) screen: Option<Screen>,
    /// Colours are shown.
    pub(super) colours: bool,
    /// Links are shown (OSC 8).
    pub(super) links: bool,
    /// What pages a text that is longer than the screen, as it is typed to a shell.
    pub(super) pager: Option<String>,
    /// The window that a person sits at, even when standard output goes elsewhere.
    pub(super) window: Option<Window>,
}

/// A window: the device of a terminal, and the session that has it at the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Window {
    pub(super) device: u64,
    pub(super) session: i32,
}

/// A screen, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Screen {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Terminal {
    /// Returns the columns of what is no running text, as wide as the screen is; `None` in a pipe.
    pub(super) fn table_columns(&self) -> Option<usize> {
        self.screen.map(|screen| screen.columns).or(self.columns)
    }

    /// Looks at standard output, `color` being what was asked for of colours; without a pager
    /// where none `is_paged`. All that is printed from now on has colours or none.
    pub(super) fn open(color: clap::ColorChoice, is_paged: bool) -> Self {
        match color {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        }
        .write_global();
        let stdout = io::stdout();
        let colours = AutoStream::choice(&stdout) != ColorChoice::Never;
        let screen = stdout.is_terminal().then(|| {
            terminal_size::terminal_size_of(&stdout).map_or_else(told, |(columns, rows)| Screen {
                columns: columns.0.into(),
                rows: rows.0.into(),
            })
        });
        // Colours in a pipe are for a pager, which breaks lines inside of words.
        let columns = screen.or_else(|| colours.then(told)).map(|screen| screen.columns);
        Self {
            columns: columns.map(|columns| columns.clamp(*COLUMNS.start(), *COLUMNS.end())),
            screen,
            colours,
            links: colours && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
            pager: screen.filter(|_| is_paged).and_then(|_| pager()),
            window: Window::of(&stdout)
                .or_else(|| Window::of(io::stderr()))
                .or_else(|| Window::of(io::stdin())),
        }
    }

    /// Returns the rows that an answer may have without a pager: below stands what is typed
    /// next.
    pub(super) fn rows(&self) -> Option<usize> {
        self.screen.map(|screen| screen.rows.saturating_sub(1))
    }
}

#[cfg(unix)]
impl Window {
    /// Returns the window of a stream; `None` when that is no terminal, or not the one that
    /// the session was started in.
    fn of(stream: impl std::os::fd::AsFd) -> Option<Self> {
        let session = rustix::termios::tcgetsid(&stream).ok()?.as_raw_pid();
        let device = rustix::fs::fstat(&stream).ok()?.st_rdev;
        Some(Self { device, session })
    }
}

#[cfg(not(unix))]
impl Window {
    /// Returns `None`: windows are told apart on Unix only.
    fn of<S>(_: S) -> Option<Self> {
        None
    }
}

/// Returns the screen as the environment tells it.
fn told() -> Screen {
    let told = |name| env::var(name).ok()?.parse().ok().filter(|count| *count > 0);
    Screen {
        columns: told("COLUMNS").unwrap_or(USUAL.columns),
        rows: told("LINES").unwrap_or(USUAL.rows),
    }
}

/// Returns what pages a text: as with git, `cat` or nothing means that it is printed.
fn pager() -> Option<String> {
    if env::var_os("TERM").is_some_and(|terminal| terminal == "dumb") {
        return None;
    }
    let named = env::var("LIMIER_PAGER").or_else(|_| env::var("PAGER"));
    let pager = named.unwrap_or_else(|_| PAGER.to_owned());
    let pager = pager.trim();
    (!pager.is_empty() && pager != "cat").then(|| pager.to_owned())
}
