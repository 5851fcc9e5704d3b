"""For who writes rules: how a rule fits a sentence, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analystkit.english.actors.groups import nations_as_one
from analystkit.english.events.casualties import items
from analystkit.english.names import beside
from analystkit.english.patterns import Rule, Rules, compiled
from analystkit.english.rulefile import Rx
from analystkit.english.tokens import Reading
from analystkit.records import Article, Segment


def sentences_of(known: Rules, text: str) -> Iterator[tuple[list[str], list[int], list[int]]]:
    """The sentences of a text as these rules read them: words as printed, starts, ends."""
    reading = Reading(Article("x", text, segments=(Segment(0, len(text), "body", "given"),)))
    if known.examples[0] == "numerals":
        for counted in (items(reading, s.start, s.end) for s in reading.sentences):
            yield counted.raw, counted.starts, counted.ends
        return
    if known.examples[0] == "plain":
        w = reading.tokens
        yield from ((w.raw[s.lo : s.hi], w.starts[s.lo : s.hi], w.ends[s.lo : s.hi]) for s in reading.sentences)
        return
    if known.examples[0] == "nations":
        w = reading.tokens
        for known_as in map(nations_as_one, reading.sentences):
            yield [it.word for it in known_as], [w.starts[it.first] for it in known_as], [w.ends[it.last] for it in known_as]
        return
    if known.examples[0] == "names":
        w = reading.tokens
        for n in reading.names:
            words, lo = beside(w, n.first, n.last + 1, 0, len(w.raw)), max(0, n.first - 8)
            at = [*range(lo, n.first + 1), *range(n.last + 1, lo + len(words) + n.last - n.first)]
            yield words, [w.starts[i] for i in at], [w.ends[i] for i in at]
        return
    yield from ((u.raw, u.starts, u.ends) for u in reading.outer)


def explain(known: Rules, name: str, text: str) -> str:
    """How the rules of a name fit at each of their cues: every part beside what it matched; "✗" marks the first that did not.

    >>> from analystkit.english.patterns import rules
    >>> "✗" in explain(rules("attribution"), "that", "Lee said on Friday the port was closed.")
    True
    """
    out = []
    for words, _, _ in sentences_of(known, text):
        tape = known.tape(words)
        for rule in (r for r in known.rules if r.name == name):
            out.append(f"{rule.line.where} {rule.name}")
            for k in (i for i, x in enumerate(tape) if x in rule.cue):
                out += [f"    {part:30} {shown}" for part, shown in _parts(rule, tape, k, words)]
    return "\n".join(out)


def _parts(rule: Rule, tape: str, k: int, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    n = len(tape)
    left = [(p, n - b if b >= 0 else -1, n - a) for p, a, b in _fit(rule.parts[0][::-1], tape[::-1], n - k, True)]
    for part, lo, hi in [*left[::-1], ("CUE", k, k + 1), *_fit(rule.parts[1], tape, k + 1, False)]:
        there = words[max(0, hi - 4) : hi] if lo < 0 else words[lo : lo + 4] if hi < 0 else words[lo:hi]
        yield part, f"{'✗ ' * (lo < 0 or hi < 0)}{' '.join(there)}"


def _fit(parts: Sequence[Rx], tape: str, start: int, mirrored: bool) -> list[tuple[str, int, int]]:
    """The longest run of parts that fits from ``start``, each with its items; then the part that fails, with an end of -1."""
    for n in range(len(parts), -1, -1):
        m = compiled("".join(f"(?P<part_{i}>{p.back if mirrored else p.ahead})" for i, p in enumerate(parts[:n]))).match(tape, start)
        if m:
            fitting = [(p.source, *m.span(f"part_{i}")) for i, p in enumerate(parts[:n])]
            return fitting + [(p.source, m.end(), -1) for p in parts[n : n + 1]]
    return []
