"""What is accepted, what is not so any more, and in which words an analyst is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from analystkit import Corpus
from analystkit.__main__ import main
from analystkit.codebook.corrections import Correction
from analystkit.errors import AnalystkitError, Problem
from analystkit.link.corrections import Acted
from analystkit.publish.check import LOCK, compared, read, sentence, state
from analystkit.show.finding import MIME, finding, stated

ONE = "Raid on Oslo\n\nMay 4, 2019\n\nGunmen attacked Oslo on 3 May, killing two guards. Nobody claimed the raid.\n"
TWO = "Quiet in Bergen\n\nMay 6, 2019\n\nGunmen attacked Bergen on 5 May, injuring four sailors.\n"
KILLED = "Gunmen attacked Oslo on 3 May, killing two guards."


def corpus(tmp_path: Path, *texts: str) -> Corpus:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"id": text[:4].strip(), "text": text}) + "\n" for text in texts), "utf-8")
    return Corpus.load(path)


def notebook(*payloads: dict[str, Any]) -> Any:
    outputs = [nbformat.v4.new_output("display_data", {MIME: p}) for p in payloads]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs)])


def accepted(of: Corpus, attribute: str = "killed") -> dict[str, Any]:
    claims = of.table("claims")
    made = stated("Killed", claims[claims["attribute"] == attribute], "value")
    return state(of, {"1-raid": notebook(made._repr_mimebundle_()[MIME])})


FINDINGS = [
    ([7, 6, 7], "value", "6, 7"),
    ([None, "ten", 2], "value", "2, not known, ten"),
    ([7.0, float("nan")], "value", "7, not known"),
    ([7, 6], None, "2"),
    ([], "value", "nothing"),
]


def values(*told: object) -> pd.DataFrame:
    return pd.DataFrame([{"article": "a1", "value": v} for v in told], columns=["article", "value"])


@pytest.mark.parametrize(("told", "column", "value"), FINDINGS)
def test_the_value_of_a_finding(told: list[object], column: str | None, value: str) -> None:
    assert stated("x", values(*told), column).value == value


def test_a_finding_rests_on_the_spans_of_its_rows_the_claims_of_conflicts_else_events_and_articles() -> None:
    span = {"article": "a1", "start": 3, "end": 9, "value": 2}
    assert stated("x", pd.DataFrame([span]), "value").rows == (("a1:3-9", "2"),)
    assert stated("x", pd.DataFrame([{"conflict_id": "c", "event_id": "e", "claims": [span, span]}])).rows == (("a1:3-9", ""),) * 2
    assert stated("x", pd.DataFrame([{"event_id": "e"}])).rows == (("e", ""),)
    assert stated("x", pd.DataFrame([{"article": "a1"}])).rows == (("a1", ""),)


def test_what_the_notebook_says_has_to_be_so() -> None:
    rows = values(2, None)
    finding("Killed", rows, "value", says=[None, 2.0])
    finding("Killed", rows, "value", says=rows["value"])
    finding("Rows", rows, says=2.0)
    finding("Nobody", rows[:0], "value", says="nothing")
    with pytest.raises(AssertionError, match="Killed: the articles say 2, not known, and the notebook says 3"):
        finding("Killed", rows, "value", says=3)
    with pytest.raises(AssertionError, match=r"Rows: there are 2, and the notebook says 2\.5"):
        finding("Rows", rows, says=2.5)


@pytest.mark.parametrize(("says", "told"), [(None, 'write says="nothing"'), (2, "and the notebook says 2")])
def test_a_filter_that_leaves_no_row_is_not_told_as_nothing(says: object, told: str) -> None:
    with pytest.raises(
        AssertionError, match="Killed: no row is left: look whether what they are filtered by, such as an event's id"
    ) as why:
        finding("Killed", values(2)[:0], "value", says=says)
    assert told in str(why.value)


REFUSED = [
    (lambda rows: rows["value"].sum(), "the number 5 has none; give the rows themselves, filtered"),
    (lambda rows: rows["value"], "a Series has none"),
    (lambda rows: rows.groupby("article"), "a DataFrameGroupBy has none"),
    (lambda rows: rows.groupby("outlet")["value"].sum(), "a Series has none"),
    (lambda rows: rows.groupby("outlet", as_index=False)["value"].sum(), "a table of outlet, value leads to none"),
    (lambda rows: rows.to_dict("records"), "a list has none"),
    (lambda _: None, "a NoneType has none"),
    (lambda rows: rows.rename(columns={"value": "valeu"}), "no column 'value'; there are: article, valeu, outlet"),
]


@pytest.mark.parametrize(("made", "told"), REFUSED)
def test_what_leads_to_no_sentence_is_refused_in_one(made: Callable[[pd.DataFrame], Any], told: str) -> None:
    with pytest.raises(AnalystkitError) as refused:
        finding("Killed", made(values(2, 3).assign(outlet="Post")), "value", says=5)
    assert told in str(refused.value) and "\n" not in str(refused.value)


def test_what_is_given_in_another_order_is_told() -> None:
    with pytest.raises(AnalystkitError, match="its name comes first, a text, and this is a table of article, value"):
        finding(values(2), "Killed")  # type: ignore[arg-type]
    with pytest.raises(AnalystkitError, match="no column"):
        finding("Killed", values(2), ["value"])  # type: ignore[arg-type]


def test_words_from_outside_stay_words() -> None:
    made = stated("<b>", pd.DataFrame([{"article": "a", "start": 0, "end": 3, "text": "<i>", "value": "{{1}}"}]), "value")
    assert "<b>&lt;b&gt;" not in made.html and "<i>" not in made.html and "&lt;i&gt;" in made.html


def test_the_order_of_articles_and_the_names_of_rules_change_nothing(tmp_path: Path) -> None:
    one, two = corpus(tmp_path, ONE, TWO), corpus(tmp_path, TWO, ONE)
    assert accepted(one) == accepted(two)
    for rows in two.rows.values():
        for row in rows:
            row |= {k: "another" for k in ("rule", "reason") if k in row}
    assert compared(accepted(one), accepted(two), []) == ""


def test_a_changed_seed_changes_a_finding_and_is_told_with_both_sentences(tmp_path: Path) -> None:
    told = compared(accepted(corpus(tmp_path, ONE, TWO)), accepted(corpus(tmp_path, ONE.replace("two", "three"), TWO)), [])
    at = ONE.index("killing")
    assert told.startswith(
        "1 finding changed:\n\n"
        "1-raid: Killed\n"
        "  accepted: 2\n"
        "  now:      3\n"
        f"  Raid:{at}-{at + len('killing three guards')}\n"
        f"    was 2: “{KILLED}”\n"
        f"    now 3: “{KILLED.replace('two', 'three')}”\n\n"
        "What changed behind it:\n"
        "  article Raid: another text\n"
        "  rows of Raid: as many in articles, claims, mentions, "
    )
    assert "analystkit accept" in told and "Bergen" not in told


def test_words_that_stand_elsewhere_now_are_the_same_finding(tmp_path: Path) -> None:
    told = compared(accepted(corpus(tmp_path, ONE)), accepted(corpus(tmp_path, ONE.replace("Raid on Oslo", "Raid on Oslo, late"))), [])
    assert told.startswith("No finding changed, and not all is as it was accepted.\n\nWhat changed:\n  article Raid: another text\n")


def test_a_value_that_a_rule_or_a_correction_changed_stands_with_its_one_sentence(tmp_path: Path) -> None:
    old, new = (accepted(corpus(tmp_path, ONE)) for _ in range(2))
    new["findings"]["1-raid: Killed"] |= {"value": "4"}
    new["findings"]["1-raid: Killed"]["rests on"][0][1] = "4"
    assert f"    was 2, now 4: “{KILLED}”" in compared(old, new, [])


def test_of_a_small_corpus_the_moved_rows_are_told_in_words(tmp_path: Path) -> None:
    of = corpus(tmp_path, ONE, TWO)
    killed = next(c for c in of.tags["Raid"].claims if c.attribute == "killed")
    tags = replace(of.tags["Raid"], claims=tuple(replace(c, value=4, qualifier=None) if c is killed else c for c in of.tags["Raid"].claims))
    old, new = accepted(of), accepted(replace(of, tags=of.tags | {"Raid": tags}))
    told = compared(old, new, [])
    at = f"Raid:{killed.start}-{killed.end}"
    assert f"  claims {at} “killing two guards”\n    was value 2, qualifier guards\n    now value 4\n" in told
    assert "Bergen" not in told and "attribute" not in told
    old.pop("rows")  # as an earlier version wrote it
    assert f"claims {at}" not in compared(old, new, [])


def test_a_correction_is_known_by_what_it_is_about_and_one_that_matches_nothing_is_told(tmp_path: Path) -> None:
    of, old = corpus(tmp_path, ONE), accepted(corpus(tmp_path, ONE))
    line = Correction("drop", "place", "Raid:1-3", "x", "", "", "seen", 9)
    acted = Acted(line, "", Problem("corrections.csv:9", "correction matches nothing", "no place there", ""))
    told = compared(old, accepted(replace(of, links=replace(of.links, acted=(acted,)))), [])
    assert "  correction drop place Raid:1-3: new\n    now nothing: no place there\n" in told
    moved = replace(of, links=replace(of.links, acted=(replace(acted, correction=replace(line, line=12)),)))
    assert accepted(moved)["corrections"] == {"drop place Raid:1-3": "nothing: no place there"}


def test_a_lock_that_cannot_be_read_is_told_and_written_anew(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / LOCK).write_text('{"articles": {}}', "utf-8")
    with pytest.raises(AnalystkitError, match="cannot be read; take it from git, or look at the report and run"):
        read(tmp_path)


def test_findings_that_are_new_gone_or_not_reached(tmp_path: Path) -> None:
    old = accepted(corpus(tmp_path, ONE))
    none = old | {"findings": {}}
    assert "1-raid: Killed\n  is new: 2\n" in compared(none, old, [])
    assert f"1-raid: Killed\n  is stated no more: 2\n  Raid:58-76\n    was 2: “{KILLED}”" in compared(old, none, [])
    untrue = ["  notebooks/1-raid.ipynb: cell 2 (`x` …) failed at `assert x`: not true of these articles"]
    assert "stated no more" not in compared(old, none, untrue) and untrue[0] in compared(old, none, untrue)


def test_an_event_is_shown_by_the_mention_that_dates_it(tmp_path: Path) -> None:
    of = corpus(tmp_path, ONE)
    made = stated("Raids", of.table("events"))
    ((_, _, words),) = state(of, {"n": notebook(made._repr_mimebundle_()[MIME])})["findings"]["n: Raids"]["rests on"]
    assert words == KILLED


def test_two_findings_of_one_name_are_refused(tmp_path: Path) -> None:
    payload = stated("Killed", values(1))._repr_mimebundle_()[MIME]
    with pytest.raises(AnalystkitError, match="two findings are called 'Killed'"):
        state(corpus(tmp_path, ONE), {"n": notebook(payload, payload)})


def test_a_long_sentence_is_cut_round_its_words(tmp_path: Path) -> None:
    (a,) = corpus(tmp_path, f"Long\n\n{'so and ' * 80}at last two ships sank {'and so ' * 80}").texts
    at = a.text.index("two ships")
    cut = sentence(a, at, at + 9)
    assert "two ships" in cut and cut.startswith("…") and cut.endswith("…") and len(cut) < 310


CELLS = (
    "# What happened?",
    'from analystkit import Corpus, show\n\nclaims = Corpus.load("../seeds").table("claims")',
    "# Two guards died.",
    'killed = claims[claims["attribute"] == "killed"]\n'
    'show.finding("Killed", killed, "value", says=2)\n'
    'show.finding("Claims of it", killed)',
)


def test_the_analysts_round(tmp_path: Path, project_at: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    home = project_at(tmp_path / "p", {"raid.txt": ONE}, {"1-raid": CELLS})
    command = ["--project", str(home)]
    assert main(["check", *command]) == 1 and "nothing was accepted yet" in capsys.readouterr().err
    assert main(["accept", *command]) == 0 and "data/accepted.json" in capsys.readouterr().out
    assert '["raid:58-76", "2", "' + KILLED in (home / LOCK).read_text("utf-8")
    (home / "seeds" / "raid.txt").write_text(ONE.replace("two", "three"), "utf-8")
    assert main(["check", *command]) == 1
    said = capsys.readouterr().err
    assert "now:      3 (the notebook says 2)" in said and "stated no more" not in said
    before = (home / LOCK).read_bytes()
    assert main(["accept", *command]) == 1 and "mend the prose" in capsys.readouterr().err
    assert (home / LOCK).read_bytes() == before
