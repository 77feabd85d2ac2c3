"""What a format must be, as a tool of its own field sees it. Each check takes (text, article, written, path) and gives the faults it finds."""
import csv
import io
import json
import os
import re
import subprocess
from xml.etree import ElementTree

import html5lib
import jsonschema
from bratly.io import read_and_load_ann_file
from iobes import parse_spans_bio_with_errors
from markdown_it import MarkdownIt
from nervaluate.loaders import ConllLoader
from pyld import jsonld
from rdflib import Graph

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BASE = "https://example.org/article.jsonld"
TEI = "{http://www.tei-c.org/ns/1.0}"
OA = "http://www.w3.org/ns/oa#"
# What Unicode or Python takes for a space and the program leaves out of tokens.
LEFT_OUT = re.compile(r"[\s\x00-\x20\x7f-\x9f\ufeff\u2028\u2029]+")
# What HTML cannot hold.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\u240d\u2400-\u2421\ufffd]|[" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]")


def mentions(article):
    return [(mention, entity) for entity in article["entities"] for mention in entity["mentions"]]


def words(text, spans):
    return " … ".join(text[span["start"]:span["end"]] for span in spans)


def check_json(text, article, written, path):
    with open(os.path.join(ROOT, "docs", "article.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return [fault.message for fault in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(written))]


def load_context(url, options):
    if url != "http://www.w3.org/ns/anno.jsonld":
        raise ValueError(f"another context: {url}")
    with open(os.path.join(HERE, "anno.jsonld"), encoding="utf-8") as file:
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": json.load(file)}


def check_web_annotation(text, article, written, path):
    page = json.loads(written)
    faults = []
    # A word that no context knows would be dropped in silence: let it have a namespace, and look for that.
    page["@context"] = [{"@vocab": "urn:unknown:"}] + page["@context"]
    options = {"documentLoader": load_context, "base": BASE}
    expanded = jsonld.expand(page, options)
    faults += sorted(set(re.findall(r"urn:unknown:\w*", json.dumps(expanded))))
    graph = Graph().parse(data=jsonld.to_rdf(page, {**options, "format": "application/n-quads"}), format="nquads")
    count = lambda query: int(next(iter(graph.query(f"PREFIX oa: <{OA}> SELECT (COUNT(*) AS ?n) WHERE {{ {query} }}")))[0])
    parts = sum((quotation["cue"] is not None) + (quotation["speaker"] is not None) for quotation in article["quotations"])
    wanted = len(mentions(article)) + len(article["quotations"]) + parts
    if count("?a a oa:Annotation ; oa:hasTarget ?t") != wanted:
        faults.append(f"{wanted} annotations with a target are wanted")
    selected = count("?t oa:hasSelector ?p , ?q . ?p a oa:TextPositionSelector . ?q a oa:TextQuoteSelector")
    spans = len(mentions(article)) + parts + sum(len(quotation["content"]) for quotation in article["quotations"])
    if selected != spans:
        faults.append(f"{selected} targets have both selectors, {spans} are wanted")
    rows = graph.query(f"""PREFIX oa: <{OA}> SELECT ?start ?end ?exact ?prefix ?suffix WHERE {{
        ?t oa:hasSelector ?p , ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix }}""")
    for start, end, exact, prefix, suffix in rows:
        start, end = int(start), int(end)
        if text[start:end] != str(exact) or not text[:start].endswith(str(prefix)) or not text[end:].startswith(str(suffix)):
            faults.append(f"{start}–{end} are not the words {exact!r} between {prefix!r} and {suffix!r}")
    names = {str(row[0]).split("#")[-1] for row in graph.query(f"PREFIX oa: <{OA}> SELECT ?a WHERE {{ ?a a oa:Annotation }}")}
    missing = {mention["id"] for mention, _ in mentions(article)} | {quotation["id"] for quotation in article["quotations"]}
    faults += [f"no annotation {name}" for name in sorted(missing - names)]
    return faults


VALIDATED = {}


def validate(paths):
    """Holds files against the schema of TEI, all at once: to read it takes longer than they do."""
    command = ["xmllint", "--noout", "--relaxng", os.environ["TEI_SCHEMA"], *paths]
    told = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace").stderr.splitlines()
    for path in paths:
        if f"{path} validates" in told:
            VALIDATED[path] = []
        else:
            VALIDATED[path] = [line for line in told if line.startswith(path)] or ["xmllint does not say that it validates"]


def check_tei(text, article, written, path):
    if path not in VALIDATED:
        validate([path])
    faults = list(VALIDATED[path])
    if faults:
        return faults
    body = ElementTree.fromstring(written.encode("utf-8")).find(f".//{TEI}body")
    whole = [element.tag.removeprefix(TEI) for element in body.iter() if "prev" not in element.attrib]
    names = sum(name in ("persName", "placeName", "orgName", "name", "rs", "date", "time", "measure") for name in whole)
    for found, wanted, what in [(names, len(mentions(article)), "names"),
                                (whole.count("said"), sum(len(quotation["content"]) for quotation in article["quotations"]), "said")]:
        if found != wanted:
            faults.append(f"{found} {what}, {wanted} are wanted")
    return faults


def check_brat(text, article, written, path):
    try:
        read = read_and_load_ann_file(path, no_duplicates=False, sorting=False, renumerotize=False)
    except Exception as fault:
        return [str(fault)]
    kinds = {}
    faults = []
    for annotation in read.annotations:
        kind = type(annotation).__name__
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "EntityAnnotation":
            covered = " ".join(text[fragment.start:fragment.end] for fragment in annotation.fragments)
            if LEFT_OUT.sub(" ", covered) != LEFT_OUT.sub(" ", annotation.content):
                faults.append(f"{annotation.id}: {covered!r} is not {annotation.content!r}")
    related = [(quotation["cue"], quotation["speaker"]) for quotation in article["quotations"]]
    parts = sum((cue is not None) + (speaker is not None) for cue, speaker in related)
    within = sum(quotation["within"] is not None for quotation in article["quotations"])
    for kind, wanted in [("EntityAnnotation", len(mentions(article)) + len(related) + parts), ("RelationAnnotation", parts + within)]:
        if kinds.get(kind, 0) != wanted:
            faults.append(f"{kinds.get(kind, 0)} of {kind}, {wanted} are wanted")
    return faults


def check_conll(text, article, written, path):
    if not written.strip("\n"):
        return [] if not LEFT_OUT.sub("", text) else ["it has no tokens"]
    sentences = [[line.split("\t") for line in sentence.split("\n")] for sentence in written.rstrip("\n").split("\n\n")]
    faults = []
    found = 0
    for sentence in sentences:
        if any(len(cells) != 2 for cells in sentence):
            return ["a line is not a token and a tag"]
        spans, errors = parse_spans_bio_with_errors([tag for _, tag in sentence])
        faults += [str(error) for error in errors]
        found += len(spans)
    # A second reader must see the same names.
    if sum(map(len, ConllLoader().load(written))) != found:
        faults.append("two readers find different names")
    tokens = "".join(token for sentence in sentences for token, _ in sentence)
    if LEFT_OUT.sub("", tokens) != LEFT_OUT.sub("", text):
        faults.append("the tokens are not those of the text")
    names = [mention for mention, _ in mentions(article) if mention["kind"] == "name"]
    names = [mention for mention in names if LEFT_OUT.sub("", text[mention["start"]:mention["end"]])]
    if found < len(names):
        faults.append(f"{found} names, at least {len(names)} are wanted")
    return faults


def cells(written):
    return list(csv.DictReader(io.StringIO(written, newline=""), strict=True, restkey="too many"))


def unguarded(cell):
    return cell[1:] if cell.startswith("'") and re.match(r"'*([\t\r\n]|[\s\x00-\x1f\x7f-\x9f\ufeff]*[=+\-@＝＋－＠])", cell[1:]) else cell


def check_table(written, wanted):
    faults = []
    rows = cells(written)
    if len(rows) != len(wanted):
        return [f"{len(rows)} lines, {len(wanted)} are wanted"]
    if written.count("\r\n") < len(rows) + 1:
        faults.append("lines end in CR LF")
    for row, values in zip(rows, wanted):
        if "too many" in row or None in row.values():
            faults.append(f"a line of another width: {row}")
        for cell in row.values():
            if re.match(r"[=+\-@＝＋－＠]", LEFT_OUT.sub("", str(cell))):
                faults.append(f"a spreadsheet would run {cell!r}")
        for column, value in values.items():
            if unguarded(row.get(column) or "") != value:
                faults.append(f"{column} is {row.get(column)!r}, {value!r} is wanted")
    return faults


def check_csv_quotations(text, article, written, path):
    return check_table(written, [
        {"id": quotation["id"], "type": quotation["type"], "content": words(text, quotation["content"]),
         "cue": words(text, [quotation["cue"]] if quotation["cue"] else []), "speaker_name": quotation["speaker_name"] or "",
         "by": quotation.get("by", "machine")}
        for quotation in article["quotations"]
    ])


def check_csv_mentions(text, article, written, path):
    ordered = sorted(mentions(article), key=lambda pair: (pair[0]["start"], pair[0]["end"]))
    return check_table(written, [
        {"id": mention["id"], "start": str(mention["start"]), "text": words(text, [mention]), "base": mention["base"], "type": entity["type"],
         "name": entity["name"], "value": entity.get("value", ""), "by": mention.get("by", "machine")}
        for mention, entity in ordered
    ])


def seen(text):
    """A text as HTML can hold it: what it cannot is left aside, whatever stands there."""
    return LEFT_OUT.sub("", UNSEEN.sub("", text))


def check_html(text, article, written, path):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parse(written)
    except Exception as fault:
        return [f"no HTML: {fault!r}"]
    faults = []
    for element in tree.iter():
        if element.tag in ("script", "iframe", "object", "embed", "link", "img", "svg", "a", "base", "form"):
            faults.append(f"a {element.tag}")
        faults += [f"{name} of {element.tag}" for name in element.attrib if name.startswith("on") or name in ("src", "href", "style")]
    if re.search(r"url\(|@import", "".join(element.text or "" for element in tree.iter("style"))):
        faults.append("the style loads something")
    shown = "".join("".join(block.itertext()) for block in tree.find(".//article").findall("p"))
    if seen(shown) != seen(text):
        faults.append("the text is another")
    found = {mark.get("data-mention") for mark in tree.iter("mark")}
    faults += [f"{mention['id']} is not shown" for mention, _ in mentions(article) if mention["id"] not in found]
    quoted = ["".join(quote.itertext()) for quote in tree.iter("blockquote")]
    if [seen(quote) for quote in quoted] != [seen(words(text, quotation["content"])) for quotation in article["quotations"]]:
        faults.append("the quotations are others")
    return faults


def check_markdown(text, article, written, path):
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    faults = []
    quotes = []
    for token in parsed:
        if token.type in ("blockquote_open",):
            quotes.append([])
        elif token.type == "inline":
            plain = "".join(child.content for child in token.children if child.type in ("text", "text_special"))
            odd = {child.type for child in token.children} - {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}
            faults += [f"a {kind} in {plain[:40]!r}" for kind in sorted(odd)]
            if quotes and token.level > 1:
                quotes[-1].append(plain)
        elif token.type not in ("blockquote_close", "paragraph_open", "paragraph_close", "heading_open", "heading_close"):
            faults.append(f"a {token.type}")
    plain = lambda words: " ".join(LEFT_OUT.split(UNSEEN.sub("", words))).strip()
    wanted = [plain(words(text, quotation["content"])) for quotation in article["quotations"]]
    found = [plain(quote[0]) if len(quote) > 1 else "" for quote in quotes]
    if [re.sub(r"\s", "", quote) for quote in found] != [re.sub(r"\s", "", quote) for quote in wanted]:
        faults.append(f"the quotations are {found}, {wanted} are wanted")
    return faults
