"""The admin face: the board, what is behind a key result, and the inbox."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from keystep import paths
from keystep.gui import app

if TYPE_CHECKING:
    from keystep.domain.ports import Clock
    from keystep.gui.admin.navigator import Navigator
    from keystep.gui.admin.window import AdminWindow, Opened

PASSPHRASE_VARIABLE = "KEYSTEP_PASSPHRASE"  # noqa: S105 - the variable's name


def run_admin(home: Path | None, clock: Clock | None = None) -> int:
    """Open the admin face on ``home`` (None: the usual place) until its window is closed."""
    from keystep.gui.admin.window import AdminWindow  # noqa: PLC0415 - each face loads its own

    place = paths.home(home, "admin")
    application, appearance = app.create(sys.argv[:1], app.read_look(place))
    window = AdminWindow(place, appearance, lambda: open_home(place, clock))
    return app.run(application, window)


def open_home(home: Path, clock: Clock | None = None) -> Opened:
    """Everything that takes its time and needs no Qt, off the GUI thread: the imports too.

    The passphrase may stand in KEYSTEP_PASSPHRASE; else it is asked for when it is needed.
    """
    from keystep import settings  # noqa: PLC0415 - after the first paint
    from keystep.bootstrap import open_office  # noqa: PLC0415
    from keystep.gui.admin.window import Opened  # noqa: PLC0415

    app.log_to(home)
    office = open_office(home, os.environ.get(PASSPHRASE_VARIABLE) or None, clock)

    def lead(window: AdminWindow) -> Navigator:
        from keystep.gui.admin.desk import real_desk  # noqa: PLC0415 - on the GUI thread
        from keystep.gui.admin.navigator import Navigator  # noqa: PLC0415

        return Navigator(window, office, real_desk())

    def keep(name: str, value: object) -> None:
        settings.change(home, **{name: value})

    return Opened(lead, keep, office.close)
