"""``keystep demo --gui`` for a machine without anybody to close the window: keep its picture.

python packaging/demo_picture.py FOLDER PICTURE.png
"""

from __future__ import annotations

import sys

from PySide6 import QtWidgets
from PySide6.QtCore import QTimer

from keystep.cli import run

LOOK_EVERY_MS = 200
SETTLE_MS = 800
PATIENCE_MS = 60_000


class Photographer(QtWidgets.QApplication):
    """Waits for the administrator's pages, pictures the screen, and closes the window."""

    def __init__(self, argv: list[str]) -> None:
        super().__init__(argv)
        self._watch = QTimer(self, interval=LOOK_EVERY_MS)
        self._watch.timeout.connect(self._look)
        self._watch.start()
        QTimer.singleShot(PATIENCE_MS, lambda: self.exit(1))

    def _look(self) -> None:
        from keystep.gui.admin.window import AdminWindow  # noqa: PLC0415 - once it is loaded

        windows = [w for w in self.topLevelWidgets() if isinstance(w, AdminWindow)]
        if windows and windows[0].navigator and windows[0].navigator.is_ready:
            self._watch.stop()
            QTimer.singleShot(SETTLE_MS, self._picture)

    def _picture(self) -> None:
        saved = self.primaryScreen().grabWindow(0).save(sys.argv[2])
        self.exit(0 if saved else 1)


if __name__ == "__main__":
    QtWidgets.QApplication = Photographer
    sys.exit(run(["demo", "--folder", sys.argv[1], "--gui"]))
