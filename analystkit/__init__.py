"""analystkit: a folder of news articles in, a chronology, a map, who said what and a ledger of claims out; every mark is a receipt."""

from typing import TYPE_CHECKING, Any

from analystkit import cache  # noqa: F401 - the first: it notes which files the kit is made of before they are loaded
from analystkit.errors import AnalystkitError, CodebookError, InputError

if TYPE_CHECKING:
    from analystkit.corpus import Corpus
    from analystkit.frames import read_table

__all__ = ["AnalystkitError", "CodebookError", "Corpus", "InputError", "read_table"]


def __getattr__(name: str) -> Any:
    """``Corpus`` and ``read_table`` when they are first asked for: they bring the reader of English and pandas, which few runs need."""
    if name == "Corpus":
        from analystkit.corpus import Corpus

        return Corpus
    if name == "read_table":
        from analystkit.frames import read_table

        return read_table
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
