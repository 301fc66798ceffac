"""``keystep announcements`` and ``surveys``: what is said to people, and asked of them."""

from __future__ import annotations

import argparse

from keystep.cli.asking import audience, days, done, path_of, told
from keystep.cli.output import print_json, print_table
from keystep.domain.assigning import Announcement, Question, Survey
from keystep.services.assigning import editing
from keystep.services.assigning.registers import ANNOUNCEMENTS, SURVEYS
from keystep.services.assigning.survey_results import survey_results
from keystep.services.office import Office


def announcements(options: argparse.Namespace) -> int:
    """Announce something."""
    return done(options, {"list": _announced}, {"add": _announce, "drop": _retract})


def surveys(options: argparse.Namespace) -> int:
    """Ask people."""
    return done(options, {"list": _results}, {"add": _ask, "drop": _stop})


def _announced(options: argparse.Namespace, office: Office) -> int:
    every = editing.announcements(office)
    if options.json:
        print_json(every)
    elif every:
        rows = [
            (one.title, one.id, str(one.first), str(one.last), f"{one.pack}/{one.skill}".strip("/"))
            for one in every
        ]
        print_table(("title", "id", "first", "last", "focus on"), rows)
    else:
        print("Nothing is announced.")
    return 0


def _announce(options: argparse.Namespace, office: Office) -> int:
    pack, skill = path_of(options.skill) if options.skill else ("", "")
    first, last = days(options, office)
    wanted = Announcement(
        id=editing.free_id(office, ANNOUNCEMENTS, options.title),
        audience=audience(options, office),
        title=options.title,
        text=options.text,
        first=first,
        last=last,
        pack=pack,
        skill=skill,
    )
    editing.announce(office, wanted)
    return told(options, wanted.id, "Announced")


def _retract(options: argparse.Namespace, office: Office) -> int:
    return editing.retract(office, options.id)


def _results(options: argparse.Namespace, office: Office) -> int:
    every = survey_results(office)
    if options.json:
        print_json(every)
        return 0
    for one in every:
        print(f"{one.survey.title}  ({one.survey.id}): {one.people:,} of {one.asked:,} answered")
        rows = [
            (each.question.ask, f"{each.people:,}", f"{each.mean.value:.1f}" if each.mean else "–")
            for each in one.questions
        ]
        print_table(("question", "answers", "mean of 1 to 5"), rows)
        if one.said:
            print_table(("added",), [(f"“{text}”",) for text in one.said])
    if not every:
        print("Nothing was asked yet.")
    return 0


def _ask(options: argparse.Namespace, office: Office) -> int:
    first, last = days(options, office)
    wanted = Survey(
        id=editing.free_id(office, SURVEYS, options.title),
        audience=audience(options, office),
        title=options.title,
        first=first,
        last=last,
        questions=tuple(
            Question(f"q{n}", ask, options.low, options.high)
            for n, ask in enumerate(options.ask, 1)
        ),
    )
    editing.ask(office, wanted)
    return told(options, wanted.id, "Asked")


def _stop(options: argparse.Namespace, office: Office) -> int:
    return editing.stop_asking(office, options.id)
