"""``keystep okr``: what changes a cycle, or ends it."""

from __future__ import annotations

import argparse
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from keystep.cli.output import print_json
from keystep.domain.okr import Cycle, KeyResult, Objective, Retrospective
from keystep.errors import UsageError
from keystep.services.office import Office
from keystep.services.okr import closing, editing
from keystep.services.okr.cycles import cycle_of, cycles

INNER = ("id", "objectives", "key_results", "milestones")
T = TypeVar("T", bound=Struct)


def done(options: argparse.Namespace, activity: int, told: str) -> int:
    """Say what was done, and how it is taken back."""
    if options.json:
        print_json({"activity": activity})
    else:
        print(f"{told} To take it back: keystep activity --undo {activity}")
    return 0


def edit(options: argparse.Namespace, office: Office) -> int:
    """Change fields of a cycle, an objective or a key result; the rest stays."""
    given = dict(_field(one) for one in options.fields)
    act = {"cycle": _edit_cycle, "objective": _edit_objective, "key-result": _edit_key_result}
    activity = act[options.part](options, office, given)
    return done(options, activity, f"{options.id} is written.")


def drop(options: argparse.Namespace, office: Office) -> int:
    """Remove a cycle, an objective or a key result."""
    if options.part == "cycle":
        activity = editing.drop_cycle(office, options.id)
    elif options.part == "objective":
        activity = editing.drop_objective(office, options.cycle, options.id)
    else:
        activity = editing.drop_key_result(office, options.cycle, options.id)
    return done(options, activity, f"{options.id} is removed.")


def choose(options: argparse.Namespace, office: Office) -> int:
    """Make a cycle the current one."""
    activity = editing.choose_cycle(office, options.cycle)
    return done(options, activity, f"{options.cycle} is the current cycle.")


def close(options: argparse.Namespace, office: Office) -> int:
    """Freeze what a cycle has come to."""
    said = Retrospective(went_well=options.well, went_badly=options.badly, learned=options.learned)
    activity = closing.close(office, options.cycle, said)
    return done(options, activity, f"{options.cycle} is closed, and its scores are frozen.")


def carry_over(options: argparse.Namespace, office: Office) -> int:
    """Begin a cycle with key results of another."""
    new = Cycle(id=options.new, title=options.title, start=options.start, end=options.end)
    activity = closing.carry_over(office, options.cycle, new, options.key_results)
    return done(options, activity, f"“{new.title}” is the current cycle.")


def _edit_cycle(options: argparse.Namespace, office: Office, given: dict[str, str]) -> int:
    old = next((one for one in cycles(office) if one.id == options.id), None)
    return editing.save_cycle(office, _changed(Cycle, old, options.id, given))


def _edit_objective(options: argparse.Namespace, office: Office, given: dict[str, str]) -> int:
    old = cycle_of(office, options.cycle).objective(options.id)
    new = _changed(Objective, old, options.id, given)
    return editing.save_objective(office, options.cycle, new)


def _edit_key_result(options: argparse.Namespace, office: Office, given: dict[str, str]) -> int:
    cycle = cycle_of(office, options.cycle)
    old = cycle.key_result(options.id)
    homes = (one.id for one in cycle.objectives if old in one.key_results)
    home = options.objective or next(homes, None)
    if home is None:
        raise UsageError("{id} is new. Say where it belongs with --objective ID.", id=options.id)
    new = _changed(KeyResult, old, options.id, given)
    return editing.save_key_result(office, options.cycle, home, new)


def _field(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise UsageError("“{given}” is not FIELD=VALUE. Write it as target=17.", given=given)
    return name, value


def _changed(of: type[T], old: T | None, id_: str, given: dict[str, str]) -> T:
    known = {one.name: one for one in fields(of) if one.name not in INNER}
    if strays := given.keys() - known.keys():
        raise UsageError(
            "There is no field “{field}” to edit. Give one of {known}. The rest is edited in the "
            "window, or in a file.",
            field=min(strays),
            known=", ".join(known),
        )
    said: dict[str, Any] = msgspec.to_builtins(old) if old else {"id": id_}
    listed = {name for name, one in known.items() if one.default == ()}
    said |= {
        name: value.split(",") if name in listed and value else value or _emptied(known[name])
        for name, value in given.items()
    }
    try:
        return msgspec.convert(said, of, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError("{fault}. Nothing was changed; try again.", fault=str(error)) from error


def _emptied(field: msgspec.structs.FieldInfo) -> Any:
    return "" if field.required else msgspec.to_builtins(field.default)
