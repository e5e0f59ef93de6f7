//! The tree of a page, built within bounds.
//!
//! Tags that mean nothing for the text are left out before the tree is built, and
//! what makes the building or the reading of a tree slow out of all proportion
//! (depth, attributes without end, texts without tags) is cut or refused.

use std::cell::Cell;

use dom_query::{Document, NodeId, NodeRef, local_name};
use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, Rawtext, ScriptData};
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};

use crate::rejection::{PageFault, Reason};

/// Deepest level of elements; those below are taken for part of the one above.
const MAX_DEPTH: usize = 256;

/// Start tags between two looks at the depth.
const TAGS_BETWEEN_LOOKS: usize = 32;

/// Most nodes of a page; a long live blog has thirty thousand.
const MAX_NODES: usize = 400_000;

/// Most attributes of one tag.
const MAX_ATTRIBUTES: usize = 10_000;

/// How often each byte may be looked at when tags are measured.
const MAX_MEASURES: usize = 4;

/// Bytes given to the parser at once.
const CHUNK_BYTES: usize = 16 << 10;

/// Most bytes of one text: writing a text takes time in the square of its length.
const MAX_TEXT_BYTES: usize = 8 << 10;

/// Returns the tree of a page.
pub(super) fn parse(html: &str) -> Result<Document, Reason> {
    if has_endless_tag(html.as_bytes()) {
        return Err(Reason::NoArticle(PageFault::OpenTag));
    }
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let sieve = Sieve {
        builder: TreeBuilder::new(Document::default(), options),
        in_dropped: Cell::new(false),
        tags: Cell::new(0),
        too_deep: Cell::new(false),
        text_bytes: Cell::new(0),
        cuts_text: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(sieve, TokenizerOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES));
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(chunk));
        // A script that was read and a charset that was met are no reason to stop.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        if tokenizer.sink.builder.sink.tree.len() > MAX_NODES {
            return Err(Reason::NoArticle(PageFault::ManyElements));
        }
        rest = after;
    }
    tokenizer.end();
    Ok(tokenizer.sink.builder.sink.finish())
}

/// Tells whether a tag may have more attributes than any page needs: the parser
/// compares each with all others.
///
/// What looks like a tag in a comment or in a script is measured too, since a page
/// may be wrong about where these end.
fn has_endless_tag(html: &[u8]) -> bool {
    let mut rest = html;
    let mut budget = html.len() * MAX_MEASURES;
    while let Some(start) = memchr::memchr(b'<', rest) {
        rest = &rest[start + 1..];
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = Measured::new(rest);
        if tag.attributes > MAX_ATTRIBUTES || tag.bytes > budget {
            return true;
        }
        budget -= tag.bytes;
        rest = &rest[tag.unquoted_bytes..];
    }
    false
}

/// The size of what looks like a tag.
#[derive(Default)]
struct Measured {
    bytes: usize,
    /// Bytes up to the first quotation mark.
    unquoted_bytes: usize,
    attributes: usize,
}

impl Measured {
    /// Returns the size of a tag, without its `<`, as soon as it ends or is too large.
    fn new(tag: &[u8]) -> Self {
        let mut measured = Self::default();
        let mut quote = None;
        let (mut after_equals, mut after_blank) = (false, false);
        for &byte in tag {
            let is_end = quote.is_none() && byte == b'>';
            if is_end || measured.attributes > MAX_ATTRIBUTES {
                break;
            }
            let is_blank = byte.is_ascii_whitespace() || byte == b'/';
            if quote == Some(byte) {
                quote = None;
            } else if quote.is_none() && after_equals && matches!(byte, b'"' | b'\'') {
                quote = Some(byte);
            } else if quote.is_none() && after_blank && !is_blank {
                measured.attributes += 1;
            }
            measured.bytes += 1;
            measured.unquoted_bytes += usize::from(quote.is_none() && !measured.is_quoted());
            after_equals = byte == b'=' || after_equals && is_blank;
            after_blank = is_blank || quote.is_none() && matches!(byte, b'"' | b'\'');
        }
        measured
    }

    /// Tells whether a quotation mark was met.
    fn is_quoted(&self) -> bool {
        self.unquoted_bytes + 1 < self.bytes
    }
}

