"""Panels that are quick to write down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from keystep.domain.impact.panel import Panel, Scale, Step

MONDAY = date(2027, 1, 4)
COUNTIES: Mapping[int | None, tuple[int, tuple[float, ...]]] = {
    None: (309, (5.65463, 5.59200, 5.60481, 5.63890, 5.66113)),
    2004: (20, (6.17970, 6.10656, 6.05945, 6.02671, 6.08539)),
    2006: (40, (6.57399, 6.51788, 6.52794, 6.55743, 6.54304)),
    2007: (131, (5.84291, 5.81078, 5.82087, 5.82387, 5.82005)),
}
"""How many of them there are, and their means year by year: of the Quarterly Workforce Indicators
of the US Census Bureau."""


def panel(
    paths: Mapping[str, Sequence[float]],
    starts: Mapping[str, int],
    scale: Scale = Scale.UNIT,
) -> Panel:
    """Weeks from :data:`MONDAY` on; teams without a start have not begun. Ten cases a figure."""
    length = len(next(iter(paths.values())))
    return Panel(
        step=Step.WEEK,
        periods=tuple(MONDAY + timedelta(weeks=week) for week in range(length)),
        scale=scale,
        paths={team: tuple(path) for team, path in paths.items()},
        starts={team: starts.get(team) for team in paths},
        cases=dict.fromkeys(paths, (10,) * length),
    )


def minimum_wages(*kept: int | None) -> Panel:
    """Log teen employment in 500 counties of the USA, 2003 to 2007, by when their state raised its
    minimum wage: the example of Callaway & Sant'Anna. Each county stands where the mean of its
    group does: effects are differences of these means, and need no more."""
    paths, starts = dict[str, Sequence[float]](), {}
    for first, (counties, means) in COUNTIES.items():
        names = [f"{first} {n}" for n in range(counties)] if first in kept else []
        paths |= dict.fromkeys(names, means)
        starts |= dict.fromkeys(names, first - 2003) if first else {}
    return panel(paths, starts)
