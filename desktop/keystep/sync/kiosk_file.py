"""``keystep-kiosk.toml``: lets stations join and be enrolled with nobody at either screen."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from keystep.domain.toml import parse_toml
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.signed import raw_key, require_aware, require_recipients

KEY_BYTES = 32
LONGEST_FAULT = 200
BLANKS = ("host", "mac4")
"""What a name may hold in braces, and each station fills in: its network name, and the last four
digits of its network card's address."""
_BRACED = re.compile(r"\{([^{}]*)\}")


class KioskFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share, who it belongs to, and an invitation to it.

    ``root`` is where the station finds the share. ``public_key`` and ``recovery`` are Ed25519 keys
    in base64, ``recipients`` age recipients. ``invitation`` is the id of ``secret`` at the office,
    and worth nothing after ``expires`` (aware). ``name`` is the station's, with BLANKS in braces
    where stations differ, "" where it has yet to be given. ``pin`` verifies the PIN of whoever
    looks after the kiosks, "" where it has yet to be chosen; ``kiosk`` are the rules that differ
    from the usual ones, by name.
    """

    root: str
    share: str
    organisation: str
    public_key: str
    recovery: str
    recipients: tuple[str, ...]
    invitation: str
    secret: bytes
    expires: datetime
    name: str = ""
    pin: str = ""
    kiosk: dict[str, Any] = {}


def write_kiosk(file: KioskFile) -> str:
    """``file`` as TOML, one line a field; what was left out is not written."""
    fields = {name: getattr(file, name) for name in KioskFile.__struct_fields__}
    rules = fields.pop("kiosk")
    if not file.pin:
        del fields["pin"]
    lines = [f"{name} = {_toml(value)}\n" for name, value in fields.items()]
    if rules:
        lines += ["\n[kiosk]\n", *(f"{name} = {_toml(value)}\n" for name, value in rules.items())]
    return "".join(lines)


def read_kiosk(path: Path) -> KioskFile:
    """Raises UsageError that names what is wrong with the file at ``path``."""
    try:
        file = msgspec.convert(parse_toml(path.read_text(encoding="utf-8")), KioskFile)
        _require_sound(file)
    except (OSError, ValueError, EnvelopeRefused) as fault:
        raise UsageError(
            "The file {path} cannot be joined with ({fault}). Copy it again, or have the office "
            "make it anew.",
            path=str(path),
            fault=_legible(getattr(fault, "strerror", None) or str(fault)),
        ) from fault
    return file


def _legible(told: str) -> str:
    """What was in the file may hide what is said, or turn it round."""
    return "".join(letter if letter.isprintable() else "?" for letter in told)[:LONGEST_FAULT]


def require_blanks(name: str) -> None:
    """Raises ValueError where ``name`` has anything but BLANKS in braces."""
    for found in _BRACED.findall(name):
        if found not in BLANKS:
            known = " and ".join(f"{{{blank}}}" for blank in BLANKS)
            raise ValueError(f"name has {{{found}}}, and only {known} are filled in")


def fill_in(name: str, values: dict[str, str]) -> str:
    """``name`` with its blanks filled in; what is filled in is not looked at again."""
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), name)


def _require_sound(file: KioskFile) -> None:
    """What the types leave open. Raises EnvelopeRefused or ValueError."""
    for name in ("public_key", "recovery"):
        if len(raw_key(getattr(file, name))) != KEY_BYTES:
            raise ValueError(f"{name} is not a key")
    for name in ("root", "share", "invitation", "secret"):
        if not getattr(file, name):
            raise ValueError(f"{name} is empty")
    require_recipients(*file.recipients)
    require_aware(file.expires)
    require_blanks(file.name)


def _toml(value: object) -> str:
    """JSON's strings are TOML's, but for DEL, which TOML wants escaped too."""
    if isinstance(value, datetime):
        return value.isoformat()
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
