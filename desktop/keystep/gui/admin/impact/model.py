"""What the Impact place shows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from keystep.domain.impact.effects import Verdict
from keystep.domain.impact.panel import Scale
from keystep.errors import UsageError
from keystep.services.impact.planning import Proposal, judged
from keystep.services.impact.results import Result, results
from keystep.services.office import Office

LOOKED_AT = timedelta(weeks=12)


@dataclass(frozen=True)
class Shown:
    """One key result; ``kept`` is its roll-out with what that will show, if one is planned."""

    result: Result
    kept: Proposal | None

    @property
    def id(self) -> str:
        return self.result.key_result.id

    @property
    def unit(self) -> str:
        """What effects are told in."""
        in_per_cent = self.result.impact.panel.scale is Scale.PERCENT
        return "%" if in_per_cent else self.result.key_result.unit

    @property
    def measured(self) -> bool:
        return self.result.impact.verdict is Verdict.MEASURED

    @property
    def status(self) -> str:
        """A key of ``STATUSES``; what is old, or moved apart before, is never green."""
        effect = self.result.impact.effect
        ends = effect.interval if effect and self.measured else None
        if ends is None:
            return "no_data"
        if self.result.freshness.stale:
            return "stale"
        if ends.low <= 0 <= ends.high:
            return "too_early"
        if self.result.impact.parted_before:
            return "careful"
        better = (ends.low > 0) == self.result.higher_is_better
        return "on_track" if better else "at_risk"


@dataclass(frozen=True)
class ImpactModel:
    rows: Sequence[Shown]
    today: date


def read_impact(office: Office) -> ImpactModel:
    """Off the GUI thread."""
    rows = tuple(Shown(one, _kept(office, one)) for one in results(office))
    return ImpactModel(rows, office.clock.now().local.date())


def _kept(office: Office, result: Result) -> Proposal | None:
    """None also where a team of the plan has no figures any more."""
    if result.plan is not None:
        with suppress(UsageError):
            return judged(office, result.plan, result.plan.waves[-1].start + LOOKED_AT)
    return None
