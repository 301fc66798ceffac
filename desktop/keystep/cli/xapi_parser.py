"""What can be typed after ``keystep xapi``. Standard library only."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

DAY = "a day, as 2027-01-31"


def add_xapi(commands: Actions) -> None:
    xapi = add(
        commands, "xapi", "write or check xAPI statements", "keystep xapi export events.ndjson"
    )
    actions = nested(xapi, required=True)
    export = add(
        actions,
        "export",
        "write what happened as xAPI 1.0.3 statements",
        "keystep xapi export events.ndjson --since 2027-01-01",
    )
    export.add_argument(
        "file", type=Path, help=".ndjson for a statement a line, else one JSON array"
    )
    export.add_argument(
        "--since", type=date.fromisoformat, default=date.min, metavar="DAY", help=DAY
    )
    export.add_argument(
        "--until", type=date.fromisoformat, default=date.max, metavar="DAY", help=DAY
    )
    export.add_argument(
        "--base", default="", metavar="IRI", help="begins the IRIs of the organisation's things"
    )
    check = add(
        actions, "check", "judge the statements of a file", "keystep xapi check events.ndjson"
    )
    check.add_argument("file", type=Path, help="a statement, an array of them, or one a line")
    add_json(export, check)
