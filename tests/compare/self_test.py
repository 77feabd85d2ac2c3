"""Labels, sentences and scorer on an invented corpus: what `names` relies on, without the peers."""
import ast, json, os, tempfile

import places
from corpora import Article, as_result, labels, names, read_brat, read_slavicner, sentences, tokens

TEXT = "Марин Желев пристигна в Долна Баня.\nСпоред г. Желев мостът „Ален мак“ е затворен. Фирма-майка „Вирея2“ мълчи."


def at(words, kind, which=0):
    start = -1
    for _ in range(which + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words), kind


GOLD = sorted([at("Марин Желев", "PER"), at("Долна Баня", "LOC"), at("Желев", "PER", 1), at("Ален мак", "PRO"), at("Вирея2", "ORG")])


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(content)


def labels_and_back():
    spans = tokens(TEXT)
    assert names(spans, labels(spans, GOLD)) == GOLD
    # By sentences it is the same.
    runs = sentences(TEXT, spans)
    assert [span for run in runs for span in run] == spans
    assert [name for run in runs for name in names(run, labels(run, GOLD))] == GOLD


def names_that_touch_stay_two():
    spans = tokens("Иван Петров")
    both = [(0, 4, "PER"), (5, 11, "PER")]
    assert labels(spans, both) == ["B-PER", "B-PER"]
    assert names(spans, ["B-PER", "B-PER"]) == both


def a_label_that_continues_nothing_begins_a_name():
    spans = tokens("в София днес")
    assert names(spans, ["O", "I-LOC", "I-PER"]) == [(2, 7, "LOC"), (8, 12, "PER")]


def a_name_inside_a_token_takes_the_token_and_the_first_stays():
    spans = tokens("проруски съюз")
    assert names(spans, labels(spans, [(3, 8, "PER"), (5, 8, "LOC")])) == [(0, 8, "PER")]


def sentences_end_at_lines_and_marks_but_not_at_abbreviations():
    text = TEXT
    first = [text[run[0][0] : run[-1][1]] for run in sentences(text, tokens(text))]
    assert [words.split(" ")[0] for words in first] == ["Марин", "Според", "Фирма-майка"], first


def both_layouts_are_read(folder):
    write(os.path.join(folder, "raw", "t__1.txt"), TEXT)
    rows = [f"{s}\t{e}\t{TEXT[s:e]}\t{TEXT[s:e]}\t{kind}\t{kind}-{s}" for s, e, kind in GOLD]
    write(os.path.join(folder, "ner", "t__1.tsv"), "\n".join(["t__1", *rows]) + "\n")
    lines = [f"T{i}\t{kind} {s} {e}\t{TEXT[s:e]}" for i, (s, e, kind) in enumerate(GOLD, 1)]
    write(os.path.join(folder, "brat", "t__1.txt"), TEXT)
    write(os.path.join(folder, "brat", "t__1.ann"), "\n".join([*lines, f"T9\tContent 0 11\t{TEXT[:11]}", "#1\tAnnotatorNotes T1\tbase=…", ""]))
    wanted = [Article("t__1", TEXT, GOLD)]
    assert read_slavicner(folder) == wanted and read_brat(os.path.join(folder, "brat")) == wanted
    assert wanted[0].topic == "t"
    write(os.path.join(folder, "brat", "t__1.ann"), "T1\tPER 1 12\tМарин Желев\n")
    try:
        read_brat(os.path.join(folder, "brat"))
    except ValueError as error:
        assert "t__1" in str(error)
    else:
        raise AssertionError("offsets that do not fit were read")


def the_scorer_counts_as_counted_by_hand(folder, score):
    def figures(found):
        return score(folder, json.dumps(as_result("t__1", found), ensure_ascii=False) + "\n", os.path.join(folder, "out"))

    assert figures(GOLD)["all"] == (1.0, 1.0, 1.0)
    # Of five: one with the wrong type, one cut short, two missing; one right.
    (person, place, _, product, _), short = GOLD, lambda name: (name[0], name[1] - 1, name[2])
    some = figures([person, (*place[:2], "ORG"), short(product)])
    assert some["all"] == (0.3333, 0.2, 0.25), some
    assert some["PER"] == (1.0, 0.5, 0.667) and some["LOC"][2] == 0.0, some


def every_script_parses():
    scripts = ["names", "speed", *(file for file in os.listdir(places.HERE) if file.endswith(".py"))]
    for script in scripts:
        ast.parse(places.content(os.path.join(places.HERE, script)), script)


def run(scorer, score):
    """`scorer` is None where it is not beside the project. Ends with `N passed, M failed`."""
    alone = [
        labels_and_back,
        names_that_touch_stay_two,
        a_label_that_continues_nothing_begins_a_name,
        a_name_inside_a_token_takes_the_token_and_the_first_stays,
        sentences_end_at_lines_and_marks_but_not_at_abbreviations,
        every_script_parses,
    ]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        checks = [(check, ()) for check in alone] + [(both_layouts_are_read, (folder,))]
        if scorer:
            checks.append((the_scorer_counts_as_counted_by_hand, (folder, score)))
        else:
            print("skipped: the scorer is not beside the project")
        for check, inputs in checks:
            try:
                check(*inputs)
                print(f"ok      {check.__name__.replace('_', ' ')}")
            except Exception as error:
                failed += 1
                print(f"FAILED  {check.__name__.replace('_', ' ')}: {type(error).__name__} {error}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0
