"""Learning breaks and certificates, for the screenshots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from keystep.domain.breaks import BreakPlan
from keystep.domain.certificates import Certificate
from keystep.services.breaks import choose_plan
from keystep.services.certificates import Held
from keystep.storage.schema import certificate
from keystep.sync.certifying import certify

PACK = "answering-customers"


class _Office:
    """Somebody who signs."""

    key_id = "00" * 16

    def sign(self, _message: bytes) -> bytes:
        return bytes(64)


def breaks(stage: Any) -> None:
    plan = BreakPlan(times=(600, 870), days=(1, 2, 3, 4, 5))
    choose_plan(stage.parts["station"], _learner(stage), plan)
    stage.window.navigator.go_to("breaks")


def breaks_never(stage: Any) -> None:
    stage.window.navigator.go_to("breaks")


def reminded(stage: Any) -> None:
    clock = stage.parts["clock"]
    local = clock.now().local
    plan = BreakPlan(times=(local.hour * 60 + local.minute,), days=tuple(range(1, 8)))
    choose_plan(stage.parts["station"], _learner(stage), plan)
    stage.window.navigator.go_to("today")
    stage.window.navigator.reminder.look()


def certified(stage: Any) -> None:
    """Paths, with what the office certified."""
    _certify(stage)
    stage.window.navigator.go_to("paths")


def certified_saved(stage: Any) -> None:
    from keystep.gui.learn.certificate_line import CertificateLine  # noqa: PLC0415

    certified(stage)
    stage.window.findChild(CertificateLine).save.click()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def _certify(stage: Any) -> Held:
    station = stage.parts["station"]
    path = station.shelf.pack(PACK).paths[0]
    stated = Certificate(
        name="Amara Osei",
        organisation="Hartmann Tableware",
        title=path.title,
        pack=PACK,
        path=path.id,
        lessons=len(path.lessons),
        completed=date(2027, 3, 2),
        issued=date(2027, 3, 3),
    )
    held = Held(stated=stated, code=certify(stated, _Office()))
    row = {"learner": _learner(stage), "code": held.code, "no": 0}
    with station.store.database.write() as connection:
        connection.execute(certificate.insert(), [row])
    return held


def _learner(stage: Any) -> str:
    (learner,) = stage.parts["station"].store.learners()
    return str(learner.id)


SCENES: tuple[Callable[[Any], None], ...] = (
    breaks,
    breaks_never,
    reminded,
    certified,
    certified_saved,
)
