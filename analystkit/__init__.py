"""analystkit: a folder of news articles in, a chronology, a map, who said what and a ledger of claims out; every mark is a receipt."""

from analystkit.corpus import Corpus
from analystkit.errors import AnalystkitError, CodebookError, InputError

__all__ = ["AnalystkitError", "CodebookError", "Corpus", "InputError"]
