"""A language in which every translated string stands in ⟦brackets⟧: what has none was forgotten."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from keystep.gui.widgets.label import ElidedLabel

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[^\W\d_]{2,}")


class PseudoTranslator(QTranslator):
    """Wraps every source string."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        return f"⟦{source}⟧"


def untranslated(said: Collection[str], data: Collection[str]) -> list[str]:
    """What of ``said`` has words outside brackets that are not ``data`` either."""
    return [text for text in said if _WORD.search(_rest(text, data))]


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget and its children show or say."""
    for part in (widget, *widget.findChildren(QWidget)):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel | ElidedLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()


def _rest(text: str, data: Collection[str]) -> str:
    text = unescape(text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, "")
    text = re.sub(r"<[^>]*>", "", text)
    while (shorter := _INNERMOST.sub("", text)) != text:
        text = shorter
    return text
