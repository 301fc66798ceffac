"""Texts with gaps: each stands there once, and nothing else is in braces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from keystep.content.document import Spot
from keystep.content.faults import Fault, shown, suggestion

_BRACES = re.compile(r"\{([^{}]*)\}")


def gaps_in(item: Spot) -> list[str]:
    """What stands in braces in the text of a cloze, in its order."""
    return _BRACES.findall(item.at("text").text)


def gap_faults(item: Spot) -> Iterator[Fault]:
    """Gaps that the text lacks or repeats, and braces in it that name none."""
    gaps, found = item.at("gaps"), Counter(gaps_in(item))
    if not gaps.keys or not item.at("text").text:
        return
    for name in gaps.keys:
        if name not in found:
            what = f"The gap {shown(name)} does not stand in the text."
            yield gaps.at(name).fault(what, f"Write {{{name}}} there, or delete it here.")
        elif found[name] > 1:
            what = f"The gap {shown(name)} stands in the text {found[name]} times."
            yield item.at("text").fault(what, "Keep one, and give the others names of their own.")
    for name in found.keys() - gaps.keys:
        what = f"There is no gap {shown(name)}."
        yield item.at("text").fault(what, suggestion(name, gaps.keys))
