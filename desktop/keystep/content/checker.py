"""Every fault of a pack's folder, with file, line and mend."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from keystep.content.checks.assessments import form_faults
from keystep.content.checks.cards import card_faults
from keystep.content.checks.items import item_faults
from keystep.content.checks.lessons import lesson_faults
from keystep.content.checks.markup import markup_faults
from keystep.content.checks.media import media_faults
from keystep.content.checks.pools import pool_faults
from keystep.content.checks.references import duplicate_faults, reference_faults
from keystep.content.checks.scenarios import scenario_faults
from keystep.content.checks.shape import shape_faults
from keystep.content.checks.variants import variant_faults
from keystep.content.faults import Fault, spelled
from keystep.content.schemas import load_validators
from keystep.content.source import Source, open_source

_CHECKS = (
    reference_faults,
    duplicate_faults,
    form_faults,
    item_faults,
    pool_faults,
    card_faults,
    lesson_faults,
    scenario_faults,
    media_faults,
    markup_faults,
    variant_faults,
)


def check_pack(folder: Path, schemas: Path) -> tuple[Fault, ...]:
    """The faults of the pack in ``folder``, by file and line; none when it is sound.

    ``schemas`` is the folder of the JSON Schemas.
    """
    return check_source(open_source(folder), schemas)


def check_source(source: Source, schemas: Path) -> tuple[Fault, ...]:
    """As :func:`check_pack`, for a folder already read."""
    found = {*source.faults, *shape_faults(source, load_validators(schemas))}
    for check in _CHECKS:
        found.update(check(source))
    return tuple(replace(fault, file=spelled(fault.file)) for fault in sorted(found))
