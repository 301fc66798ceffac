"""The points of a checklist: the one numbered list in the text of its step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from keystep.content.elements import top_level
from keystep.content.front_matter import outside_code
from keystep.content.renderer import render
from keystep.errors import PackRefused

MIN_POINTS, MAX_POINTS = 2, 20
_POINT = re.compile(r" {0,3}[0-9]{1,9}\.[ \t]+(\S.*)")
_COUNT = (f"with {MIN_POINTS} to {MAX_POINTS} points", "one line “1. …” for each point")
_LONG = ("A point goes on in a second line.", "Write it in one line, with a blank line below.")
_TWICE = ("A second numbered list stands here.", "Keep one: its entries are the points.")
_NOT_INLINE = (
    "The point is more than a line of text.",
    "Keep words, links and emphasis; put pictures, lists and notes above or below the points.",
)

Problem = tuple[int, str, str]


class Checklist(Struct, frozen=True):
    """``before`` and ``after`` are the Markdown around the points, each point a line of it.

    ``problems`` are the row (from 0), what is wrong there and the mend.
    """

    before: str
    points: tuple[str, ...]
    after: str
    problems: tuple[Problem, ...]


def read_checklist(text: str) -> Checklist:
    """The checklist that ``text`` holds, lines ending in line feeds."""
    rows = text.split("\n")
    prose, _ = outside_code(rows, 0)
    found = {i: match[1].rstrip() for i in prose if (match := _POINT.fullmatch(rows[i]))}
    first = min(found, default=len(rows))
    end = _end(rows, first, found)
    points = {i: point for i, point in found.items() if i < end}
    return Checklist(
        "\n".join(rows[:first]).strip("\n"),
        tuple(points.values()),
        "\n".join(rows[end:]).strip("\n"),
        tuple(_problems(rows, points, sorted(found.keys() - points), range(first, end))),
    )


def _end(rows: list[str], first: int, found: dict[int, str]) -> int:
    """The row after the list: a point's own further lines still belong to it."""
    for i in range(first, len(rows)):
        goes_on = rows[i][:1].isspace() or (i > first and rows[i - 1].strip())
        if i not in found and rows[i].strip() and not goes_on:
            return i
    return len(rows)


def _problems(
    rows: list[str], points: dict[int, str], others: list[int], listed: range
) -> Iterator[Problem]:
    if not MIN_POINTS <= len(points) <= MAX_POINTS:
        wanted, mend = _COUNT
        yield min(points, default=0), f"The step has no numbered list {wanted}.", f"Write {mend}."
    for i in listed:
        if i not in points and rows[i].strip():
            yield i, *_LONG
    for i, point in points.items():
        if not _is_inline(point):
            yield i, *_NOT_INLINE
    for i in others[:1]:
        yield i, *_TWICE


def _is_inline(point: str) -> bool:
    """Whether nothing is lost where the point stands alone beside its box."""
    try:
        html = render(point)
    except PackRefused:
        return False
    alone = [element.tag for element in top_level(html)] == ["p"]
    return alone and "<img" not in html and "[^" not in point
