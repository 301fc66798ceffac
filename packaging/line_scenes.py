"""The log and what is out of line, for the pictures."""

from __future__ import annotations

from typing import Any

from PySide6.QtTest import QTest
from scene_hands import wait


def activity(stage: Any) -> None:
    from keystep.services import papers  # noqa: PLC0415
    from keystep.services.alignment import deciding  # noqa: PLC0415

    office = _decided(stage)
    papers.undo(office, papers.activity(office, 1)[0].id)
    row = deciding.alignment(office).rows[2]
    deciding.settle(office, row)
    stage.window.navigator.go_to("inbox")
    stage.window.navigator.activity.show()
    _filled(stage).table.view.selectRow(0)


def activity_before(stage: Any) -> None:
    """Before anything was read."""
    from keystep.gui.admin.activity.page import ActivityPage  # noqa: PLC0415

    stage.window.navigator.go_to("inbox")
    stage.window.navigator.show(ActivityPage())
    QTest.qWait(500)


def alignment(stage: Any) -> None:
    _decided(stage)
    _aligned(stage)


def alignment_row(stage: Any) -> None:
    _decided(stage)
    page = _aligned(stage)
    page.table.view.selectRow(1)


def alignment_all(stage: Any) -> None:
    from keystep.gui.admin.alignment.page import ALL  # noqa: PLC0415

    _decided(stage)
    page = _aligned(stage)
    page.show_which.set_current(ALL)
    page.show_which.chosen.emit(ALL)
    page.table.view.selectRow(0)


LINE = (activity, activity_before, alignment, alignment_row, alignment_all)


def _decided(stage: Any) -> Any:
    """Some of what is out of line has somebody who sees to it, and one owner has signed."""
    from keystep import settings  # noqa: PLC0415
    from keystep.services.alignment import deciding  # noqa: PLC0415

    office = stage.parts["office"]
    settings.change(office.home, admin="Ruth Vogel")
    found = deciding.alignment(office)
    deciding.assign(office, found.rows[1], "Ilse Brandt", "Write two lessons on lock-outs")
    deciding.settle(office, found.rows[0])
    who = found.reviewers[0]
    deciding.sign_off(office, who.owner, who.side)
    return office


def _aligned(stage: Any) -> Any:
    stage.window.navigator.go_to("objectives")
    stage.window.navigator.alignment.show()
    return _filled(stage)


def _filled(stage: Any) -> Any:
    def page() -> Any:
        return stage.window.pages.currentWidget()

    wait(lambda: hasattr(page(), "table") and page().table.view.rows.rowCount() > 0)
    return page()
