"""A checked folder becomes a :class:`~keystep.domain.lesson.Pack`."""

from __future__ import annotations

from pathlib import Path

from keystep.content.checker import check_source
from keystep.content.compiling import compiled
from keystep.content.faults import Fault
from keystep.content.source import Source, open_source
from keystep.domain.lesson import Pack
from keystep.errors import PackRefused


def read_source(folder: Path, schemas: Path) -> Pack:
    """Check and read the pack in ``folder``.

    Raises PackRefused, with every fault in ``values["faults"]``, when it has any.
    """
    return compile_source(open_source(folder), schemas)


def compile_source(source: Source, schemas: Path) -> Pack:
    """As :func:`read_source`, for a folder already read."""
    if faults := check_source(source, schemas):
        raise _refused(source.folder, faults)
    return compiled(source)


def _refused(folder: Path, faults: tuple[Fault, ...]) -> PackRefused:
    return PackRefused(
        "The pack {pack} was not taken. {first} Faults in all: {count};"
        " “keystep pack check” lists every one.",
        pack=folder.name,
        first=faults[0],
        count=len(faults),
        faults=faults,
    )
