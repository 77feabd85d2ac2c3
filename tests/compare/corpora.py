"""Articles with their names, as tokens with labels and back. Offsets are code points, ends exclusive."""
import os, re
from dataclasses import dataclass, field

TYPES = ("PER", "LOC", "ORG", "PRO", "EVT")

# Letters, digits and single marks apart: of SlavicNER's 25,025 names 16 begin or end inside such a token.
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
SENTENCE_END = {".", "!", "?", "…"}
# A full stop after so few letters belongs to an abbreviation or an initial.
ABBREVIATION = 2


@dataclass
class Article:
    """A text, and its names as (start, end, type)."""

    name: str
    text: str
    names: list = field(default_factory=list)

    @property
    def topic(self):
        return self.name.split("__")[0]


def read_text(path):
    # As it is: a translated line end would move the offsets.
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def checked(article, start, end, surface):
    if article.text[start:end] != surface:
        raise ValueError(f"{article.name}: {start}-{end} is {article.text[start:end]!r}, not {surface!r}")


def read_slavicner(folder):
    """raw/NAME.txt with ner/NAME.tsv (start, end, surface, base form, type, entity)."""
    articles = []
    for file in sorted(os.listdir(os.path.join(folder, "raw"))):
        article = Article(file[: -len(".txt")], read_text(os.path.join(folder, "raw", file)))
        for line in read_text(os.path.join(folder, "ner", article.name + ".tsv")).splitlines():
            cells = line.split("\t")
            if len(cells) >= 5 and cells[0].isdigit():
                start, end = int(cells[0]), int(cells[1])
                checked(article, start, end, cells[2])
                article.names.append((start, end, cells[4]))
        article.names.sort()
        articles.append(article)
    return articles


def read_brat(folder):
    """NAME.txt with NAME.ann; of the annotations only the names."""
    articles = []
    for file in sorted(file for file in os.listdir(folder) if file.endswith(".ann")):
        name = file[: -len(".ann")]
        article = Article(name, read_text(os.path.join(folder, name + ".txt")))
        for line in read_text(os.path.join(folder, file)).split("\n"):
            cells = line.split("\t")
            kind = cells[1].split(" ")[0] if len(cells) == 3 else ""
            if cells[0].startswith("T") and kind in TYPES:
                start, end = map(int, cells[1].split(" ")[1:])
                checked(article, start, end, cells[2])
                article.names.append((start, end, kind))
        article.names.sort()
        articles.append(article)
    return articles


def tokens(text):
    """(start, end) of every token."""
    return [match.span() for match in TOKEN.finditer(text)]


def sentences(text, spans):
    """The tokens in runs: a line ends one, and so does a closing mark before a capital."""
    runs, run = [], []
    for index, (start, end) in enumerate(spans):
        run.append((start, end))
        if index + 1 == len(spans):
            break
        following = spans[index + 1][0]
        before = run[-2] if len(run) > 1 else (start, start)
        abbreviated = text[start:end] == "." and before[1] == start and before[1] - before[0] <= ABBREVIATION
        closed = text[start:end] in SENTENCE_END and following > end and not text[following].islower() and not abbreviated
        if closed or "\n" in text[end:following]:
            runs.append(run)
            run = []
    return [*runs, run] if run else runs


def labels(spans, names):
    """One BIO label a token. A name that begins or ends inside a token takes the whole token; of two on one token the first stays."""
    found = ["O"] * len(spans)
    for start, end, kind in names:
        inside = [i for i, (s, e) in enumerate(spans) if s < end and start < e]
        if inside and all(found[i] == "O" for i in inside):
            found[inside[0]] = "B-" + kind
            for i in inside[1:]:
                found[i] = "I-" + kind
    return found


def names(spans, tags):
    """The names of BIO labels. An I that continues nothing begins a name."""
    found, open_name = [], None
    for (start, end), tag in zip(spans, tags):
        mark, _, kind = tag.partition("-")
        if mark == "I" and open_name and open_name[2] == kind:
            open_name[1] = end
            continue
        if open_name:
            found.append(tuple(open_name))
        open_name = None if mark == "O" else [start, end, kind]
    return [*found, tuple(open_name)] if open_name else found


def as_result(name, found):
    """The article as `kavichki annotate` prints it; every name is an entity of its own, since the peers do not group."""
    return {
        "source": name + ".txt",
        "offsets": "codepoint",
        "entities": [{"type": kind, "mentions": [{"start": start, "end": end, "kind": "name"}]} for start, end, kind in found],
    }
