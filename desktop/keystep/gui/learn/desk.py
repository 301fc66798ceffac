"""What every screen of the learn face works with."""

from __future__ import annotations

from dataclasses import dataclass

from keystep.domain.bundles import KeyResultWord
from keystep.domain.ports import Learner
from keystep.domain.words import Words
from keystep.gui.i18n import tr
from keystep.services.station import Station
from keystep.services.syncing import known_catalog
from keystep.settings import Settings


@dataclass(frozen=True)
class Desk:
    """One learner at this station; ``guest``: nothing of what they do is kept."""

    station: Station
    learner: Learner
    guest: bool = False

    @property
    def settings(self) -> Settings:
        """What holds for this learner here."""
        return self.station.settings

    def keep(self, **changes: object) -> None:
        """Change some of them."""
        keep(self.station, **changes)

    def key_result(self, key_result_id: str) -> KeyResultWord | None:
        """What the office last said of a key result; None before it did."""
        catalog = known_catalog(self.station)
        told = catalog.key_results if catalog else ()
        return next((word for word in told if word.id == key_result_id), None)


def keep(station: Station, **changes: object) -> None:
    """Change some settings of a station."""
    station.keep(**changes)


def say(words: Words) -> str:
    """The engine's words in the person's language."""
    return tr(words.template, **words.values)
