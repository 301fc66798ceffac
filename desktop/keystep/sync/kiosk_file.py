"""``keystep-kiosk.toml``: lets stations join and be enrolled with nobody at either screen."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from keystep.domain.toml import parse_toml
from keystep.errors import EnvelopeRefused, UsageError
from keystep.sync.signed import raw_key, require_aware, require_recipients

KEY_BYTES = 32


class KioskFile(Struct, frozen=True, kw_only=True):
    """A share, who it belongs to, and an invitation to it.

    ``root`` is where the station finds the share. ``public_key`` and ``recovery`` are Ed25519 keys
    in base64, ``recipients`` age recipients. ``invitation`` is the id of ``secret`` at the office,
    and worth nothing after ``expires`` (aware). ``name`` is the station's, "" where it has yet to
    be given.
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


def write_kiosk(file: KioskFile) -> str:
    """``file`` as TOML, one line a field."""
    fields = ((name, getattr(file, name)) for name in KioskFile.__struct_fields__)
    return "".join(f"{name} = {_toml(value)}\n" for name, value in fields)


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
            fault=getattr(fault, "strerror", None) or str(fault),
        ) from fault
    return file


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


def _toml(value: object) -> str:
    """JSON's strings are TOML's, but for DEL, which TOML wants escaped too."""
    if isinstance(value, datetime):
        return value.isoformat()
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
