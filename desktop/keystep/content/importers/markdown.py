"""Cards in Markdown, in the first of three ways that a file has:

``Q:`` and ``A:`` at the beginning of lines; ``front :: back`` on a line (``:::`` for both ways);
or headings, each with its text as the answer. Any front may have gaps, ``{{c1::...}}``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from keystep.content.importers.pairs import Pair, found_in, read_text
from keystep.content.importers.plain import MOST_HTML
from keystep.content.importers.value import Found, Lost

ENDINGS = frozenset({".md", ".markdown"})
_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ASKED = re.compile(r"^(?:[*_]{2})?Q:(?:[*_]{2})?", re.MULTILINE)
_ANSWERED = re.compile(r"^(?:[*_]{2})?A:(?:[*_]{2})?", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*(?:[-*+] )?(\S.*?)[ \t](:::?)[ \t]+(\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t](.*)$", re.MULTILINE)
_CLOSING = re.compile(r"[ \t]#+[ \t]*$")
_PICTURE = re.compile(r"!\[([^\[\]\n]{0,1000})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,1000})\]\([^)\n]{0,1000}\)")
_STYLE = re.compile(r"(\*\*|__|`|~~|==)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"^([ \t]*)[-*+] ", re.MULTILINE)


def read_markdown(file: Path) -> Found:
    """Raises DeckFileRefused where there is no card, OSError where it cannot be read."""
    text = _MATTER.sub("", read_text(file))
    lost = Counter[Lost]()
    way = _asked if _ASKED.search(text) else _lines if _LINE.search(text) else _headed
    pairs = (
        pair._replace(front=_plain(pair.front, lost), back=_plain(pair.back, lost))
        for pair in way(text)
    )
    return found_in(file, pairs, lost)


def _asked(text: str) -> Iterator[Pair]:
    for block in _ASKED.split(text)[1:]:
        front, *rest = _ANSWERED.split(block, maxsplit=1)
        yield Pair(front, _HEADING.split(rest[0], maxsplit=1)[0] if rest else "")


def _lines(text: str) -> Iterator[Pair]:
    for front, mark, back in _LINE.findall(text):
        yield Pair(front, back, both_ways=mark == ":::")


def _headed(text: str) -> Iterator[Pair]:
    """A heading with no text below it only divides."""
    parts = _HEADING.split(text)[1:]
    for title, below in zip(parts[1::3], parts[2::3], strict=True):
        if below.strip():
            yield Pair(_CLOSING.sub("", title), below)


def _plain(text: str, lost: Counter[Lost]) -> str:
    """The words of Markdown."""
    text = text[:MOST_HTML]
    lost[Lost.MISSING] += len(_PICTURE.findall(text))
    text = _PICTURE.sub(r"\1", text)
    lost[Lost.LINK] += bool(_LINK.search(text))
    text = _LINK.sub(r"\1", text)
    lost[Lost.STYLE] += bool(_STYLE.search(text) or _EMPHASIS.search(text))
    text = _EMPHASIS.sub(r"\1", _STYLE.sub(r"\2", text))
    return _BULLET.sub(r"\1• ", text).strip()
