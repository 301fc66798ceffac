"""``keystep items``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing

from keystep.aggregate.item_answers import ItemReport
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.item_analysis import FEWEST_ANSWERS, Use
from keystep.domain.item_wording import DOUBT_WORDS, correlated, facility
from keystep.domain.wording import TOO_FEW
from keystep.errors import UsageError
from keystep.services.items import items as reports_of

HEAD = ("item", "people", "facility", "discrimination", "seconds", "flags")


def items(options: argparse.Namespace) -> int:
    """Say how the items of quizzes do."""
    with closing(locked_office(options)) as office:
        reports = reports_of(office)
    wanted: str | None = options.item
    chosen = [report for report in reports if wanted is None or wanted in _names(report)]
    if wanted is not None and not chosen:
        raise UsageError(
            "Nobody has answered an item “{item}”. “keystep items” lists those answered.",
            item=wanted,
        )
    if options.json:
        print_json(chosen)
        return 0
    packs = sorted({(report.pack, report.version) for report in chosen})
    for n, (pack, version) in enumerate(packs):
        if n:
            print()
        print(f"{pack} {version}")
        those = [report for report in chosen if (report.pack, report.version) == (pack, version)]
        _tell_pack(those, answers=wanted is not None)
    if not chosen:
        print("Nobody has answered an item yet.")
    return 0


def _names(report: ItemReport) -> tuple[str, str]:
    return report.item, f"{report.pack}/{report.item}"


def _tell_pack(reports: Sequence[ItemReport], *, answers: bool) -> None:
    print_table(HEAD, list(map(_row, reports)))
    for report in reports:
        for doubt in report.figures.doubts if report.figures else ():
            print(f"Look at {report.item}: {DOUBT_WORDS[doubt]}.")
    for report in reports if answers else ():
        print()
        _tell_answers(report)


def _row(report: ItemReport) -> tuple[str, ...]:
    figures, people, flags = report.figures, f"{report.answers:,}", f"{report.flags:,}"
    if figures is None:
        return report.item, people, str(TOO_FEW), "", "", flags
    related = figures.discrimination
    return (
        report.item,
        people,
        str(facility(figures)),
        str(correlated(related) if related else TOO_FEW),
        f"{figures.median_seconds:,.0f}",
        flags,
    )


def _tell_answers(report: ItemReport) -> None:
    if report.figures is None:
        print(f"Answers are shown from {FEWEST_ANSWERS} people on.")
        return
    rows = [_use(use, report.answers) for use in report.figures.uses]
    print_table(("answer", "people", "share", "earned", "on the other items"), rows)


def _use(use: Use, people: int) -> tuple[str, ...]:
    rest = "" if use.rest is None else f"{use.rest:.2f}"
    share = f"{use.people / people:.0%}"
    return use.answer or "none", f"{use.people:,}", share, f"{use.score:.2f}", rest
