"""What a kiosk file says besides the share: how its kiosks behave, and who looks after them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from keystep import paths
from keystep.domain.kiosk.hours import time_of
from keystep.domain.kiosk.secrets import Way, refuse_weak
from keystep.errors import UsageError
from keystep.services.kiosk import signing_in
from keystep.services.kiosk.keyboards import keyboards
from keystep.services.kiosk.verifiers import SALT_BYTES, make_verifier, read_verifier
from keystep.settings import KioskRules
from keystep.sync.passphrase import Argon

LEAST_S, MOST_S = 5, 3_600
"""How long a kiosk may be left untouched, and count down, at least and at most."""


class KioskWishes(Struct, frozen=True, kw_only=True):
    """What an office wants of the kiosks that start with its file.

    ``name`` is what each is called, with ``{host}`` and ``{mac4}`` where they differ. ``pin`` is
    that of whoever looks after them, "" where it is chosen at each. ``rules`` are those that differ
    from the usual ones, by name.
    """

    name: str = ""
    pin: str = ""
    rules: Mapping[str, object] = {}


def read_rules(told: Mapping[str, object]) -> KioskRules:
    """The usual rules but for those in ``told``. Raises UsageError that names what is wrong."""
    for name in told:
        if name not in KioskRules.__struct_fields__:
            raise UsageError(
                "There is no rule “{name}” for kiosks. Choose one of these: {known}.",
                name=name,
                known=", ".join(KioskRules.__struct_fields__),
            )
    try:
        rules = msgspec.convert(dict(told), KioskRules)
        _require_sound(rules)
    except ValueError as fault:
        raise UsageError(
            "The rules for kiosks cannot be followed ({fault}). Mend them under [kiosk].",
            fault=str(fault),
        ) from fault
    return rules


def pin_verifier(pin: str, cost: Argon | None = None) -> str:
    """What stands for a PIN in a file: nobody reads it back. Raises UsageError for a weak one."""
    refuse_weak(Way.PIN, pin)
    return make_verifier(pin, secrets.token_bytes(SALT_BYTES), cost or signing_in.COST).decode()


def read_pin(text: str) -> bytes:
    """A verifier out of a file. Raises UsageError for what is none."""
    try:
        read_verifier(text.encode())
    except ValueError as fault:
        raise UsageError(
            "The “pin” in the kiosk file is not what the office writes there ({fault}); a PIN "
            "itself never stands in it. Have the office make the file anew.",
            fault=str(fault),
        ) from fault
    return text.encode()


def merged(told: Mapping[str, object], own: KioskRules) -> KioskRules:
    """``own`` but for what ``told`` says. Raises UsageError as :func:`read_rules`."""
    read = read_rules(told)
    return replace(own, **{name: getattr(read, name) for name in told})


def _require_sound(rules: KioskRules) -> None:
    """What the types leave open. Raises ValueError."""
    for name in ("idle_s", "countdown_s"):
        if not LEAST_S <= getattr(rules, name) <= MOST_S:
            raise ValueError(f"{name} is {LEAST_S} to {MOST_S} seconds")
    if rules.hand not in {"left", "right"}:
        raise ValueError("hand is left or right")
    for name in ("dark_from", "dark_to"):
        if getattr(rules, name) and time_of(getattr(rules, name)) is None:
            raise ValueError(f"{name} is a time as 22:30")
    if rules.keyboard and rules.keyboard not in (known := _written_with()):
        raise ValueError(f"keyboard is one of {', '.join(known)}")


def _written_with() -> list[str]:
    """The names of the keyboards that letters are written with."""
    every = keyboards(paths.resources() / "keyboards")
    return [name for name, layout in every.items() if layout.languages]
