"""Acts of speech whose words are no clause of their own: charges, wishes, promises, refusals, "Lee's claim that …"."""

from __future__ import annotations

from analystkit.english.attribution.cues_clause import OPEN_QUESTION, content_start, plain_clause
from analystkit.english.attribution.phrases import (
    AUX,
    BREAKS,
    DASHES,
    DETERMINERS,
    GOING,
    LEAD_IN,
    MARKS,
    NOT,
    PREPOSITIONS,
    PRONOUNS,
    before_adverbs,
    is_contracted,
    phrase_left,
    phrase_right,
    subject,
)
from analystkit.english.attribution.reach import Report, close, close_thing, disputed, left_of, made, main_subject
from analystkit.english.lexicon.verbs import frames
from analystkit.english.tokens import QUOTE, Item, OuterSentence


def doer(u: OuterSentence, k: int) -> tuple[int, int] | None:
    """Whose act the verb ``k`` is; None for a passive, an infinitive, a noun, or a subject not to be found."""
    items = u.items
    at = before_adverbs(items, k)
    before = items[at].low if at >= 0 else ""
    if at >= 0 and is_contracted(items[at]):
        return (at, at + 1)
    if items[k].low.endswith("ing"):
        if before in GOING:
            return subject(items, k)
        freely = before in _LEADS_ON or (k + 1 < len(items) and items[k + 1].low in _OBJECTS)  # "… calling it a ruin"
        return main_subject(u, k) if freely else None
    if before in NOT or before in _PASSIVE or before in DETERMINERS or before.endswith("'s") or before in PREPOSITIONS:
        return None
    return main_subject(u, k) if before in ("and", "but", "then") else subject(items, k)


_LEADS_ON = frozenset({",", "and", "but", "by", "while", "before", "after", "—", "–", QUOTE})
BE = frozenset("is was were are am been being be isn't wasn't aren't felt feels".split())
_PASSIVE = frozenset("to be been being was were is are am get got".split())


