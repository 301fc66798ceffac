"""What can be typed about what is out of line. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

ROW = "its key, or the beginning of it"


def add_alignment(commands: Actions) -> None:
    alignment = add(
        commands,
        "alignment",
        "list what is out of line, say who sees to it, sign off the review of a cycle",
        "keystep alignment",
    )
    alignment.add_argument("--all", action="store_true", help="what is settled as well")
    add_json(alignment)
    actions = nested(alignment, required=False)
    assign = add(
        actions,
        "assign",
        "say who sees to it, and what is next",
        'keystep alignment assign untaught/first-contact "Ruth Vogel" --next "Write two lessons"',
    )
    assign.add_argument("row", help=ROW)
    assign.add_argument("owner", help="a name")
    assign.add_argument("--next", default="", metavar="TEXT", help="the next thing to do")
    settle = add(
        actions,
        "settle",
        "say that nothing is left to do in this cycle",
        "keystep alignment settle overdue/answering-customers",
    )
    settle.add_argument("row", help=ROW)
    sign = add(
        actions,
        "sign-off",
        "note that an owner looked through everything of theirs",
        'keystep alignment sign-off "Ruth Vogel" okrs',
    )
    sign.add_argument("owner", help="a name")
    sign.add_argument("side", choices=("okrs", "content"))
    add_json(assign, settle, sign)
