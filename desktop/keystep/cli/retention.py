"""``keystep retention``."""

from __future__ import annotations

import argparse
from contextlib import closing

from keystep.aggregate.retention import Retention
from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.measures import Estimate
from keystep.domain.wording import TOO_FEW, percent
from keystep.services.retention import retention as stayed

HEAD = ("pack", "tested", "kept weeks later", "probed", "probes", "right in probes")
ALL = "all packs"


def retention(options: argparse.Namespace) -> int:
    """Say what has stayed of what was learnt."""
    with closing(locked_office(options)) as office:
        told = stayed(office)
    if options.json:
        print_json(told)
    elif told:
        print_table(HEAD, [_row(row) for row in told])
    else:
        print("Nobody has taken a delayed test or a probe yet. Today offers them by itself.")
    return 0


def _row(row: Retention) -> tuple[str, ...]:
    return (
        row.pack or ALL,
        f"{row.tested:,}",
        _share(row.kept, row.tested),
        f"{row.probed:,}",
        f"{row.probes:,}",
        _share(row.right, row.probed),
    )


def _share(share: Estimate | None, people: int) -> str:
    """ "82 % (74 % to 90 %)"; where few people are behind it, that."""
    if share is None:
        return str(TOO_FEW) if people else ""
    if share.interval is None:
        return f"{percent(share.value)}, {TOO_FEW}"
    ends = share.interval
    return f"{percent(share.value)} ({percent(ends.low)} to {percent(ends.high)})"
