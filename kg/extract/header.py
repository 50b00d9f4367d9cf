"""What an article says of itself, brought together from what its input declared and what its lines show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from kg.extract.byline import Labels
from kg.extract.findings import HeaderFact
from kg.model import Article, Span
from kg.text.tokens import fold

_ORDER = ("title", "publisher", "dateline", "byline", "published")
_NOWHERE = Span(0, 0)
_WORD = re.compile(r"\w")


def settle(article: Article, found: Iterable[HeaderFact], labels: Labels) -> tuple[HeaderFact, ...]:
    """One fact for each property, in the order of ``kg.model.PROPERTIES``.

    What the input declares comes first, except an author that names nobody ("admin"); then the surest reading of the
    text, the earlier one on a tie; a host name only where nothing else names the outlet.
    """
    facts = [*_declared(article, labels), *found]
    if article.url and (host := urlsplit(article.url).hostname):
        facts.append(HeaderFact("publisher", host.removeprefix("www."), _NOWHERE, "header.url-host", 0.3))
    best: dict[str, HeaderFact] = {}
    for fact in facts:
        if fact.property not in best or fact.confidence > best[fact.property].confidence:
            best[fact.property] = fact
    return tuple(best[p] for p in _ORDER if p in best)


def _declared(article: Article, labels: Labels) -> list[HeaderFact]:
    out: list[HeaderFact] = []
    if article.title and (title := squeeze(article.title)):
        out.append(HeaderFact("title", title, locate(article.text, title), "header.declared", 1.0))
    if article.publisher and (publisher := squeeze(article.publisher)):
        out.append(HeaderFact("publisher", publisher, locate(article.text, publisher), "header.declared", 1.0))
    if article.author and (author := squeeze(article.author)):
        sure = 0.2 if fold(author) in labels.generic else 1.0
        out.append(HeaderFact("byline", author, locate(article.text, author), "header.declared", sure))
    if article.published and (day := re.match(r"\d{4}(?:-\d{2}){0,2}", article.published)):
        out.append(HeaderFact("published", day.group(), _NOWHERE, "header.declared", 1.0))
    return out


def squeeze(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def locate(text: str, words: str) -> Span:
    """Where ``words`` first stand in ``text``, whatever the case and the white space between them; else (0, 0)."""
    if text.startswith(words) and not _WORD.match(text, len(words)):  # a headline, most often
        return Span(0, len(words))
    first = words.split(maxsplit=1)[0].casefold()
    if first.isascii() and first not in text.casefold() and "ı" not in text:  # which no case folding finds
        return _NOWHERE
    m = re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)", text, re.IGNORECASE)
    return Span(*m.span()) if m else _NOWHERE
