"""The views: one module each, a function each, DataFrames in and a View out.

They are imported here, by name, because a view and its module share a name, and ``show.ledger`` must be the view however the module was
first imported. None of them imports anything heavy before it is called.
"""

from __future__ import annotations

from analystkit.show.answers import answers
from analystkit.show.chronology import chronology
from analystkit.show.event import event
from analystkit.show.finding import finding
from analystkit.show.geography import distances, geography, still_map
from analystkit.show.ledger import ledger
from analystkit.show.overview import articles, overview, problems, set_aside, tagged
from analystkit.show.passage import passage
from analystkit.show.statements import statements, when_said
from analystkit.show.tables import table
from analystkit.show.utterances import lookalikes, utterance, utterances

__all__ = [
    "answers",
    "articles",
    "chronology",
    "distances",
    "event",
    "finding",
    "geography",
    "ledger",
    "lookalikes",
    "overview",
    "passage",
    "problems",
    "set_aside",
    "statements",
    "still_map",
    "table",
    "tagged",
    "utterance",
    "utterances",
    "when_said",
]


def __dir__() -> list[str]:
    """What a name is completed to in a notebook: the views, not the modules they are in."""
    return __all__
