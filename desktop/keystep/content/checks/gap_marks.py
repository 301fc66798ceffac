"""Texts that make cards: gaps with words in them, and no mark that opens none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from keystep.content.document import Spot
from keystep.content.faults import Fault, shown
from keystep.content.gap_marks import gaps_of, marked, words_of

_OPENING = re.compile(r"\{\{c[0-9,]*::?")


def gap_mark_faults(text: Spot) -> Iterator[Fault]:
    """Faults of the text of a cloze."""
    if not text.text.strip():
        return
    read = marked(text.text)
    gaps = tuple(gaps_of(read))
    if not gaps:
        yield text.fault("The text has no gap.", "Mark one, such as {{c1::isolator}}.")
    if any(not words_of(gap.text).strip() for gap in gaps):
        yield text.fault("A gap has no words.", "Write what belongs there, or delete the gap.")
    for mark in dict.fromkeys(_OPENING.findall(words_of(read))):
        mend = "Number gaps from 1 to 99, and end each with }}, five in each other at most."
        yield text.fault(f"{shown(mark)} opens no gap.", mend)
