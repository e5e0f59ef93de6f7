//! The README: every command in it is one, and prints what stands below it.
//!
//! Of what is printed only the time that a run took may differ.

use std::process::Command;

use clap::Parser;
use limier::cli::Cli;

use crate::support::Limier;

/// A command of the README and what stands below it; nothing for one that only parses.
struct Example {
    args: Vec<String>,
    output: String,
}

/// Returns the commands in the blocks of the README.
fn examples() -> Vec<Example> {
    let readme = include_str!("../../README.md");
    let mut examples = Vec::new();
    for block in readme.split("\n```").skip(1).step_by(2) {
        for line in block.trim_start_matches('\n').lines() {
            match (line.strip_prefix("$ limier "), examples.last_mut()) {
                (Some(typed), _) => {
                    examples.push(Example { args: words(typed), output: String::new() });
                }
                (None, Some(Example { output, .. })) if block.contains("\n$ ") => {
                    output.push_str(line);
                    output.push('\n');
                }
                (None, _) => {}
            }
        }
    }
    examples
}

/// Returns the words of a line as a shell sees them: quotes off, no remark.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for char in line.chars() {
        match (char, quote) {
            ('\'' | '"', None) => quote = Some(char),
            (char, Some(open)) if char == open => quote = None,
            ('#', None) if words.last().is_some_and(String::is_empty) => break,
            (' ', None) => words.push(String::new()),
            (char, _) => words.last_mut().unwrap().push(char),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns `limier` at the root of the project, with an index of its own.
fn limier(at: &Limier) -> Command {
    let mut command = at.command();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("LIMIER_INDEX", at.path("readme-index"));
    command
}

fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_of_the_readme_is_one() {
    let examples = examples();
    assert!(examples.len() > 15, "{} commands", examples.len());
    for Example { args, .. } in &examples {
        let args = ["limier"].into_iter().chain(args.iter().map(String::as_str));
        let parsed = Cli::try_parse_from(args.clone());
        assert!(parsed.is_ok(), "{:?}: {}", args.collect::<Vec<_>>(), parsed.unwrap_err());
    }
}

#[test]
fn the_commands_of_the_readme_print_what_stands_below_them() {
    let at = Limier::new();
    // The first is run by cargo there; what it took is another time on each machine.
    let readme = include_str!("../../README.md");
    let (_, first) = readme.split_once("\ncargo run -- ").unwrap();
    let (first, rest) = first.split_once('\n').unwrap();
    let (_, output) = rest.split_once("The first prints:\n\n```\n").unwrap();
    let (output, _) = output.split_once("```").unwrap();
    let without_times = |text: &str| -> Vec<String> {
        let is_speed = |line: &str| line.contains(" MB/s");
        let cut = |line: &str| line.split(" in ").next().unwrap_or_default().to_owned();
        text.lines().map(|line| if is_speed(line) { cut(line) } else { line.to_owned() }).collect()
    };
    let found = printed(limier(&at).args(words(first)));
    let (found, expected) = (without_times(&found), without_times(output));
    assert_eq!(found[..expected.len()], expected, "{first}");

    let shown: Vec<_> =
        examples().into_iter().filter(|example| !example.output.is_empty()).collect();
    assert!(shown.len() >= 2, "{} commands with an output", shown.len());
    for Example { args, output } in shown {
        let found = printed(limier(&at).args(&args));
        assert!(found.starts_with(&output), "limier {args:?} printed\n{found}");
    }
}
