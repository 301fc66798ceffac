"""``keystep pack``."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from keystep import paths
from keystep.cli import pack_care
from keystep.cli.opening import unlocked_office
from keystep.cli.output import print_json
from keystep.domain.lesson import Pack
from keystep.services import packs, publishing
from keystep.services.stations import publish_catalog


def pack(options: argparse.Namespace) -> int:
    """Check, build or show the pack in a folder, publish one, or look after those there are."""
    actions = {
        "check": _check,
        "build": _build,
        "show": _show,
        "publish": _publish,
        "list": pack_care.list_packs,
        "use": pack_care.use,
        "owner": pack_care.owner,
        "review": pack_care.review,
    }
    return actions[options.action](options)


def _check(options: argparse.Namespace) -> int:
    faults = packs.check(options.folder, _schemas())
    if options.json:
        print_json(faults)
    else:
        for fault in faults:
            print(fault)
        print(f"{options.folder}: {_count(len(faults))}")
    return 1 if faults else 0


def _build(options: argparse.Namespace) -> int:
    print(packs.build(options.folder, _schemas(), options.to))
    return 0


def _show(options: argparse.Namespace) -> int:
    shown = packs.show(options.folder, _schemas())
    if options.json:
        print_json(shown)
    else:
        _print_pack(shown)
    return 0


def _publish(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        ref = publishing.publish_pack(office, options.file, _schemas()).ref
        publish_catalog(office)
    if options.json:
        print_json(ref)
    else:
        print(f"{ref.id} {ref.version} is published. The stations fetch it with their next sync.")
    return 0


def _print_pack(shown: Pack) -> None:
    print(f"{shown.title} · {shown.id} {shown.version} · {shown.licence}")
    for path in shown.paths:
        print(f"\n{path.title}")
        for pack_id, lesson_id in path.places(shown.id):
            if pack_id != shown.id:
                print(f"  {pack_id}/{lesson_id}")
                continue
            lesson = shown.lesson(lesson_id)
            kinds = ", ".join(step.kind.value for step in lesson.steps)
            print(f"  {lesson.title} · {lesson.minutes} min · {kinds}")
    items = sum(len(quiz.items) for quiz in shown.quizzes)
    cards = sum(len(deck.cards) for deck in shown.decks)
    print(f"\n{items} items, {cards} cards, {len(shown.scenarios)} scenarios")


def _schemas() -> Path:
    return paths.resources() / "schemas"


def _count(faults: int) -> str:
    return {0: "no faults", 1: "1 fault"}.get(faults, f"{faults} faults")
