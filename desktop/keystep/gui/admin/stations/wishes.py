"""How kiosks are that start with the office's file; nothing of it need be said."""

from __future__ import annotations

from keystep.domain.kiosk.hours import time_of
from keystep.domain.kiosk.secrets import Way, refuse_weak
from keystep.errors import UsageError
from keystep.gui import tasks
from keystep.gui.admin.forms.form import Form, like
from keystep.gui.i18n import tr
from keystep.gui.widgets.label import label
from keystep.services.kiosk.told_rules import KioskWishes
from keystep.sync.kiosk_file import require_blanks

TIMES = ("dark_from", "dark_to")


class WishesForm(Form):
    """Name, PIN and the rules that an office most often wants otherwise; the others are written
    into the file by hand, or changed at each screen."""

    def __init__(self) -> None:
        super().__init__()
        name = self.line("name", tr("What each is called"), like("Hall {host}"))
        pin = self.line("pin", tr("PIN to look after them"), tr("Else chosen at each"))
        hand = self.choice(
            "hand", tr("Their keys"), (("", tr("On the right")), ("left", tr("On the left")))
        )
        low = self.choice(
            "low", tr("Touched"), (("", tr("Standing")), ("low", tr("From a wheelchair")))
        )
        dark = [
            self.line("dark_from", tr("Black from"), like("22:00")),
            self.line("dark_to", tr("Black until"), like("05:30")),
        ]
        told = tr(
            "In a name {host} stands for each one’s network name, {mac4} for the end of its "
            "network card’s address. The PIN itself does not stand in the file, but whoever has "
            "the file can find a short one out: take eight digits.",
            host="{host}",
            mac4="{mac4}",
        )
        self.column.addWidget(self.beside(name, pin))
        self.column.addWidget(self.beside(hand, low, *dark))
        self.column.addWidget(label(told, "caption", "ink2", wrap=True))

    def wishes(self) -> KioskWishes | None:
        """None, and a word below each field about it, where they cannot be met."""
        values = self.values()
        faults = {key: words for key in self.lines if (words := self._fault(key, values))}
        self.show_faults(faults)
        if faults:
            return None
        rules: dict[str, object] = {key: values[key] for key in TIMES if values[key]}
        if values["hand"]:
            rules["hand"] = values["hand"]
        if values["low"]:
            rules["low"] = True
        return KioskWishes(name=values["name"], pin=values["pin"], rules=rules)

    def forget_pin(self) -> None:
        """It does not stay on the screen once the file is written."""
        self.lines["pin"].set_text("")

    def _fault(self, key: str, values: dict[str, str]) -> str:
        """What is wrong with a line; "" where nothing is."""
        if key == "name":
            return _fault_of_name(values["name"])
        if key == "pin":
            return _fault_of_pin(values["pin"])
        if not values[key]:
            return tr("Both times, or neither.") if any(values[one] for one in TIMES) else ""
        return "" if time_of(values[key]) else tr("A time, as 22:00.")


def _fault_of_name(name: str) -> str:
    try:
        require_blanks(name)
    except ValueError:
        return tr("Only {host} and {mac4} are filled in.", host="{host}", mac4="{mac4}")
    return ""


def _fault_of_pin(pin: str) -> str:
    try:
        refuse_weak(Way.PIN, pin) if pin else None
    except UsageError as fault:
        return tasks.said(fault)
    return ""
