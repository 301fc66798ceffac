"""What can be said of what moved a key result: nothing but before and after, or a comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt

from keystep.domain import wording
from keystep.domain.impact import wording as impact_wording
from keystep.gui.admin.impact.model import Shown
from keystep.gui.admin.words import say
from keystep.gui.i18n import isolate, tr
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.label import label
from keystep.services.impact.results import Result

TONES: Mapping[str, str] = {"on_track": "success", "at_risk": "danger", "careful": "warning"}
"""By the effect's status; of what is old, or may be chance, nobody is sure."""


def comparison(result: Result | None, compare: Callable[[], object]) -> Callout:
    """``result`` is None where no comparison can be made; else ``compare`` leads to it."""
    if result is None:
        return _untold(say(wording.NO_COMPARISON))
    shown = Shown(result, None)
    made = _measured(shown) if shown.measured else _untold(_why(result))
    made.words.addSpacing(8)
    way = button(tr("Compare"), on_click=compare)
    made.words.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
    return made


def _untold(why: str) -> Callout:
    return Callout("warning", say(wording.BEFORE_AFTER), why, small=True)


def _why(result: Result) -> str:
    verdict = result.impact.verdict
    short, why = say(impact_wording.VERDICTS[verdict]), say(impact_wording.REASONS[verdict])
    same = impact_wording.VERDICTS[verdict] == wording.BEFORE_AFTER
    return why if same else tr("{short}. {why}", short=short, why=why)


def _measured(shown: Shown) -> Callout:
    impact, unit = shown.result.impact, shown.result.key_result.unit
    short, effect = impact_wording.short_of(impact), impact_wording.effect_of(impact, unit)
    title = tr("{short}: {effect}", short=say(short), effect=isolate(effect))
    span = say(impact_wording.span_of(impact.effect))
    told = tr("Against teams that had not begun, 95 % interval {span}.", span=span)
    made = Callout(TONES.get(shown.status, "stale"), title, told, small=True)
    if shown.status == "stale":
        fresh = say(impact_wording.fresh_of(shown.result.freshness))
        made.words.addWidget(label(fresh, "caption", "ink", wrap=True))
    return made
