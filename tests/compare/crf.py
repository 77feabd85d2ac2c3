"""The plain linear-chain CRF: what a text itself says about a word, nothing of the world."""
import os
from collections import Counter

import pycrfsuite

from corpora import labels, names, sentences, tokens

# L-BFGS with L1 and L2, the usual values; not tuned on any topic.
RECIPE = {"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True}
QUICK = {**RECIPE, "max_iterations": 10}
LONGEST_AFFIX = 4
WINDOW = 2


def shape(word):
    """`Xxx` for `Иван`, `XX` for `ЕС`, `d` for `2020`: runs of more than three are cut."""
    out = ""
    for letter in word:
        mark = "X" if letter.isupper() else "x" if letter.islower() else "d" if letter.isdigit() else letter
        if not out.endswith(mark * 3):
            out += mark
    return out


def habits(text, runs):
    """How the document writes a word where it does not begin a sentence: always small, always with a capital, or both."""
    seen = Counter()
    for run in runs:
        for start, end in run[1:]:
            word = text[start:end]
            if word[0].isalpha():
                seen[word.lower(), word[0].isupper()] += 1

    def habit(word):
        small, capital = seen[word.lower(), False], seen[word.lower(), True]
        return ("both" if small else "capital" if capital > 1 else "capital once") if capital else ("small" if small else "first only")

    return habit


def features(text, run, habit):
    words = [text[start:end] for start, end in run]
    small = [word.lower() for word in words]
    shapes = [shape(word) for word in words]
    found = []
    for i, word in enumerate(words):
        here = ["bias", "w=" + small[i], "W=" + word, "shape=" + shapes[i], "habit=" + habit(word)]
        for size in range(1, min(LONGEST_AFFIX, len(word)) + 1):
            here += [f"p{size}={small[i][:size]}", f"s{size}={small[i][-size:]}"]
        for step in range(-WINDOW, WINDOW + 1):
            j = i + step
            if step == 0:
                continue
            if 0 <= j < len(words):
                here += [f"w{step}={small[j]}", f"shape{step}={shapes[j]}", f"s3{step}={small[j][-3:]}", f"habit{step}={habit(words[j])}"]
            else:
                here.append(f"edge{step}")
        found.append(here)
    return found


def sequences(article):
    runs = sentences(article.text, tokens(article.text))
    habit = habits(article.text, runs)
    return [(run, features(article.text, run, habit)) for run in runs]


def predictions(training, test, folder, quick=False):
    """Trains on `training`, keeps the model in `folder`, and yields (name, names) for each article of `test`."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=True)
    trainer.set_params(QUICK if quick else RECIPE)
    for article in training:
        for run, items in sequences(article):
            trainer.append(items, labels(run, article.names))
    os.makedirs(folder, exist_ok=True)
    model = os.path.join(folder, "model.crfsuite")
    trainer.train(model)
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    for article in test:
        yield article.name, [name for run, items in sequences(article) for name in names(run, tagger.tag(items))]