def called(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The ministry called the raid a “crime”", "described him as a liar", "slammed it as “weak”": a thing and its name."""
    items, f = u.items, frames()
    low, nxt = items[k].low, items[k + 1].low if k + 1 < len(items) else ""
    if not (is_act(items, k) or (k > 0 and _plural(items[k - 1]))):
        return []
    end = close(u, k, following)
    out = next((j for j in range(k + 1, min(end, k + 7)) if items[j].low == "out"), None) if low in f["calling"] else None
    if out:  # "called them out for …"
        a = next((j + 1 for j in range(out + 1, min(end, out + 12)) if items[j].low in ("for", "as")), None)
        who = doer(u, k) if a else None
        return made(u, a, end, who, (k, out), "judgement") if a and who else []
    if nxt in _NOT_NAMED:
        return []
    if relative := _relative(items, k):  # "the raid, which Lee described as a crime", "what Lee called a crime"
        a = next((j + 1 for j in range(k + 1, min(end, k + 4)) if items[j].low == "as"), k + 1)
        end = next((j for j in range(a, end) if items[j].low == "," or items[j].low in DASHES or items[j].stops), end)
        return made(u, a, end + (end < len(items) and items[end].stops), relative, (k, k), "judgement")
    if nxt == QUOTE and low in f["plain naming"]:
        return []  # "a class called “Perception”": who names has something to name
    reach = range(k + 1, min(end, k + 12, next((j for j in following if j > k and items[j].low.endswith("ing")), end)))
    if low in f["plain naming"]:
        held = any(items[j].quote or items[j].low in ("a", "an") for j in reach)
        held = held or (k + 1 < end and not items[k + 1].capital and is_act(items, k))
    else:
        held = any(items[j].low == "as" and not (items[j + 1].capital or items[j + 1].low in PRONOUNS) for j in reach[1:] if j + 1 < end)
    who = doer(u, k) if held else None
    if not who:
        return []
    quote = next((j for j in range(k + 1, min(end, k + 20)) if items[j].quote), None)
    if quote is not None and (items[quote].stops or (quote + 1 < len(items) and items[quote + 1].low in _AFTER_NAME)):
        end = quote + 1
    a = k + 1 if nxt not in _OBJECTS or quote is None or quote > k + 5 else quote  # "called it a “ruin”": "it" says nothing
    return made(u, a, end, who, (k, k), "judgement")


_AFTER_NAME = MARKS | frozenset("and but in on at during as when while because after".split())  # "called it “weak” in a letter"


def _plural(it: Item) -> bool:
    return it.low.endswith("s") or it.low in ("they", "we", "you", "i", "who", "people", "many", "some", "would", "will", "to")


def _relative(items: list[Item], k: int) -> tuple[int, int] | None:
    """The subject of the verb ``k`` in a relative clause: "which Lee described"."""
    who = subject(items, k)
    return who if who and who[0] > 0 and items[who[0] - 1].low in ("which", "that", "what", "whom") else None


_NOT_NAMED = frozenset("for on off in up out upon of to by at with".split()) | MARKS


def charged(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee accused the mayor of lying"."""
    items = u.items
    end = close(u, k, following)
    a = next((j + 1 for j in range(k + 2, min(end, k + 12)) if items[j].low == "of"), end)
    who = doer(u, k) if a < end else None
    return made(u, a, end, who, (k, k), "charge") if who else []


def passive(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The mayor was accused (by Lee) of lying", "was told that …", "is said to have left": whoever says it, if the text tells."""
    items, f = u.items, frames()
    at, low = before_adverbs(items, k), items[k].low
    if at < 0 or items[at].low not in BE or k + 2 >= len(items) or not (low.endswith("ed") or low in ("told", "said", "thought")):
        return []
    a, who = k + 1, None
    hi = next((j for j in range(a + 2, min(len(items), a + 12)) if items[j].low in _LINKS), a) if items[a].low == "by" else a
    if hi > a:
        a, who = hi, (a + 1, hi)
    link = items[a].low if a + 1 < len(items) else ""
    if low in f["object"]:
        fits = link in ("that", "of") or (not who and plain_clause(items, a))
        a -= link not in ("that", "of")
    elif low in f["accusing"] | f["charge"] | f["naming"] | f["stance"]:
        fits = link in _LINKS
    else:
        fits = link == "to" and low in _REPUTED
        a -= 1
    if not fits:
        return []
    end = close_thing(u, a + 1, following)
    by = next((j for j in range(a + 2, end - 1) if items[j].low == "by" and phrase_right(items, j + 1) > j + 1), None) if not who else None
    if by:
        end, who = by, (by + 1, phrase_right(items, by + 1))
    return made(u, a + 1, end, who, (k, k), "passive")


_LINKS = frozenset("of for as with that".split())
_REPUTED = frozenset("said reported alleged rumored rumoured thought believed".split())


def wanted(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee urged voters to stay", "called for a vote", "vowed to leave": what is wanted or promised."""
    items, f = u.items, frames()
    low = items[k].low
    if k + 2 >= len(items):
        return []
    nxt, end = items[k + 1].low, close_thing(u, k + 1, following)
    a: int | None = None
    if low in f["calling"] and nxt in ("for", "on", "upon"):
        a = k + 2
    elif low in f["calling"] and nxt == "to" and not _hearer(items[k + 2]):
        a = k + 1
    elif low in f["promising"] and nxt in ("to", "not"):
        a = k + 1
    elif low in f["wanting"] and _hearer(items[k + 1]) and content_start(u, k) is None:
        a = k + 1 if any(items[j].low == "to" for j in range(k + 2, min(end, k + 12))) else None
    if a is None or any(it.low in _NAMELESS for it in items[a : a + 4]):
        return []  # "who wished to remain anonymous"
    who = doer(u, k)
    return made(u, a, end, who, (k, k), "wanted or promised") if who else []


_NAMELESS = frozenset("anonymous anonymity unnamed unidentified nameless".split())


_OBJECTS = frozenset("him her them us me you it people voters lawmakers officials reporters everyone anyone others".split())


def _hearer(it: Item) -> bool:
    """Can somebody or something begin here: "him", "the mayor", "voters", a name?"""
    return it.capital or it.low in DETERMINERS or it.low in _OBJECTS or it.low.endswith("s")


def shown(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The figures show that …", "a poll showing Lee ahead", "the port was closed, records show": what a document says."""
    items = u.items
    who = subject(items, k) if items[k].low.endswith("ing") else doer(u, k)
    if not who or not any(it.low in frames()["documents"] for it in items[who[0] : who[1]]):
        return []  # "the move shows that …": a deed, and nobody's words
    if k + 1 == len(items) or items[k + 1].low in MARKS:
        return left_of(u, who[0], k, who, "shown") if who[0] > 2 and items[who[0] - 1].low == "," else []
    if items[k + 1].low not in OPEN_QUESTION | {"that"} and not plain_clause(items, k + 1) and not _hearer(items[k + 1]):
        return []
    return made(u, k + 1, close(u, k, following), who, (k, k), "shown")


def given(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee vowed revenge", "demanded an apology", "proposed a truce": what is promised, wanted or proposed, as a thing."""
    items = u.items
    if k + 1 >= len(items) or not is_act(items, k):
        return []
    first = items[k + 1]
    if first.quote or first.low in _NOT_NAMED or first.low in BREAKS or first.low in PRONOUNS or first.low in AUX or first.low in _OBJECTS:
        return []
    if any(items[j].low in frames()["nouns"] and items[j + 1].low == "that" for j in range(k + 1, min(len(items) - 1, k + 4))):
        return []  # "voiced fears that …": the noun has the words
    if any(it.low in _NAMELESS for it in items[k + 1 : k + 5]):
        return []  # "requested anonymity"
    who = doer(u, k)
    return made(u, k + 1, close_thing(u, k + 1, following), who, (k, k), "wanted or promised") if who else []


def reckoned(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The agency put the number of dead at 26": a figure that somebody gives."""
    items, end = u.items, close_thing(u, k, following)
    at = next((j for j in range(k + 2, min(end - 1, k + 10)) if items[j].low == "at"), end)
    figure = at < end and any(it.low[0].isdigit() or it.low in _FIGURES for it in items[at + 1 : at + 5])
    who = doer(u, k) if figure and items[k + 1].low in DETERMINERS else None
    return made(u, k + 1, end, who, (k, k), "reckoned") if who else []


_FIGURES = frozenset("two three four five six seven eight nine ten eleven twelve dozens hundreds".split())


def spoken_of(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee complained about the noise", "warned against a strike", "pointed to the damage": what the words are about."""
    items, f = u.items, frames()
    if k + 2 >= len(items):
        return []
    if items[k + 1].low not in (("to",) if items[k].low in f["towards"] else ("for",) if items[k].low in f["sorry"] else _ABOUT):
        return []
    who = doer(u, k)
    return made(u, k + 2, close(u, k, following), who, (k, k + 1), "spoken of") if who else []


_ABOUT = ("about", "of", "against")


def taken_up(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee condemned the raid", "defended his vote", "questioned the count": a thing that the speaker's words take a stand on."""
    items = u.items
    if k + 2 >= len(items) or not is_act(items, k):
        return []
    if not (_hearer(items[k + 1]) or items[k + 1].quote or items[k + 1].low in OPEN_QUESTION - {"when", "if"}):
        return []
    end = close_thing(u, k, following)
    who = doer(u, k)
    return made(u, k + 1, end, who, (k, k), "stance") if who else []


def is_act(items: list[Item], k: int) -> bool:
    """Is the word a verb in a finite form or after a comma, and no noun or name?"""
    low = items[k].low
    return low.endswith(("ed", "ing", "s")) and not (items[k].capital and k > 0)


def nominal(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee's claim that the port is safe", "rumours that …": a noun of speech, whose it is if the text says so."""
    items = u.items
    if verb := disputed(items, k) if k > 2 else None:
        return made(u, k - 1, k + 1, subject(items, verb), (verb, verb), "disputed")
    if k + 2 >= len(items) or not (said := _about(items, k)):
        return []
    own = next((j for j in range(k - 1, max(-1, k - 4), -1) if items[j].low.endswith(("'s", "s'")) or items[j].low in _OWN), None)
    if own is not None and any(items[j].low in MARKS for j in range(own, k)):
        own = None
    if own is None and (said == "thing" or (items[k].low in frames()["carriers"] and (not k or items[k - 1].low != "the"))):
        return []  # "issued a statement that …"
    lo = k if own is None else own if items[own].low in _OWN else phrase_left(items, own + 1)
    end = next((j for j in range(k + 2, close(u, k, following)) if items[j].low in (",", ";")), close(u, k, following))
    if all(it.low in LEAD_IN | DETERMINERS or not it.low[0].islower() for it in items[:lo]):  # "Lee's claim that it was closed is old"
        verbs = [j for j in range(k + 3, end) if (items[j].low in AUX or items[j].low.endswith("ed")) and items[j - 1].low not in AUX | NOT]
        end = verbs[said == "clause"] if len(verbs) > (said == "clause") else end
    who = (lo, own + 1) if own is not None else None
    verb = next((j for j in range(k - 1, max(0, k - 4), -1) if items[j].low in frames()["airing"]), None) if own is None else None
    return made(u, k + 2, end, doer(u, verb) if verb else who, (k, k), "noun of speech")  # "Lee voiced fears that …"


_OWN = frozenset("his her its their my our".split())


def _about(items: list[Item], k: int) -> str:
    """What follows a noun: a clause ("claim that …", not "a claim that was made"), a thing ("call for …"), or nothing."""
    f, nxt = frames(), items[k + 1].low
    if nxt == "that" and items[k].low in f["nouns"]:
        return "" if items[k + 2].low in AUX else "clause"
    return "thing" if items[k].low in f["nouns of"] and nxt in ("about", "for", "of", "to", "on", "over", "against") else ""


def minded(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee is confident that the port is safe", "was worried about the noise", "made it clear that …"."""
    items = u.items
    if k < 2 or k + 2 >= len(items):
        return []
    at = before_adverbs(items, k)
    nxt, a = items[k + 1].low, k + 2
    if items[k].low == "clear" and items[at].low in ("made", "makes", "make", "it") and nxt == "that":
        who = subject(items, at - (items[at].low == "it"))
        return made(u, a, close(u, k, following), who, (k, k), "minded") if who else []
    if items[at].low not in BE or not (nxt in ("that", "about") or plain_clause(items, k + 1)):
        return []
    who = subject(items, at)
    a -= nxt not in ("that", "about")
    return made(u, a, close(u, k, following), who, (k, k), "minded") if who and items[who[0]].low != "it" else []


def issued(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "Lee released a statement expressing regret": a noun of speech with what it does."""
    items, carriers = u.items, frames()["carriers"]
    noun = next((j for j in range(k + 1, min(len(items), k + 5)) if items[j].low in carriers), None)
    if noun is None or noun + 1 >= len(items) or not (items[noun + 1].low.endswith("ing") or items[noun + 1].low == "that"):
        return []
    if items[noun + 1].low in frames()["clause"]:
        return []  # "a statement saying that …"
    who = subject(items, k)
    return made(u, noun + 1, close(u, noun, following), who, (k, noun), "statement that does") if who else []


def refused(u: OuterSentence, k: int, following: list[int]) -> list[Report]:
    """ "The ministry refused to say whether …", "declined to comment", "refused to leave": what somebody will not say or do."""
    items = u.items
    if k + 2 >= len(items) or items[k + 1].low != "to":
        return []
    who = doer(u, k)
    if not who:
        return []
    last = close(u, k, following)
    if items[k + 2].low not in _SPEAK:
        return made(u, k + 1, last, who, (k, k), "refusal")
    silent = k + 3 >= last or (items[k + 3].low in PREPOSITIONS | BREAKS and items[k + 3].low not in OPEN_QUESTION | {"on", "about"})
    return made(u, k + 1, k + 3, who, (k, k), "refusal") if silent else made(u, k + 3, last, who, (k, k + 2), "refusal")


_SPEAK = frozenset("say comment answer discuss disclose confirm reveal elaborate specify provide identify give name speak respond".split())
