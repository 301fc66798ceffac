"""Opening a kiosk's home behind the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keystep.gui.kiosk.navigator import Navigator
    from keystep.services.station import Station


@dataclass(frozen=True, slots=True)
class Opened:
    """An open station, how to let go of it, and who leads through its pages."""

    station: Station
    close: Callable[[], None]
    navigator: type[Navigator]


def open_home(home: Path) -> Opened:
    """Everything that takes its time, off the GUI thread: the imports too."""
    from keystep.bootstrap import open_station  # noqa: PLC0415 - after the first paint
    from keystep.content.renderer import blocks  # noqa: PLC0415
    from keystep.gui.app import log_to  # noqa: PLC0415
    from keystep.gui.kiosk.navigator import Navigator  # noqa: PLC0415

    blocks("")  # Markdown loads its extensions with the first text
    log_to(home)
    station = open_station(home)
    return Opened(station, station.close, Navigator)
