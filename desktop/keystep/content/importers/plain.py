"""HTML as other programs keep it, to words: lines, bullets, and the media that it names."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from keystep.content.importers.value import Lost

MOST_HTML = 30_000
"""Longer fields are cut before they are read: the parser is slow where tags do not end."""
_UNPRINTABLE = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_NOT_PLAIN = re.compile(rf"[<&\[\\\xa0{_UNPRINTABLE}]")
_CONTROL = re.compile(f"[{_UNPRINTABLE}]")
_SPACE = re.compile("[ \t\r\n\f\xa0]+")
_SOUND = re.compile(r"\[sound:([^\[\]]*)\]")
_FORMULA = re.compile(r"\[latex\]|\[\${1,2}\]")
_FORMULAS = ((r"\(", r"\)"), (r"\[", r"\]"))
_AROUND_BREAK = re.compile(" *\n *")
_BREAKS = re.compile("\n{3,}")
_CLOSE = re.compile("</(?:b|i|u|em|strong|sub|sup)>")
_SPACES = re.compile(" {2,}")
_EASY = re.compile(
    rf"(?:[^<&\[\\{_UNPRINTABLE}]+|[\n\t]|<br ?/?>|</?(?:div|p|b|i|u|em|strong|sub|sup)>|&nbsp;)*+"
)
_EASY_BREAK = re.compile("<br ?/?>|</?(?:div|p)>")
_EASY_STYLE = re.compile("<(?:b|i|u|em|strong|sub|sup)>")
_FILMS = (".mp4", ".mkv", ".webm", ".avi", ".mov", ".mpg", ".mpeg", ".flv", ".ogv", ".m4v", ".swf")

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table"}
    | {"tr", "ul"}
)
_STYLES = frozenset(
    {"b", "big", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "s", "samp", "small"}
    | {"strike", "strong", "style", "sub", "sup", "tt", "u"}
)
_LOST = {
    **dict.fromkeys(_STYLES, Lost.STYLE),
    "a": Lost.LINK,
    "script": Lost.SCRIPT,
    "video": Lost.VIDEO,
    "math": Lost.FORMULA,
    "anki-mathjax": Lost.FORMULA,
    **dict.fromkeys(("svg", "canvas", "iframe", "object", "embed"), Lost.DRAWING),
}
_SILENT = frozenset({"script", "style", "svg", "canvas", "iframe", "object", "video", "audio"})
"""What stands between their tags is not for reading."""


class Told(NamedTuple):
    """Words of a field, the names of its pictures and sounds, and what it lost."""

    text: str
    pictures: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()


def told(html: str) -> Told:
    """What a field says and shows."""
    if _NOT_PLAIN.search(html) is None:
        return Told(html.strip())
    if _EASY.fullmatch(html):
        return _easy(html)
    lost = [Lost.LONG] if len(html) > MOST_HTML else []
    teller = _Teller(lost)
    teller.feed(_ended(html[:MOST_HTML]))
    teller.close()
    return teller.told()


def _ended(html: str) -> str:
    """Without tags that begin and never end, each of which the parser would follow to the end."""
    end = html.rfind(">") + 1
    return html[:end] + html[end:].replace("<", "&lt;")


def _has_formula(text: str) -> bool:
    """Whether one is marked; looked for so that marks without an end cost no time."""
    begun = ((text.find(begin), end) for begin, end in _FORMULAS)
    marked = any(at >= 0 and text.find(end, at + 3) >= 0 for at, end in begun)
    return marked or _FORMULA.search(text) is not None


def _easy(html: str) -> Told:
    """The same for a field with the commonest marks only, without the walk."""
    words = _EASY_BREAK.sub("\n", _CLOSE.sub("", _SPACE.sub(" ", html)))
    lost = (Lost.STYLE,) if _EASY_STYLE.search(words) else ()
    return Told(_tidy(_EASY_STYLE.sub("", words).replace("&nbsp;", " ")), lost=lost)


def _tidy(text: str) -> str:
    return _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text))).strip()


class _Teller(HTMLParser):
    """One walk over a field."""

    def __init__(self, lost: list[Lost]) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._pictures: list[str] = []
        self._sounds: list[str] = []
        self._lost = lost
        self._silent = ""
        self._lists: list[int] = []

    def told(self) -> Told:
        text = "".join(self._parts)
        for name in _SOUND.findall(text):
            if name.lower().endswith(_FILMS):
                self._lost.append(Lost.VIDEO)
            else:
                self._sounds.append(name)
        text = _SOUND.sub("", text)
        if _has_formula(text):
            self._lost.append(Lost.FORMULA)
        lost = tuple(dict.fromkeys(self._lost))
        return Told(_tidy(text), tuple(self._pictures), tuple(self._sounds), lost)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![``, which the parser stumbles over where an unknown word follows."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            return
        if tag in _LOST:
            self._lost.append(_LOST[tag])
        elif any(name == "style" for name, _ in attrs):
            self._lost.append(Lost.STYLE)
        if tag in _SILENT:
            self._silent = tag
        if tag in {"img", "audio"}:
            names = [value for name, value in attrs if name == "src" and value]
            (self._pictures if tag == "img" else self._sounds).extend(names)
        elif tag == "br" or tag in _BLOCKS:
            self._parts.append("\n")
        elif tag in {"td", "th"} and self._parts and not self._parts[-1].endswith("\n"):
            self._parts.append(" · ")
        self._begin(tag)

    def _begin(self, tag: str) -> None:
        """Lists, and readings beside their words."""
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ul" else 1)
        elif tag == "li":
            no = self._lists[-1] if self._lists else 0
            self._parts.append(f"{no}. " if no else "• ")
            if no:
                self._lists[-1] += 1
        elif tag == "rt":
            self._parts.append("(")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = "" if tag == self._silent else self._silent
            return
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _BLOCKS:
            self._parts.append("\n")
        elif tag == "rt":
            self._parts.append(")")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(_CONTROL.sub("", _SPACE.sub(" ", data)))
