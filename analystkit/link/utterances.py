"""Placeholder of the skeleton."""
from analystkit.link import Address


def utterances(articles, tags) -> dict[Address, str]:
    return {(a.id, i): f"{a.id}:{s.start}" for a in articles for i, s in enumerate(tags[a.id].statements)}