/// Lets through to the builder of the tree what counts.
struct Sieve {
    builder: TreeBuilder<NodeId, Document>,
    /// Between the tags of a script or of a style sheet.
    in_dropped: Cell<bool>,
    /// Start tags let through.
    tags: Cell<usize>,
    too_deep: Cell<bool>,
    /// Bytes of text since the last tag.
    text_bytes: Cell<usize>,
    /// Text may be cut here; where tags are text it may not.
    cuts_text: Cell<bool>,
}

impl TokenSink for Sieve {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::ParseError(_) | Token::CommentToken(_) => return TokenSinkResult::Continue,
            Token::CharacterTokens(ref text) => {
                if self.in_dropped.get() {
                    return TokenSinkResult::Continue;
                }
                self.cut_text(text.len(), line);
            }
            Token::TagToken(tag) => {
                if self.in_dropped.replace(false) && tag.kind == TagKind::EndTag {
                    return TokenSinkResult::Continue;
                }
                self.text_bytes.set(0);
                let is_foreign = self.adjusted_current_node_present_but_not_in_html_namespace();
                if let Some(raw) = dropped(&tag).filter(|_| !is_foreign) {
                    self.in_dropped.set(true);
                    return TokenSinkResult::RawData(raw);
                }
                if is_decoration(&tag.name) || self.is_too_deep(&tag) {
                    return TokenSinkResult::Continue;
                }
                let result = self.builder.process_token(Token::TagToken(plain(tag)), line);
                self.cuts_text.set(!matches!(result, TokenSinkResult::RawData(_)));
                return result;
            }
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Sieve {
    /// Ends a text that has become too long; a comment, which is later left out,
    /// parts it from what follows.
    fn cut_text(&self, bytes: usize, line: u64) {
        let length = self.text_bytes.get() + bytes;
        self.text_bytes.set(length);
        if length > MAX_TEXT_BYTES && self.cuts_text.get() {
            self.text_bytes.set(bytes);
            let comment = Token::CommentToken(StrTendril::new());
            let _ = self.builder.process_token(comment, line);
        }
    }

    /// Tells whether a start tag would nest too deep.
    fn is_too_deep(&self, tag: &Tag) -> bool {
        if tag.kind == TagKind::EndTag {
            return false;
        }
        self.tags.set(self.tags.get() + 1);
        if self.too_deep.get() || self.tags.get().is_multiple_of(TAGS_BETWEEN_LOOKS) {
            let tree = &self.builder.sink.tree;
            let last = std::iter::successors(Some(tree.root()), NodeRef::last_child);
            self.too_deep.set(last.take(MAX_DEPTH + 1).count() > MAX_DEPTH);
        }
        self.too_deep.get()
    }
}

/// Returns a tag as it is to be judged: strong text as marked text, which parsers do
/// not repeat, the parts of live reports without the classes that make them look like
/// comments of readers, and the place at the head of a text without that of a byline.
fn plain(mut tag: Tag) -> Tag {
    if matches!(&*tag.name, "b" | "strong") {
        tag.name = local_name!("mark");
    }
    let is_name = |name: &str| matches!(name, "class" | "id");
    let misleads = |value: &str| value.contains("live") || value.contains("dateline");
    tag.attrs.retain(|attr| !(is_name(&attr.name.local) && misleads(&attr.value)));
    tag
}

/// Returns what the text up to the end tag is when the element is to be dropped.
fn dropped(tag: &Tag) -> Option<RawKind> {
    let is_json_ld = || {
        let is_type = |value: &str| value.trim().eq_ignore_ascii_case("application/ld+json");
        tag.attrs.iter().any(|attr| &*attr.name.local == "type" && is_type(&attr.value))
    };
    match &*tag.name {
        _ if tag.kind == TagKind::EndTag => None,
        "script" if !is_json_ld() => Some(ScriptData),
        "style" => Some(Rawtext),
        _ => None,
    }
}

/// Tells whether an element only changes how its text looks. These are the ones that
/// parsers must repeat in every block until they are closed.
fn is_decoration(name: &str) -> bool {
    matches!(
        name,
        "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "tt"
            | "u"
            | "basefont"
            | "wbr"
    )
}
