"""Articles to check the formats with: odd texts with annotations that cross, nest and touch, the same at every run."""
import random

PIECES = [
    "Мария Станчева", " каза", ", че ", "„", "“", '"', "'", "=1+1", "@да", "-", "+7", "\n", "\n\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u2028", "\u0085",
    "\0", "\x01", "\x0c", "\x1c", "\ufffe", "\ufeff", "😀", "🇧🇬", "e\u0301", "]]>", "*_`#", "1. ", "; entity=", "…", "12,5", "&amp;", "\u202e",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>", "[а](javascript:alert(1))", "http://а.бг/?=", "www.а.бг",
    "<!--", "{{7*7}}", "<svg/onload=alert(1)>", "|---|", "~~не~~", "$x$",
]
ROLES = ["headline", "body", "teaser", "repeated", "caption", "boilerplate"]
TYPES = ["PER", "LOC", "ORG", "PRO", "EVT", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"]


def words(random, most):
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, most)))


def article(seed):
    """A text and an annotated article of it, offsets in code points."""
    dice = random.Random(seed)
    text = words(dice, 60)
    size = len(text)

    def span():
        start = dice.randrange(size)
        return {"start": start, "end": min(size, start + dice.choice([1, 1, 2, 3, 5, 9, 40]))}

    def spans(most):
        ends = sorted(dice.sample(range(size + 1), min(size + 1, 2 * dice.randint(1, most))))
        return [{"start": a, "end": b} for a, b in zip(ends[::2], ends[1::2])]

    def signed(annotation):
        by = dice.choice([None, "confirmed", "person"])
        return {**annotation, "by": by} if by else annotation

    entities, names, number = [], [], 0
    for index in range(dice.randint(0, 6)):
        mentions = []
        for place in sorted((span() for _ in range(dice.randint(1, 4))), key=lambda place: (place["start"], place["end"])):
            number += 1
            kind = dice.choice(["name", "role", "pronoun"])
            if kind == "name" and any(place["start"] < other["end"] and other["start"] < place["end"] for other in names):
                kind = "role"
            if kind == "name":
                names.append(place)
            mentions.append(signed({"id": f"m{number}", **place, "kind": kind, "base": words(dice, 3), "score": round(dice.random(), 3)}))
        entity = {"id": f"e{index + 1}", "type": dice.choice(TYPES), "name": words(dice, 3), "mentions": mentions}
        entities.append({**entity, "value": words(dice, 2)} if dice.random() < 0.4 else entity)
    quotations = []
    for index in range(dice.randint(0, 6)):
        why = [{"code": "verb-that", **(span() if dice.random() < 0.7 else {})} for _ in range(dice.randint(0, 3))]
        quotations.append(signed({
            "id": f"q{index + 1}",
            "type": dice.choice(["direct", "indirect", "mixed"]),
            "content": spans(3),
            "cue": dice.choice([None, span()]),
            "speaker": dice.choice([None, span()]),
            "speaker_entity": dice.choice(entities)["id"] if entities and dice.random() < 0.6 else None,
            "speaker_name": dice.choice([None, words(dice, 3)]),
            "within": f"q{dice.randint(1, index)}" if index and dice.random() < 0.4 else None,
            "score": round(dice.random(), 3),
            "why": why,
        }))
    found = {
        "schema": 1, "language": "bg", "language_fit": round(dice.random(), 3), "offsets": "codepoint",
        "blocks": [{**place, "role": dice.choice(ROLES)} for place in spans(4)], "entities": entities, "quotations": quotations,
    }
    return text, ({**found, "source": words(dice, 3)} if dice.random() < 0.7 else found)
