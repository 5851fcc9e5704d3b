"""How a place name is used: where something is (locative), who acts or is addressed (metonym), or what describes a noun (attributive)."""

from __future__ import annotations

import re
from functools import lru_cache

from analystkit.english.lexicon import sets as lexicon
from analystkit.english.places.gazetteer import key, world
from analystkit.english.places.names import Hit, Tokens, words
from analystkit.english.places.struck import bombed, struck

_STRONG = frozenset("in at near inside outside within around across throughout into".split())
_PREPOSITIONS = _STRONG | frozenset("from of to over through via off along beyond toward towards between among".split())
# After the place that begins a line: "Ashton (Wire) —", "ASHTON, Kenya (AP) _", "Ashton, 3 May --"
_DATELINE = re.compile(r" (?:\(|[—–-])|, [^\n]{1,30}?(?:[(\[]|[—–_-] )")
_NO_NOUN_ENDINGS = ("ed", "ing", "ly")
_SEATS = frozenset({"pentagon", "white-house", "kremlin", "downing-street", "capitol-hill", "elysee"})


def use(t: Tokens, hit: Hit, before: Hit | None, before_use: str, following: Hit | None = None) -> tuple[str, str]:
    """The use of a name, and the reason as a rule's name. ``before`` is the hit before it, with the use it was given."""
    spot = hit.best
    acts = spot is not None and acting(hit)
    after = t.low(hit.last + 1)
    if hit.adjective:
        return "attributive", "nationality"
    if hit.container is None and before is not None and before.container is hit:
        return "locative", "beside its city"
    if hit.embedded and not hit.container:
        return "attributive", "in a name"
    if t.text[hit.end : hit.end + 1] in "-–" and hit.end < t.stop and t.text[hit.end + 1 : hit.end + 2].isalpha():
        return "attributive", "before a hyphen"
    if t.possessive[hit.last]:
        return _owner(t, hit, acts, following is not None and following.first == hit.last + 1 and not following.adjective)
    if spot is not None and spot.kind == "facility":
        return _facility(t, hit)
    strong = _led_in(t, hit) in _STRONG
    if hit.division and after in (hit.division, f"{hit.division}s", "border"):
        return "locative", "its land"
    if t.joined(hit.last + 1) and after in words()["lands_of"] and not _short_name(t, hit):
        return "locative", "its land"
    if _led_in(t, hit) == "from" and _comes_from(t, hit):
        return "attributive", "where somebody comes from"
    if hit.rule == "struck" or (spot is not None and spot.kind == "city" and struck(t, hit.first, hit.last)):
        return "locative", "struck"
    joined = following is not None and following.first == hit.last + 2 and not following.adjective
    if _noun_follows(t, hit, strong or _bare_preposition(t, hit)) or (not joined and _shared_noun(t, hit)):
        return "attributive", "before a noun"
    if spot is not None and spot.kind == "country" and bombed(t, hit.first):
        return "locative", "struck"
    if strong or not acts:
        return "locative", "after a preposition" if strong else "not a seat of government"
    return _actor(t, hit, after, before, before_use)


def acting(hit: Hit) -> bool:
    """Can the name stand for a government: a country, a union of them, or a capital?"""
    spot = hit.spots[0]
    if spot.kind == "country" or spot.id in _SEATS or spot.id == "european-union":
        return True
    w = world()
    capital = spot.country is not None and w.capitals.get(spot.country)
    return spot.kind == "city" and bool(capital) and capital in (hit.spots[0].name.lower(), spot.id, spot.id.rsplit("-", 1)[0])


def _led_in(t: Tokens, hit: Hit) -> str:
    """The word that leads in the name: the one before it, before "the", "both", "northern" and the like."""
    k = hit.first - 1
    while k >= 0 and t.gap(k + 1).isspace() and hit.first - k < 4 and (t.low(k) in words()["between"] or t.low(k) in words()["directions"]):
        k -= 1
    return t.low(k) if k >= 0 and t.gap(k + 1).isspace() else ""


def _comes_from(t: Tokens, hit: Hit) -> bool:
    """ "Mediators from Ash arrived": they are not in Ash. "Troops left Ash", "withdrew soldiers from Ash" are another thing."""
    k = hit.first - 1
    while k > hit.first - 5 and t.low(k) != "from":
        k -= 1
    if t.low(k - 1) not in people() | words()["comers"] or not t.gap(k).isspace():
        return False
    return not {t.low(j) for j in range(k - 7, k)} & words()["taken_away"]


def _owner(t: Tokens, hit: Hit, acts: bool, place_follows: bool) -> tuple[str, str]:
    """ "Ash's north" is a place, "Ash's foreign ministry" a body of it, "Ash's support" what its government does."""
    owned = [t.low(hit.last + k) for k in (1, 2)]
    if place_follows or owned[0] in words()["lands_of"] or owned[0] in words()["directions"]:
        return "locative", "owner of land"
    if any(w in words()["bodies"] for w in owned) or (acts and t.capital(hit.last + 1)):
        return "attributive", "owner of a body"
    return ("metonym", "owner of a deed") if acts else ("locative", "owner of something")


