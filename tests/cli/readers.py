"""Reads what `limier export` writes with readers that know nothing of limier, and holds every
article and field against those of JSON Lines. Prints what differs, and ends with 1 where it does.

Usage: readers.py ALL.jsonl FILE...
"""

import csv
import html
import json
import re
import sys
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
TEXTS = ["title", "description", "body", "source", "section"]
OBEYED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200D), (0x2060, 0x2065), (0x206A, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
]
SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\uffff\U0001bca0-\U0010ffff]")
csv.field_size_limit(1 << 30)


def seen(text):
    """Returns a text as it is written: what is obeyed is replaced, what is not seen left out."""
    text = re.sub(r"\r\n?", "\n", text or "")
    if not SUSPECT.search(text):
        return text
    kept = []
    for char in text:
        if char in "\n\t":
            kept.append(char)
        elif char in "\x0b\x0c\x85\u2028\u2029":
            kept.append(" ")
        elif unicodedata.category(char) == "Cc" or char in OBEYED:
            kept.append("\ufffd")
        elif not invisible(char):
            kept.append(char)
    return "".join(kept)


def invisible(char):
    return any(first <= ord(char) <= last for first, last in INVISIBLE)


def line(text):
    """Returns a text on one line, with one blank between words."""
    return " ".join(seen(text).split())


def day(iso):
    """Returns the day of a date in Paris, or the month or year that is known."""
    if not iso or len(iso) <= 10:
        return iso or ""
    return datetime.fromisoformat(iso.replace("Z", "+00:00")).astimezone(PARIS).strftime("%Y-%m-%d")


def allowed(text):
    """Returns a text, or texts, without what XML does not allow (and no text should have)."""
    if isinstance(text, list):
        return [allowed(one) for one in text]
    return text.replace("\ufffe", "").replace("\uffff", "")


def same(kind, id, field, expected, found):
    expected, found = allowed(expected), allowed(found)
    if expected != found:
        problems.append(f"{kind} {id!r}: {field}: expected {expected[:200]!r}, found {found[:200]!r}")


def title_is(kind, article, found):
    """A title that an article lacks is made of its opening words."""
    if article.get("title"):
        same(kind, article["id"], "title", line(article["title"]), line(found))
    else:
        words = line(found).rstrip("…").split()
        text = line(article.get("description") or article.get("body"))
        if " ".join(words[:1]) not in text:
            problems.append(f"{kind} {article['id']!r}: title {found!r}")


# Units of UTF-16 that a cell has room for.
MOST = 32767


def cut(text, most):
    """A text as a cell of so much room shows it."""
    units = text.encode("utf-16-le")
    if most is None or len(units) <= 2 * most:
        return text
    return units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def table(kind, rows, unquote, most=None):
    """Rows under the names of JSON, cells cut to so much."""
    check_count(kind, rows)
    for article, row in zip(articles, rows):
        value = lambda name: unquote("".join(cells(row, name)))
        id = article["id"]
        same(kind, id, "id", seen(id), value("id"))
        for name in TEXTS + ["url", "published", "modified"]:
            if name == "title":
                title_is(kind, article, value(name))
            else:
                same(kind, id, name, cut(seen(article.get(name)), most), value(name))
        for name in ["authors", "tags"]:
            same(kind, id, name, seen("; ".join(article.get(name, []))), value(name))
        if article.get("language"):
            same(kind, id, "language", article["language"], value("language"))


def cells(row, name):
    """The cell of a column, and those that it goes on in."""
    part = 1
    while True:
        key = name if part == 1 else f"{name} {part}"
        if key not in row:
            return
        yield row[key] or ""
        part += 1


def check_count(kind, found):
    if len(found) != len(articles):
        problems.append(f"{kind}: {len(found)} articles, {len(articles)} expected")


