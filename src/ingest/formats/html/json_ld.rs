//! Structured data in JSON-LD, in the shapes that sites give them: one object,
//! arrays, `@graph`, references by `@id`, comments around them.

use html5ever::tendril::StrTendril;
use serde_json::{Deserializer, Value};

use super::address::is_home;
use super::facts::{Fact, Facts, MAX_TITLE_BYTES};
use super::tidy::plain;

const RANK: u8 = 1;

/// The rank of what is said of the page or of a video, not of an article.
const OTHER_RANK: u8 = 5;

/// The rank of a section that is the first step of the way to the page.
const WAY_RANK: u8 = 4;

/// Names of the first step, which is no section.
const HOMES: &[&str] = &["accueil", "home", "une", "alaune"];

/// Most words of the name of a section.
const MAX_SECTION_WORDS: usize = 5;

/// Names of members and what they say of an article.
const MEMBERS: &[(&str, Fact)] = &[
    ("headline", Fact::Title),
    ("name", Fact::Title),
    ("description", Fact::Description),
    ("datePublished", Fact::Published),
    ("dateModified", Fact::Modified),
    ("author", Fact::Author),
    ("creator", Fact::Author),
    ("articleSection", Fact::Section),
    ("keywords", Fact::Tag),
    ("publisher", Fact::Source),
    ("url", Fact::Url),
    ("mainEntityOfPage", Fact::Url),
    ("inLanguage", Fact::Language),
];

/// Adds what the scripts of a page say.
pub(super) fn read(scripts: &[StrTendril], facts: &mut Facts) {
    let mut nodes = Vec::new();
    for script in scripts {
        let mut roots = parse(script);
        if roots.is_empty() {
            roots = parse(&repaired(script));
        }
        for root in roots {
            flatten(root, &mut nodes);
        }
    }
    let opening = |text: &str| plain(&text[..text.floor_char_boundary(MAX_TITLE_BYTES)]);
    let titles =
        [Fact::PageTitle, Fact::Title, Fact::Heading].map(|fact| opening(facts.first(fact)));
    let url = facts.first(Fact::Url).to_owned();
    let articles = || nodes.iter().filter(|node| has_type(node, is_article));
    let headline = |node: &Value| plain(node["headline"].as_str().unwrap_or_default());
    let is_shown = |node: &&Value| {
        let headline = headline(node);
        let mut is_own = !headline.is_empty() && titles.iter().any(|it| it.contains(&headline));
        for member in ["url", "mainEntityOfPage"] {
            texts(&node[member], &[], &mut |text| is_own |= text == url);
        }
        is_own
    };
    // Of several that the page does not show in full, none is its own.
    let only = || {
        let first = articles().next()?;
        let is_alone = articles().all(|node| node["headline"] == first["headline"]);
        is_alone.then_some(first)
    };
    if let Some(article) = articles().find(is_shown).or_else(only) {
        facts.is_article = true;
        for &(member, fact) in MEMBERS {
            // An article may have a name besides its headline, which is another thing.
            if member == "name" && article.get("headline").is_some() {
                continue;
            }
            texts(&article[member], &nodes, &mut |text| facts.add(fact, RANK, text));
        }
        facts.body = body(article);
        facts.has_video |= !article["video"].is_null();
    }
    let mut ways = nodes.iter().filter(|node| has_type(node, |name| name == "BreadcrumbList"));
    let site = plain(facts.first(Fact::Source));
    if let Some(section) = ways.find_map(|way| section(way, &titles, &site)) {
        facts.add(Fact::Section, WAY_RANK, section);
    }
    for (kind, member) in [("WebPage", "datePublished"), ("VideoObject", "uploadDate")] {
        for node in nodes.iter().filter(|node| has_type(node, |name| name == kind)) {
            facts.has_video |= kind == "VideoObject";
            texts(&node[member], &nodes, &mut |text| facts.add(Fact::Published, OTHER_RANK, text));
        }
    }
}

/// Tells whether a type of schema.org, perhaps as an address, is that of an article.
pub(super) fn is_article(kind: &str) -> bool {
    let name = kind.trim_end_matches('/').rsplit('/').next().unwrap_or(kind);
    name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report")
}

