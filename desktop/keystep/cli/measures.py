"""``keystep measures``."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

import msgspec

from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.aggregate.people import LessonRef
from keystep.cli import behind_words, measures_words
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.cli.scopes import scope
from keystep.domain.scope import Habit
from keystep.errors import UsageError
from keystep.services.drilldown import drill_down
from keystep.services.measures.learners import ANYTHING, learner, learners
from keystep.services.measures.measuring import measures as measured
from keystep.services.measures.names import sees_names, show_names
from keystep.services.office import Office
from keystep.services.serving import assessment_of


def measures(options: argparse.Namespace) -> int:
    """Say what was measured, and what it was made from."""
    actions = {
        "show": _show,
        "behind": _behind,
        "people": _people,
        "person": _person,
        "names": _names,
    }
    with closing(locked_office(options)) as office:
        actions[options.action](options, office)
    return 0


def _show(options: argparse.Namespace, office: Office) -> None:
    habit = Habit(days=options.active_days, window=options.window)
    told = measured(office, scope(options, office), habit)
    if options.json:
        print_json(measures_words.measures_json(told))
    else:
        measures_words.print_measures(told)


def _behind(options: argparse.Namespace, office: Office) -> None:
    detail = drill_down(office, options.key_result, scope(options, office))
    if options.json:
        print_json(behind_words.behind_json(detail))
    else:
        behind_words.print_behind(detail)


def _people(options: argparse.Namespace, office: Office) -> None:
    asked = _asked(options, office)
    rows = learners(office, scope(options, office), asked)
    if options.json:
        print_json(rows)
    else:
        print_table(behind_words.PEOPLE, [behind_words.person(row) for row in rows])


def _asked(options: argparse.Namespace, office: Office) -> Behind:
    if options.lesson:
        pack, name = _place(options.lesson)
        lesson = office.shelf.lesson(pack, name)
        ref = LessonRef(pack, name, assessment_of(office.shelf.pack(pack), lesson))
        return Behind(lessons=(ref,))
    return Behind(skill=_place(options.skill)) if options.skill else ANYTHING


def _place(said: str) -> tuple[str, str]:
    pack, slash, name = said.partition("/")
    if not slash:
        raise UsageError("“{said}” names no pack. Give it as PACK/NAME.", said=said)
    return pack, name


def _person(options: argparse.Namespace, office: Office) -> None:
    whom = scope(options, office)
    told = learner(office, whom, options.person)
    events = office.ledger.events(learner=told.row.learner, limit=options.events, scope=whom)
    if options.json:
        data = [msgspec.json.decode(one.data) for one in events]
        print_json(_person_json(told.row) | {"states": told.states, "events": data})
    else:
        behind_words.print_person(told, events)


def _person_json(row: LearnerRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("learner", "name", "team", "days", "last")}


def _names(options: argparse.Namespace, office: Office) -> None:
    if options.wanted:
        show_names(office, wanted=options.wanted == "on")
    seen = sees_names(office)
    if options.json:
        print_json({"names": seen})
    else:
        print("Names are shown." if seen else "Names are not shown; a part of the id stands there.")
