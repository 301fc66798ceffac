"""A lesson's text cut into its front matter and its steps, each with its line."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"##[ \t].*")
_ID = re.compile(r"([^{}]*)\}")
_DIRECTIVE = "::"


class Section(Struct, frozen=True):
    """The text under one heading of level 2.

    ``directive`` is its line without the colons, or empty; ``text`` what follows it. Lines count
    from 1 in the file.
    """

    title: str
    id: str
    line: int
    directive: str
    directive_line: int
    text: str
    text_line: int


class Parts(Struct, frozen=True):
    """A lesson file in its parts.

    ``front`` begins on line 2; None where the file has none, or where it does not end. ``preamble``
    is the line of text before the first heading, ``open_fence`` that of a code block which never
    ends, 0 for none; ``strays`` are lines with directives that do not follow a heading.
    """

    front: str | None
    sections: tuple[Section, ...]
    preamble: int
    strays: tuple[int, ...]
    open_fence: int


def split_lesson(text: str) -> Parts:
    """Cut ``text``, whose lines end in line feeds."""
    rows = text.split("\n")
    body = _end_of_front(rows)
    prose, open_fence = outside_code(rows, body)
    headings = [i for i in prose if _HEADING.fullmatch(rows[i])]
    bounds = pairwise((*headings, len(rows)))
    sections = tuple(_section(rows, start, end) for start, end in bounds)
    first = headings[0] if headings else len(rows)
    taken = {section.directive_line for section in sections}
    return Parts(
        "\n".join(rows[1 : body - 1]) if body else None,
        sections,
        next((i + 1 for i in range(body, first) if rows[i].strip()), 0),
        tuple(i + 1 for i in prose if rows[i].startswith(_DIRECTIVE) and i + 1 not in taken),
        open_fence,
    )


def _end_of_front(rows: list[str]) -> int:
    """The index of the row after the front matter; 0 where there is none."""
    if rows[0].rstrip() != "---":
        return 0
    return next((i + 1 for i, row in enumerate(rows) if i and row.rstrip() == "---"), 0)


def outside_code(rows: list[str], start: int) -> tuple[list[int], int]:
    """Indices of the rows that are not code, and the line of an unclosed code block (0: none)."""
    outside: list[int] = []
    fence, fence_line = "", 0
    for i in range(start, len(rows)):
        mark = _FENCE.match(rows[i])
        if fence:
            if mark and mark[1].startswith(fence) and not rows[i].strip().strip(fence[0]):
                fence, fence_line = "", 0
        elif mark:
            fence, fence_line = mark[1], i + 1
        else:
            outside.append(i)
    return outside, fence_line


def _title_and_id(heading: str) -> tuple[str, str]:
    """“## Title {#id} ##” in its parts."""
    told = heading[2:].rstrip(" \t#")
    title, mark, rest = told.rpartition("{#")
    named = _ID.fullmatch(rest) if mark else None
    return (title.strip(), named[1].strip()) if named else (told.strip(), "")


def _section(rows: list[str], start: int, end: int) -> Section:
    title, step_id = _title_and_id(rows[start])
    first = next((i for i in range(start + 1, end) if rows[i].strip()), end)
    is_directive = first < end and rows[first].startswith(_DIRECTIVE)
    body = next((i for i in range(first + is_directive, end) if rows[i].strip()), end)
    return Section(
        title,
        step_id,
        start + 1,
        rows[first].removeprefix(_DIRECTIVE).strip() if is_directive else "",
        first + 1,
        "\n".join(rows[body:end]).rstrip(),
        body + 1,
    )
