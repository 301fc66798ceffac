"""A kiosk joins the office's folder: where it is, a name, the eight words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from keystep import settings
from keystep.gui.i18n import tr
from keystep.gui.kiosk.setup.comparing import WordsStep
from keystep.gui.kiosk.setup.naming import NamingStep
from keystep.gui.kiosk.setup.places import PlacesStep
from keystep.gui.kiosk.setup.step import Step
from keystep.gui.kiosk.setup.stepping import SteppingPage
from keystep.services import joining
from keystep.services.kiosk import setting_up
from keystep.services.kiosk.searching import Place, place_at, search
from keystep.services.meeting import joined
from keystep.services.station import Station

Search = Callable[[], list[Place]]


class JoinPage(SteppingPage):
    """For a kiosk that began by itself. ``done``: it belongs to the folder now; ``left``: not yet.
    ``looking`` finds what there is to join."""

    done = Signal()
    left = Signal()
    _counts = False

    def __init__(self, station: Station, looking: Search = search) -> None:
        super().__init__()
        self._station, self._search = station, looking
        self._place: Place | None = None
        self._name = settings.load(station.home).station
        self._begin()

    def _begin(self) -> None:
        """With the step that comes first, or where the plug was pulled."""
        share = settings.load(self._station.home).share
        if share is not None and not share.confirmed:
            self._ask_words()
        else:
            self._ask_where()

    def _go_on(self) -> None:
        """It has joined; whether there are words to compare depends on how."""
        if joined(self._station).confirmed:
            self.done.emit()
        else:
            self._ask_words()

    def _step_back(self) -> None:
        """From the folder to what is before it."""
        self.left.emit()

    def _show(self, step: Step) -> None:
        if not self._counts:
            step.place.setText("")
        super()._show(step)

    def _ask_where(self) -> None:
        step = PlacesStep()
        step.left.connect(self._step_back)
        step.looking.connect(self._look)
        step.chosen.connect(self._take_place)
        step.typed.connect(self._take_path)
        self._show(step)
        self._look()

    def _look(self) -> None:
        self._work(self._search, self._found, waits=False)

    def _found(self, places: list[Place]) -> None:
        if isinstance(self.step, PlacesStep):
            self.step.show_places(places)
            self.step.arrange(self.height())

    def _take_path(self, path: str) -> None:
        """What was typed may be a share, or a kiosk file."""
        self._work(partial(place_at, Path(path)), self._take_place, tr("Looking"))

    def _take_place(self, place: Place) -> None:
        self._place = place
        self._ask_name()

    def _ask_name(self) -> None:
        place = self._place
        step = NamingStep(self._name, place.organisation if place else "")
        step.left.connect(self._step_back if place is None else self._ask_where)
        step.named.connect(self._take_name)
        self._show(step)

    def _take_name(self, name: str) -> None:
        self._name = name
        self._work(self._joining(name), lambda _joined: self._go_on(), tr("Joining"))

    def _joining(self, name: str) -> Callable[[], object]:
        """What is done with a name, at the place that was chosen."""
        station, place = self._station, self._place
        if place is None:
            return partial(setting_up.stay_alone, station, name)
        if place.by_file:
            return partial(setting_up.join_here, station, place.path, name)
        return partial(joining.join_share, station, place.path, name)

    def _ask_words(self) -> None:
        step = WordsStep(joined(self._station).organisation)
        step.left.connect(self._ask_where)
        step.same.connect(self._agree)
        step.other.connect(self._differ)
        self._show(step)
        self._work(partial(joining.words, self._station), step.words.show_words)

    def _agree(self) -> None:
        self._work(partial(joining.confirm, self._station), lambda _share: self._go_on())

    def _differ(self) -> None:
        def left(_left: object) -> None:
            self._ask_where()
            if self.step is not None:
                self.step.refuse(
                    tr(
                        "You did not join, and nothing left this kiosk. Tell the office that the "
                        "words differed: somebody may have changed the folder."
                    )
                )

        self._work(partial(setting_up.choose_again, self._station), left)
