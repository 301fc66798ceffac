"""Events for a learning record store: xAPI 1.0.3 statements, and whether a file holds such."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import msgspec

from keystep.disk import OWNER_ONLY, chosen_file
from keystep.domain.lesson import Pack
from keystep.domain.steps import Tell, quietly
from keystep.errors import UsageError
from keystep.reports.xapi.checks import Fault
from keystep.reports.xapi.judging import judge
from keystep.reports.xapi.statements import Names, statement_of
from keystep.services.office import Office

LINES = frozenset({".ndjson", ".jsonl"})
LONGEST = 256 << 20
STEP = 1_000
BASE = "urn:keystep:{share}:"


def write_statements(
    office: Office,
    path: Path,
    *,
    first: date = date.min,
    last: date = date.max,
    base: str = "",
    tell: Tell = quietly,
) -> int:
    """Write what happened on the learners' days ``first`` to ``last``; returns how many there are.

    A line a statement where ``path`` ends in .ndjson or .jsonl, else one array; a million take no
    more memory than a few. ``base`` begins the IRIs of the organisation's own things. Only the
    owner of the file may read it. Raises UsageError for a base that is no IRI, NotSaved.
    """
    names = _names(office, base)
    with (
        chosen_file(path, OWNER_ONLY) as unfinished,
        unfinished.open("w", encoding="utf-8") as file,
        office.ledger.exporting.events(first, last) as events,
    ):
        statements = (statement_of(event, names) for event in events)
        return _write(file, statements, tell, lines=path.suffix.lower() in LINES)


def check_statements(path: Path) -> Iterator[tuple[int, tuple[Fault, ...]]]:
    """Every statement of a file by its number from 1, with what is wrong with it.

    One statement, an array of them, or a line each. Raises UsageError where it is not such a file.
    """
    for number, statement in enumerate(_read(path), start=1):
        yield number, judge(statement)


def _write(
    file: TextIO, statements: Iterable[Mapping[str, Any]], tell: Tell, *, lines: bool
) -> int:
    count = 0
    between = "\n" if lines else ",\n"
    file.write("" if lines else "[\n")
    for statement in statements:
        file.write(between if count else "")
        file.write(msgspec.json.encode(statement).decode())
        count += 1
        if count % STEP == 0:
            tell(count, 0)
    file.write("\n" if lines else "\n]\n")
    return count


def _names(office: Office, base: str) -> Names:
    share = office.pinned
    begins = base or BASE.format(share=share.share)
    names = Names(base=begins, titles=_titles(office.shelf.packs))
    probe = {"actor": {"account": {"homePage": begins, "name": "x"}}, "verb": {"id": "a:b"}}
    if judge({**probe, "object": {"id": names.iri("x")}}):
        raise UsageError(
            "“{base}” cannot begin IRIs. Give one with a scheme, such as https://learning.example.org/.",
            base=base,
        )
    return names


def _titles(
    packs: Mapping[str, Pack],
) -> Callable[[tuple[str, ...]], tuple[str, str] | None]:
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for pack in packs.values():
        called: list[tuple[tuple[str, ...], str]] = [(("pack",), pack.title)]
        called += [(("lesson", one.id), one.title) for one in pack.lessons]
        called += [(("quiz", one.id), one.title) for one in pack.quizzes]
        called += [(("assessment", one.id), one.title) for one in pack.assessments]
        called += [(("scenario", one.id), one.title) for one in pack.scenarios]
        called += [(("item", i.id), i.question) for quiz in pack.quizzes for i in quiz.items]
        for (sort, *rest), title in called:
            found[(sort, pack.id, *rest)] = title, pack.language
    return found.get


def _read(path: Path) -> Iterator[Any]:
    try:
        if path.suffix.lower() in LINES:
            with path.open(encoding="utf-8-sig") as file:
                yield from (
                    _decoded(line, path, n) for n, line in enumerate(file, 1) if line.strip()
                )
            return
        if path.stat().st_size > LONGEST:
            raise UsageError(
                "{path} is too large to be read whole. Write a statement a line, as .ndjson.",
                path=str(path),
            )
        value = _decoded(path.read_text(encoding="utf-8-sig"), path, 1)
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(
            "{path} cannot be read ({fault}). Check its name and that it is UTF-8.",
            path=str(path),
            fault=str(fault),
        ) from fault
    yield from value if isinstance(value, list) else [value]


def _decoded(text: str, path: Path, line: int) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        raise UsageError(
            "{path} cannot be read from line {line} on: {fault}. Mend it, then try again.",
            path=str(path),
            fault=str(fault),
            line=line,
        ) from fault


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in an object")
    return made


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is not a number")
