"""``keystep xapi``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.cli.opening import locked_office
from keystep.cli.output import counted, print_json
from keystep.services.xapi import check_statements, write_statements


def xapi(options: argparse.Namespace) -> int:
    """Write statements, or judge them."""
    return {"export": _export, "check": _check}[options.action](options)


def _export(options: argparse.Namespace) -> int:
    path, days = options.file.absolute(), {"first": options.since, "last": options.until}
    with closing(locked_office(options)) as office:
        count = write_statements(office, path, **days, base=options.base)
    if options.json:
        print_json({"file": path, "statements": count})
    else:
        print(f"{counted(count, 'statement')} in {path}")
    return 0


def _check(options: argparse.Namespace) -> int:
    judged, bad = 0, {}
    for number, faults in check_statements(options.file):
        judged += 1
        if faults:
            bad[number] = [str(fault) for fault in faults]
            if not options.json:
                print(*(f"{number}: {fault}" for fault in bad[number]), sep="\n")
    if options.json:
        print_json({"statements": judged, "refused": bad})
    else:
        print(f"{counted(judged, 'statement')}, {len(bad):,} of them not as xAPI 1.0.3 asks.")
    return 1 if bad else 0
