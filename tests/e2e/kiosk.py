"""The kiosk's window as the program begins it: ``python -m tests.e2e.kiosk HOME``.

It prints what it shows, again and again, a line each: when that is by the steady clock, the page,
what was typed there, whether the window has the whole screen and the keyboard, and every other
window of the program.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from keystep.gui.kiosk import app
from keystep.gui.kiosk.window import KioskWindow


def tell() -> None:
    tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    screen = QGuiApplication.primaryScreen().geometry()
    for window in tops:
        if isinstance(window, KioskWindow):
            page = window.pages.currentWidget()
            typed = [one.text() for one in page.findChildren(QLineEdit)] if page else []
            others = [type(top).__name__ for top in tops if top is not window]
            whole = window.isFullScreen() and window.geometry() == screen
            told = {
                "at": time.monotonic(),
                "page": type(page).__name__,
                "typed": "".join(typed),
                "whole": whole,
                "active": window.isActiveWindow(),
                "others": others,
            }
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    app.BEAT_MS = 40
    sys.exit(app.run_kiosk(Path(sys.argv[1]), tell, windowed=False))
