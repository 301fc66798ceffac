"""Of whom and when a command was asked."""

from __future__ import annotations

import argparse

from keystep.domain.scope import Scope
from keystep.services.measures.scoping import scope_of
from keystep.services.office import Office


def scope(options: argparse.Namespace, office: Office) -> Scope:
    """What :func:`keystep.cli.measures_parser.add_scope` was given. Raises UsageError."""
    return scope_of(
        office,
        team=options.team,
        station=options.station,
        cohort=options.cohort,
        first=options.first,
        last=options.last,
    )