/// Returns the values of a script up to the first that is broken.
fn parse(json: &str) -> Vec<Value> {
    Deserializer::from_str(json.trim()).into_iter().map_while(Result::ok).collect()
}

/// Returns a script without the comments around its JSON and the commas behind the
/// last of its values, with blanks for the line ends that some sites leave in their
/// texts, and with the quotation marks that others write for HTML.
fn repaired(script: &str) -> String {
    let mut bare = script.replace("<![CDATA[", "").replace("]]>", "");
    if !bare.contains('"') {
        bare = htmlize::unescape(&bare).into_owned();
    }
    let (Some(start), Some(end)) = (bare.find(['{', '[']), bare.rfind(['}', ']'])) else {
        return String::new();
    };
    let json = bare.get(start..=end).unwrap_or_default();
    let mut repaired = String::with_capacity(json.len());
    let (mut in_text, mut is_escaped, mut comma) = (false, false, None);
    for char in json.chars().map(|char| if char.is_control() { ' ' } else { char }) {
        match char {
            '\'' if is_escaped => drop(repaired.pop()),
            '"' if !is_escaped => in_text = !in_text,
            '}' | ']' if !in_text => {
                if let Some(at) = comma {
                    repaired.truncate(at);
                }
            }
            _ => {}
        }
        comma = match char {
            ',' if !in_text => Some(repaired.len()),
            ' ' => comma,
            _ => None,
        };
        is_escaped = char == '\\' && !is_escaped;
        repaired.push(char);
    }
    repaired
}

/// Adds the objects of a value that stand for themselves to `nodes`.
fn flatten(value: Value, nodes: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, nodes)),
        Value::Object(mut members) => {
            for inner in ["@graph", "mainEntity", "breadcrumb"] {
                if let Some(value) = members.remove(inner) {
                    flatten(value, nodes);
                }
            }
            nodes.push(Value::Object(members));
        }
        _ => {}
    }
}

fn has_type(node: &Value, is_type: impl Fn(&str) -> bool) -> bool {
    match &node["@type"] {
        Value::String(kind) => is_type(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is_type),
        _ => false,
    }
}

/// Hands over the texts of a value: an object stands for its name, a reference for
/// the object with that id, or else for the id.
fn texts(value: &Value, nodes: &[Value], take: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, nodes, take)),
        Value::Object(members) => {
            let named = ["name", "@value"].iter().find_map(|name| members.get(*name));
            let id = members.get("@id").filter(|id| id.is_string());
            let same = |node: &&Value| node.get("@id") == id && node.get("name").is_some();
            match (named, id) {
                (Some(name), _) => texts(name, &[], take),
                (None, Some(id)) => match nodes.iter().find(same) {
                    Some(node) if !has_type(node, |kind| kind.ends_with("Page")) => {
                        texts(&node["name"], &[], take);
                    }
                    _ => texts(id, &[], take),
                },
                (None, None) => {}
            }
        }
        _ => {}
    }
}

/// Returns the section in the way to a page, from its home page down to its title.
fn section<'v>(way: &'v Value, titles: &[String], site: &str) -> Option<&'v str> {
    let is_home = |step: &Value| {
        let item = &step["item"];
        let urls = [item, &item["@id"], &item["url"]].into_iter();
        urls.filter_map(Value::as_str).any(is_home)
    };
    let steps = way["itemListElement"].as_array()?.iter().filter(|step| !is_home(step));
    let mut names =
        steps.filter_map(|step| step["name"].as_str().or(step["item"]["name"].as_str()));
    let name = names.find(|name| !HOMES.contains(&&*plain(name)) && plain(name) != site)?;
    let is_title = titles.iter().any(|title| title.starts_with(&plain(name)));
    let is_short = name.split_whitespace().count() <= MAX_SECTION_WORDS;
    (is_short && !is_title).then_some(name)
}

/// Returns the text of an article, or of the parts of a live blog.
fn body(article: &Value) -> String {
    if let Some(body) = article["articleBody"].as_str() {
        return body.to_owned();
    }
    let updates = article["liveBlogUpdate"].as_array().into_iter().flatten();
    let parts = updates.flat_map(|update| ["headline", "articleBody"].map(|name| &update[name]));
    parts.filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}
