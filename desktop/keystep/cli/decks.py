"""``keystep deck``."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from keystep import paths
from keystep.bootstrap import open_station
from keystep.cli.output import Bar, counted, print_json
from keystep.content.importers.tables import Column, Mapping
from keystep.content.importers.value import LeftOut
from keystep.domain.ports import Learner
from keystep.errors import UsageError
from keystep.services.deck_authoring import import_into
from keystep.services.deck_export import export_deck
from keystep.services.deck_files import ImportReport, Watch, import_deck
from keystep.services.packs import open_shelf
from keystep.services.station import Station

SIGNS = {"\\t": "\t", "\\n": "\n"}


def deck(options: argparse.Namespace) -> int:
    """Import a deck, or export one."""
    return {"import": _import, "export": _export}[options.action](options)


def _import(options: argparse.Namespace) -> int:
    mapping = _mapping(options)
    if options.into is not None:
        return _author(options, mapping)
    bar = Bar()
    watch = Watch(lambda done, total: bar.show("Importing", done / total))
    with closing(open_station(_home(options))) as station:
        learner = _learner(station, options.learner)
        try:
            report = import_deck(
                station, learner.id, options.file, mapping, history=options.history, watch=watch
            )
        finally:
            bar.close()
    if options.json:
        print_json(report)
    else:
        _print_report(report)
    return 0


def _author(options: argparse.Namespace, mapping: Mapping) -> int:
    written = import_into(options.into, options.file, mapping, paths.resources() / "schemas")
    if options.json:
        print_json(written)
    else:
        print(f"{counted(written.cards, 'card')} in {options.into}:")
        print("\n".join(f"  {name}" for name in written.files))
        _print_left_out(written.left_out)
        print("\n".join(map(str, written.faults)) or "The pack has no faults.")
    return 1 if written.faults else 0


def _export(options: argparse.Namespace) -> int:
    shelf = open_shelf(_home(options))
    cards = export_deck(shelf, options.deck, options.to, datetime.now(UTC))
    if options.json:
        print_json({"file": options.to, "cards": cards})
    else:
        print(f"{counted(cards, 'card')} in {options.to}")
    return 0


def _mapping(options: argparse.Namespace) -> Mapping:
    return Mapping(
        between=SIGNS.get(options.between, options.between),
        after=SIGNS.get(options.after, options.after),
        header=options.header,
        columns=_columns(options.columns),
    )


def _columns(told: str) -> dict[Column, int]:
    """ "front=1,back=2", counted from 1. Raises UsageError."""
    columns = dict[Column, int]()
    for part in filter(None, told.split(",")):
        name, _, number = part.partition("=")
        if name not in set(Column) or not number.isdecimal() or not 0 < int(number) < 1_000:
            raise UsageError(
                "“{part}” says nothing of a column. Write it as front=1,back=2; besides these "
                "there are note, tags, deck and id.",
                part=part,
            )
        columns[Column(name)] = int(number) - 1
    return columns


def _learner(station: Station, name: str) -> Learner:
    """The one of this name, or the only one. Raises UsageError."""
    known = station.store.learners()
    chosen = [learner for learner in known if name in ("", learner.name, learner.id)]
    if len(chosen) != 1:
        raise UsageError(
            "{n} learners here fit. Say with --learner whose decks they become: {names}.",
            n=len(chosen),
            names=", ".join(learner.name for learner in known) or "there is none yet",
        )
    return chosen[0]


def _print_report(report: ImportReport) -> None:
    print("\n".join(report.decks))
    print(
        f"{counted(report.added, 'card')} added, {report.updated:,} updated, "
        f"{report.unchanged:,} unchanged; {report.histories:,} with their history"
    )
    _print_left_out(report.left_out)


def _print_left_out(left_out: tuple[LeftOut, ...]) -> None:
    if left_out:
        print("What could not be carried over:")
        print("\n".join(f"  {one.words}" for one in left_out))


def _home(options: argparse.Namespace) -> Path:
    return paths.home(options.home, "learn")
