"""Opening a station's home behind the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from keystep.services.station import Station

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Opened(Generic[N]):
    """An open station, how to let go of it, and who leads a window through its pages.

    ``lead`` is called on the GUI thread and imports what it needs there: PySide makes its types
    when they are first named, and two threads that name them at once end the program.
    """

    station: Station
    close: Callable[[], None]
    lead: Callable[[Any, Station], N]


def open_station_home(home: Path, lead: Callable[[Any, Station], N]) -> Opened[N]:
    """Everything that takes its time and needs no Qt, off the GUI thread: the imports too."""
    from keystep.bootstrap import open_station  # noqa: PLC0415 - after the first paint
    from keystep.content.renderer import blocks  # noqa: PLC0415
    from keystep.gui.app import log_to  # noqa: PLC0415

    blocks("")  # Markdown loads its extensions with the first text
    log_to(home)
    station = open_station(home)
    return Opened(station, station.close, lead)
