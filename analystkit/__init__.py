"""analystkit: a folder of news articles in, a chronology, a map, who said what and a ledger of claims out; every mark is a receipt."""

from typing import TYPE_CHECKING, Any

from analystkit import cache  # noqa: F401 - the first: it notes which files the kit is made of before they are loaded
from analystkit.errors import AnalystkitError, CodebookError, InputError

if TYPE_CHECKING:
    from analystkit.corpus import Corpus

__all__ = ["AnalystkitError", "CodebookError", "Corpus", "InputError"]


def __getattr__(name: str) -> Any:
    """``Corpus`` is loaded when it is first asked for: it brings the whole reader of English, which a run without changes does without."""
    if name != "Corpus":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from analystkit.corpus import Corpus

    return Corpus
