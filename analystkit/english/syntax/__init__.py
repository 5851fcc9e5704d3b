"""The one syntactic reading of a sentence, without a model: noun phrases with heads, verb groups, and clauses with what governs them.

``tagger``: tokens → items with a letter each, the tape. ``clauses``: chunks, by one regex over the tape, → clauses, by one pass over the
chunks. ``Reading.sentences[n].syntax`` is made when it is first asked for, and kept; ``clauses.Syntax`` says what can be asked of it.
"""
