"""analystkit: a folder of news articles in, a chronology, a map, who said what and a ledger of claims out; every mark is a receipt."""

from analystkit import cache  # noqa: F401 - the first: it notes which files the kit is made of before they are loaded
from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, CodebookError, InputError

__all__ = ["AnalystkitError", "CodebookError", "Corpus", "InputError"]
