"""Opening a station's home behind the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from keystep.services.station import Station

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Opened(Generic[N]):
    """An open station, how to let go of it, and who leads through its pages."""

    station: Station
    close: Callable[[], None]
    navigator: type[N]


def open_station_home(home: Path, navigator: Callable[[], type[N]]) -> Opened[N]:
    """Everything that takes its time, off the GUI thread: the imports too, that of the
    ``navigator`` among them."""
    from keystep.bootstrap import open_station  # noqa: PLC0415 - after the first paint
    from keystep.content.renderer import blocks  # noqa: PLC0415
    from keystep.gui.app import log_to  # noqa: PLC0415

    leads = navigator()
    blocks("")  # Markdown loads its extensions with the first text
    log_to(home)
    station = open_station(home)
    return Opened(station, station.close, leads)
