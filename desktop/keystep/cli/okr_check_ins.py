"""``keystep okr``: what was said of key results, and how a cycle was edited."""

from __future__ import annotations

import argparse

from keystep.cli.okr_edits import done
from keystep.cli.output import print_json, print_table
from keystep.domain.okr import CheckIn
from keystep.services.office import Office
from keystep.services.okr import check_ins as saying
from keystep.services.okr.history import history as edits


def check_in(options: argparse.Namespace, office: Office) -> int:
    """Say how sure it is that a key result will be reached."""
    said = CheckIn(
        key_result=options.key_result,
        at=office.clock.now().at,
        by=office.admin,
        confidence=options.confidence,
        note=options.note,
        value=options.value,
        milestones=None if options.done is None else tuple(options.done),
        cycle=options.cycle,
    )
    activity = saying.check_in(office, said)
    return done(options, activity, f"Checked in on {options.key_result}.")


def check_ins(options: argparse.Namespace, office: Office) -> int:
    """List what was said of a key result; without one, what is due when."""
    if options.key_result is None:
        return _due(options, office)
    said = saying.check_ins(office, options.key_result, options.cycle)
    if options.json:
        print_json(said)
    elif said:
        print_table(("note", "when", "who", "confidence"), [_row(one) for one in said])
    else:
        print("Nobody has checked in on it yet.")
    return 0


def history(options: argparse.Namespace, office: Office) -> int:
    """List every edit of a cycle, the newest first."""
    steps = edits(office, options.cycle)
    if options.json:
        print_json(steps)
        return 0
    for step in steps:
        print(f"{step.at:%Y-%m-%d %H:%M}  {step.by or '–'}  {step.said}  (no. {step.activity})")
        for one in step.changes:
            of = f"{one.of}, {one.field}" if one.field else one.of
            print(f"    {of}: {one.before or '–'} → {one.after or '–'}")
    return 0


def _due(options: argparse.Namespace, office: Office) -> int:
    due = saying.due(office, options.cycle)
    if options.json:
        print_json([{"key_result": one.id, "due": day} for one, day in due])
    elif due:
        print_table(("key result", "due"), [(one.title, str(day)) for one, day in due])
    else:
        print("No check-in is due any more in this cycle.")
    return 0


def _row(said: CheckIn) -> tuple[str, ...]:
    note = " ".join(said.note.split())
    return note, f"{said.at:%Y-%m-%d}", said.by, f"{said.confidence} of 10"
