"""The syntactic reading of sentences: noun or verb, past or participle; clauses with what they hold and what they hang on."""

from __future__ import annotations

import random
import re

import pytest
from pace import seconds

from analystkit.english.lexicon import lines, table
from analystkit.english.lexicon.verbs import frames, inflect, verbs
from analystkit.english.syntax import Syntax, syntax_of
from analystkit.english.tokens import Reading
from analystkit.records import Article, Segment

# what no line of letters.txt is for: the word in braces, and its letter
LETTERS = [
    ("N", "It was a “revenge attack” for air {strikes} this month."),
    ("V", "He wrote “we left” and guards {killed} him."),
    ("J", "He has a “severely” {restricted} trade in arms."),
    ("E", "Six men and one woman {killed} in the crash were buried."),
    ("E", "Passengers {hurt} in the crash were treated."),
    ("V", "The blast killed a cook, and a shell {hit} a school."),
    ("b", "They tried to {rob} and kill a baker."),
    ("V", "He claims that guards {beat} him."),
    ("b", "Troops may {storm} the port."),
    ("N", "The {storm} reached the port."),
    ("t", "It opened on 3 {May}."),
    ("P", "It was told by Ann {May}."),
    ("M", "It {may} open."),
    ("P", "The prize went to {April} Jones."),
    ("R", "He was beaten {to} death."),
    ("I", "He was taken {to} hospital."),
    ("n", "{Forty-three} guests were hurt."),
    ("J", "{About} 40 guests were hurt."),
    ("I", "They talked {about} the strike."),
    ("c", "He left {after} the army came."),
    ("I", "He left {after} the attack."),
    ("U", "{Those} hurt were treated."),
    ("D", "{Those} guards were hurt."),
    *(("U", f"{{{word.capitalize()}}} of them were hurt.") for word in ("those", "some", "many", "all")),
    *(("U", f"Police freed {{{word}}}.") for word in ("this", "these", "those", "all", "both", "each", "her", "some", "many")),
]
LETTERS += [
    (letter, example) for *_, letter, example in ([cell.strip() for cell in line.split("|")] for line in lines("letters")) if example
]


def read(example: str) -> tuple[Syntax, list[int]]:
    """The sentence without its braces, and the item of each word that stood in them."""
    s = syntax_of(re.sub(r"[{}]", "", example))
    items = [s.item_at(m.start() - 2 * n) for n, m in enumerate(re.finditer(r"\{[^}]+\}", example))]
    return s, [k for k in items if k is not None]


@pytest.mark.parametrize(("letter", "example"), LETTERS, ids=[e for _, e in LETTERS])
def test_noun_or_verb_past_or_participle_is_decided_once(letter: str, example: str) -> None:
    s, (k, *_) = read(example)
    assert s.tape[k] == letter, s.tape