def read_csv(path):
    text = open(path, encoding="utf-8", newline="").read()
    excel = text.startswith("\ufeff")
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines(True), delimiter=";" if excel else ","))
    for row in rows:
        for cell in row.values():
            if cell and cell[0] in "=+-@\t\r":
                problems.append(f"csv: a cell is a formula: {cell[:80]!r}")
            if excel and cell and len(cell.encode("utf-16-le")) > 2 * MOST:
                problems.append("csv: a cell is too long for a spreadsheet")
    formula = re.compile(r"^'(?='*[=+\-@\t\r\n＝＋－＠])")
    table("csv", rows, lambda text: formula.sub("", text), MOST if excel else None)


def read_xlsx(path):
    import openpyxl
    from openpyxl.utils.escape import unescape

    book = openpyxl.load_workbook(path, read_only=True)
    sheet = book["articles"]
    rows = sheet.iter_rows()
    names = [cell.value for cell in next(rows)]
    found = []
    for row in rows:
        for cell in row:
            if cell.data_type == "f":
                problems.append(f"xlsx: a cell is a formula: {cell.value[:80]!r}")
            if isinstance(cell.value, str) and len(cell.value.encode("utf-16-le")) > 2 * 32767:
                problems.append(f"xlsx: {cell.coordinate} is too long")
        values = {name: cell.value for name, cell in zip(names, row)}
        found.append({name: unescape(value) if isinstance(value, str) else value for name, value in values.items()})
    for article, row in zip(articles, found):
        date = day(article.get("published"))
        expected = date if len(date) == 10 and date >= "1900-03" else ""
        same("xlsx", article["id"], "day", expected, row["day"].strftime("%Y-%m-%d") if row.get("day") else "")
    table("xlsx", [{key: value for key, value in row.items() if key != "day"} for row in found], lambda text: text)


def read_ris(path):
    import rispy

    with open(path, encoding="utf-8", newline="") as file:
        found = rispy.load(file)
    check_count("ris", found)
    for article, entry in zip(articles, found):
        id = article["id"]
        same("ris", id, "id", line(id), entry["id"])
        title_is("ris", article, entry.get("title", ""))
        same("ris", id, "type", "NEWS", entry["type_of_reference"])
        same("ris", id, "source", line(article.get("source")), entry.get("secondary_title", ""))
        same("ris", id, "section", line(article.get("section")), entry.get("section", ""))
        same("ris", id, "description", line(article.get("description")), entry.get("abstract", ""))
        same("ris", id, "url", line(article.get("url")), "".join(entry.get("urls", [])))
        authors = [line(name) for name in article.get("authors", [])]
        same("ris", id, "authors", authors, entry.get("authors", []))
        same("ris", id, "tags", [line(tag) for tag in article.get("tags", [])], entry.get("keywords", []))
        date = day(article.get("published"))
        parts = (date.split("-") + ["", ""])[:3]
        same("ris", id, "date", f"{'/'.join(parts)}/" if date else "", entry.get("date", ""))
        same("ris", id, "year", parts[0], entry.get("year", ""))
        if article.get("language"):
            same("ris", id, "language", article["language"], entry.get("language", ""))
        note = "".join(entry.get("notes", [])[:1])
        if note.startswith("<p>") and note.endswith("</p>"):
            if re.search(r"<(?!/?p>)", note):
                problems.append(f"ris {id!r}: markup in a note")
            note = html.unescape(note[3:-4])
        same("ris", id, "body", line(article.get("body")), line(note))


