"""Two companies' stories, told again from their events and KPI rows alone.

In one product knowledge rose by 20 % and the response time fell by 15 %, in the other proficiency
rose by 25 %. All teams got better at the same time for other reasons: before and after alone would
be wrong.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from keystep.domain.bundles import Claim
from keystep.domain.facts import AssessmentCompleted, LessonCompleted
from keystep.domain.impact.effects import Verdict
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective
from keystep.services.impact.results import result
from keystep.services.kpi.importing import import_kpis
from keystep.services.office import Office
from keystep.services.okr.board import board
from keystep.services.okr.editing import save_cycle
from tests.conftest import World
from tests.unit.aggregate.builders import Station, at, enrolled, taken_in

Run = Callable[..., tuple[int, str, str]]
MONDAY = date(2025, 9, 1)
WEEK = timedelta(weeks=1)
WEEKS, PEOPLE = 16, 5
WAVES = ((7, 4), (10, 4), (None, 4))
"""In which week so many teams begin; the last do not."""


@dataclass(frozen=True)
class Case:
    """What is true: the gain between the tests, and the factors by which the KPI changes through
    learning and by itself, over the whole time."""

    pack: str
    lesson: str
    assessment: str
    unit: str
    level: float
    gain: float
    learning: float
    anyway: float


CASES = {
    "support": Case(
        "answering-customers", "product-facts", "customers", "min", 20, 1.20, 0.85, 0.90
    ),
    "launch": Case("launching-a-product", "ready-means", "launching", "%", 52, 1.25, 1.25, 1.12),
}


def learn(office: Office, case: Case) -> None:
    """Everybody's test before, a lesson when their team begins, and the test after."""
    station, claims = Station("Office"), []
    for team, week in teams():
        for number in range(PEOPLE if week is not None else 0):
            who = f"{team}, {number}"
            claims.append(Claim(who, who, team))
            day, pre = MONDAY + WEEK * week + timedelta(number), 400 + 60 * number  # type: ignore[operator]
            about = {"pack": case.pack, "version": "1.0.0", "attempt": who, "lesson": case.lesson}
            test = {"step": "test", "assessment": case.assessment, "items": 10} | about
            station.did(
                who,
                AssessmentCompleted(phase=Phase.PRE, form="form-a", score=pre, **test),  # type: ignore[arg-type]
                LessonCompleted(duration_ms=360_000, **about),
                AssessmentCompleted(
                    phase=Phase.POST,
                    form="form-b",
                    score=round(pre * case.gain),
                    **test,  # type: ignore[arg-type]
                ),
                when=at(day),
            )
    claims += [Claim(team, team, team) for team, week in teams() if week is None]
    enrolled(office.ledger, "Office")
    taken_in(office.ledger, station.bundle(claims=claims, sealed=at(MONDAY + WEEK * WEEKS)))


def work(office: Office, case: Case, file: Path) -> None:
    """A KPI file of weekly figures; learning works from the week on in which a team begins."""
    chance = Random(15)
    with file.open("w", newline="", encoding="utf-8") as written:
        rows = csv.writer(written)
        rows.writerow(("kpi", "team", "date", "value", "n"))
        for team, begins in teams():
            level = case.level * chance.uniform(0.8, 1.25)
            for week in range(WEEKS):
                learned = begins is not None and week >= begins
                course = case.anyway ** (week / WEEKS) * chance.gauss(1, 0.015)
                value = level * course * (case.learning if learned else 1)
                sunday = MONDAY + WEEK * week + timedelta(6)
                rows.writerow(("work", team, sunday, round(value, 2), 60))
    import_kpis(office, file)


def teams() -> list[tuple[str, int | None]]:
    return [
        (f"Team {10 * wave + number}", week)
        for wave, (week, count) in enumerate(WAVES)
        for number in range(count)
    ]


def aims(case: Case) -> Cycle:
    knowledge = KeyResult(
        id="knowledge",
        title="Product knowledge",
        kind=KrKind.KNOWLEDGE,
        source=f"{case.pack}/{case.assessment}",
        target=20,
        unit="%",
    )
    done = KeyResult(
        id="work",
        title="Work",
        kind=KrKind.WORK,
        source="work",
        unit=case.unit,
        baseline=case.level,
        target=case.level * case.learning,
        lessons=(f"{case.pack}/{case.lesson}",),
    )
    objective = Objective(id="better", title="Better work", key_results=(knowledge, done))
    last = MONDAY + WEEK * 26
    return Cycle(id="now", title="Now", start=MONDAY, end=last, objectives=(objective,))


@pytest.mark.parametrize("name", CASES)
def test_a_case_study_follows_from_events_and_figures(
    name: str, world: World, run_cli: Run
) -> None:
    case, office = CASES[name], world.office
    world.clock.at = at(MONDAY + WEEK * WEEKS)
    save_cycle(office, aims(case))
    learn(office, case)
    work(office, case, world.root / "kpis.csv")

    knowledge = next(row for row in board(office).rows if row.key_result.id == "knowledge")  # type: ignore[union-attr]
    assert knowledge.now is not None
    assert knowledge.now.n == 8 * PEOPLE
    assert knowledge.now.value == pytest.approx(100 * (case.gain - 1), abs=0.1)

    found = result(office, "work")
    true = 100 * (case.learning - 1)
    assert found.impact.verdict is Verdict.MEASURED
    assert found.impact.effect is not None
    assert found.impact.effect.interval is not None
    ends = found.impact.effect.interval
    assert ends.low < true < ends.high
    assert ends.high - ends.low < 6
    assert found.impact.effect.value == pytest.approx(true, abs=1.5)
    assert not found.impact.parted_before
    assert found.impact.change is not None
    assert abs(found.impact.change.value - true) > abs(found.impact.effect.value - true)
    assert found.returns.learned_minutes == 8 * PEOPLE * 6

    status, out, _ = run_cli("impact", "show", "work", "--json", "--home", office.home)
    told = json.loads(out)
    assert (status, told["verdict"], told["teams_learned"]) == (0, "measured", 8)
    assert told["effect"]["value"] == pytest.approx(found.impact.effect.value)
    assert told["drawn_by_lot"] is False
