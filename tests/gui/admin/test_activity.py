"""The log of the office: who did what, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import Struct

from keystep import settings
from keystep.aggregate.papers import Register
from keystep.domain.words import Words
from keystep.gui.admin.activity.page import ActivityPage
from keystep.services import office_answers, papers
from keystep.services.content_desk import queue
from keystep.services.importing import import_share
from keystep.services.roster import register
from keystep.services.stations import publish_progress
from keystep.services.syncing import sync
from keystep.services.voice import suggest_topic
from tests.conftest import World
from tests.gui.admin.conftest import Face
from tests.gui.admin.hands import notice, press, seen

Open = Callable[..., Face]


class Note(Struct, frozen=True):
    text: str


NOTES = Register("note", Note)


@pytest.fixture
def logged(world: World) -> World:
    """Something that can be undone, below something that cannot."""
    settings.change(world.office.home, admin="Ruth Vogel")
    said = Words("Wrote to {n} teams", {"n": 1200})
    papers.write(world.office, said, NOTES.put("a", Note("b")))
    papers.note(world.office, "Forgot a person")
    return world


def log(face: Face) -> ActivityPage:
    """The page, once it lists something."""
    face.navigator.go_to("inbox")
    press(face, "Activity")
    page = face.page
    assert isinstance(page, ActivityPage)
    face.wait(lambda: page.table.view.rows.rowCount() > 0)
    return page


def shown(page: ActivityPage) -> list[tuple[object, ...]]:
    """What, who and state of every row."""
    return [row[1:] for row in page.table.view.rows.sheet().rows]


def test_the_log_says_who_did_what(logged: World, open_face: Open) -> None:
    page = log(open_face())

    assert shown(page) == [
        ("Forgot a person", "Ruth Vogel", ""),
        ("Wrote to 1,200 teams", "Ruth Vogel", "Can be undone"),
    ]


def test_what_is_chosen_is_undone(logged: World, open_face: Open) -> None:
    face = open_face()
    page = log(face)
    page.table.view.selectRow(1)
    press(face, "Undo this")
    face.wait(lambda: "Undone: Wrote to 1,200 teams" in notice(face))
    face.wait(lambda: str(shown(page)[1][2]).startswith("Undone"))

    assert logged.office.ledger.papers.all(NOTES) == {}
    assert page.undo.text() == "Undone already"


def test_who_was_answered_hears_that_it_was_undone(world: World, open_face: Open) -> None:
    van = world.add_station("Van 12")
    amara = register(van, "Amara Osei", "Desk North")
    suggest_topic(van, amara.id, "Lifting")
    sync(van)
    import_share(world.office)
    (matter,) = queue.queue(world.office)
    queue.answer(world.office, matter, "Soon.")
    publish_progress(world.office)
    sync(van)
    assert len(office_answers.unread(van, amara.id)) == 1
    face = open_face()
    page = log(face)
    page.table.view.selectRow(0)
    press(face, "Undo this")
    face.wait(lambda: "The stations hear of it with their next sync." in " ".join(seen(face)))
    face.wait(lambda: str(shown(page)[0][2]).startswith("Undone"))
    sync(van)

    assert office_answers.unread(van, amara.id) == ()


@pytest.mark.parametrize(
    ("rows", "words"),
    [((), "Choose what to undo"), ((0,), "This cannot be undone here")],
)
def test_the_button_says_why_it_cannot_be_pressed(
    logged: World, open_face: Open, rows: tuple[int, ...], words: str
) -> None:
    page = log(open_face())
    for row in rows:
        page.table.view.selectRow(row)

    assert (page.undo.isEnabled(), page.undo.text()) == (False, words)


def test_what_was_changed_since_says_so(logged: World, open_face: Open) -> None:
    papers.write(logged.office, Words("Wrote again"), NOTES.put("a", Note("c")))
    page = log(open_face())
    page.table.view.selectRow(2)

    assert page.undo.text() == "Changed since: undo that first"


def test_older_ones_are_shown_when_they_are_wanted(
    logged: World, open_face: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keystep.gui.admin.activity.page.PAGE", 1)
    face = open_face()
    page = log(face)
    assert len(shown(page)) == 1
    press(face, "Show older ones")

    face.wait(lambda: len(shown(page)) == 2)
    assert not page.more.isVisible()