# each clause: verb, rel [→ what it hangs on] | subject | objects | preposition phrase → what it hangs on; …
CLAUSES = [
    ("Rebels killed six guards in Gao on Monday.", ["kill main | Rebels | six guards | in Gao → killed; on Monday → killed"]),
    (
        "A court in Bern jailed Reed for the murder of a nurse.",
        ["jail main | A court | Reed | in Bern → court; for the murder → jailed; of a nurse → murder"],
    ),
    (
        "The mayor said he saw the bodies of 35 soldiers.",
        ["say main | The mayor | | ", "see that → said | he | the bodies | of 35 soldiers → bodies"],
    ),
    (
        "Relatives of the bombing suspects were questioned in Skopje.",
        ["question main | Relatives | | of the bombing suspects → Relatives; in Skopje → questioned"],
    ),
    (
        "Passengers hurt in the crash were treated.",
        ["hurt reduced → Passengers | Passengers | | in the crash → hurt", "treat resumed | Passengers | | "],
    ),
    (
        "The rebels, who hold Gao, attacked Kidal.",
        ["hold relative → rebels | The rebels | Gao | ", "attack resumed | The rebels | Kidal | "],
    ),
    (
        "In letters he pressed his cousin to carry out an attack.",
        ["press main | he | his cousin | In letters → pressed", "carry to → pressed | his cousin | an attack | "],
    ),
    (
        "The envoys were due to hold talks in Muscat.",
        ["be main | The envoys | | ", "hold to → due | The envoys | talks | in Muscat → talks"],
    ),
    ("An attempt to kill the mayor failed.", ["kill to → attempt |  | the mayor | ", "fail resumed | An attempt | | "]),
    ("He was accused of bombing a bar.", ["accuse main | He | | ", "bomb of → accused | He | a bar | "]),
    (
        "Gunmen killed six guards before fleeing in a lorry.",
        ["kill main | Gunmen | six guards | ", "flee before → killed | Gunmen | | in a lorry → fleeing"],
    ),
    ("Had the tram crashed, it would have killed many.", ["crash adverbial → killed | the tram | | ", "kill and | it | many | "]),
    ("It is possible that he was shot.", ["be main | It | | ", "shoot that → possible | he | | "]),
    ("The claim that five died is false.", ["die that → claim | five | | ", "be resumed | The claim | | "]),
    (
        "An attack which he said killed seven was filmed.",
        ["say relative → attack | he | | ", "kill that → said | An attack | seven | ", "film resumed | An attack | | "],
    ),
    (
        "The army has not shelled Gao and bombed no bridge.",
        ["shell main | The army | Gao | ", "bomb coord → shelled | The army | no bridge | "],
    ),
    (
        "A man rammed a van packed with shells into a wall in Gao on Monday, killing six.",
        [
            "ram main | A man | a van | into a wall → rammed; in Gao → rammed; on Monday → rammed",
            "pack reduced → van | a van | | with shells → packed",
            "kill participial → rammed | A man | six | ",
        ],
    ),
    (
        "Guards seized a bus driven by a man from Gao.",
        ["seize main | Guards | a bus | ", "drive reduced → bus | a bus | | by a man → driven; from Gao → driven"],
    ),
    (
        "Police said the fire, which began in a kitchen, killed four.",
        ["say main | Police | | ", "begin relative → fire | the fire | | in a kitchen → began", "kill that → said | the fire | four | "],
    ),
    (
        "Lee praised the nurses, who saved two.",
        ["praise main | Lee | the nurses | ", "save relative → nurses | the nurses | two | "],
    ),
    (
        "They called it revenge for the raids on Gao in May.",
        ["call main | They | it, revenge | for the raids → called; on Gao → raids; in May → raids"],
    ),
    ("“We left,” Lee said.", ["leave main | We | | ", "say said | Lee | | "]),
]


def told(s: Syntax) -> list[str]:
    out = []
    for c in s.clauses:
        hangs = "" if c.gov_item is None else f" → {s.raw[c.gov_item]}"
        phrases = [f"{s.raw[p.prep]} {s.words_of(p)} → {s.raw[p.at]}" for p in c.phrases if p.prep is not None and p.at is not None]
        out.append(f"{c.lemma} {c.rel}{hangs} | {s.words_of(c.subject)} | {', '.join(map(s.words_of, c.objects))} | {'; '.join(phrases)}")
    return out


@pytest.mark.parametrize(("sentence", "clauses"), CLAUSES, ids=[s for s, _ in CLAUSES])
def test_a_clause_holds_its_arguments_and_hangs_on_a_word(sentence: str, clauses: list[str]) -> None:
    assert [re.sub(r" +", " ", c) for c in told(syntax_of(sentence))] == [re.sub(r" +", " ", c) for c in clauses]


def test_tense_voice_and_modals() -> None:
    rows = {
        "They will not have been shot.": ("shoot", "ahead", True, True, "will"),
        "They never shot anyone.": ("shoot", "past", False, True, ""),
        "Not only rebels fired.": ("fire", "past", False, False, ""),
        "He's been shot.": ("shoot", "past", True, False, ""),
        "They could be shot.": ("shoot", "past", True, False, "could"),
        "They are shooting.": ("shoot", "present", False, False, ""),
        "He can't shoot.": ("shoot", "present", False, True, "can't"),
    }
    for sentence, want in rows.items():
        c = syntax_of(sentence).clauses[-1]
        assert (c.lemma, c.tense, c.passive, c.negated, c.modal) == want, sentence


