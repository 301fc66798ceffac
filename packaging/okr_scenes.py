"""Writing the objectives, for the pictures: the plan, check-ins, and the end of a cycle."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from admin_office import NOW
from PySide6.QtCore import QEventLoop, QTimer
from scene_hands import wait

CYCLE = "2027-q1"
SAID = (
    (30, 5, "The new form confuses the night desk."),
    (16, 6, "The form is mended. Two people are new and learn first."),
    (3, 7, "Night desk started late. We expect 17.0 without more hands."),
)


def okr_plan(stage: Any) -> None:
    _plan(stage)


def okr_edit(stage: Any) -> None:
    _plan(stage).choose(("key result", "response-time"))


def okr_faults(stage: Any) -> None:
    page = _plan(stage)
    page.choose(("key result", "solved"))
    form = page.panel.form
    form.set_values(form.values() | {"target": "61", "title": ""})
    form.changed.emit()
    page.panel.save()


def okr_milestones(stage: Any) -> None:
    from keystep.domain.okr import Milestone  # noqa: PLC0415

    page = _plan(stage)
    page.choose(("objective", "safety"))
    page.choose(("key result", ""))
    form = page.panel.form
    form.set_values(form.values() | {"kind": "milestone", "title": "The new line is safe"})
    form.milestones.show_milestones(
        [Milestone(title="Guards fitted"), Milestone(title="Everybody briefed", weight=2.0)]
    )
    form.choices["kind"].filter.chosen.emit("milestone")


def okr_learning(stage: Any) -> None:
    page = _plan(stage)
    page.choose(("objective", "know-how"))
    page.choose(("key result", ""))
    form = page.panel.form
    form.set_values(form.values() | {"kind": "mastery", "title": "Complaints end well"})
    form.choices["kind"].filter.chosen.emit("mastery")


def okr_check_in(stage: Any) -> None:
    _talk(stage)
    page = _check_in(stage)
    page.panel.form.confidence.choose(8)


def okr_key_result(stage: Any) -> None:
    from keystep.gui.admin.board.key_result_page import KeyResultPage  # noqa: PLC0415

    _talk(stage)
    stage.window.navigator.board.open_key_result("response-time")
    wait(lambda: isinstance(_page(stage), KeyResultPage))


def okr_close(stage: Any) -> None:
    stage.window.navigator.closing.open(CYCLE)
    _settle()


def okr_closed(stage: Any) -> None:
    from keystep.domain.okr import Retrospective  # noqa: PLC0415
    from keystep.services.okr.closing import close  # noqa: PLC0415

    said = Retrospective(
        went_well="The desks learned together, ten minutes a day.",
        went_badly="The halls got their kiosk four weeks late.",
        learned="Start the halls first, and measure from the first week.",
    )
    close(stage.parts["office"], CYCLE, said)
    okr_close(stage)


def okr_board_closed(stage: Any) -> None:
    okr_closed(stage)
    stage.window.navigator.refresh(lambda: stage.window.navigator.go_to("objectives"))
    _settle()


def okr_tree(stage: Any) -> None:
    """Teams with objectives of their own below the organisation's."""
    from msgspec.structs import replace  # noqa: PLC0415

    from keystep.services.okr.cycles import cycle_of  # noqa: PLC0415
    from keystep.services.okr.editing import save_objective  # noqa: PLC0415

    office = stage.parts["office"]
    for wanted, team in (("safety", "Hall 7"), ("know-how", "Desk North")):
        objective = cycle_of(office, "").objective(wanted)
        save_objective(office, "", replace(objective, parent="answers", team=team))
    stage.window.navigator.refresh()
    _settle()


def okr_name(stage: Any) -> None:
    stage.window.rail.owner.click()


def okr_none(stage: Any) -> None:
    """Before the first cycle."""
    office = stage.parts["office"]
    stage.window.navigator.board.page.show_board(None, office.clock.now())


OKR = (
    *(okr_plan, okr_edit, okr_faults, okr_milestones, okr_learning, okr_tree),
    *(okr_check_in, okr_key_result, okr_close, okr_closed, okr_board_closed, okr_name, okr_none),
)


def _talk(stage: Any) -> None:
    """What was said of the response time so far."""
    from keystep import settings  # noqa: PLC0415
    from keystep.domain.okr import CheckIn  # noqa: PLC0415
    from keystep.services.okr.check_ins import check_in  # noqa: PLC0415

    office = stage.parts["office"]
    settings.change(office.home, admin="Ruth Vogel")
    for days, sure, note in SAID:
        at = NOW - timedelta(days=days)
        said = CheckIn(key_result="response-time", at=at, by="Ruth", confidence=sure, note=note)
        check_in(office, said)
    stage.window.navigator.refresh()
    _settle()


def _plan(stage: Any) -> Any:
    stage.window.navigator.plan.open("")
    wait(lambda: bool(getattr(_page(stage), "rows", None) and _page(stage).rows.buttons))
    return _page(stage)


def _check_in(stage: Any) -> Any:
    navigator = stage.window.navigator
    navigator.check_in.open("", "response-time", navigator.board.show)
    wait(lambda: bool(getattr(_page(stage), "rows", None) and _page(stage).rows.buttons))
    return _page(stage)


def _page(stage: Any) -> Any:
    return stage.window.pages.currentWidget()


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(600, loop.quit)
    loop.exec()
