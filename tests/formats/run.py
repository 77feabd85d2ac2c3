#!/usr/bin/env python3
"""Writes articles in every format and has each checked by a tool of the format's own field; damages each and wants the damage to be found.

usage: run.py KAVICHKI

Prints each check and ends with `N passed, M failed`."""
import json
import os
import subprocess
import sys
import tempfile

import articles
import checks

# Format, end of its file, check, and a damage that the check must find: a replacement in what was written.
FORMATS = [
    ("json", ".json", checks.check_json, [('"type": "PER"', '"type": "MAN"'), ('"base":', '"form":'), ('"offsets": "codepoint"', '"offsets": "inch"')]),
    ("web-annotation", ".jsonld", checks.check_web_annotation, [
        ('"score":', '"store":'), ('"TextQuoteSelector"', '"TextQuote"'), ('"exact": "', '"exact": "х'), ('"id": "#m1"', '"id": "#m0"'),
        ("http://www.w3.org/ns/anno.jsonld", "http://www.w3.org/ns/other.jsonld")]),
    ("tei", ".xml", checks.check_tei, [
        ("<persName", "<personName"), ("</said>", ""), ('cert="', 'cert="much'), ('xml:id="m2"', 'xml:id="m1"'), ("<standOff>", "<p>а</p><standOff>"),
        ("&lt;", "<")]),
    ("brat", ".ann", checks.check_brat, [("T1\t", "T1 "), ("PER ", "PER 1"), ("HasCue Arg1:", "HasCue "), ("\tHasSpeaker", "")]),
    ("conll", ".conll", checks.check_conll, [("\tB-", "\tI-"), ("\tO\n", "\n"), ("\tO\n", "\tO\n\nнов\tO\n")]),
    ("csv-quotations", ".quotations.csv", checks.check_csv_quotations, [(",q1,", ",=q1,"), (",direct,", ",,direct,"), (",indirect,", ",direct,"), ('"', "")]),
    ("csv-mentions", ".mentions.csv", checks.check_csv_mentions, [(",name,", ",name,,"), ("PER", "LOC"), (",m1,", ",=m1,")]),
    ("html", ".html", checks.check_html, [
        ("</p>", "<script>1</script></p>"), ("<article>", "<article onclick=\"x()\">"), ("</mark>", ""), ("<p class=", "<p>x</p><p class="),
        ('<p class="body">', '<p class="body"><b>'), ("</blockquote>", "x</blockquote>")]),
    ("markdown", ".md", checks.check_markdown, [("> ", "> <b>"), ("> ", "> [а](б) "), ("> ", ">     ")]),
]
# Formats that hold the whole article: what comes back must be the same.
WHOLE = ["json", "web-annotation", "tei"]
ODD_ARTICLES = 40


def main(kavichki):
    counts = {True: 0, False: 0}

    def told(right, what, faults=()):
        counts[right] += 1
        print(f"{'ok     ' if right else 'FAILED '} {what}")
        for fault in list(faults)[:5]:
            print(f"        {fault}")

    def run(*command):
        return subprocess.run([kavichki, *command], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")

    def write(path, content):
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(content)
        return path

    with tempfile.TemporaryDirectory() as folder:
        samples = []
        golden = os.path.join(checks.ROOT, "tests", "golden")
        for name in sorted(os.listdir(golden)):
            if name.endswith(".txt"):
                path = os.path.join(golden, name)
                with open(path, encoding="utf-8", newline="") as file:
                    samples.append((name[:-4], file.read(), path, json.loads(run("annotate", path))))
        for seed in range(ODD_ARTICLES):
            text, article = articles.article(seed)
            samples.append((f"odd-{seed}", text, write(os.path.join(folder, f"odd-{seed}.txt"), text), article))
        for name, _, _, article in samples:
            write(os.path.join(folder, f"{name}.json"), json.dumps(article, ensure_ascii=False))
        for form, extension, check, damages in FORMATS:
            written = []
            for name, text, text_path, article in samples:
                content = run("convert", os.path.join(folder, f"{name}.json"), "--text", text_path, "--to", form)
                written.append((name, text, article, content, write(os.path.join(folder, f"{form}-{name}{extension}"), content)))
            damaged = []
            for number, (old, new) in enumerate(damages):
                # In the first article that has the words.
                sample = next((sample for sample in written if old in sample[3]), None)
                if sample is None:
                    told(False, f"{form}: no article has {old!r}")
                    continue
                content = sample[3].replace(old, new, 1)
                path = write(os.path.join(folder, f"damaged-{number}{extension}"), content)
                damaged.append((f"{new!r} for {old!r}", *sample[1:3], content, path))
            if form == "tei":
                checks.validate([sample[4] for sample in written + damaged])
            faults = [f"{name}: {fault}" for name, *sample in written for fault in check(*sample)]
            told(not faults, f"{form}: {check.__name__} of {len(samples)} articles", faults)
            for what, *sample in damaged:
                try:
                    found = check(*sample)
                except Exception as fault:
                    found = [repr(fault)]
                told(bool(found), f"{form}: {what} is found")
            if form in WHOLE:
                changed = []
                for (name, _, text_path, article), (*_, path) in zip(samples, written):
                    back = run("convert", path, "--from", form, "--text", text_path, "--to", "json")
                    if json.loads(back) != article:
                        changed.append(name)
                told(not changed, f"{form}: every article comes back", changed)
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