def read_atom(path):
    import feedparser

    feed = feedparser.parse(path, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        problems.append(f"atom: {feed.bozo_exception}")
    check_count("atom", feed.entries)
    for article, entry in zip(articles, feed.entries):
        id = article["id"]
        title_is("atom", article, entry.get("title", ""))
        source = line(article.get("source"))
        same("atom", id, "source", source, line(entry.get("source", {}).get("title", "")))
        same("atom", id, "description", article_lines(article.get("description")), article_lines(entry.get("summary", "") if article.get("description") else ""))
        same("atom", id, "body", article_lines(article.get("body")), article_lines(entry.content[0].value))
        authors = [line(name) for name in article.get("authors", [])] or [source or "?"]
        same("atom", id, "authors", authors, [line(author.get("name", "")) for author in entry.authors])
        tags = [line(tag.term) for tag in entry.get("tags", []) if not tag.scheme]
        # The reader tells each tag once.
        expected = list(dict.fromkeys(line(tag) for tag in article.get("tags", [])))
        same("atom", id, "tags", expected, tags)
        section = [line(tag.term) for tag in entry.get("tags", []) if tag.scheme]
        same("atom", id, "section", line(article.get("section")), "".join(section))
        url = article.get("url", "")
        if url.startswith(("http://", "https://")):
            same("atom", id, "url", line(url), entry.link)
        for name, key in [("published", "published"), ("modified", "updated")]:
            iso = article.get(name)
            if iso:
                found = datetime.fromisoformat(entry[key]).astimezone(PARIS)
                same("atom", id, name, day(iso), found.strftime("%Y-%m-%d")[: len(day(iso))])


def article_lines(text):
    return [" ".join(line.split()) for line in seen(text).split("\n") if line.strip()]


def value(text):
    """A value of a variable: letters without accents and digits, `_` between words."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    text = unicodedata.normalize("NFD", text).lower()
    text = "".join(char for char in text if not unicodedata.combining(char))
    return "_".join(re.findall(r"[a-z0-9]+", text))


def read_iramuteq(path):
    """IRaMuTeQ's documentation: `**** *variable_value …` above each text, no other line of stars."""
    found = []
    for raw in open(path, encoding="utf-8", newline=""):
        text = raw.rstrip("\n")
        if text.startswith("****"):
            variables = text[4:].split()
            for variable in variables:
                if not re.fullmatch(r"\*[a-z]+_[a-z0-9_\-]+", variable):
                    problems.append(f"iramuteq: no variable: {variable!r}")
            found.append((dict(name[1:].split("_", 1) for name in variables), []))
        else:
            if text.startswith(("*", "-*")) or any(re.fullmatch(r"_\S*_", word) for word in text.split()):
                problems.append(f"iramuteq: a line of a text is a sign: {text[:80]!r}")
            if text.strip():
                found[-1][1].append(text)
    check_count("iramuteq", found)
    for article, (variables, lines) in zip(articles, found):
        id = article["id"]
        same("iramuteq", id, "id", value(id), variables.get("id", ""))
        same("iramuteq", id, "source", value(article.get("source", "")), variables.get("source", ""))
        same("iramuteq", id, "section", value(article.get("section", "")), variables.get("section", ""))
        author = (article.get("authors") or [""])[0]
        same("iramuteq", id, "author", value(author), variables.get("auteur", ""))
        date = day(article.get("published"))
        same("iramuteq", id, "date", date if len(date) == 10 else "", variables.get("date", ""))
        same("iramuteq", id, "year", date[:4], variables.get("annee", ""))
        same("iramuteq", id, "month", date[:7].replace("-", "_") if len(date) > 4 else "", variables.get("am", ""))
        bare = lambda text: re.sub(r"[\s*_\-]+", "", text)
        body = bare(line(article.get("body")))
        whole = bare(" ".join(lines))
        if not whole.endswith(body):
            problems.append(f"iramuteq {id!r}: the body: {body[:80]!r} in {whole[-len(body):][:80]!r}")
        if bare(line(article.get("title"))) not in whole:
            problems.append(f"iramuteq {id!r}: no title")


READERS = {"csv": read_csv, "xlsx": read_xlsx, "ris": read_ris, "atom": read_atom, "txt": read_iramuteq}
problems = []
with open(sys.argv[1], encoding="utf-8") as lines:
    articles = [json.loads(line) for line in lines]
assert articles, "no article"
for path in sys.argv[2:]:
    READERS[path.rsplit(".", 1)[1]](path)
    print(f"{path}: {len(articles)} articles")
for problem in problems[:40]:
    print(problem)
sys.exit(1 if problems else 0)
