"""What a station or an office remembers about itself, in one small versioned file."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from keystep.disk import write_whole
from keystep.domain.bundles import ShareIdentity
from keystep.errors import DatabaseTooNew, DatabaseUnreadable, NotSaved

VERSION = 1
FILE = "settings.json"
_CHANGING = Lock()


class PinnedShare(ShareIdentity, frozen=True, kw_only=True):
    """The share this home belongs to: where it is, and the admin's keys that it follows from.

    ``confirmed``: a person compared the eight words, or a kiosk file vouches. Until then nothing
    that lies there is believed. ``recovery`` is "" where it was joined before there was one.
    """

    root: str
    recovery: str = ""
    confirmed: bool = False


class KioskRules(Struct, frozen=True, kw_only=True):
    """How a kiosk behaves; whoever looks after it may change that at the screen.

    Untouched for ``idle_s`` seconds it asks whether the learner is still there, and signs them out
    after ``countdown_s`` more. ``hand`` is the side that controls are on, right or left; with
    ``low`` they are in the lower half of the screen, within reach of a wheelchair. From
    ``dark_from`` to ``dark_to`` (local time, HH:MM) the screen is black until it is touched; ""
    is never. With ``badge_alone`` a badge signs in without a PIN. ``guests`` may look around
    without signing in; with ``registers`` people add themselves to the roster. ``keyboard`` names
    the layout of the on-screen keyboard; "" is that of the language.
    """

    idle_s: int = 90
    countdown_s: int = 20
    hand: str = "right"
    low: bool = False
    dark_from: str = ""
    dark_to: str = ""
    badge_alone: bool = True
    guests: bool = True
    registers: bool = True
    keyboard: str = ""


class Settings(Struct, frozen=True, kw_only=True):
    """``theme`` is system, light, dark or contrast; ``text_scale`` is in per cent, 100 to 200.

    With ``less_motion`` nothing moves; without it the system's wish holds.
    ``language`` is the BCP 47 tag of the language to learn in; "" is the system's.
    ``quiz_time`` is the time in quizzes that set a limit, in per cent of it; 0 lifts the limit.
    ``kiosk``: many people learn here with their fingers, as ``kiosk_rules`` say.
    ``ratings`` is how many buttons say how well a card was known, 2 or 4; see ``rated_by``.
    ``stays``: a learner's closed window goes on in the tray, so that it can remind.
    ``admin`` is the name of who sits at an office, for its log; "" where nobody gave one.
    ``sees_names``: what a person learned is shown with their name, else with a part of their id.
    ``watch`` tells that an office's window looks at the share by itself while it is open.
    ``database`` is the URL of an office's database; "" is the SQLite file in its home.
    """

    version: int = VERSION
    station: str = ""
    learner: str = ""
    theme: str = "system"
    text_scale: int = 100
    less_motion: bool = False
    language: str = ""
    minutes: int = 5
    quiz_time: int = 100
    ratings: int = 0
    kiosk: bool = False
    kiosk_rules: KioskRules = KioskRules()
    share: PinnedShare | None = None
    admin: str = ""
    sees_names: bool = False
    watch: bool = False
    stays: bool = False
    database: str = ""

    @property
    def rated_by(self) -> int:
        """How many buttons rate a card: as was chosen, else two on a kiosk and four elsewhere."""
        return self.ratings or (2 if self.kiosk else 4)


def load(home: Path) -> Settings:
    """The settings kept in ``home``; defaults where there are none yet.

    Raises DatabaseTooNew and DatabaseUnreadable.
    """
    path = home / FILE
    try:
        data = path.read_bytes()
        settings = msgspec.json.decode(data, type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as fault:
        raise DatabaseUnreadable(
            "The settings cannot be read ({fault}). They are in {path}. Nothing was changed; mend "
            "or remove that file and start again.",
            fault=str(fault),
            path=str(path),
        ) from fault
    if settings.version > VERSION:
        raise DatabaseTooNew(
            "The settings in {path} are from a newer Keystep. Nothing was changed; start that one.",
            path=str(path),
        )
    return settings


def save(home: Path, settings: Settings) -> None:
    """Replace the file in one move, durably: a power cut leaves the old or the new one.

    Raises NotSaved.
    """
    try:
        write_whole(home / FILE, msgspec.json.format(msgspec.json.encode(settings)))
    except OSError as fault:
        raise NotSaved(
            "Not saved: the settings could not be kept in {path} ({fault}). Check the disk and its "
            "room, then try again.",
            path=str(home / FILE),
            fault=fault.strerror or str(fault),
        ) from fault


def change(home: Path, **changes: object) -> None:
    """Keep ``changes`` to single settings; a window and its courier may both do so at once.

    Raises DatabaseTooNew, DatabaseUnreadable and NotSaved.
    """
    with _CHANGING:
        save(home, replace(load(home), **changes))
