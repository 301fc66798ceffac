"""A key result as learners see it: its words, its ruler, its state."""

from __future__ import annotations

from keystep.domain.bundles import KeyResultWord
from keystep.domain.typed import parse_number
from keystep.domain.units import with_unit
from keystep.gui.i18n import ARROW, isolate, percent, tr
from keystep.gui.widgets.ruler import RulerModel
from keystep.gui.widgets.status import STATUSES

THOUSAND = 1000


def status_of(word: KeyResultWord) -> str:
    """Its state as a key of ``STATUSES``."""
    return word.status if word.status in STATUSES else "no_data"


def change_line(word: KeyResultWord) -> str:
    """ "20 → 17 min, now 17.9, 70 %", as much of it as is known; without a start the bounds."""
    target = with_unit(word.target, word.unit)
    change = isolate(f"{word.baseline} {ARROW} {target}" if word.baseline else target)
    if word.attainment is None:
        return tr("{change}, no figure yet", change=change)
    share = percent(word.attainment / THOUSAND)
    return tr("{change}, now {now}, {share}", change=change, now=isolate(word.now), share=share)


def ruler_model(word: KeyResultWord) -> RulerModel:
    """The ruler of a key result."""
    known = word.attainment is not None
    return RulerModel(
        start=word.baseline,
        target=with_unit(word.target, word.unit),
        status=status_of(word),
        attained=word.attainment / THOUSAND if word.attainment is not None else None,
        now=word.now if known else "",
        elapsed=word.elapsed / THOUSAND if known else None,
        low=_share(word, word.low),
        high=_share(word, word.high),
    )


def _share(word: KeyResultWord, figure: str) -> float | None:
    """Where a worded figure lies from baseline (0) to target (1); None where it is no number."""
    numbers = [parse_number(text) for text in (word.baseline, word.target, figure)]
    baseline, target, here = numbers
    if baseline is None or target is None or here is None or baseline == target:
        return None
    return min(max(float((here - baseline) / (target - baseline)), 0.0), 1.0)
