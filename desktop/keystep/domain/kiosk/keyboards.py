"""The layouts of the on-screen keyboard, which are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Literal

import msgspec
from msgspec import Struct

from keystep.domain.kiosk.keyboard_faults import faults_of, units_of
from keystep.domain.toml import parse_toml
from keystep.errors import UsageError

NUMERIC, USUAL = "numeric", "qwerty"


class Page(IntEnum):
    """What the keys type now: letters, or figures and signs, without or with Shift."""

    PLAIN = 0
    SHIFTED = 1
    SIGNS = 2
    MORE = 3


class Cap(Struct, frozen=True):
    """One key: what it types on each page, or else what it does. ``wide``: as a letter is 1."""

    texts: tuple[str, ...] = ()
    act: str = ""
    wide: float = 1.0


class KeyboardLayout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Four rows of keys from left to right, apart by spaces. ``{enter}`` does something, and with
    ``{enter:2}`` is as wide as two letters and the gap between.

    ``shifted``, ``symbols`` and ``more`` (symbols with Shift) say what the keys that type do
    instead, row by row; rows left out stay as they are. ``accents`` are what a key offers besides
    when it is held down. ``languages`` are those whose layout it is by itself.
    """

    title: str
    languages: tuple[str, ...]
    rows: tuple[str, ...]
    shifted: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    direction: Literal["ltr", "rtl"] = "ltr"
    accents: Mapping[str, str] = {}

    def __post_init__(self) -> None:
        pages = {"shifted": self.shifted, "symbols": self.symbols, "more": self.more}
        faults = [*faults_of(self.rows, pages, self.accents)]
        if not self.title.strip():
            faults.insert(0, "title: there is none")
        if faults:
            raise ValueError("; ".join(faults))

    def caps(self) -> tuple[tuple[Cap, ...], ...]:
        """The keys of each row."""
        plain = tuple(_typing(row) for row in self.rows)
        pages = [_over(plain, page) for page in (self.shifted, self.symbols, self.more)]
        # A page that is not there is the one below it.
        shifted, signs = pages[0], pages[1]
        more = pages[2] if self.more else signs
        every = tuple(zip(plain, shifted, signs, more, strict=True))
        return tuple(_row(row, texts) for row, texts in zip(self.rows, every, strict=True))

    def others(self, key: str) -> tuple[str, ...]:
        """What ``key`` offers when it is held; of a capital letter in capitals."""
        if offered := self.accents.get(key):
            return tuple(offered.split())
        return tuple(_capital(one) for one in self.accents.get(key.lower(), "").split())


def read_layout(text: str, where: str) -> KeyboardLayout:
    """The layout in ``text``, TOML. Raises UsageError that names ``where`` and what is wrong."""
    try:
        return msgspec.convert(parse_toml(text), KeyboardLayout)
    except ValueError as fault:
        raise UsageError(
            "The keyboard layout in {where} cannot be used ({fault}). Mend or remove that file.",
            where=where,
            fault=str(fault),
        ) from fault


def layout_for(layouts: Mapping[str, KeyboardLayout], language: str, chosen: str = "") -> str:
    """The name of the layout that was ``chosen``, else of that of a BCP 47 ``language``: of
    "de-AT", "de" where there is none of its own."""
    if chosen in layouts:
        return chosen
    tag = language.lower()
    while tag:
        for name, layout in layouts.items():
            if tag in (own.lower() for own in layout.languages):
                return name
        tag = tag.rpartition("-")[0]
    return USUAL


def offered(
    layouts: Mapping[str, KeyboardLayout],
    language: str,
    chosen: str = "",
    others: Iterable[str] = (),
) -> tuple[str, ...]:
    """The names of the layouts to turn to, first the one to begin with: those of the ``others``,
    and one with Latin letters, which are wanted anywhere."""
    names = [layout_for(layouts, language, chosen), *(layout_for(layouts, one) for one in others)]
    if not any("a" in _typing(row) for name in names for row in layouts[name].rows):
        names.append(USUAL)
    return tuple(dict.fromkeys(names))


def _typing(row: str) -> tuple[str, ...]:
    return tuple(key for key in row.split() if not units_of(key)[0])


def _over(plain: tuple[tuple[str, ...], ...], page: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """``page`` where it has a row, else what is ``plain``."""
    told = tuple(tuple(row.split()) for row in page)
    return told + plain[len(told) :]


def _row(row: str, pages: tuple[tuple[str, ...], ...]) -> tuple[Cap, ...]:
    texts = iter(zip(*pages, strict=True))
    made = []
    for key in row.split():
        act, wide = units_of(key)
        made.append(Cap((), act, wide) if act else Cap(next(texts)))
    return tuple(made)


def _capital(letter: str) -> str:
    """A capital where there is one letter for it."""
    return letter.upper() if len(letter.upper()) == len(letter) else letter
