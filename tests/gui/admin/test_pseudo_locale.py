"""Every visible string goes through ``tr``: what stands outside brackets was forgotten."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from keystep.aggregate.runs import Run
from keystep.domain.bundles import Imported, Reason, Verdict
from keystep.domain.okr import Board, CheckIn, Closing, Retrospective
from keystep.domain.trust import Asks
from keystep.gui.admin.board.events_page import EventsPage
from keystep.gui.admin.board.key_result_page import KeyResultPage
from keystep.gui.admin.board.model import Column
from keystep.gui.admin.board.page import BoardPage
from keystep.gui.admin.inbox.desk import READING
from keystep.gui.admin.inbox.model import Entry, Gap, Inbox, Show
from keystep.gui.admin.inbox.page import InboxPage
from keystep.gui.admin.inbox.reasons import ASKING, PLAIN
from keystep.gui.admin.okrs.check_in_page import CheckInPage
from keystep.gui.admin.okrs.closing_page import ClosingPage, Ending
from keystep.gui.admin.okrs.offers import Offers
from keystep.gui.admin.okrs.plan import CYCLE, KEY_RESULT, OBJECTIVE, Plan
from keystep.gui.admin.okrs.plan_page import PlanPage
from keystep.gui.admin.okrs.row_list import Key
from keystep.gui.admin.okrs.talk import Talk
from keystep.gui.admin.window import AdminWindow
from keystep.gui.i18n import tr
from keystep.gui.theme import Appearance
from keystep.services.drilldown import DrillDown
from keystep.services.importing import Progress
from keystep.services.okr.cycles import Listed
from tests import sample_board as sample
from tests.gui.admin.conftest import NOW
from tests.gui.admin.details import detail, logged
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

UNITS = ("min", "calls", "reports", "audits", "people", "units")
LOCALE_DATES = ("Jan", "Feb", "Mar", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.fixture(autouse=True)
def pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def data_of(board: Board) -> set[str]:
    titles = {objective.objective.title for objective in board.objectives}
    rows = {row.key_result.title for row in board.rows}
    owners = {row.key_result.owner for row in board.rows}
    return {*titles, *rows, *owners, *UNITS, *LOCALE_DATES, board.cycle.title}


def test_board(shown: Callable[[QWidget], QWidget]) -> None:
    board = sample.board()
    page = shown(BoardPage(board, NOW))
    assert isinstance(page, BoardPage)
    model = page.view.model()
    said = set(words_of(page))
    for column in Column:
        said.add(str(model.headerData(column, Qt.Orientation.Horizontal)))
        for group in range(model.rowCount()):
            parent = model.index(group, 0)
            said.add(str(parent.siblingAtColumn(column).data()))
            said |= {
                str(model.index(row, column, parent).data())
                for row in range(model.rowCount(parent))
            }
    assert untranslated(said, data_of(board)) == []


def test_board_without_a_cycle(shown: Callable[[QWidget], QWidget]) -> None:
    assert untranslated(set(words_of(shown(BoardPage(None, NOW)))), ()) == []


@pytest.mark.parametrize("place", range(8))
def test_key_result(shown: Callable[[QWidget], QWidget], place: int) -> None:
    page = shown(KeyResultPage(detail(place), NOW))
    told: DrillDown = detail(place)
    data = data_of(sample.board()) | {team.team for team in told.teams}
    data |= {title for title, _ in told.lessons}
    assert untranslated(set(words_of(page)), data) == []


def inbox(**changes: object) -> Inbox:
    """Everything that an inbox can show at once."""
    entries = [
        Entry(Verdict.REFUSED, "", *PLAIN[reason], file="a.json", size=4_000_000)
        for reason in Reason
    ]
    entries += [
        Entry(Verdict.HELD, name, *ASKING[asks], asks=asks, device="d", files=2)
        for asks, name in ((Asks.ENROL, "West"), (Asks.EPOCH, ""))
    ]
    new = Imported(file="n", verdict=Verdict.NEW, size=1, station="West", no=1, events=4)
    runs = [
        Run(id=n, source="/share", started_at=NOW.at, undone_at=undone, bundles=1, events=4)
        for n, undone in ((1, None), (2, NOW.at), (3, NOW.at))
    ]
    shown = Inbox(
        share="/share",
        now=NOW,
        entries=tuple(entries),
        gaps=tuple(Gap("d", "West", ((1, n), (7, 8), (9, 9), (11, 12)), NOW.at) for n in range(5)),
        forked=(("d", "West"),),
        fresh=(new, replace(new, station="East", events=1)),
        known=(Imported(file="a.json", verdict=Verdict.DUPLICATE, size=1),),
        runs=(*runs, replace(runs[0], id=4, source="/stick")),
        run=3,
        looked=True,
        cancelled=True,
        away="why",
    )
    return dataclasses.replace(shown, **changes)


@pytest.mark.parametrize("changes", [{}, {"preview": True}, {"run": 1}, {"gaps": ()}])
def test_inbox(shown: Callable[[QWidget], QWidget], changes: dict[str, object]) -> None:
    page = shown(InboxPage(inbox(**changes)))
    assert isinstance(page, InboxPage)
    page.begin(tr("Looking at the share"))
    page.tell_progress(READING, Progress(1, 4, "a", 9))
    page.unlock.ask("⟦why⟧", str)
    page.watch.tell("⟦words⟧", on=True, locked=True)
    data = ("West", "East", "/share", "/stick", "a.json", "why", *LOCALE_DATES)
    assert untranslated(set(words_of(page)), data) == []


@pytest.mark.parametrize("changes", [{}, {"looked": True}, {"runs": inbox().runs}])
@pytest.mark.parametrize("show", list(Show))
def test_empty_inbox(
    shown: Callable[[QWidget], QWidget], show: Show, changes: dict[str, object]
) -> None:
    page = shown(InboxPage(Inbox(share="/share", now=NOW, **changes)))
    assert isinstance(page, InboxPage)
    page.choose(show)
    data = ("/share", "/stick", *LOCALE_DATES)
    assert untranslated(set(words_of(page)), data) == []


@pytest.mark.parametrize("key", [(CYCLE, "2027-q1"), (OBJECTIVE, ""), (KEY_RESULT, "callbacks")])
def test_writing_the_objectives(shown: Callable[[QWidget], QWidget], key: Key) -> None:
    page = shown(PlanPage())
    assert isinstance(page, PlanPage)
    listed = Listed(sample.CYCLE, current=False, closing=None)
    page.show_plan(Plan((listed,), listed, Offers(), (), NOW))
    page.choose(key)
    data = data_of(sample.board()) | {"callbacks", "7", "2027-01-01", "2027-03-31"}
    data |= {"January", "March"}
    assert untranslated(set(words_of(page)), data) == []


def test_checking_in(shown: Callable[[QWidget], QWidget]) -> None:
    page = shown(CheckInPage(tr("Objectives")))
    assert isinstance(page, CheckInPage)
    before = CheckIn(key_result="callbacks", at=NOW.at, by="Ruth", confidence=7, value=3.0)
    page.show_talk(Talk(sample.board(), {"callbacks": (before,)}, NOW))
    page.begin_at("callbacks")
    page.panel.save()
    data = data_of(sample.board()) | {"Ruth"}
    assert untranslated(set(words_of(page)), data) == []


@pytest.mark.parametrize("closed", [False, True])
def test_closing(shown: Callable[[QWidget], QWidget], closed: bool) -> None:
    page, board = shown(ClosingPage()), sample.board()
    assert isinstance(page, ClosingPage)
    ending = Closing(at=NOW.at, by="Ruth", retrospective=Retrospective(), board=board)
    listed = Listed(sample.CYCLE, current=True, closing=ending if closed else None)
    page.show_ending(Ending(listed, board, sample.CYCLE, (), NOW))
    data = data_of(board) | {"Ruth", "March", "2027-01-01", "2027-03-31"}
    assert untranslated(set(words_of(page)), data) == []


def test_events(shown: Callable[[QWidget], QWidget]) -> None:
    page = shown(EventsPage({"d": "West"}))
    assert isinstance(page, EventsPage)
    page.show_page([logged(1)], 0, NOW)
    model = page.table.model()
    said = set(words_of(page))
    said |= {str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(5)}
    said |= {str(model.index(0, n).data()) for n in range(4)}
    assert untranslated(said, ("West", "6f1d2c9e", *LOCALE_DATES)) == []


def test_window(qtbot: object, qapp: QApplication, tmp_path: object) -> None:
    window = AdminWindow(tmp_path, Appearance(qapp, "light"), lambda: None)
    qtbot.addWidget(window)
    window.refuse(OSError("x"))
    data = ("x", "OSError: x", "OSError")
    assert untranslated(set(words_of(window)), data) == []
