"""What is wrong with a layout of the on-screen keyboard, by the place where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

ROWS = 4
WIDEST, MOST_ACCENTS, LONGEST = 13.0, 10, 3
"""Letters side by side, offered by one key, typed by one key."""
ACTS = ("back", "enter", "shift", "signs", "globe", "left", "right", "space", "done")
NEEDED = ("back", "enter", "space", "done")
_ACT = re.compile(r"\{([a-z]+)(?::([0-9]+(?:\.5)?))?\}")

Rows = Sequence[str]


def units_of(key: str) -> tuple[str, float]:
    """What a key does, "" if it types, and how wide it is."""
    found = _ACT.fullmatch(key)
    return (found[1], float(found[2] or 1)) if found else ("", 1.0)


def faults_of(rows: Rows, pages: Mapping[str, Rows], accents: Mapping[str, str]) -> Iterator[str]:
    """Every fault, with its place first."""
    if len(rows) != ROWS:
        yield f"rows: there are {len(rows)} and not {ROWS}"
        return
    yield from _of_acts(rows, pages)
    yield from _of_widths(rows)
    for name, page in {"rows": rows, **pages}.items():
        yield from _of_keys(name, page)
    for name, page in pages.items():
        yield from _of_shape(name, page, rows)
    yield from _of_accents(accents, (rows, *pages.values()))


def _of_acts(rows: Rows, pages: Mapping[str, Rows]) -> Iterator[str]:
    acts = Counter(act for row in rows for act, _ in map(units_of, row.split()) if act)
    yield from (f"rows: {{{act}}} does nothing" for act in acts if act not in ACTS)
    yield from (f"rows: there are {n} of {{{act}}}" for act, n in acts.items() if n > 1)
    yield from (f"rows: there is no {{{act}}}" for act in NEEDED if not acts[act])
    for act, page in (("shift", "shifted"), ("signs", "symbols")):
        if bool(acts[act]) != bool(pages[page]):
            there, missing = (act, page) if acts[act] else (page, act)
            yield f"{page}: there is {there} without {missing}"
    if pages["more"] and not (pages["shifted"] and pages["symbols"]):
        yield "more: there is more without shifted and symbols"


def _of_widths(rows: Rows) -> Iterator[str]:
    widths = [sum(units_of(key)[1] for key in row.split()) for row in rows]
    for n, width in enumerate(widths, 1):
        if not 0 < width <= WIDEST:
            yield f"rows, row {n}: {width:g} letters wide and not 1 to {WIDEST:g}"
        elif width != widths[0]:
            yield f"rows, row {n}: {width:g} letters wide, row 1 is {widths[0]:g}"


def _of_keys(name: str, page: Rows) -> Iterator[str]:
    for n, row in enumerate(page, 1):
        keys = [key for key in row.split() if not units_of(key)[0]]
        for key in keys:
            if len(key) > LONGEST:
                yield f"{name}, row {n}: “{key}” is no key"
            elif not key.isprintable():
                yield f"{name}, row {n}: U+{ord(key[0]):04X} cannot be seen"
        yield from (
            f"{name}, row {n}: there are {times} of “{key}”"
            for key, times in Counter(keys).items()
            if times > 1
        )


def _of_shape(name: str, page: Rows, rows: Rows) -> Iterator[str]:
    if len(page) > len(rows):
        yield f"{name}: there are {len(page)} rows and not up to {len(rows)}"
    for n, (told, row) in enumerate(zip(page, rows, strict=False), 1):
        keys, wanted = len(told.split()), sum(not units_of(key)[0] for key in row.split())
        if any(units_of(key)[0] for key in told.split()):
            yield f"{name}, row {n}: keys in braces stand in rows only"
        if keys != wanted:
            yield f"{name}, row {n}: {keys} keys, in rows {wanted}"


def _of_accents(accents: Mapping[str, str], pages: Sequence[Rows]) -> Iterator[str]:
    known = {key for page in pages for row in page for key in row.split()}
    for key, letters in accents.items():
        if key not in known:
            yield f"accents: no key is “{key}”"
        if not 1 <= len(letters.split()) <= MOST_ACCENTS:
            yield f"accents, “{key}”: {len(letters.split())} and not 1 to {MOST_ACCENTS}"
