"""Who answers whom: the stance of a statement, and the event, words or actor that it answers. Nothing where nothing is certain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analystkit import Corpus
from analystkit.codebook import Codebook
from analystkit.english import stance

RAID = "Gunmen attacked a harbour in Norway on 3 May 2019, killing two. "
EXAMPLES = [
    ("an event in its words", RAID + "Minister Ida Holm denied that Norway's army had attacked the harbour.", "denies", "EVENT"),
    ("an event told before", RAID + "Minister Ida Holm condemned the attack.", "condemns", "EVENT"),
    ("refused to say", RAID + "Judge Ida Holm declined to say who was killed.", "declines", "EVENT"),
    ("whom the verb names", "Minister Ida Holm accused Judge Jens Lund of lying to the court.", "accuses", "jens-lund"),
    ("thanks", "Judge Jens Lund slept. Minister Ida Holm thanked Lund for his help.", "thanks", "jens-lund"),
    (
        "the words of whom it names",
        "Judge Jens Lund said that the boats were late. Minister Ida Holm declined to comment on Lund's remarks.",
        "declines",
        "said",
    ),
    ("reply to the words before", "“We are late,” Judge Jens Lund said. “You are not,” Minister Ida Holm replied.", "responds", "said"),
]
NOTHING = [
    ("another charge", "Minister Ida Holm accused Judge Jens Lund of lying. Lund rejected the charge that he took money."),
    ("its own attack is not what it condemns", "Norway's army attacked a harbour in Chile. Norway's army condemned the attack."),
    ("a charge of one's own", "Minister Ida Holm accused Judge Jens Lund of lying. Holm rejected the charge."),
    ("nothing told before", "Minister Ida Holm denied the charge."),
    ("a vow", RAID + "Minister Ida Holm vowed to rebuild the harbour after the attack."),
]


DEEDS = [
    ("On 5 May 2019 the army bombed a port in Chile in response to an attack on a harbour in Norway.", True),
    ("On 5 May 2019 the army bombed a port in Chile in direct response to an attack on a harbour in Norway.", True),
    ("The bombing of a port in Chile was in retaliation for rocket attacks on Norway.", True),
    ("The army shelled the town of Mosul in reprisal for the killing of two guards in Lund.", True),
    ("Gunmen attacked the town of Mosul in revenge for the airstrikes on Lund.", True),
    ("The army bombed a port in Chile; it was not in response to the attack on a harbour in Norway.", False),
    ("The bombing of a port in Chile was not in retaliation for rocket attacks on Norway.", False),
    ("The army bombed a port in Chile in response to an order by the minister.", False),  # no event is told right behind it
    ("The army bombed a port in Chile. Ida Holm wrote a letter in response to the attack on a harbour.", False),  # not what the army did
    ("Police responded to the attack on a harbour in Norway.", False),
    ("In response to a question, the army said that gunmen attacked a harbour in Norway.", False),
    ("The army bombed a port in Chile after an attack on a harbour in Norway.", False),  # after is not because of
]


@pytest.mark.parametrize(("text", "answered"), DEEDS)
def test_a_deed_answers_another_where_its_clause_says_so(text: str, answered: bool, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(f"A report\n\n{text}\n", encoding="utf-8")
    corpus = Corpus.load(tmp_path, codebook=Codebook())
    ids = {e["event_id"] for e in corpus.rows["events"]}
    found = [(r["event_id"], r["answers"]) for r in corpus.rows["mentions"] if r["stance"] == "responds"]
    assert bool(found) is answered
    assert all(to in ids and own in ids and to != own for own, to in found)


def rows(text: str, folder: Path) -> tuple[list[dict[str, object]], set[str], Corpus]:
    source = folder / "news.jsonl"
    source.write_text(json.dumps({"id": "a1", "text": text, "published": "2019-05-04"}) + "\n", encoding="utf-8")
    corpus = Corpus.load(source, codebook=Codebook())
    told = [r for name in ("statements", "mentions") for r in corpus.rows[name]]
    return told, {r["event_id"] for r in corpus.rows["events"] if r["type"] != "statement"}, corpus


@pytest.mark.parametrize(("rule", "text", "does", "to"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_example(rule: str, text: str, does: str, to: str, tmp_path: Path) -> None:
    told, events, _ = rows(text, tmp_path)
    found = [r for r in told if r["stance"] == does]
    assert found
    answered = str(found[-1]["answers"])
    receipts = {f"a1:{r['start']}-{r['end']}": r["cue_text"] for r in told if r.get("cue_text")}
    if to == "EVENT":
        assert answered in events
    elif to in ("said", "accuses"):
        assert str(receipts[answered]).startswith(to[:6])
    else:
        assert answered == to


@pytest.mark.parametrize(("what", "text"), NOTHING, ids=[e[0] for e in NOTHING])
def test_nothing_where_nothing_is_certain(what: str, text: str, tmp_path: Path) -> None:
    told, _, _ = rows(text, tmp_path)
    last = [r for r in told if r["stance"]]
    assert not last or last[-1]["answers"] is None


def test_a_negation_counts_only_beside_its_word() -> None:
    assert stance("did not deny") == "does not deny"
    assert stance("condemned the raid, which was not small") == "condemns"
    assert stance("avoided condemning") == "does not condemn"


def test_every_answer_names_its_rule_and_can_be_looked_up(tmp_path: Path) -> None:
    for _, text, _, _ in EXAMPLES:
        told, events, corpus = rows(text, tmp_path)
        known = events | {r["actor_id"] for r in corpus.rows["actors"]} | {f"a1:{r['start']}-{r['end']}" for r in corpus.rows["statements"]}
        for r in told:
            assert (r["stance"] is None) == (r["answers_rule"] is None)
            assert r["answers"] is None or (r["answers"] in known and r["answers_rule"] != "not known")
