"""Markdown of a step to safe HTML for rich text, in the blocks that a player lays out.

The one list of what is kept is here; the checker tells authors of everything else.
"""

from __future__ import annotations

import re
from enum import StrEnum
from html import unescape
from threading import local

import nh3
from markdown import Markdown
from markdown.extensions.tables import TableExtension
from msgspec import Struct

from keystep.content.elements import Element, top_level
from keystep.domain.words import one_line
from keystep.errors import PackRefused

TAGS = frozenset(
    {"blockquote", "br", "caption", "dd", "div", "dl", "dt", "hr", "img", "li", "ol", "p", "pre"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "q", "s", "small"}
    | {"span", "strong", "sub", "sup", "u", "ul", "var"}
)
ATTRIBUTES = {
    "*": frozenset({"class", "id"}),
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "title", "width", "height"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan"}),
}
_LINK = re.compile(r"https?://[^\s\\]+|mailto:[^\s\\]+|#[^\s\\]*")
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:svg|png|jpg)")
_MARKUP = re.compile(r"<[^>]*>")
_EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html"),
    "sane_lists",
)
_THREAD = local()
MAX_LENGTH = 20_000
MAX_BRACKETS = 400


class Tone(StrEnum):
    """What a call-out is for."""

    NOTE = "note"
    TIP = "tip"
    WARNING = "warning"
    DANGER = "danger"


class Prose(Struct, frozen=True):
    """Safe HTML for rich text."""

    html: str


class Callout(Struct, frozen=True):
    """``title`` is plain text and may be empty; ``html`` is safe."""

    tone: Tone
    title: str
    html: str


class Picture(Struct, frozen=True):
    """``file`` is a name inside ``media/``."""

    file: str
    alt: str


Block = Prose | Callout | Picture


def render(text: str) -> str:
    """Safe HTML of Markdown ``text``. Raises PackRefused when it cannot be shown."""
    return nh3.clean(
        render_raw(text),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def blocks(text: str) -> tuple[Block, ...]:
    """Markdown ``text`` as call-outs, pictures that stand alone, and the prose between them."""
    found: list[Block] = []
    for element in top_level(render(text)):
        block = _callout(element) or _picture(element) or Prose(element.html)
        if isinstance(block, Prose) and found and isinstance(found[-1], Prose):
            found[-1] = Prose(found[-1].html + block.html)
        elif not isinstance(block, Prose) or block.html.strip():
            found.append(block)
    return tuple(found)


def render_raw(text: str) -> str:
    """HTML of Markdown ``text`` with everything that it holds: to be judged, never shown.

    Raises PackRefused for text that would take minutes, or more stack than there is.
    """
    if len(text) > MAX_LENGTH:
        raise _refused(text, *_TOO_LONG)
    if text.count("[") > MAX_BRACKETS:
        raise _refused(text, *_TOO_MANY_BRACKETS)
    try:
        return _parser().convert(text)
    except RecursionError as error:
        del _THREAD.parser  # it stopped half-way
        raise _refused(text, *_TOO_DEEP) from error


def _parser() -> Markdown:
    """This thread's own, for making one takes longer than most texts do."""
    if not hasattr(_THREAD, "parser"):
        tables = TableExtension(use_align_attribute=True)
        _THREAD.parser = Markdown(extensions=[*_EXTENSIONS, tables])
    parser: Markdown = _THREAD.parser
    return parser.reset()


def is_link(target: str) -> bool:
    """Whether a link may lead to ``target``: the web, an address, a place in the same text."""
    return _LINK.fullmatch(target) is not None


def is_picture(source: str) -> bool:
    """Whether ``source`` is a bare name of a picture, which can only lie in ``media/``."""
    return _PICTURE.fullmatch(source) is not None


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if (attribute == "href" and not is_link(value)) or (
        attribute == "src" and not is_picture(value)
    ):
        return None
    return value


def _callout(element: Element) -> Callout | None:
    classes = element.attributes.get("class", "").split()
    if element.tag != "div" or "admonition" not in classes:
        return None
    tone = next((tone for tone in Tone if tone in classes), Tone.NOTE)
    inner = top_level(element.inner)
    titles = [e for e in inner if e.attributes.get("class") == "admonition-title"]
    body = "".join(e.html for e in inner if e not in titles)
    return Callout(tone, "".join(_plain(title.inner) for title in titles), body.strip())


def _picture(element: Element) -> Picture | None:
    inner = [e for e in top_level(element.inner) if e.tag or e.html.strip()]
    if element.tag != "p" or [e.tag for e in inner] != ["img"]:
        return None
    attributes = inner[0].attributes
    return Picture(attributes.get("src", ""), attributes.get("alt", ""))


_TOO_LONG = (f"A step has more than {MAX_LENGTH:,} characters.", "Divide it into several.")
_TOO_MANY_BRACKETS = (f"A step has more than {MAX_BRACKETS} signs “[”.", "Divide it into several.")
_TOO_DEEP = ("The text is nested too deeply.", "Flatten its lists and quotations.")


def _refused(text: str, what: str, mend: str) -> PackRefused:
    return PackRefused(
        "The text that begins “{start}” cannot be shown: {what} {mend}",
        start="".join(filter(str.isprintable, one_line(text)[:40])),
        what=what,
        mend=mend,
    )


def _plain(html: str) -> str:
    return unescape(_MARKUP.sub("", html)).strip()
