"""The Learning place for the pictures: what the made-up organisation asks of its people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from admin_office import NOW, Clock
from PySide6.QtTest import QTest
from scene_hands import wait

PACK = "answering-customers"
TODAY = NOW.date()
ANSWERS = ((4, 5, 2), (3, 4, 2), (5, 4, 1), (4, 3, 3), (4, 5, 2))
SAID = ("Quarter past seven is quiet, then there is time.", "The films need sound at the desk.")
ASSIGNMENTS, ANNOUNCEMENTS, SURVEYS, GAP, NEWCOMERS = range(5)


def learning_assignments(stage: Any) -> None:
    _show(stage, ASSIGNMENTS)


def learning_assignment(stage: Any) -> None:
    page = _show(stage, ASSIGNMENTS)
    page.room.open("first")


def learning_assign(stage: Any) -> None:
    page = _show(stage, ASSIGNMENTS)
    page.room.new.click()
    form = page.room.form
    form.form.choices["whom"].filter.set_current("teams")
    form.form.choices["whom"].filter.chosen.emit("teams")
    form.form.lines["due"].set_text("2027-02-01")
    form.save.click()
    wait(lambda: not form._wrong.isHidden())  # noqa: SLF001


def learning_announcements(stage: Any) -> None:
    _show(stage, ANNOUNCEMENTS)


def learning_focus(stage: Any) -> None:
    _show(stage, ANNOUNCEMENTS).room.focus.click()


def learning_surveys(stage: Any) -> None:
    _show(stage, SURVEYS)


def learning_survey(stage: Any) -> None:
    _show(stage, SURVEYS).room.new.click()


def learning_gap(stage: Any) -> None:
    _show(stage, GAP)


def learning_level(stage: Any) -> None:
    page = _show(stage, GAP)
    page.room.rows.opened.emit(page.room.rows.view.rows.row_at(0))


def learning_newcomers(stage: Any) -> None:
    _show(stage, NEWCOMERS)


def learning_nothing(stage: Any) -> None:
    stage.window.navigator.go_to("learning")
    wait(stage.window.pages.currentWidget().room.isVisible)


def today_asked(stage: Any) -> None:
    _hear(stage, surveys=())
    stage.window.navigator.go_to("today")


def today_survey(stage: Any) -> None:
    from keystep.gui.learn.office_notes import OfficeNotes  # noqa: PLC0415

    _hear(stage, announcements=())
    stage.window.navigator.go_to("today")
    notes = stage.window.pages.currentWidget().findChild(OfficeNotes)
    notes.ask()


def paths_asked(stage: Any) -> None:
    _hear(stage)
    stage.window.navigator.go_to("paths")


def _hear(stage: Any, **changes: Any) -> None:
    """The station hears what the office asks."""
    import msgspec  # noqa: PLC0415

    from keystep.domain.assigning import Assignment  # noqa: PLC0415
    from keystep.services.catalogs import keep_catalog, kept_catalog  # noqa: PLC0415

    station = stage.parts["station"]
    known, on = kept_catalog(station.home), station.clock.now().local.date()
    path = station.shelf.pack(PACK).paths[0].id
    due = on + timedelta(days=1)
    wanted = Assignment(id="a", pack=PACK, path=path, assigned=on, due=due)
    said = _said(station.shelf.pack(PACK).skills[0], on)
    told = {"assignments": (wanted,), **said, **changes}
    keep_catalog(station.home, msgspec.structs.replace(known, **told))


def _show(stage: Any, room: int) -> Any:
    _ask(stage.parts["home"], stage.parts["office"])
    stage.window.navigator.go_to("learning")
    page = stage.window.pages.currentWidget()
    page.go_to(room)
    wait(page.room.isVisible)
    QTest.qWait(200)
    return page


def _ask(home: Path, office: Any) -> None:
    """Two paths, an announcement, a focus and a survey that five people answer."""
    from keystep.domain.assigning import Assignment, Audience  # noqa: PLC0415
    from keystep.services.assigning import editing  # noqa: PLC0415

    path = office.shelf.pack(PACK).paths[0].id
    asked = date(2027, 2, 1)
    for wanted in (
        Assignment(id="first", pack=PACK, path=path, assigned=asked, due=date(2027, 2, 26)),
        Assignment(
            id="desks",
            audience=Audience(whom="teams", teams=("Desk North", "Export desk")),
            pack=PACK,
            path=path,
            assigned=asked,
            due=date(2027, 3, 31),
        ),
        Assignment(
            id="new",
            audience=Audience(whom="newcomers", since=date(2027, 2, 1)),
            pack=PACK,
            path=path,
            assigned=asked,
            within=30,
        ),
    ):
        editing.assign(office, wanted)
    said = _said(office.shelf.pack(PACK).skills[0], TODAY)
    for one in said["announcements"]:
        editing.announce(office, one)
    (survey,) = said["surveys"]
    editing.ask(office, survey)
    _answer(home, office, survey)


def _said(skill: Any, on: date) -> dict[str, Any]:
    """An announcement, a focus and a survey of these days."""
    from keystep.domain.assigning import Announcement, Question, Survey  # noqa: PLC0415

    day = timedelta(days=1)
    hoist = Announcement(
        id="hoist",
        title="The hoist in hall 7 is back",
        text="Ask Anna to show you its new brake before you use it.",
        first=on - 2 * day,
        last=on + 5 * day,
    )
    focus = Announcement(
        id="focus",
        title=skill.title,
        text="Half of the calls of February were asked again.",
        first=on - 3 * day,
        last=on + 3 * day,
        pack=PACK,
        skill=skill.id,
    )
    questions = (
        Question("q1", "Can you use what you learn?", "Not at all", "Very much"),
        Question("q2", "Is five minutes the right length?", "Not at all", "Very much"),
        Question("q3", "Have you time to learn at work?", "Never", "Always"),
    )
    survey = Survey(
        id="time",
        title="Learning at work",
        first=on - 7 * day,
        last=on + 7 * day,
        questions=questions,
    )
    return {"announcements": (hoist, focus), "surveys": (survey,)}


def _answer(home: Path, office: Any, survey: Any) -> None:
    from admin_office import _people  # noqa: PLC0415

    from keystep.services.assigning.told import answer_office  # noqa: PLC0415
    from keystep.services.importing import import_share  # noqa: PLC0415
    from keystep.services.stations import enrol, greet_stations  # noqa: PLC0415
    from keystep.services.syncing import sync  # noqa: PLC0415

    hands = _people(home, "Desk North", Clock(NOW - timedelta(hours=5)), Random(11))
    station = hands[0].station
    for waiting in greet_stations(office):
        if waiting.device == station.keys.device:
            enrol(office, waiting.device)
    said = (*SAID, "", "", "")
    for hand, answers, text in zip(hands, ANSWERS, said, strict=True):
        given = {f"q{n}": answer for n, answer in enumerate(answers, 1)}
        answer_office(station, hand.person.learner, survey, given, text=text)
    sync(station)
    import_share(office)
    station.close()


LEARNING = (
    *(learning_assignments, learning_assignment, learning_assign),
    *(learning_announcements, learning_focus, learning_surveys, learning_survey),
    *(learning_gap, learning_level, learning_newcomers, learning_nothing),
)
ASKED = (today_asked, today_survey, paths_asked)
