"""The admin face for the pictures: its screens, on a made-up organisation."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from admin_office import NAMES, open_copy
from desk_scenes import DESK
from impact_scenes import IMPACT
from kpi_scenes import KPIS
from learning_scenes import LEARNING
from line_scenes import LINE
from measure_scenes import MEASURES
from okr_scenes import OKR
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from scene_hands import wait

from keystep.gui.theme import Appearance


def open_admin(
    home: Path, appearance: Appearance
) -> tuple[Any, Callable[[], bool], dict[str, Any]]:
    """(window, is it ready?, parts) of the admin face on a copy of the made-up organisation."""
    from keystep.gui.admin.desk import Desk  # noqa: PLC0415
    from keystep.gui.admin.navigator import Navigator  # noqa: PLC0415
    from keystep.gui.admin.window import AdminWindow, Opened  # noqa: PLC0415

    office = open_copy(home)
    desk = Desk(lambda *_asked: None, lambda _path: None, lambda *_asked: None, lambda *_a: None)
    opened = Opened(lambda w: Navigator(w, office, desk), lambda _n, _v: None, office.close)
    window = AdminWindow(home, appearance, lambda: opened)
    parts = {"home": home, "office": office}
    return window, lambda: bool(window.navigator and window.navigator.is_ready), parts


def board(stage: Any) -> None:
    stage.window.navigator.go_to("objectives")


def key_result(stage: Any) -> None:
    _open(stage, "response-time")


def key_result_stale(stage: Any) -> None:
    _open(stage, "near-misses")


def raw_events(stage: Any) -> None:
    key_result(stage)
    _page(stage).events_wanted.emit()
    wait(lambda: _page(stage).table.model().rowCount() > 0)


def stations(stage: Any) -> None:
    from keystep.gui.admin.list_row import ListRow  # noqa: PLC0415

    _go(stage, "stations")
    wait(lambda: len(_page(stage).findChildren(ListRow)) == len(NAMES))


def stations_asking(stage: Any) -> None:
    stations(stage)
    _open_station(stage, "Van 12, laptop")


def stations_known(stage: Any) -> None:
    stations(stage)
    _open_station(stage, "Hall 7, kiosk")


def people(stage: Any) -> None:
    _go(stage, "people")
    wait(lambda: _page(stage).people.model().rowCount() > 0)


def people_one(stage: Any) -> None:
    from keystep.gui.admin.people.model import PERSON  # noqa: PLC0415

    people(stage)
    _page(stage).choose(_page(stage).people.model().index(0).data(PERSON).person)
    QTest.qWait(50)


def people_merge(stage: Any) -> None:
    people(stage)
    _press(stage, "Compare")


def people_forget(stage: Any) -> None:
    people_one(stage)
    _press(stage, "Forget this person")


def reports(stage: Any) -> None:
    _go(stage, "reports")


def inbox_before(stage: Any) -> None:
    _go(stage, "inbox")


def inbox(stage: Any) -> None:
    inbox_before(stage)
    _do(stage, stage.window.navigator.import_now)


def inbox_new(stage: Any) -> None:
    from keystep.gui.admin.inbox.model import Show  # noqa: PLC0415

    inbox(stage)
    _page(stage).choose(Show.NEW)


def inbox_looked(stage: Any) -> None:
    inbox_before(stage)
    _do(stage, stage.window.navigator.inbox.look_first)


def inbox_sure(stage: Any) -> None:
    inbox_new(stage)
    _press(stage, "Undo")


def inbox_undone(stage: Any) -> None:
    inbox_sure(stage)
    _do(stage, lambda: _press(stage, "Undo this import"))


def inbox_first(stage: Any) -> None:
    """Nobody asks, nothing is amiss, and nothing has come yet."""
    from keystep.gui.admin.inbox.model import Inbox  # noqa: PLC0415

    inbox_before(stage)
    office = stage.parts["office"]
    _page(stage).show_inbox(Inbox(share=office.pinned.root, now=office.clock.now()))


def inbox_none(stage: Any) -> None:
    from keystep.gui.admin.inbox.model import Show  # noqa: PLC0415

    inbox_before(stage)
    _page(stage).choose(Show.REFUSED)


def inbox_details(stage: Any) -> None:
    inbox(stage)
    _press(stage, "Details")


def inbox_running(stage: Any) -> None:
    from keystep.gui.admin.inbox.desk import READING  # noqa: PLC0415
    from keystep.services.importing import Progress  # noqa: PLC0415

    inbox(stage)
    _page(stage).begin("Looking at the share")
    _page(stage).tell_progress(READING, Progress(40, 58, "", 8310))


def inbox_watched(stage: Any) -> None:
    inbox_before(stage)
    _press(stage, "Keep watching")
    wait(lambda: stage.window.navigator.inbox.is_busy)
    wait(lambda: not stage.window.navigator.inbox.is_busy)


def unlock(stage: Any) -> None:
    inbox_before(stage)
    _page(stage).unlock.ask("Importing needs the passphrase", str)


def share_away(stage: Any) -> None:
    inbox(stage)
    shutil.move(stage.parts["home"] / "share", stage.parts["home"] / "elsewhere")
    _do(stage, stage.window.navigator.import_now)


def no_stick(stage: Any) -> None:
    inbox(stage)
    empty = stage.parts["home"] / "stick"
    empty.mkdir()
    _do(stage, lambda: stage.window.navigator.inbox.import_now(root=empty))


SCENES: Mapping[str, Callable[[Any], None]] = {
    scene.__name__: scene
    for scene in (
        *(board, key_result, key_result_stale, raw_events),
        *(stations, stations_asking, stations_known),
        *(people, people_one, people_merge, people_forget),
        *(inbox_before, inbox, inbox_new, inbox_looked, inbox_details, inbox_sure, inbox_undone),
        *DESK,
        *LEARNING,
        *MEASURES,
        *KPIS,
        *LINE,
        *IMPACT,
        *OKR,
        reports,
        *(inbox_first, inbox_none, inbox_running, inbox_watched, unlock, share_away, no_stick),
    )
}


def _page(stage: Any) -> Any:
    return stage.window.pages.currentWidget()


def _go(stage: Any, place: str) -> None:
    stage.window.navigator.go_to(place)
    wait(lambda: stage.window.rail.selected() == place)
    QTest.qWait(300)


def _open_station(stage: Any, name: str) -> None:
    rows = stage.parts["office"].ledger.members.overview()
    _page(stage).open_station(next(row.device for row in rows if row.name == name))


def _do(stage: Any, act: Callable[[], object]) -> None:
    """Start something on the share and wait until it is over."""
    act()
    wait(lambda: not stage.window.navigator.inbox.is_busy)


def _press(stage: Any, words: str) -> None:
    def found() -> list[QAbstractButton]:
        ways = _page(stage).findChildren(QAbstractButton)
        return [way for way in ways if way.isVisible() and way.text() == words]

    wait(lambda: bool(found()))
    found()[0].click()


def _open(stage: Any, key_result_id: str) -> None:
    from keystep.gui.admin.board.key_result_page import KeyResultPage  # noqa: PLC0415

    stage.window.navigator.board.open_key_result(key_result_id)
    wait(lambda: isinstance(_page(stage), KeyResultPage))
