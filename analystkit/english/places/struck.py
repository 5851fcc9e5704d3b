"""What is struck is a place: "shells hit Ash", "an attack on Ash", "people fled Ash", "Ash and Elm were shelled"."""

from __future__ import annotations

from functools import lru_cache

from analystkit.english.places.names import Tokens, words


def struck(t: Tokens, first: int, last: int) -> bool:
    """Do the words around the name say that something was done to the place by force, or that people fled it?"""
    return _object(t, first) or _subject(t, last)


def shelled(t: Tokens, first: int) -> bool:
    """Is it a place by the verb alone: weapons hit it, it was shelled, it was fled? Then even a name that nobody knows is a place.

    "An attack on Ash" is not enough without its toll: parties, people and ideas are attacked as well.
    """
    if t.low(first - 1) not in triggers():
        return False
    k = _outer(t, first)
    if t.low(k) in words()["struck_places"]:
        return t.gap(k + 1).isspace()
    if not _object(t, first):
        return False
    if t.low(k) == "on" and _toll(t, first):
        return True
    near = {t.low(j) for j in range(max(0, k - 5), k + 1) if "." not in t.text[t.ends[j] : t.starts[k]]}
    return bool(near & words()["weapons"])


def bombed(t: Tokens, first: int) -> bool:
    """Is a country struck by arms, so that it is where and not who: "missiles hit Ash", "Elm bombed Ash", "the strikes on Ash", "the attack
    on Ash killed ten"? Sanctions hit governments, and speeches attack them."""
    k = _outer(t, first)
    word, before = t.low(k), t.low(k - 1)
    if word in ("on", "against", "of") and before in ("attack", "attacks"):
        return _toll(t, first)
    if word in ("on", "of"):
        return before in words()["bombing"]
    if word in words()["bombed"]:
        return word not in words()["struck_nouns"] or before not in words()["function_words"]
    return shelled(t, first)


def _toll(t: Tokens, first: int) -> bool:
    """ "… killed ten", "… left two dead": what is told of an attack that took lives."""
    last = first
    while t.capital(last + 1) and t.joined(last + 1):
        last += 1
    return t.low(last + 1) in words()["toll"] and t.gap(last + 1).isspace()


@lru_cache(maxsize=1)
def triggers() -> frozenset[str]:
    """Every word that can stand right before a struck name: most names are ruled out by it at once."""
    lists = words()
    return lists["struck_places"] | lists["struck"] | lists["between"] | {"on", "against", "of"}


def _outer(t: Tokens, first: int) -> int:
    """The token that leads in the name, before "the city of", "nearby" and the like."""
    k = first - 1
    while k > first - 5 and k >= 0 and t.gap(k + 1).isspace() and t.low(k) in words()["between"]:
        k -= 1
    return k if k >= 0 and t.gap(k + 1).isspace() else -1


def _object(t: Tokens, first: int) -> bool:
    k = _outer(t, first)
    word = t.low(k)
    if word in words()["struck_places"] or word in words()["struck"]:
        return not (word in words()["struck_nouns"] and t.low(k - 1) in words()["function_words"])
    if word in ("on", "against"):
        return t.low(k - 1) in words()["struck_nouns"] or (word == "on" and t.low(k - 1) in words()["falling"])
    return word == "of" and t.low(k - 1) in words()["struck_of"]


def _subject(t: Tokens, last: int) -> bool:
    """ "Ash was shelled", "Ash, Elm and Oak have been hit": names may stand between."""
    k = last + 1
    while k < last + 8 and t.gap(k) in (" ", ", ", "\n", " al-", "-") and (t.capital(k) or t.low(k) == "and"):
        k += 1
    if not t.gap(k).isspace():
        return False
    if t.low(k) in ("has", "have", "had"):
        k += 1
    if t.low(k) not in ("was", "were", "been", "being", "is", "are"):
        return False
    k += 1
    while k < last + 14 and (t.low(k) in ("also", "again", "being", "repeatedly", "heavily", "later", "then") or t.low(k) == "been"):
        k += 1
    return t.low(k) in words()["struck"] | words()["struck_places"] | words()["struck_passive"] and t.gap(k).isspace()


def nameable(t: Tokens, first: int, last: int) -> bool:
    """Can words that no gazetteer has be a town here? No plural ("Houthis"), no initials, nothing that a unit or a hyphen follows."""
    return not (
        t.low(last).endswith("s")
        or t.possessive[last]
        or last - first > 1
        or any(t.raw[k].isupper() or len(t.raw[k]) < 4 for k in range(first, last + 1) if t.capital(k))
        or t.gap(last + 1) in ("-", "–")
        or any(t.low(k) in words()["armed_names"] for k in range(first, last + 1))
        or (t.joined(last + 1) and t.low(last + 1) in words()["unit_words"])
    )
