"""Groups that are joined two at a time: who belongs together, asked for in nearly no time."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")


class Groups(Generic[K]):
    """Each in a group of its own until groups are joined.

    >>> groups = Groups[str]()
    >>> for one, two in (("a", "c"), ("b", "d"), ("c", "d")):
    ...     groups.join(*sorted((groups.find(one), groups.find(two))))
    >>> {name: groups.find(name) for name in "abcd"}
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'a'}
    """

    def __init__(self) -> None:
        self._in: dict[K, K] = {}

    def find(self, one: K) -> K:
        """Who stands for the group of this one; the way there is shortened for the next time."""
        while (above := self._in.setdefault(one, one)) != one:
            self._in[one] = one = self._in.setdefault(above, above)
        return one

    def join(self, first: K, other: K) -> None:
        """Make one group of two, for which the first stands."""
        self._in[self.find(other)] = self.find(first)

    def known(self) -> list[K]:
        """All that were ever asked for."""
        return list(self._in)
