//! What a file of one database holds of others: pages without an article of its own, and lines
//! that mark articles elsewhere. They are counted, not read.

use memchr::memmem;

use super::accession::is_number;
use super::count::is_count;
use super::starred::is_header;

/// Most bytes of a line that counts or numbers an article.
const MOST_OF_LINE: usize = 80;

/// Marks in one article from which on others stand in it: one may be quoted.
const LEAST_MARKS: usize = 2;

/// What stands in the tags of articles, of Europresse, of Factiva in two ways, of `LexisNexis`.
const ELSEWHERE: [&[u8]; 4] = [b"\"DocPublicationName", b"\"article-", b"Article\"", b"DOC NUMBER"];

/// What is seen of others while a file is read.
#[derive(Default)]
pub(super) struct Others {
    /// The file starts as a page.
    is_page: bool,
    /// A page has ended.
    has_ended: bool,
    /// Pages that others came before.
    pages: usize,
    /// An article has started, in this page.
    has_article: bool,
    /// Marks of articles in a page without any of this database, by kind.
    elsewhere: [usize; ELSEWHERE.len()],
    /// Marks in the article that is open.
    marks: usize,
    count: usize,
}

impl Others {
    /// Takes note of the tag at the head of a piece of a page, and tells whether another page
    /// starts with it.
    pub(super) fn see_tag(&mut self, piece: &[u8], starts_article: bool) -> bool {
        let opens = |name: &str| {
            let head = piece.get(..name.len());
            head.is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
        };
        let is_start = (opens("html") || opens("!doctype html")) && !opens("html:");
        let is_next = is_start && self.has_ended;
        self.is_page |= is_start && !self.has_article;
        if is_next {
            self.end_page();
            self.pages += 1;
            self.has_ended = false;
            self.has_article = false;
            self.elsewhere = [0; ELSEWHERE.len()];
        }
        if !self.has_article {
            self.see_elsewhere(piece);
        }
        self.has_ended |= self.is_page && opens("/html");
        self.has_article |= starts_article;
        is_next
    }

    /// Takes note of a line, which does nothing to the article that is open unless it
    /// `is_own`.
    pub(super) fn see_line(&mut self, line: &[u8], is_own: bool) {
        if is_own {
            self.end_article();
        } else if is_mark(line) {
            self.marks += 1;
        }
    }

    /// Tells whether the last page is of others.
    pub(super) fn is_last_page(&self) -> bool {
        self.pages > 0 && !self.has_article
    }

    /// Tells whether a page has started that has not ended.
    pub(super) fn is_in_page(&self) -> bool {
        self.is_page && !self.has_ended
    }

    /// Returns how many articles or pages of others there seem to be.
    pub(super) fn count(mut self) -> usize {
        self.end_article();
        if self.pages > 0 {
            self.end_page();
        }
        self.count
    }

    fn see_elsewhere(&mut self, piece: &[u8]) {
        let tag = &piece[..memchr::memchr(b'>', piece).unwrap_or(piece.len())];
        for (count, mark) in self.elsewhere.iter_mut().zip(ELSEWHERE) {
            *count += usize::from(memmem::find(tag, mark).is_some());
        }
    }

    /// Counts a page without articles of this database: those of another, or else the page.
    fn end_page(&mut self) {
        let articles = self.elsewhere.into_iter().max().unwrap_or_default().max(1);
        self.count += if self.has_article { 0 } else { articles };
    }

    fn end_article(&mut self) {
        if self.marks >= LEAST_MARKS {
            self.count += self.marks;
        }
        self.marks = 0;
    }
}

/// Tells whether a line marks an article of a database.
fn is_mark(line: &[u8]) -> bool {
    if line.starts_with(b"**** *") {
        return is_header(line);
    }
    if line.len() > MOST_OF_LINE {
        return false;
    }
    let line = String::from_utf8_lossy(line);
    is_count(&line) || is_number(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_page(tags: &[(&str, bool)], expected: usize) {
        let mut others = Others::default();
        for (tag, starts_article) in tags {
            others.see_tag(tag.as_bytes(), *starts_article);
        }
        assert_eq!(others.count(), expected, "in {tags:?}");
    }

    #[test]
    fn pages_without_articles_are_of_others() {
        let page = |is_own| [("!DOCTYPE html>", false), ("html>", false), ("div>", is_own)];
        let end = [("/html>", false)];
        let two = |one, two| [&page(one)[..], &end, &page(two), &end].concat();
        check_page(&two(true, false), 1);
        check_page(&two(false, true), 1);
        check_page(&two(true, true), 0);
        check_page(&page(false), 0);
        let article = ("div id=\"article-PHARE00020220315ei3f0003o\">", false);
        let many = [&page(true)[..], &end, &page(false), &[article; 3], &end].concat();
        check_page(&many, 3);
        // What stands in an element of XML is no page of the file.
        let inner = [("article>", true), ("html>", false), ("/html>", false), ("html>", false)];
        check_page(&inner, 0);
    }

    #[test]
    fn lines_that_mark_articles_elsewhere_count_them() {
        let count = |lines: &[(&str, bool)]| {
            let mut others = Others::default();
            for (line, is_own) in lines {
                others.see_line(line.as_bytes(), *is_own);
            }
            others.count()
        };
        let number = ("Document PHARE00020220315ei3f0003o\n", false);
        let own = ("Document 1 de 2\n", true);
        assert_eq!(count(&[own, number, ("Il rouvre.\n", false), number]), 2);
        assert_eq!(count(&[own, number, own, number]), 0);
        let starred = ("**** *num_1\n", false);
        assert_eq!(count(&[own, starred, ("3 of 4 DOCUMENTS\n", false)]), 2);
    }
}
