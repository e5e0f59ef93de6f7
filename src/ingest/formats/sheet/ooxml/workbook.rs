//! The contents of a workbook: its sheets in order, and what its days are counted from.
//!
//! It finds the parts that are sheets and reads no cell.

use std::collections::HashMap;

use super::super::moment::Epoch;
use crate::ingest::markup::{Piece, Scanner, Tag, local};

/// Most sheets that are read.
const MOST_SHEETS: usize = 1_000;

/// The contents of a workbook.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The names of the sheets, and the parts that hold them.
    pub(super) sheets: Vec<(String, String)>,
    pub(super) epoch: Epoch,
}

/// Returns the contents of a workbook, whose sheets are parts by other names.
pub(super) fn contents(workbook: &str, relationships: &str) -> Contents {
    let targets: HashMap<_, _> = starts(relationships)
        .filter(|tag| local(tag.name) == "Relationship")
        .filter_map(|tag| {
            Some((tag.attribute("Id")?.into_owned(), part(&tag.attribute("Target")?)))
        })
        .collect();
    let mut contents = Contents::default();
    for tag in starts(workbook) {
        match local(tag.name) {
            "workbookPr"
                if tag.attribute("date1904").is_some_and(|is| is == "1" || is == "true") =>
            {
                contents.epoch = Epoch::Of1904;
            }
            "sheet" if contents.sheets.len() < MOST_SHEETS => {
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                let id = tag.attributes().find(|(name, _)| name.ends_with(":id"));
                let target = id.and_then(|(_, id)| targets.get(&*id).cloned());
                let number = contents.sheets.len() + 1;
                let usual = || format!("xl/worksheets/sheet{number}.xml");
                contents.sheets.push((name, target.unwrap_or_else(usual)));
            }
            _ => {}
        }
    }
    contents
}

fn starts(xml: &str) -> impl Iterator<Item = Tag<'_>> {
    Scanner::new(xml).filter_map(|piece| match piece {
        Piece::Start(tag) => Some(tag),
        _ => None,
    })
}

/// Returns the name of a part from an address, that is from the root or from `xl`.
fn part(target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_their_parts_in_order() {
        let found = contents(
            "<x:workbook><x:workbookPr date1904='1'/><x:sheets><x:sheet name='A &amp; B' r:id='r2'/>\
             <x:sheet name='C' r:id='r1'/><x:sheet name='D' r:id='r9'/></x:sheets></x:workbook>",
            "<Relationships><Relationship Id='r1' Target='/xl/worksheets/c.xml'/>\
             <Relationship Id='r2' Target='worksheets/a.xml'/></Relationships>",
        );
        let sheets: Vec<_> =
            found.sheets.iter().map(|(name, part)| (name.as_str(), part.as_str())).collect();
        assert_eq!(
            sheets,
            [
                ("A & B", "xl/worksheets/a.xml"),
                ("C", "xl/worksheets/c.xml"),
                ("D", "xl/worksheets/sheet3.xml"),
            ]
        );
        assert_eq!(found.epoch, Epoch::Of1904);
    }
}
