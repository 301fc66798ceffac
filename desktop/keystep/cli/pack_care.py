"""``keystep pack list``, ``use``, ``owner`` and ``review``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.opening import locked_office, unlocked_office
from keystep.cli.output import print_json, print_table
from keystep.services.content_desk import care
from keystep.services.content_desk.care import PackCare
from keystep.services.publishing import use_version
from keystep.services.stations import publish_catalog

HEAD = ("pack", "version", "owner", "review by", "published")


def list_packs(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        packs = care.packs_cared(office)
    if options.json:
        print_json(packs)
    else:
        print_table(HEAD, [_row(pack) for pack in packs])
    return 0


def use(options: argparse.Namespace) -> int:
    with closing(unlocked_office(options)) as office:
        use_version(office, options.pack, options.version)
        publish_catalog(office)
    print(f"{options.pack} {options.version} is what the stations have with their next sync.")
    return 0


def owner(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        care.set_owner(office, options.pack, options.owner)
        shown = next(one for one in care.packs_cared(office) if one.id == options.pack)
    print(f"{shown.owner} answers for {options.pack}.")
    return 0


def review(options: argparse.Namespace) -> int:
    with closing(locked_office(options)) as office:
        if options.plan:
            care.plan_review(office, options.pack, options.next)
        else:
            care.review(office, options.pack, options.next, options.note)
    print(f"The next review of {options.pack} is due by {options.next}.")
    return 0


def _row(pack: PackCare) -> tuple[str, ...]:
    due = f"{pack.review_by}{' (overdue)' if pack.overdue else ''}"
    published = ", ".join(f"{one.ref.version}{'*' * one.current}" for one in pack.published)
    return pack.id, pack.version, pack.owner, due, published
