"""The learner's folder for the pictures: joining it, comparing words, belonging, a stick."""

from __future__ import annotations

import shutil
from typing import Any

from PySide6.QtTest import QTest

from keystep.sync.passphrase import Argon

PASSPHRASE = "for pictures only"


def folder_words(stage: Any) -> None:
    """The eight words, beside the ways to say that they agree or differ."""
    from keystep.services.joining import join_share  # noqa: PLC0415

    office = _office(stage)
    join_share(stage.parts["station"], office.share.root, "Hall 3, laptop 2")
    _show(stage)
    QTest.qWait(600)


def folder_joined(stage: Any) -> None:
    """It belongs to the office, which has received all but the newest."""
    _belong(stage)
    _show(stage)
    stage.window.pages.currentWidget().joined.sync.click()
    _wait(stage)


def folder_away(stage: Any) -> None:
    office = _belong(stage)
    shutil.rmtree(office.share.root)
    _show(stage)
    stage.window.pages.currentWidget().joined.sync.click()
    _wait(stage)


def folder_stick(stage: Any) -> None:
    _belong(stage)
    stick = stage.parts["home"] / "stick"
    stick.mkdir()
    _show(stage)
    stage.window.pages.currentWidget().joined.stick_chosen.emit(str(stick))
    _wait(stage)


def paths_arrived(stage: Any) -> None:
    """Some lessons have arrived at the office, the newest waits."""
    from keystep.services import learning  # noqa: PLC0415

    _belong(stage)
    station = stage.parts["station"]
    [learner] = station.store.learners()
    run = learning.open_lesson(station, learner.id, "answering-customers", "call-back")
    learning.view_step(station, run, run.lesson.steps[2])
    stage.window.navigator.go_to("paths")


def welcome_known(stage: Any) -> None:
    """Somebody known learns here, or somebody new."""
    from keystep.gui.learn.welcome import WelcomePage  # noqa: PLC0415
    from keystep.services.roster import register  # noqa: PLC0415

    register(stage.parts["station"], "Jonas Weber", "Hall 3, packing line")
    page = WelcomePage(stage.parts["station"])
    page.setProperty("passing", True)
    stage.window.show_page(page, None, whole=True)


def _office(stage: Any) -> Any:
    from keystep.bootstrap import new_id, open_office  # noqa: PLC0415
    from keystep.services.office import found_organisation  # noqa: PLC0415

    home, share = stage.parts["home"] / "office", stage.parts["home"] / "share"
    quick = Argon(memory_kib=8, passes=1, lanes=1)
    found_organisation(home, share, "Hartmann Tableware", PASSPHRASE, new_id=new_id, argon=quick)
    return open_office(home, PASSPHRASE, stage.parts["clock"])


def _belong(stage: Any) -> Any:
    from keystep.services.importing import import_share  # noqa: PLC0415
    from keystep.services.joining import confirm, join_share  # noqa: PLC0415
    from keystep.services.stations import enrol, greet_stations  # noqa: PLC0415
    from keystep.services.syncing import sync  # noqa: PLC0415

    office, station = _office(stage), stage.parts["station"]
    join_share(station, office.share.root, "Hall 3, laptop 2")
    confirm(station)
    for asking in greet_stations(office):
        enrol(office, asking.device)
    sync(station)
    import_share(office)
    sync(station)
    return office


def _show(stage: Any) -> None:
    stage.window.navigator.go_to("folder")


def _wait(stage: Any) -> None:
    page = stage.window.pages.currentWidget()
    for _ in range(200):
        QTest.qWait(20)
        if page.joined.sync.isEnabled() and page.joined.stick.isEnabled():
            return


SCENES = (folder_words, folder_joined, folder_away, folder_stick, paths_arrived, welcome_known)
