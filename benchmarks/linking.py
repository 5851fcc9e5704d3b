"""Processor seconds and memory for laying 1,000, 3,000 and 10,000 tagged articles side by side. Everything in them is invented.

    python benchmarks/linking.py [SIZE ...] [--crowded]

Each article tells two events of a story that about four others tell too, and takes up each of them again. The stories lie over two
years, thirty countries and three hundred towns; ``--crowded`` puts them into one country of ten towns and three months, as a war
does. Each size runs in a process of its own, so that memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from analystkit.codebook import Codebook
from analystkit.link import link
from analystkit.records import Actor, Article, Claim, Interval, Mention, Place, Segment, Tags

CROWDED = "--crowded" in sys.argv
TOWNS, DAYS = (10, 90) if CROWDED else (300, 700)
KINDS = ("attack", "airstrike", "detention", "protest", "statement", "seizure")
FIRST = date(2018, 1, 1)


def number(*parts: int) -> int:
    """A number that looks drawn by lot and is the same on every machine."""
    value = 2166136261
    for part in parts:
        value = ((value ^ part) * 16777619) % 2**32
        value ^= value >> 13
    return value


def town(k: int) -> Place:
    """One of three hundred invented towns: ten in each of thirty countries, whose code has two letters."""
    country, lat, lon = chr(65 + k // 10 // 26) + chr(65 + k // 10 % 26), -40.0 + k % 10, 5.0 * (k // 10)
    return Place(0, 0, f"town-{k}", f"Town{k}", "city", country, lat, lon, "city", "locative", "invented")


def article(i: int) -> tuple[Article, Tags]:
    """One article with its tags: two events of its story, and one of them named again."""
    story = number(1, i) // 7 % max(1, i // 5 + 1)
    published = FIRST + timedelta(days=number(2, story) % DAYS + 3)
    sentences, places, actors, mentions, claims, at = [], [], [], [], [], 0
    for e in range(2):
        kind, place = KINDS[number(3, story, e) % len(KINDS)], town(number(4, story, e) % TOWNS)
        who, whom, killed = number(5, story, e) % 900, number(6, story, e) % 900, number(7, story, e) % 40 + 1
        day = published - timedelta(days=number(8, story, e) % 3)
        head = f"Band{who} carried out an "
        text = f"{head}{kind} on Band{whom} in Town{place.place_id} on {day}, killing {killed} people."
        where = at + text.index(" in ") + 4
        mentions.append(
            Mention(
                at, at + len(text) - 1, kind, "carried_out", Interval(day, day, "day"), (str(place.place_id),),
                ((f"band-{who}", "agent"), (f"band-{whom}", "target")), f"events.toml:{kind}:{kind}",
                at + len(head), at + len(head) + len(kind),
            )
        )  # fmt: skip
        places.append(Place(where, where + 4, *(getattr(place, f) for f in list(Place.__dataclass_fields__)[2:11])))
        actors.append(Actor(at, at + 5, f"band-{who}", f"Band{who}", "armed_group", "invented"))
        claims.append(Claim(at + text.index("killing"), at + len(text) - 1, 2 * e, "killed", killed, None, None, None, None, "invented"))
        again = f" The {kind} was over by night."
        mentions.append(
            Mention(at + len(text) + 1, at + len(text) + len(again) - 1, kind, "carried_out", Interval(), (), (),
                    f"events.toml:{kind}:{kind}", at + len(text) + 5, at + len(text) + 5 + len(kind))
        )  # fmt: skip
        sentences.append(text + again + " ")
        at += len(sentences[-1])
    sentences.append("Of " + " ".join(f"matter{number(9, story, k) % 20_000}" for k in range(40)) + ".")  # what its story is about
    body = "".join(sentences)
    made = Article(
        f"a{i:06}", body, outlet=f"Paper {i % 50}", published=Interval(published, published, "day"),
        segments=(Segment(0, len(body), "body", "all"),),
    )  # fmt: skip
    return made, Tags(places=tuple(places), actors=tuple(actors), mentions=tuple(mentions), claims=tuple(claims))


def run(n: int) -> None:
    given = [article(i) for i in range(n)]
    articles, tags = [a for a, _ in given], {a.id: t for a, t in given}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    made = link(articles, tags, Codebook())
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    per = 1000 * seconds / n
    print(
        f"{n:>7,} articles  {len(made.events):>7,} events  {seconds:>7.1f} s  {per:>6.2f} ms an article  "
        f"{after / 1024:>6.0f} MB in all, {(after - before) / 1024:.0f} of it for linking",
        flush=True,
    )


if __name__ == "__main__":
    sizes = [int(s) for s in sys.argv[1:] if s.isdigit()] or [1000, 3000, 10000]
    if len(sizes) == 1:
        run(sizes[0])
    else:
        for size in sizes:
            subprocess.run([sys.executable, __file__, str(size), *(["--crowded"] if CROWDED else [])], check=True)
