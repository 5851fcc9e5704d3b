"""Pages that are no articles: an error, a question for consent, a stub before a paywall, nothing at all."""

from __future__ import annotations

import re

from analystkit.sources.heads import Head
from analystkit.sources.seeds import Rejected

FEW, SHORT = 25, 150  # words: fewer than the first are no article; fewer than the second may be what stands before a wall
_ERROR = re.compile(
    r"\b(?:error )?(?:40[0-9]|410|50[0-4])\b.{0,20}$|\bnot found\b|page (?:not|is not|isn.t|unavailable|does ?n.t|no longer)|access denied"
    r"|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|captcha|security check|service unavailable|bad gateway"
    r"|temporarily unavailable|nicht gefunden|introuvable|no encontrad[ao]|не найден|غير موجود",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|privacy (?:policy|settings|choices)|accept all|reject all|personal data|our partners", re.IGNORECASE
)
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register)(?: now| today)? to (?:continue|read|keep|unlock|view)|already a (?:subscriber|member)"
    r"|to continue reading|continue reading (?:your|this) article|(?:for|to|by) (?:our )?(?:paid )?(?:subscribers|members)(?: only)?\b"
    r"|(?:subscriber|member)s?[- ](?:only|exclusive)|(?:remaining|last) free article|unlock this (?:article|story)|your (?:free )?trial",
    re.IGNORECASE,
)


def refuse(text: str, title: str, head: Head) -> None:
    """Raises Rejected where this is no article: few words, and what says why. A long text is never refused."""
    n = len(text.split())
    if n >= SHORT:
        return
    page = " ".join(head.tree.text_content().split())
    if _ERROR.search(title) or (n < FEW and any(map(_ERROR.search, head.headings[:2]))):
        raise Rejected(f"an error page, not an article: {title[:80]}")
    if len(_CONSENT.findall(text)) >= 3 or (n < FEW and len(_CONSENT.findall(page)) >= 4 and len(page) < 5000):
        raise Rejected(f"a page that asks for consent, not an article: {title[:80]}")
    if not head.free() or _WALL.search(text) or (text.endswith(("...", "…")) and _WALL.search(page)):
        raise Rejected(f"the beginning of an article behind a paywall: {n} words")
    if n < FEW:
        raise Rejected(f"no article on this page: {n} words")