def _bare_preposition(t: Tokens, hit: Hit) -> bool:
    """ "retaliation by Ash increases": right after a preposition the name is its noun, and what follows is the verb."""
    return t.low(hit.first - 1) in _PREPOSITIONS | {"by", "with", "against", "on", "for"} and t.gap(hit.first).isspace()


def _facility(t: Tokens, hit: Hit) -> tuple[str, str]:
    """Seats of power speak; any other building is where it is."""
    spot = hit.spots[0]
    if spot.id not in _SEATS:
        return "locative", "facility"
    if _led_in(t, hit) in ("in", "at", "near", "inside", "outside", "around"):
        return "locative", "after a preposition"
    if _noun_follows(t, hit, False):
        return "attributive", "before a noun"
    return "metonym", "seat of power"


def _noun_follows(t: Tokens, hit: Hit, strong: bool) -> bool:
    """Does the name describe the noun after it: "US forces", "the Yemen civil war"?"""
    i = hit.last + 1
    if i >= len(t.raw) or t.gap(i) not in (" ", "\u00a0") or t.text[hit.end : hit.end + 2] == ". ":
        return False
    word, lists = t.low(i), words()
    if t.capital(i):
        led = strong and not _short_name(t, hit) and word not in lists["titles"]
        return not led and word not in lists["openers"] and word not in lists["function_words"]
    if word in words()["participles"]:
        return not strong and t.low(i + 1) not in ("by", "in", "with", "to", "")
    if word in words()["noun_or_verb"] and not strong:
        return _is_noun(t, i)
    if word in lists["function_words"] or word in lists["acting_verbs"] or word.endswith(_NO_NOUN_ENDINGS) or not word.isalpha():
        return False
    if word.endswith("s") and (t.low(i + 1) in words()["objects"] or t.capital(i + 1)) and t.gap(i + 1).isspace():
        return False  # "Ash advocates the plan", "Ash deploys National Guards"
    return not strong or _short_name(t, hit) or t.low(hit.first - 1) == "the" or word in people()


@lru_cache(maxsize=1)
def people() -> frozenset[str]:
    """Words for people and bodies that a place describes whatever stands before it: "by Ash police", "from Ash officials"."""
    lists = lexicon("people")
    return lists["roles"] | lists["anonymous"] | lists["military nouns"] | lists["armed nouns"] | lists["state bodies"]


def _is_noun(t: Tokens, i: int) -> bool:
    """Is the word that can be both a noun here? Yes where a preposition, another verb or the end comes next, not its object."""
    after = t.low(i + 1)
    if not t.gap(i + 1).isspace():
        return True
    return (
        after in _PREPOSITIONS
        or after in ("on", "against", "by", "and", "for")
        or (after in words()["acting_verbs"] and after not in words()["noun_or_verb"])
    )


def _shared_noun(t: Tokens, hit: Hit) -> bool:
    """ "US and allied troops": the name and another word describe one noun."""
    i = hit.last + 1
    if t.low(i) not in ("and", "or") or not t.gap(i).isspace() or not t.gap(i + 1).isspace() or not t.gap(i + 2).isspace():
        return False
    noun = t.raw[i + 2]
    if t.low(i + 1).endswith("s") or t.low(i + 1) in words()["function_words"] or key(t.raw[i + 1]) in world().countries_by_name:
        return False
    return noun.endswith("s") and noun.isalpha() and noun not in words()["function_words"] and noun not in words()["acting_verbs"]


def _short_name(t: Tokens, hit: Hit) -> bool:
    """ "in US custody": "US" before a noun describes it even after a preposition."""
    return t.text[hit.start : hit.end].replace(".", "").isupper() and hit.end - hit.start <= 6


def _actor(t: Tokens, hit: Hit, after: str, before: Hit | None, before_use: str) -> tuple[str, str]:
    lead = _led_in(t, hit)
    listed = before is not None and before.last == hit.first - 1 and t.gap(hit.first) == ", "
    if listed and after not in words()["acting_verbs"] and not after.endswith("ed") and before_use in ("locative", "metonym"):
        return before_use, "in a list of places"
    if lead == "as" and "such as" in t.text[max(0, hit.start - 12) : hit.start]:
        return "locative", "an example of places"
    if before is not None and lead in ("and", "or") and before.last >= hit.first - 3 and before_use in ("locative", "metonym"):
        return before_use, "joined to the place before"
    window = {t.low(k) for k in range(hit.first - 6, hit.first)}
    if (lead == "with" and window & {"border", "borders", "frontier"}) or (lead == "for" and window & words()["bound"]):
        return "locative", f"after {lead}"
    if lead in _PREPOSITIONS or lead == "on":
        if window & words()["addressed"] and lead in ("to", "of", "on", "from", "toward", "towards", "between"):
            return "metonym", "addressed"
        return "locative", "after a preposition"
    if lead in words()["locatives"]:
        return "locative", "after a verb of place"
    if _line_start(t, hit) and _DATELINE.match(t.text, hit.end):
        return "locative", "dateline"
    return "metonym", "no preposition"


def _line_start(t: Tokens, hit: Hit) -> bool:
    return hit.first == 0 or "\n" in t.gap(hit.first)
