//! Structured data in JSON-LD, in the shapes that sites give them: one object,
//! arrays, `@graph`, references by `@id`, comments around them.

use html5ever::tendril::StrTendril;
use serde_json::{Deserializer, Value};

use super::facts::{Fact, Facts};

const RANK: u8 = 1;

/// The rank of what is said of the page or of a video, not of an article.
const OTHER_RANK: u8 = 5;

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
    let page_title = facts.first(Fact::PageTitle).to_owned();
    let articles = || nodes.iter().filter(|node| has_type(node, is_article));
    let is_shown = |node: &&Value| {
        node["headline"].as_str().is_some_and(|headline| page_title.contains(headline.trim()))
    };
    if let Some(article) = articles().find(is_shown).or_else(|| articles().next()) {
        facts.is_article = true;
        for &(member, fact) in MEMBERS {
            // An article may have a name besides its headline, which is another thing.
            if member == "name" && article.get("headline").is_some() {
                continue;
            }
            texts(&article[member], &nodes, &mut |text| facts.add(fact, RANK, text));
        }
        facts.body = body(article);
    }
    for (kind, member) in [("WebPage", "datePublished"), ("VideoObject", "uploadDate")] {
        for node in nodes.iter().filter(|node| has_type(node, |name| name == kind)) {
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
            for inner in ["@graph", "mainEntity"] {
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

/// Returns the text of an article, or of the parts of a live blog.
fn body(article: &Value) -> String {
    if let Some(body) = article["articleBody"].as_str() {
        return body.to_owned();
    }
    let updates = article["liveBlogUpdate"].as_array().into_iter().flatten();
    let parts = updates.flat_map(|update| ["headline", "articleBody"].map(|name| &update[name]));
    parts.filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}
