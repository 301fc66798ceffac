"""What can be typed of the content desk: its queue, and the packs it looks after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, add_passphrase, nested

if TYPE_CHECKING:
    from keystep.cli.arguments import Actions

KEY = "the beginning of its key, as “keystep matters list” tells it"


def add_matters(commands: Actions) -> None:
    matters = add(
        commands,
        "matters",
        "list what learners suggest, flag, rate low, miss and forget, or answer it",
        "keystep matters list --open",
    )
    actions = nested(matters, required=True)
    listed = add(actions, "list", "list the queue", "keystep matters list --open")
    listed.add_argument("--open", action="store_true", help="only what is left to do")
    take = add(actions, "take", "say that you look into it", "keystep matters take flagged/answers")
    answer = add(
        actions,
        "answer",
        "answer everybody who spoke of it, at the stations that they use",
        'keystep matters answer suggested/3f "There is a lesson on it now: Lift with the hoist."',
    )
    close = add(
        actions, "close", "say that nothing is left to do", "keystep matters close sought/9c"
    )
    for action in (take, answer, close):
        action.add_argument("matter", help=KEY)
    answer.add_argument("text", help="what they are to read; plain text, at most 1,000 characters")
    close.add_argument("--note", default="", metavar="TEXT", help="for the office only")
    add_json(listed)
    add_passphrase(answer)


def add_pack_care(actions: Actions) -> None:
    listed = add(actions, "list", "list the packs with owners and reviews", "keystep pack list")
    use = add(
        actions,
        "use",
        "let all stations have a version that was published before",
        "keystep pack use answering-customers 1.0.0",
    )
    owner = add(
        actions,
        "owner",
        "say who answers for a pack",
        'keystep pack owner answering-customers "Ilse Brandt"',
    )
    review = add(
        actions,
        "review",
        "sign that a pack was looked through, or plan when it is to be",
        "keystep pack review answering-customers --next 2027-09-30",
    )
    for action in (use, owner, review):
        action.add_argument("pack", help="its id")
    use.add_argument("version", help="as “keystep pack list” tells it")
    owner.add_argument("owner", help="a name; “” for the one that the pack states")
    review.add_argument(
        "--next", required=True, type=date.fromisoformat, metavar="DATE", help="the day it is due"
    )
    review.add_argument("--plan", action="store_true", help="only say when; it was not reviewed")
    review.add_argument("--note", default="", metavar="TEXT", help="what to change next, say")
    add_json(listed)
    add_passphrase(use)
