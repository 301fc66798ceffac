"""The elements that stand at the top of a piece of clean HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct

_VOID = frozenset({"br", "hr", "img"})


class Element(Struct, frozen=True):
    """``html`` is the element whole, ``inner`` what it contains; text alone has no tag."""

    tag: str
    attributes: dict[str, str]
    html: str
    inner: str


def top_level(html: str) -> tuple[Element, ...]:
    """Cut ``html``, in which every element is closed, as the sanitiser leaves it."""
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    return tuple(cutter.elements)


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.elements: list[Element] = []
        self._depth = 0
        self._tag = ""
        self._attributes: dict[str, str] = {}
        self._inner: list[str] = []
        self._opening = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        opening = self.get_starttag_text() or ""
        attributes = {name: value or "" for name, value in attrs}
        if self._depth:
            self._inner.append(opening)
        elif tag in _VOID:
            self.elements.append(Element(tag, attributes, opening, ""))
        else:
            self._tag, self._attributes, self._opening = tag, attributes, opening
        self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        if self._depth:
            self._inner.append(f"</{tag}>")
            return
        inner = "".join(self._inner)
        html = f"{self._opening}{inner}</{tag}>"
        self.elements.append(Element(self._tag, self._attributes, html, inner))
        self._inner = []

    def handle_data(self, data: str) -> None:
        if self._depth:
            self._inner.append(data)
        else:
            self.elements.append(Element("", {}, data, ""))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")
