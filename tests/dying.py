"""What a process of a pool does in tests in which processes die: it must be a module that a new process can load."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from analystkit import tagging
from analystkit.records import Article

READ = tagging._chunk


def chunk(articles: Sequence[Article]) -> list[tagging.Result]:
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
    return READ(articles)
