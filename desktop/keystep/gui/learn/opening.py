"""Opening the home of this face behind the first paint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from keystep.gui.opening import Opened, open_station_home

if TYPE_CHECKING:
    from keystep.gui.learn.navigator import Navigator
    from keystep.gui.learn.window import LearnWindow
    from keystep.services.station import Station

__all__ = ["Opened", "open_home"]


def open_home(home: Path) -> Opened[Navigator]:
    """The station in ``home``; called in a worker."""
    return open_station_home(home, _lead)


def _lead(window: LearnWindow, station: Station) -> Navigator:
    from keystep.gui.learn.navigator import Navigator  # noqa: PLC0415 - after the first paint

    return Navigator(window, station)
