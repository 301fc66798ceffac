"""What can be typed about what was done in the office. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

USUAL = 40


def add_activity(commands: Actions) -> None:
    activity = add(
        commands,
        "activity",
        "list what was done in the office, or take one of it back",
        "keystep activity --undo 12",
    )
    activity.add_argument(
        "--limit", type=int, default=USUAL, metavar="N", help=f"the newest (else {USUAL})"
    )
    activity.add_argument("--undo", type=int, metavar="NUMBER", help="take this act back")
    add_json(activity)
