"""The numbers of `limier count` beside those of a scanner of its own.

Usage: counts.py LIMIER INDEX ARTICLES.jsonl. It knows of a word only the forms that `limier word`
lists, reads the articles as they were given, and shares no code with limier. It prints every
number that differs, and ends with an error if one does.
"""
import collections, json, random, re, subprocess, sys, unicodedata

LIMIER, INDEX, ARTICLES = sys.argv[1:4]
random.seed(2026)

def run(*args, stdin=None):
    command = [LIMIER, *args, "--index", INDEX]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done.stdout

def bare(text):
    text = text.replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))

# The name of a host is one word (`www.twitch.tv` has no `tv`); what follows it is words.
HOST = re.compile(r"(?:https?://|www\.)[^\s/]+")
WORD = re.compile(r"[^\W_]+")

def words(text):
    text = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u200b", "")).lower()
    return WORD.findall(HOST.sub(" ", text))

class Article:
    def __init__(self, line):
        record = json.loads(line)
        get = lambda key: record.get(key) or ""
        self.texts = [words(get(key)) for key in ("title", "description", "body")]
        self.words = set().union(*self.texts)
        self.bare = [[bare(word) for word in text] for text in self.texts]
        self.all_bare = set().union(*self.bare)
        self.day, self.section, self.source = get("published")[:10], get("section"), get("source")

    def phrase(self, pair):
        return any(pair == (one, other) for text in self.bare for one, other in zip(text, text[1:]))

articles = [Article(line) for line in open(ARTICLES)]
counts = collections.Counter(word for article in articles for word in article.words)
known = sorted(w for w, count in counts.items() if count >= 5 and len(w) >= 5 and w.isalpha())
pairs = collections.Counter()
for article in articles[::10]:
    for text in article.texts:
        told = [word if word.isalpha() and len(word) > 3 else "" for word in text]
        pairs.update(pair for pair in zip(told, told[1:]) if all(pair))
pairs = sorted(pair for pair, count in pairs.items() if count >= 3)
forms = {}

def forms_of(word):
    if word not in forms:
        family = json.loads(run("word", word, "--format", "json"))["family"]
        forms[word] = {form["word"] for form in family}
    return forms[word]

def clause():
    kinds = "word word word phrase prefix year month section either not"
    kind = random.choice(kinds.split())
    word, other = random.choice(known), random.choice(known)
    if kind == "phrase":
        pair = random.choice(pairs)
        plain = tuple(map(bare, pair))
        return '"%s %s"' % pair, lambda a: a.phrase(plain)
    if kind == "prefix":
        start = bare(word[:5])
        return word[:5] + "*", lambda a: any(w.startswith(start) for w in a.all_bare)
    if kind == "year":
        year = random.choice(["2018", "2019", "2020"])
        return "date:" + year, lambda a: a.day.startswith(year)
    if kind == "month":
        month = random.choice(["2018-11", "2019-03", "2020-01"])
        return "depuis:" + month, lambda a: a.day[:7] >= month
    if kind == "section":
        section = random.choice(sections)
        return 'rubrique:"%s"' % section, lambda a: bare(a.section.lower()) == bare(section.lower())
    if kind == "either":
        return "(%s OU %s)" % (word, other), lambda a: has(a, word) or has(a, other)
    if kind == "not":
        return "-" + word, lambda a: not has(a, word)
    return "+" + word, lambda a: has(a, word)

def has(article, word):
    return not forms_of(word).isdisjoint(article.words)

sections = [s for s, _ in collections.Counter(a.section for a in articles if a.section).most_common(6)]
queries = []
while len(queries) < 200:
    parts = [clause() for _ in range(random.choice([1, 1, 2, 3]))]
    if all(text.startswith("-") for text, _ in parts):
        continue
    queries.append((" ".join(text for text, _ in parts), [holds for _, holds in parts]))
listed = "".join("q%d\t%s\n" % (at, text) for at, (text, _) in enumerate(queries))
listing = ["count", "--queries", "-", "--format"]
totals = [json.loads(line) for line in run(*listing, "jsonl", stdin=listed).splitlines()]
by = {key: json.loads(run(*listing, "json", "--by", key, stdin=listed)) for key in ("month", "section")}
wrong = 0
for at, ((text, holds), total) in enumerate(zip(queries, totals)):
    met = [article for article in articles if all(h(article) for h in holds)]
    if total["total"] != len(met):
        wrong += 1
        print("q%d %s: limier %d, counted %d" % (at, text, total["total"], len(met)))
    for key, value in (("month", lambda a: a.day[:7] or None), ("section", lambda a: a.section or None)):
        expected = collections.Counter(value(article) for article in met)
        told = {row[key]: row["counts"][at] for row in by[key]["rows"] if row["counts"][at]}
        if sum(told.values()) != total["total"]:
            print("q%d %s by %s: rows sum up to %d" % (at, text, key, sum(told.values())))
            wrong += 1
        elif total["total"] == len(met) and told != expected:
            print("q%d %s by %s: %s instead of %s" % (at, text, key, told, dict(expected)))
            wrong += 1
found = sum(total["total"] > 0 for total in totals)
print("%d queries, %d numbers differ, %d queries find something" % (len(queries), wrong, found))
sys.exit(1 if wrong or found < 100 else 0)
