#!/usr/bin/env python3
"""Runs the independent scorers on what the program finds, holds the figures to their floors, and compares the program's own figures.

usage: scores.py KAVICHKI SHARED

KAVICHKI is the program, SHARED the folder with gold/ and score/. Prints each check and ends with `N passed, M failed`."""
import os, re, subprocess, sys, tempfile

# Floors, not aims: below these something broke.
NAMES_F1 = 0.85
QUOTATIONS_F1 = 0.85
END_TO_END_F1 = 0.75


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def texts(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".txt")]


def scored(kavichki, shared, scorer, gold, files):
    """The scorer's lines on the program's annotation of files."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predictions:
        predictions.write(run(kavichki, "annotate", *files))
        predictions.flush()
        return run(sys.executable, os.path.join(shared, "score", scorer), gold, predictions.name).splitlines()


def main(kavichki, shared):
    counts = {True: 0, False: 0}

    def check(right, what):
        counts[right] += 1
        print(f"{'ok     ' if right else 'FAILED '} {what}")

    def floor(line, figure, least):
        found = re.search(re.escape(figure) + r" ([01]\.\d+)", line)
        value = float(found.group(1)) if found else 0.0
        check(value >= least, f"{figure} {value} is at least {least}")

    seed = os.path.join(shared, "gold", "seed")
    quotes = os.path.join(shared, "gold", "quotes-bg")
    # (what, scorer, gold folder, texts, floors)
    for what, scorer, gold, files, floors in [
        ("entities", "score_entities.py", seed, texts(os.path.join(seed, "raw")), [("F1", NAMES_F1)]),
        ("quotations", "score_quotes.py", quotes, texts(quotes), [("F1", QUOTATIONS_F1), ("end-to-end F1", END_TO_END_F1)]),
    ]:
        independent = scored(kavichki, shared, scorer, gold, files)
        print("\n".join(independent))
        check("missing articles 0" in independent[-1], f"every article of the gold {what} was annotated")
        for figure, least in floors:
            floor(independent[-1], figure, least)
        own = run(kavichki, "evaluate", what, gold).splitlines()
        check(own == independent, f"`evaluate {what}` prints the lines of {scorer}")
        if own != independent:
            print("\n".join(own))
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
