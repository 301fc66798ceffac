"""Starting a face: one application, its look, its last resort for errors, and the first window.

Only PySide6, the standard library and the light parts of ``gui`` are imported here; the engine
comes after the first paint.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication

from keystep import paths
from keystep.gui import fonts, i18n, memory
from keystep.gui.theme import Appearance, theme_of
from keystep.gui.widgets.brand import window_icon

if TYPE_CHECKING:
    from keystep.gui.face_window import FaceWindow

LOG_FOLDER = "log"
LOG_BYTES = 1 << 20
LAST_WORK_MS = 5_000
TURN_S = 0.0002
"""So soon a worker lets the window go on. In Python's 5 ms, each statement of SQLite, which takes
4 µs, waits that long for whoever works beside it."""
CONTRAST = {"contrast": "high_contrast"}


@dataclass(frozen=True, slots=True)
class Look:
    """Theme preference, text size in per cent and motion as the settings keep them."""

    theme: str = "system"
    text_scale: int = 100
    less_motion: bool = False


def create(argv: Sequence[str], look: Look | None = None) -> tuple[QApplication, Appearance]:
    """The application, dressed; it speaks English until a translation is installed."""
    memory.hold_little()
    sys.setswitchinterval(TURN_S)
    wanted = look or Look()
    # Nothing here draws by OpenGL; with it, Qt would convert each frame of a film in 12 ms, not 2.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
    app = QApplication(list(argv))
    app.setApplicationName("keystep")
    app.setApplicationDisplayName("Keystep")
    app.setDesktopFileName("keystep")
    fonts.install()
    i18n.speak(app, "en", paths.resources() / "translations")
    theme, scale = preference_of(wanted.theme), wanted.text_scale / 100
    appearance = Appearance(app, theme, scale, less_motion=wanted.less_motion)
    app.setWindowIcon(window_icon(theme_of()))
    return app, appearance


def without_windows() -> QApplication:
    """The application where nothing is to be shown, nor need a screen be there."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return create(sys.argv[:1])[0]


def preference_of(theme: str) -> str:
    """The settings' word for a theme as :class:`Appearance` takes it."""
    return CONTRAST.get(theme, theme)


def read_look(home: Path) -> Look:
    """The look that was chosen last, without the engine: whatever cannot be read is the default.

    The settings are read in earnest, and their faults told, when the home is opened.
    """
    try:
        kept = json.loads((home / "settings.json").read_bytes())
        theme, scale = str(kept["theme"]), int(kept["text_scale"])
        return Look(theme, scale, bool(kept.get("less_motion", False)))
    except (OSError, ValueError, KeyError, TypeError):
        return Look()


def log_to(home: Path) -> None:
    """Write what goes wrong into ``home/log/keystep.log``, at most four files of 1 MiB."""
    import logging  # noqa: PLC0415 - after the first paint
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    folder = home / LOG_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "keystep.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("keystep").addHandler(handler)


def note(what: str, error: BaseException) -> None:
    """Write an error with its traceback into the log."""
    import logging  # noqa: PLC0415 - after the first paint

    logging.getLogger("keystep").error(what, exc_info=error)


def catch_unexpected(tell: Callable[[Exception], object]) -> None:
    """Log whatever reaches the top of the GUI thread and ``tell`` of it, instead of ending."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        note("unexpected", error)
        tell(error)

    sys.excepthook = hook


def run_learn(home: Path | None) -> int:
    """Open the learn face on ``home`` (None: the usual place) until its window is closed."""
    from keystep.gui.learn.window import LearnWindow  # noqa: PLC0415 - each face loads its own

    place = paths.home(home, "learn")
    app, appearance = create(sys.argv[:1], read_look(place))
    return run(app, LearnWindow(place, appearance))


def run(
    app: QApplication, window: FaceWindow, ending: Callable[[int], object] = lambda _status: None
) -> int:
    """Show a face's window until the application ends; then, once ``ending`` was told its status,
    let its work end and its home go.

    Work that waits for a drive that hangs is left behind: what is saved is saved, and nobody waits
    for a window to close.
    """
    catch_unexpected(window.tell_unexpected)
    window.ready.connect(memory.settle)
    window.show()
    status = app.exec()
    ending(status)
    ended = QThreadPool.globalInstance().waitForDone(LAST_WORK_MS)
    window.release()
    if not ended:
        os._exit(status)
    return status
