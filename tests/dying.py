"""What a process of a pool, or a worker elsewhere, does in tests in which they die: it must be a module that a new process can load."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from analystkit import tagging
from analystkit.codebook import Codebook
from analystkit.records import Article

READ, READ_ELSEWHERE = tagging._chunk, tagging._of_chunk


def chunk(articles: Sequence[Article]) -> list[tagging.Result]:
    end_at_poison(articles)
    return READ(articles)


def end_at_poison(articles: Sequence[Article]) -> None:
    """Ends the process at an article with "poison" in it, and at one that names a file once: where that file is not there yet. Comes to no
    end at one with "endless"."""
    for article in articles:
        if "poison" in article.text:
            os._exit(9)
        if "endless" in article.text:
            time.sleep(3600)
        if "once:" in article.text and not (mark := Path(article.text.partition("once:")[2].split()[0])).exists():
            mark.touch()
            os._exit(9)


def of_chunk(articles: Sequence[Article], book: Codebook) -> list[tagging.Result]:
    end_at_poison(articles)
    return READ_ELSEWHERE(articles, book)
