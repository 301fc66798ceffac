"""Rows and cells of a text, and what divides them where nobody says it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from keystep.content.importers.value import refused

_SAMPLE = 100
_MOST_COMMENTS = 20
_SEPARATORS = ("\t", ";", ",", "|", " – ", " - ")


def comments(text: str) -> tuple[str, dict[str, str]]:
    """What Anki writes before the rows of a text: ``#separator:tab`` and the like."""
    told_by_file = dict[str, str]()
    for _ in range(_MOST_COMMENTS):
        line, _, rest = text.partition("\n")
        if not line.startswith("#") or ":" not in line:
            break
        key, _, value = line[1:].partition(":")
        told_by_file[key.strip().casefold()] = value.strip()
        text = rest
    return text, told_by_file


def separator(text: str, after: str) -> str:
    """What makes the most rows of the commonest length."""
    sample = "\n".join(islice(text.split(after), _SAMPLE)) if after else text
    return max(_SEPARATORS, key=lambda one: (_alike(sample, one), -_SEPARATORS.index(one)))


def _alike(sample: str, between: str) -> int:
    try:
        widths = Counter(len(row) for row in _split(sample, between, "\n") if any(row))
    except csv.Error:
        return 0
    return max((n for width, n in widths.items() if width > 1), default=0)


def rows(name: str, text: str, between: str, after: str) -> Iterator[list[str]]:
    try:
        yield from _split(text, between, after)
    except csv.Error as error:
        raise refused(name, f"its cells cannot be told apart ({error})") from error


def _split(text: str, between: str, after: str) -> Iterator[list[str]]:
    """Quotation marks around cells count where each has its other."""
    if len(between) == 1 and after == "\n" and between not in '"\n\r':
        lines = text.split("\n") if text.count('"') % 2 else None
        plain = csv.reader(lines or (), delimiter=between, quoting=csv.QUOTE_NONE)
        rows = plain if lines else csv.reader(StringIO(text, newline=""), delimiter=between)
        yield from ([cell.strip() for cell in row] for row in rows)
    else:
        for row in text.split(after or "\n"):
            yield [cell.strip() for cell in row.split(between)]
