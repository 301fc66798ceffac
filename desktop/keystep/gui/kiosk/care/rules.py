"""How the kiosk behaves and looks: one row for each rule, kept as soon as it is changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import asdict, replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from keystep import paths, settings
from keystep.errors import KeystepError
from keystep.gui import tasks
from keystep.gui.i18n import isolate, minutes, tr
from keystep.gui.kiosk.care.chooser import NAMES, Choice, Chooser
from keystep.gui.kiosk.scale import is_upright, px
from keystep.gui.kiosk.signin.keys import snug_button
from keystep.gui.look import KEPT, THEMES
from keystep.gui.pages import bare
from keystep.services.kiosk.keyboards import keyboards
from keystep.services.station import Station
from keystep.settings import KioskRules

UNTOUCHED_S = (30, 45, 60, 90, 120, 180, 300, 600)
COUNTDOWN_S = (10, 15, 20, 30, 60)
USUAL_DAWN = "06:00"
THEME = "theme"


class RulesBoard(QWidget):
    """``changed``: a rule is another now; ``worn`` carries a theme by its name; ``pin_wanted``: the
    kiosk's PIN shall be another; ``refused`` carries why something was not kept."""

    changed = Signal()
    worn = Signal(str)
    pin_wanted = Signal()
    refused = Signal(str)

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._home = station.home
        kept = settings.load(station.home)
        self.rules = _choosers(kept.kiosk_rules)
        self.theme = Chooser(tr("Look"), _themes(), kept.theme)
        self.pin = snug_button(tr("Change the PIN"), icon="lock", on_click=self.pin_wanted.emit)
        self.pin.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self)
        bare(self._grid)
        for name, chooser in self.rules.items():
            chooser.chosen.connect(partial(self._keep, name))
        self.theme.chosen.connect(self._wear)
        self._lines = 0
        self._lay_out(2)

    def arrange(self) -> None:
        gap = px(4)
        self._lay_out(1 if is_upright(self) else 2)
        self._grid.setHorizontalSpacing(px(72))
        self._grid.setVerticalSpacing(gap)
        high = (self.height() + gap) // self._lines - gap
        self.pin.setMaximumHeight(px(80))
        every = (*self.rules.values(), self.theme)
        fitting = (role for role in NAMES if all(one.has_room(role, high) for one in every))
        role = next(fitting, NAMES[-1])
        for line in range(self._lines):
            self._grid.setRowMinimumHeight(line, high)
        for chooser in every:
            chooser.arrange(high, role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _lay_out(self, columns: int) -> None:
        parts = [*self.rules.values(), self.theme, self.pin]
        lines = -(-len(parts) // columns)
        if lines == self._lines:
            return
        self._lines = lines
        for n, part in enumerate(parts):
            column, row = divmod(n, lines)
            self._grid.removeWidget(part)
            self._grid.addWidget(part, row, column)
        for line in range(len(parts)):
            self._grid.setRowStretch(line, 1 if line < lines else 0)
            self._grid.setRowMinimumHeight(line, 0)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _keep(self, name: str, value: object) -> None:
        """Keep one rule; what it needs with it is kept too."""
        rules = settings.load(self._home).kiosk_rules
        changed = replace(rules, **{name: value})
        if changed.dark_from and not changed.dark_to:
            changed = replace(changed, dark_to=USUAL_DAWN)
        self._try(partial(settings.change, self._home, kiosk_rules=changed))
        self._show()
        self.changed.emit()

    def _wear(self, theme: object) -> None:
        self._try(partial(settings.change, self._home, theme=theme))
        names = {word: name for name, word in KEPT.items()}
        self.worn.emit(names.get(str(theme), str(theme)))

    def _try(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except KeystepError as fault:
            self.refused.emit(tasks.said(fault))

    def _show(self) -> None:
        """What is kept, whatever was touched."""
        kept = asdict(settings.load(self._home).kiosk_rules)
        for name, chooser in self.rules.items():
            chooser.show_value(kept[name])


def _choosers(rules: KioskRules) -> dict[str, Chooser]:
    """By the name of the rule."""
    yes = ((False, tr("No")), (True, tr("Yes")))
    times = [f"{half // 2:02}:{half % 2 * 30:02}" for half in range(48)]
    dark: list[Choice] = [("", tr("Never")), *((time, isolate(time)) for time in times)]
    made: dict[str, tuple[str, list[Choice]]] = {
        "idle_s": (tr("Untouched, it asks after"), _seconds(UNTOUCHED_S)),
        "countdown_s": (tr("Then it counts down"), _seconds(COUNTDOWN_S)),
        "hand": (tr("Keys on the"), [("left", tr("Left")), ("right", tr("Right"))]),
        "low": (tr("In reach of a wheelchair"), [*yes]),
        "dark_from": (tr("Black from"), dark),
        "dark_to": (tr("Black until"), dark[1:] if rules.dark_to else dark),
        "guests": (tr("Anybody may look around"), [*yes]),
        "registers": (tr("New people add themselves"), [*yes]),
        "badge_alone": (tr("A badge is enough"), [*yes]),
        "keyboard": (tr("Keyboard"), _keyboards()),
    }
    return {
        name: Chooser(words, choices, getattr(rules, name), _as_said)
        for name, (words, choices) in made.items()
    }


def _seconds(values: tuple[int, ...]) -> list[Choice]:
    return [(value, _as_said(value)) for value in values]


def _as_said(value: object) -> str:
    """Also one that a file set and that is none of the usual ones: "90 s", "2 min"."""
    if not isinstance(value, int):
        return isolate(str(value))
    return minutes(value / 60) if value >= 120 else tr("{n} s", n=isolate(str(value)))


def _keyboards() -> list[Choice]:
    layouts = keyboards(paths.resources() / "keyboards")
    named = [(name, layout.title) for name, layout in layouts.items() if layout.languages]
    return [("", tr("As the language")), *named]


def _themes() -> list[Choice]:
    return [(KEPT.get(name, name), tr(words)) for name, words in THEMES.items()]