def test_items_are_tokens_but_for_what_is_written_as_one_or_two() -> None:
    text = "Gen. Lee said he's paid $5 at 5:30 a.m. for the workers' hut -- it won't do."
    s = syntax_of(text)
    assert " ".join(s.raw) == "Gen. Lee said he 's paid $5 at 5:30 a.m. for the workers' hut -- it won't do ."
    assert [text[a:b] for a, b in zip(s.starts, s.ends, strict=True)] == s.raw
    assert s.low[4] == "is" and s.item_at(text.index("'s")) == 4


def test_offsets_lead_to_phrases_and_clauses() -> None:
    text = "Before.\n\nThree men killed in the blast were named, and the rebels left Gao."
    sentence = Reading(Article("a1", text, segments=(Segment(0, len(text), "body", "given"),))).sentences[1]
    s = sentence.syntax
    assert s is sentence.syntax
    rebels, men, blast = (s.phrase_of(s.item_at(text.index(w)) or 0) for w in ("rebels", "Three", "blast"))
    assert rebels and men and blast and text[slice(*s.span(rebels.lo, rebels.hi))] == "the rebels"
    assert s.definite(rebels) and s.plural(rebels) and not s.plural(blast) and not s.definite(men) and not s.pronoun(men)
    assert [s.clauses[n].lemma for w in ("blast", "named", "Gao") if (n := s.clause_of(s.item_at(text.index(w)) or 0)) is not None] == [
        "kill",
        "name",
        "leave",
    ]
    assert s.clause_of(0) is None and s.phrase_of(s.item_at(text.index("killed")) or 0) is None and s.item_at(text.index(" Gao")) is None


def test_verbs_of_events_and_of_speech_are_known() -> None:
    named = {v.split()[0] for e in table("events")["types"].values() for v in (*e.get("verbs", ()), *e.get("loose", ()))}
    assert not (new := named - set(verbs())), f"of events.toml, without a line in verbs.txt: {new}"
    said = set(table("speech")["verbs"]["clause"].split()) - {"reason", "joke", "mouth"}  # mostly nouns
    assert not (new := said - set(verbs())), f"of speech.toml, without a line in verbs.txt: {new}"


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stab", "stab stabs stabbed stabbing"),
        ("deny", "deny denies denied denying"),
        ("agree", "agree agrees agreed agreeing"),
        ("die", "die dies died dying"),
        ("hit", "hit hits hitting"),
        ("overrun", "overrun overruns overran overrunning"),
        ("kidnap", "kidnap kidnaps kidnapped kidnaped kidnapping"),
        ("take hostage", "take hostage takes hostage took hostage taken hostage taking hostage"),
    ],
)
def test_one_inflection(verb: str, forms: str) -> None:
    assert sorted(" ".join(inflect(verb)).split()) == sorted(forms.split())
    assert "told" in frames()["object"]


def test_any_words_are_read_in_linear_time() -> None:
    rng = random.Random(7)
    words = (
        "the an attack attacks hit killed killing who that which and , . “ ” to of in Gao he said not will 3 May : ; ( - 's he's".split()
    )
    for _ in range(300):
        s = syntax_of(" ".join(rng.choice(words) for _ in range(rng.randrange(60))))
        assert len(s.tape) == len(s.raw) == len(s.lemma) and len(s.raw) <= 301
        assert [c.verb for c in s.clauses] == sorted({c.verb for c in s.clauses})
    for one in ("who said ", "and killed ", "to kill ", "the attack of ", ", ", "which he said ", "he's "):
        assert seconds(lambda text=one * 150: syntax_of(text).clauses) < 0.5, one


def test_a_clause_right_behind_an_aside_ends_behind_where_it_begins() -> None:
    s = syntax_of("Police seized a school, according to May 2019, killing ku came two.")
    assert all(c.lo < c.hi for c in s.clauses) and "kill" in {c.lemma for c in s.clauses}
