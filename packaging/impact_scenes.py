"""The Impact place for the pictures: a roll-out that was drawn by lot and has gone some weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from admin_office import NOW, STATIONS
from scene_hands import wait

WEEKS = 18
TEAMS = (
    *(name.partition(",")[0] for name in STATIONS),
    *("Desk East", "Desk West", "Night desk", "Returns desk", "Hall 3", "Hall 5", "Field north"),
    "Field south",
)
LAST = NOW.date() - timedelta(days=1)
STARTS = (LAST - timedelta(weeks=9, days=5), LAST - timedelta(weeks=5, days=5))


def impact_result(stage: Any) -> None:
    _show(stage, "response-time")


def impact_chance(stage: Any) -> None:
    _show(stage, "solved")


def impact_refused(stage: Any) -> None:
    _show(stage, "lock-outs")


def impact_plan(stage: Any) -> None:
    _show(stage, "response-time", 1)


def impact_drawn(stage: Any) -> None:
    page = _show(stage, "callbacks", 1)
    page.panel.form.lines["aim"].set_text("5")
    page.panel.draw()
    wait(lambda: page.panel.drawn.count() > 0)


def impact_faults(stage: Any) -> None:
    page = _show(stage, "callbacks", 1)
    page.panel.form.lines["first"].set_text("soon")
    page.panel.form.lines["waves"].set_text("0")
    page.panel.draw()


def impact_assumed(stage: Any) -> None:
    _show(stage, "response-time", 2)


def impact_key_result(stage: Any) -> None:
    """What its own page says of the comparison."""
    from keystep.gui.admin.board.key_result_page import KeyResultPage  # noqa: PLC0415

    _live(stage.parts["office"])
    stage.window.navigator.board.open_key_result("response-time")
    wait(lambda: isinstance(stage.window.pages.currentWidget(), KeyResultPage))


IMPACT = (
    *(impact_result, impact_chance, impact_refused, impact_key_result),
    *(impact_plan, impact_drawn, impact_faults, impact_assumed),
)


def _show(stage: Any, key_result: str, view: int | None = None) -> Any:
    from keystep.gui.admin.impact.page import View  # noqa: PLC0415

    _live(stage.parts["office"])
    stage.window.navigator.go_to("impact")
    page = stage.window.pages.currentWidget()
    wait(lambda: page.panel is not None)
    page.choose(key_result, None if view is None else View(view))
    wait(lambda: page.panel is not None)
    return page


def _live(office: Any) -> None:
    """Twelve teams' figures over 18 weeks; learning works on one of them only."""
    from keystep.aggregate.kpi.figures import KpiFile  # noqa: PLC0415
    from keystep.domain.impact.returns import Assumptions  # noqa: PLC0415
    from keystep.domain.impact.rollout import RollOut, draw  # noqa: PLC0415
    from keystep.services.impact.papers import assume, keep_plan  # noqa: PLC0415

    levels = {team: float(place) for place, team in enumerate(TEAMS)}
    waves = draw(levels, STARTS, waiting=True, seed="5f0c9b1e-4a8a-4d0e-9d55-0a3f6f4f6b11")
    begun = {team: wave.start for wave in waves for team in wave.teams}
    rest = tuple(sorted(levels.keys() - begun.keys()))
    for key_result in ("response-time", "solved"):
        plan = RollOut(key_result=key_result, waves=waves, waiting=rest, seed="5f0c9b1e-4a8a")
        keep_plan(office, plan)
    assume(
        office,
        "response-time",
        Assumptions(hour_of_learning=32, hour_saved=32, other_costs=1500, used=0.5),
    )
    rows = [*_figures("response", 20.0, begun, 0.86), *_figures("solved", 61.0, begun, 1.01)]
    rows += _figures("callbacks", 80.0, {}, 1.0)
    office.ledger.kpis.take(rows, KpiFile("weeks.csv", "5ha"), "", NOW)


def _figures(kpi: str, level: float, begun: Mapping[str, date], factor: float) -> list[Any]:
    from keystep.domain.kpi import KpiRow  # noqa: PLC0415

    chance, rows = Random(kpi), []
    for team in TEAMS:
        own = level * chance.uniform(0.85, 1.15)
        for week in range(WEEKS):
            day = LAST - timedelta(weeks=WEEKS - 1 - week)
            learned = team in begun and day >= begun[team]
            value = own * 0.998**week * chance.gauss(1, 0.03) * (factor if learned else 1)
            rows.append(KpiRow(kpi=kpi, team=team, day=day, value=round(value, 2), n=340))
    return rows
