"""Markdown that shows as written: no markup that would be dropped, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec.structs import replace

from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.names import Kind
from keystep.content.renderer import ATTRIBUTES, TAGS, Tone, is_link, is_picture, render_raw
from keystep.content.source import Source
from keystep.errors import PackRefused


def markup_faults(source: Source) -> Iterator[Fault]:
    """Faults of the text of every step and hotspot."""
    pictures = frozenset(name for name in source.media if is_picture(name))
    for document in source.every(Kind.LESSON):
        for text in document.root.texts("steps", EACH, "text"):
            yield from _text_faults(text, pictures)
        hotspots = document.root.at("front").at("hotspots")
        for step_id in hotspots.keys:
            for text in hotspots.at(step_id).texts(EACH, "text"):
                # Its rows in the file are not told apart: YAML folds and escapes them.
                for fault in _text_faults(text, pictures):
                    yield replace(fault, line=text.line)


def _text_faults(text: Spot, pictures: frozenset[str]) -> Iterator[Fault]:
    judge = _Judge(pictures)
    try:
        judge.feed(render_raw(text.text).replace("<![", "&lt;!["))
        judge.close()
    except PackRefused as refused:
        yield text.fault(str(refused.values["what"]), str(refused.values["mend"]))
    for needle, what, mend in judge.found:
        at = text.text.casefold().find(needle.casefold())
        line = text.line + text.text.count("\n", 0, max(at, 0))
        yield Fault(text.document.file, line, what, mend)


class _Judge(HTMLParser):
    """Collects what the sanitiser would drop: where to look for it, what, how to mend it."""

    def __init__(self, pictures: frozenset[str]) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self._pictures = pictures

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            what = f"The HTML tag {shown(f'<{tag}>')} is not shown."
            self._note(f"<{tag}", what, "Use Markdown, or write &lt; for the sign itself.")
            return
        for name, value in attrs:
            self._attribute(tag, name, value or "")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()):
            what = f"The attribute {shown(name)} of <{tag}> is dropped."
            self._note(f"{name}", what, "Delete it: Keystep sets the looks.")
        elif name == "href" and not is_link(value):
            what = f"The link {shown(value)} leads neither to the web nor into this step."
            self._note(value, what, "Begin it with https://, http://, mailto: or #.")
        elif name == "src" and value not in self._pictures:
            what = f"There is no picture {shown(value)} in media/."
            self._note(value, what, suggestion(value, self._pictures))
        elif name == "class" and "admonition" in value.split():
            self._callout(value.split())

    def _callout(self, classes: list[str]) -> None:
        if not set(classes) & set(Tone):
            tone = next((name for name in classes if name != "admonition"), "")
            what = f"{shown(tone)} is not a kind of call-out."
            self._note(f"!!! {tone}", what, suggestion(tone, Tone))

    def _note(self, needle: str, what: str, mend: str) -> None:
        self.found.append((needle, what, mend))
