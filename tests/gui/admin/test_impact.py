"""The Impact place, on figures of twelve teams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import RollOut, Wave
from keystep.domain.kpi import KpiRow
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.gui.admin.impact.assumptions_panel import AssumptionsPanel
from keystep.gui.admin.impact.drafts import assumptions_of, usual_wish, values_of, wish_of
from keystep.gui.admin.impact.effect_chart import EffectChart
from keystep.gui.admin.impact.page import ImpactPage, View
from keystep.gui.admin.impact.plan_panel import PlanPanel
from keystep.gui.admin.impact.result_panel import ResultPanel
from keystep.gui.widgets.callout import Callout
from keystep.services.impact.papers import assumptions_of as kept_assumptions
from keystep.services.impact.papers import keep_plan, plan_of
from keystep.services.office import Office
from keystep.services.okr.editing import save_cycle
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.unit.aggregate.builders import with_kpis

TEAMS = [f"Desk {n}" for n in range(12)]
WEEK, WEEKS, FIRST = timedelta(weeks=1), 14, 7


def live(office: Office, *, planned: bool = True) -> None:
    """Two key results; on the first a roll-out has gone seven weeks."""
    today, chance = office.clock.now().local.date(), Random(3)
    key_results = tuple(
        KeyResult(
            id=kpi,
            title=title,
            kind=KrKind.WORK,
            source=kpi,
            unit="min",
            baseline=20,
            target=17,
        )
        for kpi, title in (("response", "Median response time"), ("returns", "Units sent back"))
    )
    objective = Objective(id="answers", title="Answers", key_results=key_results)
    end = today + WEEK * 4
    save_cycle(office, Cycle(id="q", title="Q", start=today, end=end, objectives=(objective,)))
    start = today - WEEK * (WEEKS - FIRST)
    if planned:
        wave = Wave(start=start, teams=tuple(TEAMS[:6]))
        rest = tuple(TEAMS[6:])
        keep_plan(office, RollOut(key_result="response", waves=(wave,), waiting=rest, seed="lot"))
    rows = [
        KpiRow(
            kpi="response",
            team=team,
            day=today - WEEK * (WEEKS - week) + timedelta(6),
            value=20 * chance.gauss(1, 0.02) * (0.85 if week >= FIRST and team in TEAMS[:6] else 1),
            n=50,
        )
        for team in TEAMS
        for week in range(WEEKS)
    ]
    with_kpis(office.ledger, rows, office.clock.now().at)


@pytest.fixture
def place(world: World, open_face: Callable[..., Face]) -> tuple[ImpactPage, Face]:
    live(world.office)
    face = open_face()
    face.navigator.go_to("impact")
    page = face.navigator.impact.page
    assert isinstance(page, ImpactPage)
    face.wait(lambda: page.panel is not None)
    return page, face


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_the_place_tells_measures_plans_and_assumes(
    place: tuple[ImpactPage, Face], world: World
) -> None:
    page, face = place
    rows = page.table.view.rows
    assert [rows.row_at(n).id for n in range(rows.rowCount())] == ["response", "returns"]
    result = page.panel
    assert isinstance(result, ResultPanel)
    assert result.findChild(EffectChart) is not None
    assert result.table is not None
    assert result.table.view.rows.rowCount() == WEEKS
    assert "6 teams learned, at least 6 waited" in texts(result)
    assert "\N{MINUS SIGN}15" in texts(result)

    page.choose("returns")
    assert page.panel.findChild(Callout) is not None  # type: ignore[union-attr]
    assert page.panel.findChild(EffectChart) is None  # type: ignore[union-attr]

    page.choose("response", View.PLAN)
    plan = page.panel
    assert isinstance(plan, PlanPanel)
    assert "This is the plan" in texts(plan)
    plan.form.lines["first"].set_text("soon")
    plan.draw()
    assert plan.form.lines["first"].edit.accessibleDescription()
    plan.form.set_values(usual_wish(world.clock.now().local.date()))
    plan.draw()
    face.wait(lambda: "not kept yet" in texts(plan))
    drawn: list[RollOut] = []
    plan.keep_wanted.connect(drawn.append)
    before = plan_of(world.office, "response")
    next(b for b in plan.findChildren(QPushButton) if b.text() == "Keep this plan").click()
    face.wait(lambda: plan_of(world.office, "response") != before)
    assert plan_of(world.office, "response") == drawn[0]

    page.choose("response", View.ASSUMED)
    assumed = page.panel
    assert isinstance(assumed, AssumptionsPanel)
    assumed.form.lines["hour_saved"].set_text("40")
    assumed.save()
    face.wait(lambda: kept_assumptions(world.office, "response").hour_saved == 40)


def test_the_page_of_a_key_result_says_what_its_comparison_says_and_leads_to_it(
    world: World, open_face: Callable[..., Face]
) -> None:
    live(world.office)
    face = open_face()
    for key_result, said in (
        ("response", "Against teams that had not begun, 95 % interval"),
        ("returns", "Before/after only, not attributable to training"),
    ):
        face.navigator.board.open_key_result(key_result)
        face.wait(lambda said=said: said in texts(face.page).replace("\u202f", " "))
    compare = [b for b in face.page.findChildren(QPushButton) if b.text() == "Compare"]
    compare[0].click()
    page = face.navigator.impact.page
    assert isinstance(page, ImpactPage)
    face.wait(lambda: page.panel is not None)
    assert face.page is page
    assert "Units sent back" in texts(page)


def test_a_wish_is_read_or_refused_field_by_field(world: World) -> None:
    today = world.clock.now().local.date()
    usual = usual_wish(today)
    wish, faults = wish_of("response", usual | {"aim": "\N{MINUS SIGN}7,5"}, today)
    assert wish is not None
    assert (faults, wish.aim, wish.waiting, len(wish.starts)) == ({}, -7.5, True, 2)
    assert wish.starts[0].weekday() == 0
    assert wish.starts[1] - wish.starts[0] == WEEK * 4
    for key, text in (
        *(("first", "soon"), ("first", today.isoformat()), ("until", "2020-01-01")),
        *(("waves", "0"), ("waves", "two"), ("apart", "99"), ("aim", "a lot")),
    ):
        refused, faults = wish_of("response", usual | {key: text}, today)
        assert refused is None
        assert set(faults) == {key}


def test_assumptions_are_read_as_they_are_shown() -> None:
    said = Assumptions(hour_of_learning=32, hour_saved=30.5, minutes_a_unit=2, used=0.5)
    assert assumptions_of(values_of(said)) == (said, {})
    assert assumptions_of(values_of(Assumptions())) == (Assumptions(), {})
    for key, text in (
        *(("hour_saved", "-1"), ("other_costs", "nan"), ("used", "101")),
        *(("currency", ""), ("minutes_a_unit", "some")),
    ):
        refused, faults = assumptions_of(values_of(said) | {key: text})
        assert refused is None
        assert set(faults) == {key}
