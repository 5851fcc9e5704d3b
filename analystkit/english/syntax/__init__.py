"""The one syntactic reading of a sentence, without a model: noun phrases with heads, verb groups, and clauses with what governs them.

``items``: of the tokens. ``tagger``: a letter for each, the tape. ``chunks``: one regex over the tape. ``clauses``: one pass over the
chunks. ``arguments``: what stands before and behind each verb. ``status``: what the text commits itself to about a word.
``Reading.sentences[n].syntax`` is made when it is first asked for, and kept; ``model.Syntax`` says what can be asked of it.

>>> s = syntax_of("On Friday two men killed in the blast were named, and rebels tried to seize Gao.")
>>> for c in s.clauses:
...     print(c.lemma, c.form, c.rel, "passive" if c.passive else "", s.words_of(c.subject), [s.words_of(o) for o in c.objects])
kill part reduced passive two men []
name finite resumed passive two men []
try finite and  rebels []
seize to to  rebels ['Gao']
>>> [(s.words_of(p), s.low[p.prep], s.low[p.at]) for p in s.clauses[0].phrases], s.low[s.clauses[3].gov_item]
([('the blast', 'in', 'killed')], 'tried')
"""

from __future__ import annotations

from analystkit.english.syntax.items import items_of
from analystkit.english.syntax.model import Clause, Phrase, Syntax
from analystkit.english.syntax.status import status
from analystkit.english.syntax.tagger import Tagger
from analystkit.english.tokens import Tokens, tokens

__all__ = ["Clause", "Phrase", "Syntax", "parse", "status", "syntax_of"]


def parse(w: Tokens, lo: int, hi: int) -> Syntax:
    """The reading of the tokens ``lo:hi``, of which a sentence can have ``LONGEST``."""
    its = items_of(w, lo, hi)
    tagger = Tagger(its)
    return Syntax(its.raw, its.low, tagger.lemma, its.starts, its.ends, tagger.run())


def syntax_of(sentence: str) -> Syntax:
    """The reading of a sentence by itself, for tests and for looking at one."""
    w = tokens(sentence)
    return parse(w, 0, len(w.raw))
