"""A folder of invented news, and edits of it by lot: articles added, taken away, changed, a line of the codebook written or struck."""

from __future__ import annotations

import random
from pathlib import Path

_TOWNS = ("Oslo", "Lund", "Bergen", "Mosul", "Ghent", "Turku", "Cork", "Split", "Brno", "Riga")
_MONTHS = ("January", "February", "March", "May", "June", "July", "August", "October")
_WHO = ("Gunmen", "Rebels", "Soldiers", "Militants", "The Vale Front", "Police")
_DID = ("attacked a camp in", "shelled the town of", "raided a house in", "bombed a bridge near", "seized a school in")
_SAID = ("a spokesman said", "the mayor of {town} said", "Colonel Ann Lee told reporters", "state media reported", "witnesses said")
_ACTORS = "actor_id,name,kind,aliases,roles,metonyms,country,notes\n"


def news(dice: random.Random) -> str:
    """One article: one or two events, each with a day, a town and a toll, and who said it."""
    lines = []
    for _ in range(dice.randint(1, 2)):
        town, day = dice.choice(_TOWNS), f"{dice.randint(1, 28)} {dice.choice(_MONTHS)} 2019"
        did, said = dice.choice(_DID), dice.choice(_SAID).format(town=town)
        lines.append(f"{dice.choice(_WHO)} {did} {town} on {day}, killing {dice.randint(1, 9)} people, {said}.")
    when = f" The attack in {dice.choice(_TOWNS)} came two days after talks failed on Monday."
    return f"{dice.choice(_DID).split()[0].capitalize()} in {dice.choice(_TOWNS)}\n\n" + " ".join(lines) + when + "\n"


def folder(home: Path, n: int, dice: random.Random) -> Path:
    """A project of ``n`` such articles with a codebook. Gives its ``seeds``."""
    (home / "seeds").mkdir(parents=True)
    (home / "data" / "codebook").mkdir(parents=True)
    for i in range(n):
        (home / "seeds" / f"a{i:04}.txt").write_text(news(dice), "utf-8")
    (home / "data" / "codebook" / "actors.csv").write_text(_ACTORS, "utf-8")
    return home / "seeds"


def edit(home: Path, dice: random.Random) -> str:
    """One edit by lot; says which it was."""
    articles = sorted((home / "seeds").iterdir())
    book = home / "data" / "codebook" / "actors.csv"
    what = dice.choice(("add", "remove", "change", "change", "line"))
    if what == "line":
        lines = book.read_text("utf-8").splitlines(True)
        if len(lines) > 1 and dice.random() < 0.4:
            del lines[-1]
        else:
            k = len(lines)
            lines.append(f"band-{k},{dice.choice(_WHO[4:])} {k},armed_group,{dice.choice(_TOWNS)} Band {k},,,,\n")
        book.write_text("".join(lines), "utf-8")
    elif what == "remove":
        dice.choice(articles).unlink()
    elif what == "add":
        (home / "seeds" / f"b{dice.randrange(10**6):06}.txt").write_text(news(dice), "utf-8")
    else:
        dice.choice(articles).write_text(news(dice), "utf-8")
    return what
