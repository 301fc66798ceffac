"""What is out of line is found in OKRs, packs and what learners say, and what is decided kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from keystep.domain.alignment import Alignment, Row, State
from keystep.domain.bundles import Claim
from keystep.domain.facts import Flaw, SearchMade
from keystep.domain.kpi import KpiRow
from keystep.domain.lesson import Phase
from keystep.domain.okr import Cycle, KeyResult, KrKind, Objective, Retrospective
from keystep.domain.strays import Kind, Side
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.alignment import deciding
from keystep.services.importing import import_share
from keystep.services.learning import open_lesson
from keystep.services.okr.closing import close
from keystep.services.okr.editing import choose_cycle, save_cycle
from keystep.services.roster import register
from keystep.services.syncing import sync
from keystep.services.voice import flag, suggest_topic
from tests.conftest import World
from tests.unit.aggregate.builders import (
    Station,
    assessed,
    at,
    completed,
    taken_in,
    with_kpis,
)

PACK = "answering-customers"
SERVED = KeyResult(
    id="response", title="Response time", kind=KrKind.WORK, source="response", baseline=20,
    target=17, lessons=(f"{PACK}/three-sentences",),
)  # fmt: skip
UNSERVED = KeyResult(
    id="returns", title="Units sent back", kind=KrKind.WORK, source="returns", baseline=9,
    target=4, owner="Field service",
)  # fmt: skip
WALKED = KeyResult(
    id="walked", title="First weeks walked", kind=KrKind.COMPLETION, source="first-week/first-week",
    target=90,
)  # fmt: skip
ALWAYS = KeyResult(id="weekly", title="Weekly", kind=KrKind.ENGAGEMENT, target=90)


@pytest.fixture
def planned(world: World) -> World:
    today = world.clock.now().day
    objective = Objective(
        id="fast", title="Fast", owner="Ruth", key_results=(SERVED, UNSERVED, WALKED, ALWAYS)
    )
    cycle = Cycle(
        id="q1",
        title="Q1",
        start=today - timedelta(days=7),
        end=today + timedelta(days=80),
        objectives=(objective,),
    )
    save_cycle(world.office, cycle)
    choose_cycle(world.office, cycle.id)
    return world


def look(world: World) -> Alignment:
    return deciding.alignment(world.office)


def of_kind(world: World, kind: Kind) -> dict[str, Row]:
    return {row.stray.id: row for row in look(world).rows if row.stray.kind is kind}


def test_a_key_result_without_a_lesson_is_its_owners(planned: World) -> None:
    (row,) = of_kind(planned, Kind.UNTAUGHT).values()

    assert (row.stray.id, row.owner, row.state) == ("returns", "Field service", State.OPEN)


def test_a_lesson_without_a_key_result_is_its_packs_owners(planned: World) -> None:
    rows = of_kind(planned, Kind.UNALIGNED)
    aligned = planned.office.shelf.paths["first-week/first-week"]

    assert f"{PACK}/three-sentences" not in rows
    assert not rows.keys() & set(aligned)
    assert rows[f"{PACK}/call-back"].owner == "Customer care training"


def test_while_no_cycle_is_open_nothing_is_missed_in_it(planned: World) -> None:
    close(planned.office, "q1", Retrospective())

    assert not of_kind(planned, Kind.UNALIGNED)
    assert not of_kind(planned, Kind.UNTAUGHT)


def test_content_past_its_review_date_is_found(world: World) -> None:
    assert not of_kind(world, Kind.OVERDUE)

    world.clock.move(days=400)

    assert set(of_kind(world, Kind.OVERDUE)) == set(world.office.shelf.packs)


def test_skills_that_no_assessment_asks_about_are_found(world: World) -> None:
    rows = of_kind(world, Kind.UNMEASURED)
    assessed = {
        f"{pack.id}/{item.skill}"
        for pack in world.office.shelf.packs.values()
        for assessment in pack.assessments
        for form in assessment.forms
        for item in pack.quiz(form).items
    }

    assert not rows.keys() & assessed
    every = {f"{p.id}/{s.id}" for p in world.office.shelf.packs.values() for s in p.skills}
    assert rows.keys() | assessed == every


def test_learning_that_rose_without_its_kpi_is_found(planned: World) -> None:
    ledger, now = planned.office.ledger, planned.clock.now()
    start = now.day - timedelta(days=6)
    hall = Station("hall")
    people = [f"learner-{number:02}" for number in range(12)]
    for number, who in enumerate(people):
        for phase, score in ((Phase.PRE, 400), (Phase.POST, 700 + 10 * number)):
            fact = replace(assessed(phase, score), pack=PACK, assessment="customers")
            hall.did(who, fact, when=at(start + timedelta(days=phase is Phase.POST)))
        done = replace(completed("three-sentences"), pack=PACK)
        hall.did(who, done, when=at(start + timedelta(days=1)))
    taken_in(ledger, hall.bundle(claims=[Claim(who, who.title(), "North") for who in people]))
    assert not of_kind(planned, Kind.UNMOVED)

    days = (start + timedelta(days=day) for day in range(5))
    with_kpis(ledger, [KpiRow(kpi="response", team="", day=d, value=20, n=9) for d in days], now.at)

    (row,) = of_kind(planned, Kind.UNMOVED).values()
    assert (row.stray.id, row.owner) == ("response", "Ruth")
    assert str(row.stray.why).startswith("Knowledge rose in lessons behind it, 1 in all")


def test_what_learners_say_is_found_until_it_is_settled(planned: World) -> None:
    van = planned.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North").id
    suggest_topic(van, amara, "Lifting with the hoist")
    van.store.append(amara, [SearchMade(query="returns form", found=0)], van.clock.now())
    run = open_lesson(van, amara, PACK, "three-sentences")
    flag(van, run, run.lesson.steps[0], "", Flaw.UNCLEAR)
    planned.clock.move(minutes=1)
    sync(van)
    import_share(planned.office)

    (sought,) = of_kind(planned, Kind.SOUGHT).values()
    (suggested,) = of_kind(planned, Kind.SUGGESTED).values()
    (flagged,) = of_kind(planned, Kind.FLAGGED).values()
    assert (sought.stray.title, suggested.stray.title) == ("returns form", "Lifting with the hoist")
    assert flagged.owner == "Customer care training"

    deciding.settle(planned.office, suggested)
    assert of_kind(planned, Kind.SUGGESTED)[suggested.stray.id].state is State.DONE
    assert "hoist" not in str([entry.said for entry in papers.activity(planned.office, 50)])


def test_what_is_assigned_is_kept_and_can_be_undone(planned: World) -> None:
    row = deciding.find(look(planned), "untaught/")
    entry = deciding.assign(planned.office, row, "Ilse Brandt", "Write two lessons")

    kept = deciding.find(look(planned), "untaught/returns")
    assert (kept.owner, str(kept.action)) == ("Ilse Brandt", "Write two lessons")

    papers.undo(planned.office, entry)
    assert deciding.find(look(planned), "untaught/returns").owner == "Field service"


def test_what_is_settled_counts_no_more(planned: World) -> None:
    before = look(planned).left
    deciding.settle(planned.office, deciding.find(look(planned), "untaught/returns"))

    assert look(planned).left == before - 1


def test_an_owner_signs_off_once_a_cycle(planned: World) -> None:
    deciding.sign_off(planned.office, "Field service", Side.OKRS)

    signed = {(who.owner, who.side): who.signed for who in look(planned).reviewers}
    assert signed["Ruth", Side.OKRS] is None
    sign_off = signed["Field service", Side.OKRS]
    assert sign_off is not None
    assert (sign_off.left, sign_off.cycle) == (1, "q1")


@pytest.mark.parametrize("side", list(Side))
def test_nobody_signs_for_nobody(planned: World, side: Side) -> None:
    with pytest.raises(UsageError, match="Nobody called “Kofi”"):
        deciding.sign_off(planned.office, "Kofi", side)


@pytest.mark.parametrize("beginning", ["nothing", "unaligned/"])
def test_a_row_is_called_by_the_beginning_of_its_key_alone(planned: World, beginning: str) -> None:
    with pytest.raises(UsageError, match="rows are called"):
        deciding.find(look(planned), beginning)
