"""The demonstration: everything through the services, and the same figures every time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from keystep import paths
from keystep.bootstrap import open_office, open_station
from keystep.cli.board import board_json, print_board
from keystep.domain.bundles import Verdict
from keystep.domain.okr import Status
from keystep.services.demo import PASSPHRASE, Outcome, Stage, run
from keystep.services.importing import import_share
from tests.homes import stock

SUNDAY = date(2026, 11, 15)


def play(folder: Path, shipped: Path, said: list[tuple[str, float]]) -> Outcome:
    """Two weeks of it, in homes that have the packs already."""
    folder.mkdir()
    stage = Stage(
        folder,
        paths.resources(),
        SUNDAY,
        lambda home, *others: open_station(stock(home, shipped), *others),
        lambda home, *others: open_office(stock(home, shipped), *others),
        lambda what, share: said.append((what, share)),
        weeks=2,
    )
    return run(stage)


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory, shipped: Path
) -> tuple[Outcome, list[tuple[str, float]]]:
    said: list[tuple[str, float]] = []
    return play(tmp_path_factory.mktemp("demo") / "first", shipped, said), said


def test_progress_is_told_in_order(played: tuple[Outcome, list[tuple[str, float]]]) -> None:
    shares = [share for _, share in played[1]]
    assert shares == sorted(shares)
    assert len(shares) == 5


def test_twelve_learners_at_three_stations_leave_events(
    played: tuple[Outcome, list[tuple[str, float]]],
) -> None:
    outcome, _ = played
    assert (outcome.learners, outcome.stations, outcome.weeks) == (12, 3, 2)
    assert outcome.events > 100
    assert len(list(outcome.share.glob("stations/*/*-*-*.json"))) == 9
    assert "Median response time" in outcome.report.read_text(encoding="utf-8")


def test_every_kind_of_figure_is_on_the_board(
    played: tuple[Outcome, list[tuple[str, float]]], capsys: pytest.CaptureFixture[str]
) -> None:
    board = played[0].board
    rows = {row.key_result.id: row for row in board.rows}
    assert rows["callers-lost"].status is Status.KEPT
    assert rows["recommend"].status is Status.NO_DATA
    assert rows["facts-mastered"].now is not None
    assert rows["response-time"].now is not None
    assert rows["response-time"].now.value < 20
    print_board(board)
    shown = capsys.readouterr().out
    assert "20 → " in shown
    assert "no data yet" in shown.lower()


def test_the_same_seed_gives_the_same_figures(
    played: tuple[Outcome, list[tuple[str, float]]], tmp_path: Path, shipped: Path
) -> None:
    again = play(tmp_path / "second", shipped, [])
    assert board_json(again.board) == board_json(played[0].board)
    assert again.events == played[0].events


def test_its_office_opens_again_and_has_everything(
    played: tuple[Outcome, list[tuple[str, float]]],
) -> None:
    outcome, _ = played
    office = open_office(outcome.office_home, PASSPHRASE, outcome.clock)
    try:
        report = import_share(office)
    finally:
        office.close()
    assert report.count(Verdict.DUPLICATE) == len(report.files) == 9
