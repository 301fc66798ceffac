"""Parts of an item that nobody could tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keystep.content.document import EACH, Spot
from keystep.content.faults import Fault, shown
from keystep.domain.typed import Heed

_MEND = "Change one of them, or delete it."


def twin_faults(item: Spot) -> Iterator[Fault]:
    """Parts that say the same but for case and spaces."""
    for parts in _told_apart(item):
        yield from _repeated(parts, keeps_case=False)
    for entry in (item, *(item.at("gaps").at(name) for name in item.at("gaps").keys)):
        heeds = [heed.value for heed in entry.at("heed").each()]
        yield from _repeated(entry.texts("accept", EACH), keeps_case=Heed.CASE in heeds)


def _told_apart(item: Spot) -> Iterator[Iterable[Spot]]:
    """The texts of an item, those together that stand side by side."""
    yield item.texts("options", EACH, "text")
    for name in item.at("gaps").keys:
        yield item.at("gaps").at(name).texts("options", EACH, "text")
    yield item.texts("pairs", EACH, "left")
    yield (*item.texts("pairs", EACH, "right"), *item.texts("others", EACH))
    yield item.texts("pieces", EACH)
    yield item.texts("regions", EACH, "title")
    yield item.texts("bins", EACH, "title")
    yield map(_said, item.find("bins", EACH, "things", EACH))


def _said(thing: Spot) -> Spot:
    """A thing's text, which may be all there is of it."""
    return thing if thing.text else thing.at("text")


def _repeated(parts: Iterable[Spot], *, keeps_case: bool) -> Iterator[Fault]:
    seen: set[str] = set()
    for part in parts:
        text = " ".join((part.text if keeps_case else part.text.casefold()).split())
        if text and text in seen:
            yield part.fault(f"{shown(part.text)} stands here twice.", _MEND)
        seen.add(text)
