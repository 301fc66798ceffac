"""Prose cut where a page wants more than a run of text: at tables, at marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextDocumentFragment

from keystep.content.elements import Element, top_level
from keystep.content.renderer import render

NOTE, NOTES = "#fn:", 'class="footnote"'
_SIGNS = (f'href="{NOTE}', NOTES, "<table")
_MARK = re.compile(r'<sup id="fnref[^>]*>.*?</sup>', re.DOTALL)
_BACK = re.compile(r'(?:&nbsp;|\s)*<a class="footnote-backref".*?</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """Safe HTML that is laid out as one. A table may be wider than the page; the rest is not."""

    html: str
    is_table: bool = False


def passages(html: str) -> tuple[Passage, ...]:
    """Safe ``html`` without its footnotes; what bears a mark ends a passage, so that the note can
    be shown right below it."""
    if not any(sign in html for sign in _SIGNS):
        return (Passage(html),)
    found: list[Passage] = []
    open_end = False
    for element in top_level(html):
        if _is_notes(element) or not element.html.strip():
            continue
        is_table = element.tag == "table"
        if open_end and not is_table:
            found[-1] = Passage(found[-1].html + element.html)
        else:
            found.append(Passage(element.html, is_table))
        open_end = not is_table and f'href="{NOTE}' not in element.html
    return tuple(found)


def footnotes(html: str) -> dict[str, str]:
    """The footnotes that ``html`` ends with, by the target of their marks ("#fn:1")."""
    return dict(_notes(html))


def aloud(text: str) -> str:
    """Markdown ``text`` as it is read aloud: without marks and footnotes."""
    parts = (e.html for e in top_level(render(text)) if not _is_notes(e))
    html = _MARK.sub("", "".join(parts))
    return QTextDocumentFragment.fromHtml(html).toPlainText().strip()


def _notes(html: str) -> Iterator[tuple[str, str]]:
    for element in filter(_is_notes, top_level(html) if NOTES in html else ()):
        for part in top_level(element.inner):
            for note in top_level(part.inner) if part.tag == "ol" else ():
                if note.tag == "li":
                    yield f"#{note.attributes.get('id', '')}", _BACK.sub("", note.inner)


def _is_notes(element: Element) -> bool:
    return element.tag == "div" and "footnote" in element.attributes.get("class", "").split()
