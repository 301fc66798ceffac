"""The report of a real office, as a file."""

from __future__ import annotations

import pytest

from keystep.domain import wording
from keystep.errors import NotSaved, UsageError
from keystep.paths import resources
from keystep.services.drilldown import drill_down
from keystep.services.importing import import_share
from keystep.services.kpi.importing import import_kpis
from keystep.services.okr.board import board
from keystep.services.okr.files import load_okrs
from keystep.services.reporting.files import write_report
from keystep.services.roster import register
from keystep.services.syncing import sync
from tests.conftest import World
from tests.figures import RESPONSE_TIME, cycle_text, response_times, written_cycle, written_kpis

TEAMS = ("North", "South", "East")


def load(world: World) -> None:
    hostile = RESPONSE_TIME.replace("Median", "Median <script>alert(1)</script>")
    cycle = cycle_text(hostile, title="Quarter <3", start="2026-08-10")
    load_okrs(world.office, written_cycle(world.root, cycle))
    rows = [
        row
        for week, day in enumerate((16, 23, 30))
        for row in response_times(TEAMS, 20 - week, f"2026-08-{day}")
    ]
    import_kpis(world.office, written_kpis(world.root, *rows))


def test_the_report_says_what_the_board_says(world: World) -> None:
    load(world)
    path = write_report(world.office, resources(), world.root / "report.html")
    text = path.read_text(encoding="utf-8")
    current = board(world.office)
    assert current is not None
    row = current.rows[0]
    assert "Median &lt;script&gt;alert(1)&lt;/script&gt; response time" in text
    assert "Quarter &lt;3" in text
    assert "Hartmann Tableware" in text
    assert str(wording.pace_of(row)) in text
    assert str(wording.freshness_of(row)) in text
    assert [p.name for p in world.root.iterdir() if p.name.startswith(".")] == []


def test_the_details_say_what_the_drill_down_says(world: World) -> None:
    load(world)
    station = world.add_station("North")
    for person in range(5):
        register(station, f"N {person}", "North")
    register(station, "S", "South")
    sync(station)
    import_share(world.office)
    text = write_report(world.office, resources(), world.root / "report.html").read_text("utf-8")
    detail = drill_down(world.office, "response-time")
    assert [team.team for team in detail.teams] == ["North"]
    assert detail.unshown == ("East", "South")
    assert '<th scope="row">North</th><td>0 of 5</td><td>20 → 18</td>' in text
    assert '<th scope="row">South' not in text
    assert str(wording.unshown_of(detail.unshown)) in text
    for title, _ in detail.lessons:
        assert title in text


def test_an_older_report_is_replaced(world: World) -> None:
    load(world)
    path = world.root / "report.html"
    path.write_text("old", encoding="utf-8")
    assert write_report(world.office, resources(), path).read_text("utf-8").startswith("<!DOCTYPE")


def test_without_a_cycle_there_is_no_report(world: World) -> None:
    with pytest.raises(UsageError):
        write_report(world.office, resources(), world.root / "report.html")
    assert not (world.root / "report.html").exists()


def test_a_folder_that_is_not_there_is_said(world: World) -> None:
    load(world)
    with pytest.raises(NotSaved, match="could not be written"):
        write_report(world.office, resources(), world.root / "nowhere" / "report.html")
