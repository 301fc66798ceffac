"""Who has done what was assigned, what surveys gave, what teams lack, how fast newcomers are."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from keystep import settings
from keystep.domain.assigning import (
    Assignment,
    Audience,
    Question,
    Standing,
    Survey,
    WantedLevel,
    Whom,
)
from keystep.domain.ports import Learner
from keystep.services.assigning import editing
from keystep.services.assigning.compliance import compliance
from keystep.services.assigning.gap import skills_gap
from keystep.services.assigning.newcomers import time_to_productivity
from keystep.services.assigning.survey_results import survey_results
from keystep.services.assigning.told import answer_office
from keystep.services.importing import import_share
from keystep.services.publishing import publish_pack
from keystep.services.roster import register
from keystep.services.station import Station
from keystep.services.syncing import sync
from tests.conftest import PASSPHRASE, World
from tests.takers import take_lesson

Run = Callable[..., tuple[int, str, str]]
NORTH = ("Ana", "Ben", "Cy", "Dee", "Eli", "Fay")
SOUTH = ("Gus", "Hal")
LESSON = "three-sentences"
QUESTION = Question("q1", "Have you time?", "No", "Yes")


@dataclass
class Desk:
    """A station of eight people, two days of learning, and what the office asked."""

    world: World
    hall: Station
    people: dict[str, Learner]

    @property
    def today(self) -> date:
        return self.world.clock.now().local.date()

    def assignment(self, **changes: Any) -> Assignment:
        path = self.world.office.shelf.pack("knots").paths[0].id
        made = Assignment(id="a", pack="knots", path=path, assigned=self.today)
        return replace(made, **changes)

    def exchange(self) -> None:
        self.world.clock.move(minutes=1)
        sync(self.hall)
        import_share(self.world.office)


@pytest.fixture
def desk(world: World, small_pack: Path, schemas: Path) -> Desk:
    """Due yesterday; of six in the north two have done it in time and one today."""
    office, hall = world.office, world.add_station("Hall 7")
    publish_pack(office, small_pack, schemas)
    teams = dict.fromkeys(NORTH, "North") | dict.fromkeys(SOUTH, "South")
    made = Desk(world, hall, {n: register(hall, n, team) for n, team in teams.items()})
    made.exchange()
    sync(hall)
    due = made.today + timedelta(days=1)
    editing.assign(office, made.assignment(due=due))
    questions = (QUESTION,)
    last = made.today + timedelta(days=9)
    asked = Survey(id="s", title="Time", first=made.today, last=last, questions=questions)
    editing.ask(office, asked)
    for name in ("Ana", "Ben"):
        take_lesson(hall, made.people[name].id, "bowline", pack="knots")
    for n, name in enumerate(NORTH[:5]):
        answer_office(hall, made.people[name].id, asked, {"q1": n + 1}, text="b" if n else "a")
    world.clock.move(days=2)
    take_lesson(hall, made.people["Cy"].id, "bowline", pack="knots")
    made.exchange()
    return made


def test_who_is_done_late_and_overdue(desk: Desk) -> None:
    (one,) = compliance(desk.world.office)
    standings = [each.standing for each in one.owed if each.team == "North"]
    assert standings.count(Standing.DONE) == 2
    assert standings.count(Standing.LATE) == 1
    assert standings.count(Standing.OVERDUE) == 3
    (north,) = one.teams
    assert (north.team, north.people, north.done) == ("North", 6, 3)
    assert one.whole.people == 8
    assert {each.called for each in one.owed} == {each.person[:8] for each in one.owed}
    settings.change(desk.world.office.home, sees_names=True)
    assert "Ana" in {each.called for each in compliance(desk.world.office)[0].owed}


def test_nobody_is_overdue_whose_station_is_silent(desk: Desk) -> None:
    office = desk.world.office
    editing.assign(office, desk.assignment(id="b", due=desk.today))
    desk.world.clock.move(days=3)
    (_, later) = compliance(office)
    assert {each.standing for each in later.owed} == {Standing.DONE, Standing.SILENT}


def test_small_teams_are_told_together_or_not_at_all(desk: Desk) -> None:
    for n in range(3):
        register(desk.hall, f"New {n}", "West")
    desk.exchange()
    (one,) = compliance(desk.world.office)
    assert [(team.team, team.people) for team in one.teams] == [("North", 6), (None, 5)]


def test_newcomers_have_their_own_days(desk: Desk) -> None:
    audience = Audience(whom=Whom.NEWCOMERS, since=desk.today, teams=("North",))
    editing.assign(desk.world.office, desk.assignment(id="n", audience=audience, within=5))
    desk.world.clock.move(days=3)
    new = [register(desk.hall, name, team) for name, team in (("Ida", "North"), ("Jo", "South"))]
    desk.exchange()
    one = next(x for x in compliance(desk.world.office) if x.assignment.id == "n")
    assert [each.person for each in one.owed] == [new[0].id]
    assert one.owed[0].due == desk.today + timedelta(days=5)


def test_a_survey_tells_nothing_of_fewer_than_five(desk: Desk) -> None:
    (one,) = survey_results(desk.world.office)
    (question,) = one.questions
    assert (one.asked, one.people, one.said) == (8, 5, ("a", "b", "b", "b", "b"))
    assert question.mean is not None
    assert (question.mean.value, question.counts) == (3.0, (1, 1, 1, 1, 1))
    assert question.mean.interval is None
    desk.world.office.ledger.roster.erase(desk.people["Ana"].id, desk.world.clock.now().at)
    (one,) = survey_results(desk.world.office)
    assert (one.people, one.said, one.questions[0].mean, one.questions[0].counts) == (
        4,
        (),
        None,
        None,
    )


def test_the_gap_of_a_team_is_to_the_level_wanted_of_it(desk: Desk) -> None:
    office = desk.world.office
    for name in NORTH[:5]:
        take_lesson(desk.hall, desk.people[name].id, LESSON, right=name != "Ana")
    desk.exchange()
    known = [row for row in skills_gap(office) if row.people]
    row = known[0]
    assert {row.team for row in known} == {"North"}
    assert (row.wanted, row.stated, row.roster, row.people) == (70, False, 6, 5)
    assert row.mastered is not None
    level = min(99, round(row.mastered.value) + 20)
    for team, wanted in (("", 1), ("North", level)):
        want = WantedLevel(pack=row.pack, skill=row.skill, level=wanted, team=team)
        editing.want_level(office, want)
    (now,) = [x for x in skills_gap(office) if (x.skill, x.pack) == (row.skill, row.pack)]
    assert (now.wanted, now.stated) == (level, True)
    assert now.gap == pytest.approx(level - row.mastered.value)


def test_newcomers_arrive_by_days_since_they_began(desk: Desk) -> None:
    office, since = desk.world.office, desk.today - timedelta(days=9)
    path = desk.assignment().path
    few = time_to_productivity(office, "knots", path, since)
    assert (few.people, few.arrived, few.too_few, few.steps) == (8, 3, True, ())
    for n in range(7):
        new = register(desk.hall, f"New {n}", "West")
        desk.people[new.name] = new
    desk.world.clock.move(days=4)
    for n in range(5):
        take_lesson(desk.hall, desk.people[f"New {n}"].id, "bowline", pack="knots")
    desk.exchange()
    told = time_to_productivity(office, "knots", path, since)
    assert (told.people, told.arrived) == (15, 8)
    assert [(step.day, step.arrived) for step in told.steps] == [(0, 2), (2, 1), (4, 5)]
    assert told.median.day == 4
    assert time_to_productivity(office, "knots", path, desk.today).people == 0


def test_the_command_line_asks_and_tells(
    desk: Desk, run_cli: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KEYSTEP_PASSPHRASE", PASSPHRASE)
    home = ("--home", desk.world.office.home)
    path = f"knots/{desk.assignment().path}"
    said = run_cli("assignments", "list", *home)[1].splitlines()[-1]
    assert said.split()[-6:] == ["8", "2", "1", "0", "5", "0"]
    file = tmp_path / "people.csv"
    assert run_cli("assignments", "show", "a", "--csv", file, *home)[0] == 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["standing"] for row in rows].count("overdue") == 5
    made = json.loads(run_cli("assignments", "add", path, "--within", 9, "--json", *home)[1])
    assert run_cli("assignments", "drop", made["id"], *home)[0] == 0
    words = ("--ask", "One?", "Two?", "--people", desk.people["Ana"].id)
    assert "Asked: mood-" in run_cli("surveys", "add", "Mood", *words, *home)[1]
    assert "5 of 8 answered" in run_cli("surveys", "list", *home)[1]
    assert "Announced: hoist-" in run_cli("announcements", "add", "Hoist", *home)[1]
    assert "Hoist" in run_cli("announcements", "list", *home)[1]
    assert "3 of 8 newcomers" in run_cli("newcomers", path, "--since", "2020-01-01", *home)[1]
    assert "North" in run_cli("gap", "--team", "North", *home)[1]
    for wrong, why in (
        (("assignments", "add", "knots"), "is not PACK/ID"),
        (("assignments", "add", path, "--due", "soon"), "is no day"),
        (("assignments", "show", "nothing"), "no assignment"),
        (("gap", "--want", "knots/x", "9"), "There is no skill"),
    ):
        status, _, told = run_cli(*wrong, *home)
        assert status == 2
        assert why in told
