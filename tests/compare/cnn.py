"""spaCy's own recipe for names on a CPU: `spacy init config --lang bg --pipeline ner --optimize efficiency`, all else as it comes."""
import os

import spacy
from spacy.cli.init_config import init_config
from spacy.cli.train import train
from spacy.tokens import DocBin
from spacy.util import filter_spans

LANGUAGE = "bg"
# Every tenth article of the training topics decides when training stops (no better for 1,600 steps) and which model is kept.
DEV = 10
QUICK = {"training.max_steps": 40, "training.eval_frequency": 20}


def store(articles, path):
    nlp = spacy.blank(LANGUAGE)
    docs = DocBin()
    for article in articles:
        doc = nlp.make_doc(article.text)
        # A name that begins or ends inside a token takes the whole token (174 of SlavicNER's 25,025).
        spans = [doc.char_span(start, end, label=kind, alignment_mode="expand") for start, end, kind in article.names]
        doc.set_ents(filter_spans([span for span in spans if span]))
        docs.add(doc)
    docs.to_disk(path)


def predictions(training, test, folder, quick=False, steps=None):
    """Trains on `training` (`steps` at most, if given), keeps the model in `folder`, and yields (name, names) for each article of `test`."""
    os.makedirs(folder, exist_ok=True)
    parts = {
        "paths.train": (os.path.join(folder, "train.spacy"), [a for i, a in enumerate(training) if i % DEV != 0]),
        "paths.dev": (os.path.join(folder, "dev.spacy"), [a for i, a in enumerate(training) if i % DEV == 0]),
    }
    for path, articles in parts.values():
        store(articles, path)
    config = os.path.join(folder, "config.cfg")
    init_config(lang=LANGUAGE, pipeline=["ner"], optimize="efficiency").to_disk(config)
    overrides = {key: path for key, (path, _) in parts.items()}
    overrides |= QUICK if quick else {"training.max_steps": steps} if steps else {}
    train(config, folder, overrides=overrides)
    nlp = spacy.load(os.path.join(folder, "model-best"))
    for article in test:
        yield article.name, [(span.start_char, span.end_char, span.label_) for span in nlp(article.text).ents]
