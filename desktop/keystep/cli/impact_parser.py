"""What can be typed about impact. Standard library only."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from keystep.cli.arguments import add, add_json, nested

if TYPE_CHECKING:
    import argparse

    from keystep.cli.arguments import Actions

KEY_RESULT = "its id, as “keystep impact list” prints it"


def add_impact(commands: Actions) -> None:
    impact = add(
        commands,
        "impact",
        "say what learning did to the work, and plan roll-outs that can tell",
        "keystep impact list",
    )
    actions = nested(impact, required=True)
    listed = add(actions, "list", "list the effects on all key results", "keystep impact list")
    show = add(
        actions,
        "show",
        "print an effect period by period, what it rests on, and what it was worth",
        "keystep impact show response-time --json",
    )
    plan = _add_plan(actions)
    drop = add(actions, "drop", "plan no roll-out any more", "keystep impact drop response-time")
    assume = _add_assume(actions)
    for action in (show, plan, drop, assume):
        action.add_argument("key_result", help=KEY_RESULT)
    add_json(listed, show, plan, drop, assume)


def _add_plan(actions: Actions) -> argparse.ArgumentParser:
    plan = add(
        actions,
        "plan",
        "draw by lot which teams begin when, and say what that will show",
        "keystep impact plan response-time --start 2027-04-05 2027-05-03 --wait --aim -15 --keep",
    )
    plan.add_argument(
        "--start",
        nargs="+",
        type=date.fromisoformat,
        metavar="DATE",
        default=[],
        help="on which days a part of the teams begins (none: show the plan that is kept)",
    )
    plan.add_argument("--wait", action="store_true", help="let a last part begin on none of them")
    plan.add_argument(
        "--until", type=date.fromisoformat, metavar="DATE", help="when it will be looked at"
    )
    plan.add_argument(
        "--aim", type=float, metavar="PERCENT", help="what effect is hoped for, such as -15"
    )
    plan.add_argument(
        "--teams", nargs="+", default=[], metavar="TEAM", help="only these (else all)"
    )
    plan.add_argument("--seed", default="", help="draw by this again, to prove a lot")
    plan.add_argument("--keep", action="store_true", help="keep it as the plan")
    return plan


def _add_assume(actions: Actions) -> argparse.ArgumentParser:
    assume = add(
        actions,
        "assume",
        "say what an hour costs and is worth",
        "keystep impact assume response-time --hour-of-learning 32 --hour-saved 32",
    )
    assume.add_argument("--currency", metavar="NAME", help="such as EUR")
    assume.add_argument(
        "--hour-of-learning", type=float, metavar="N", help="what an hour of learning costs"
    )
    assume.add_argument(
        "--hour-saved", type=float, metavar="N", help="what an hour that was saved is worth"
    )
    assume.add_argument(
        "--other-costs", type=float, metavar="N", help="what making or buying the lessons cost"
    )
    assume.add_argument(
        "--minutes-a-unit",
        type=float,
        metavar="N",
        help="minutes that one unit of the KPI for the better saves in each case",
    )
    assume.add_argument(
        "--used", type=float, metavar="N", help="share of it that is used for work, 0 to 1"
    )
    return assume
