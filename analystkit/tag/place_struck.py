"""What is struck: "shells hit Ash", "an attack on Ash", "people fled Ash", "Ash and Elm were shelled". The object of violence is a place."""

from __future__ import annotations

from analystkit.tag.place_names import Hit, Tokens, words


def struck(t: Tokens, first: int, last: int) -> bool:
    """Do the words around the name say that something was done to the place by force, or that people fled it?"""
    return _object(t, first) or _subject(t, last)


def shelled(t: Tokens, first: int) -> bool:
    """Is it a place by the verb alone: weapons hit it, it was shelled, it was fled? Then even a name that nobody knows is a place.

    "An attack on Ash" is not enough: parties, people and ideas are attacked as well.
    """
    k = _outer(t, first)
    if t.low(k) in words()["struck_places"]:
        return t.gap(k + 1).isspace()
    if not _object(t, first):
        return False
    near = {t.low(j) for j in range(max(0, k - 5), k + 1) if "." not in t.text[t.ends[j] : t.starts[k]]}
    return bool(near & words()["weapons"])


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
    """ "Ash was shelled", "Ash, Elm and Oak have been hit", "Ash came under fire": names may stand between."""
    k = last + 1
    while k < last + 8 and t.gap(k) in (" ", ", ", "\n", " al-", "-") and (t.capital(k) or t.low(k) == "and"):
        k += 1
    if not t.gap(k).isspace():
        return False
    if t.low(k) in ("came", "comes") and t.low(k + 1) == "under":
        return t.low(k + 2) in ("fire", "attack", "shelling", "bombardment", "heavy", "rocket", "artillery")
    if t.low(k) in ("has", "have", "had"):
        k += 1
    if t.low(k) not in ("was", "were", "been", "being", "is", "are"):
        return False
    k += 1
    while k < last + 14 and (t.low(k) in ("also", "again", "being", "repeatedly", "heavily", "later", "then") or t.low(k) == "been"):
        k += 1
    return t.low(k) in words()["struck"] | words()["struck_places"] | words()["struck_passive"] and t.gap(k).isspace()


def unknown(t: Tokens, hit: Hit) -> bool:
    """Can a name that no gazetteer has be a place here? No plural ("Houthis"), no initials, nothing with a first name's or a body's words."""
    return not (
        t.low(hit.last).endswith(("s", "ists", "ans"))
        or t.possessive[hit.last]
        or any(t.raw[k].isupper() or len(t.raw[k]) < 4 for k in range(hit.first, hit.last + 1) if t.capital(k))
        or hit.last - hit.first > 1
        or t.gap(hit.last + 1) in ("-", "–")
        or (t.joined(hit.last + 1) and t.low(hit.last + 1) in words()["unit_words"])
    )
