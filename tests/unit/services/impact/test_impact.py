"""Plans, assumptions and results, through the services and the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from keystep.domain.impact.effects import Verdict
from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import RollOut, Wave
from keystep.domain.kpi import KpiRow
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.errors import UsageError
from keystep.services import papers as log
from keystep.services.impact.papers import (
    assume,
    assumptions_of,
    drop_plan,
    keep_plan,
    plan_of,
)
from keystep.services.impact.planning import Wish, judged, propose
from keystep.services.impact.results import result, results
from keystep.services.office import Office
from keystep.services.okr.editing import save_cycle
from tests.conftest import World
from tests.unit.aggregate.builders import with_kpis

Run = Callable[..., tuple[int, str, str]]
WEEK = timedelta(weeks=1)
TEAMS = [f"Desk {n}" for n in range(12)]
RESPONSE = KeyResult(
    id="response-time",
    title="Median response time",
    kind=KrKind.WORK,
    source="response",
    unit="min",
    baseline=20,
    target=17,
)


@pytest.fixture
def office(world: World) -> Office:
    """Ten weeks of figures of twelve teams, none of which has begun."""
    office = world.office
    today = world.clock.now().local.date()
    objective = Objective(id="answers", title="Answers", key_results=(RESPONSE,))
    end = today + WEEK * 13
    save_cycle(office, Cycle(id="q", title="Q", start=today, end=end, objectives=(objective,)))
    feed(office, weeks=range(-10, 0))
    return office


def feed(office: Office, weeks: range, factor: float = 1.0, teams: list[str] = TEAMS) -> None:
    chance, today = Random(weeks.start), office.clock.now().local.date()
    rows = [
        KpiRow(
            kpi="response",
            team=team,
            day=today + WEEK * week - timedelta(1),
            value=20 * chance.gauss(1, 0.03) * (factor if team in teams else 1),
            n=50,
        )
        for week in weeks
        for team in TEAMS
    ]
    with_kpis(office.ledger, rows, office.clock.now().at)


def wish(office: Office, **changed: object) -> Wish:
    today = office.clock.now().local.date()
    given = {
        "key_result": "response-time",
        "starts": (today + WEEK, today + WEEK * 4),
        "waiting": True,
        "until": today + WEEK * 12,
    }
    return Wish(**(given | changed))  # type: ignore[arg-type]


def test_a_roll_out_is_drawn_kept_undone_and_measured(office: Office, world: World) -> None:
    told = propose(office, wish(office, aim=-15.0))
    assert [len(wave.teams) for wave in told.plan.waves] == [4, 4]
    assert told.plan.teams == tuple(sorted(TEAMS))
    assert told.expected is not None
    assert told.expected.chance is not None
    assert told.expected.chance > 0.9
    assert (told.unit, len(told.levels)) == ("%", 12)
    assert told.levels["Desk 0"] == pytest.approx(20, rel=0.1)

    entry = keep_plan(office, told.plan)
    assert plan_of(office, "response-time") == told.plan
    log.undo(office, entry)
    assert plan_of(office, "response-time") is None
    keep_plan(office, told.plan)
    assert result(office, "response-time").impact.verdict is Verdict.NOT_BEGUN

    for _ in range(9):
        today = world.clock.now().local.date()
        begun = [team for team, day in told.plan.starts.items() if day <= today]
        world.clock.move(weeks=1)
        feed(office, range(1), 0.85, begun)
    (found,) = results(office)
    assert found.impact.verdict is Verdict.MEASURED
    assert found.impact.effect is not None
    assert found.impact.effect.value == pytest.approx(-15, abs=2)
    today = world.clock.now().local.date()
    assert judged(office, told.plan, today).plan == told.plan
    drop_plan(office, "response-time")
    with pytest.raises(UsageError, match="No roll-out"):
        drop_plan(office, "response-time")


def test_what_cannot_be_drawn_is_refused(office: Office) -> None:
    today = office.clock.now().local.date()
    with pytest.raises(UsageError, match="begins on a day after"):
        propose(office, wish(office, starts=(today,)))
    with pytest.raises(UsageError, match="begins on a day after"):
        propose(office, wish(office, starts=()))
    with pytest.raises(UsageError, match="too few for 3 parts"):
        propose(office, wish(office, teams=("Desk 0", "Desk 1")))
    with pytest.raises(UsageError, match="No figures of Nowhere"):
        propose(office, wish(office, teams=("Nowhere",)))
    with pytest.raises(UsageError, match="cannot be"):
        propose(office, wish(office, aim=-100.0))
    with pytest.raises(UsageError, match="ten years"):
        propose(office, wish(office, until=date.max))
    with pytest.raises(UsageError, match="speed"):
        propose(office, wish(office, key_result="speed"))
    with pytest.raises(UsageError, match="named twice"):
        keep_plan(
            office,
            RollOut(
                key_result="response-time",
                waves=(Wave(start=date(2027, 1, 4), teams=("a", "a")),),
            ),
        )


def test_teams_outside_the_plan_do_not_count(office: Office, world: World) -> None:
    today = world.clock.now().local.date()
    waves = (Wave(start=today - WEEK * 4, teams=tuple(TEAMS[:4])),)
    plan = RollOut(key_result="response-time", waves=waves, waiting=tuple(TEAMS[4:8]), seed="lot")
    keep_plan(office, plan)
    found = result(office, "response-time")
    assert (found.impact.learned, found.impact.waiting) == (4, 4)
    assert sorted(found.impact.panel.paths) == TEAMS[:8]
    assert (found.freshness.fresh, found.freshness.known) == (12, 12)


def test_the_same_seed_draws_the_same(office: Office) -> None:
    one = propose(office, wish(office))
    assert propose(office, wish(office), one.plan.seed).plan == one.plan
    assert propose(office, wish(office)).plan.seed != one.plan.seed


def test_assumptions_are_kept_and_refused(office: Office) -> None:
    assert assumptions_of(office, "response-time") == Assumptions()
    said = Assumptions(hour_of_learning=30, hour_saved=45)
    entry = assume(office, "response-time", said)
    assert assumptions_of(office, "response-time") == said
    with pytest.raises(UsageError, match="numbers from 0"):
        assume(office, "response-time", replace(said, hour_saved=-1))
    log.undo(office, entry)
    assert assumptions_of(office, "response-time") == Assumptions()


def test_the_command_line_plans_assumes_and_shows(office: Office, run_cli: Run) -> None:
    def run(*words: object) -> tuple[int, str]:
        status, out, _ = run_cli("impact", *words, "--home", office.home)
        return status, out

    starts = (date(2090, 1, 2), date(2090, 1, 23))
    status, out = run("plan", "response-time", "--start", *starts, "--wait", "--aim", "-15")
    assert (status, "not kept" in out, "Drawn by lot" in out) == (0, True, True)
    assert plan_of(office, "response-time") is None
    status, out = run("plan", "response-time", "--start", *starts, "--wait", "--keep", "--json")
    told = json.loads(out)
    kept = plan_of(office, "response-time")
    assert kept is not None
    assert (status, told["plan"]["seed"], told["doubts"]) == (0, kept.seed, [])
    assert run("plan", "response-time")[0] == 0
    status, out = run("assume", "response-time", "--hour-saved", "40", "--json")
    assert (status, json.loads(out)["hour_saved"]) == (0, 40)
    status, out = run("list")
    assert (status, "No team has begun yet" in out) == (0, True)
    status, out = run("show", "response-time")
    assert (status, "no effect can be attributed" in out) == (0, True)
    assert run("drop", "response-time")[0] == 0
    assert run("drop", "response-time")[0] == 2
    assert run("show", "speed")[0] == 2
