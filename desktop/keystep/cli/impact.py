"""``keystep impact``."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from keystep.cli.opening import locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.impact import wording
from keystep.domain.impact.effects import Verdict
from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import doubts_of
from keystep.domain.wording import signed
from keystep.errors import UsageError
from keystep.services.impact import papers, planning, results
from keystep.services.impact.planning import Proposal, Wish
from keystep.services.impact.results import Result
from keystep.services.office import Office

LOOKED_AT = timedelta(weeks=12)


def impact(options: argparse.Namespace) -> int:
    """Show effects, plan a roll-out, or say what is assumed."""
    actions = {"list": _list, "show": _show, "plan": _plan, "drop": _drop, "assume": _assume}
    with closing(locked_office(options)) as office:
        return actions[options.action](options, office)


def _list(options: argparse.Namespace, office: Office) -> int:
    found = results.results(office)
    if options.json:
        print_json([as_json(one) for one in found])
    elif not found:
        print("No key result of the current cycle is read from a KPI.")
    else:
        print_table(("Key result", "Id", "Effect", "95 %", ""), [_cells(one) for one in found])
    return 0


def _show(options: argparse.Namespace, office: Office) -> int:
    found = results.result(office, options.key_result)
    if options.json:
        print_json(as_json(found))
    else:
        _print(found)
    return 0


def _plan(options: argparse.Namespace, office: Office) -> int:
    told = _proposal(options, office)
    if options.keep and options.start:
        papers.keep_plan(office, told.plan)
    if options.json:
        print_json({"plan": told.plan, "expected": told.expected, "doubts": _doubts(told)})
        return 0
    lower = told.key_result.target < told.key_result.baseline
    for wave in told.plan.waves:
        print(f"{wave.start}: {', '.join(wave.teams)}")
    if told.plan.waiting:
        print(f"later: {', '.join(told.plan.waiting)}")
    if told.plan.seed:
        print(f"Drawn by lot with the seed {told.plan.seed}.")
    print(wording.expected_of(told.expected, lower_is_better=lower, unit=told.unit))
    for doubt in _doubts(told):
        print(doubt)
    if options.start:
        print("It is the plan now." if options.keep else "It is not kept; add --keep for that.")
    return 0


def _proposal(options: argparse.Namespace, office: Office) -> Proposal:
    if options.start:
        starts = tuple(options.start)
        wish = Wish(
            key_result=options.key_result,
            starts=starts,
            waiting=options.wait,
            until=options.until or max(starts) + LOOKED_AT,
            aim=options.aim,
            teams=tuple(options.teams),
        )
        return planning.propose(office, wish, options.seed)
    plan = papers.plan_of(office, options.key_result)
    if plan is None:
        raise UsageError(
            "No roll-out of {key_result} is planned yet. Say when teams begin with --start DATE.",
            key_result=options.key_result,
        )
    until = options.until or plan.waves[-1].start + LOOKED_AT
    return planning.judged(office, plan, until, options.aim)


def _drop(options: argparse.Namespace, office: Office) -> int:
    entry = papers.drop_plan(office, options.key_result)
    if options.json:
        print_json({"activity": entry})
    else:
        print("No roll-out is planned for it any more.")
    return 0


def _assume(options: argparse.Namespace, office: Office) -> int:
    key_result = results.comparable_one(office, options.key_result)
    kept = papers.assumptions_of(office, key_result.id)
    given = {name: getattr(options, name) for name in Assumptions.__struct_fields__}
    said = replace(kept, **{name: value for name, value in given.items() if value is not None})
    if said != kept:
        papers.assume(office, key_result.id, said)
    if options.json:
        print_json(said)
    else:
        _print_assumed(said)
    return 0


def as_json(found: Result) -> dict[str, Any]:
    """Everything that the screen shows, as data."""
    impact = found.impact
    measured = impact.verdict is Verdict.MEASURED
    return {
        "key_result": found.key_result.id,
        "title": found.key_result.title,
        "verdict": impact.verdict,
        "scale": impact.panel.scale,
        "effect": impact.effect if measured else None,
        "degrees_of_freedom": impact.degrees if measured else None,
        "before": impact.before,
        "before_after_only": impact.change,
        "since": impact.since if measured else (),
        "teams_learned": impact.learned,
        "teams_waiting": impact.waiting,
        "left_out": impact.panel.left_out,
        "plan": found.plan,
        "freshness": found.freshness,
        "drawn_by_lot": bool(found.plan and found.plan.seed),
        "assumptions": found.assumptions,
        "returns": found.returns,
    }


def _cells(one: Result) -> tuple[str, ...]:
    impact, unit = one.impact, one.key_result.unit
    measured = impact.verdict is Verdict.MEASURED
    return (
        one.key_result.title,
        one.key_result.id,
        wording.effect_of(impact, unit),
        str(wording.span_of(impact.effect)) if measured else "",
        str(wording.short_of(impact)),
    )


def _print(found: Result) -> None:
    impact, unit = found.impact, found.key_result.unit
    print(f"{found.key_result.title}: {wording.short_of(impact)}.")
    if impact.verdict is Verdict.MEASURED:
        print(f"{wording.effect_of(impact, unit)} ({wording.span_of(impact.effect)})")
        print(f"{wording.teams_of(impact)}. {wording.fresh_of(found.freshness)}")
        print(wording.trend_of(impact))
        rows = [
            (
                signed(one.periods),
                wording.amount(impact, one.effect, unit),
                str(wording.span_of(one.effect)),
                f"{one.effect.clusters}",
                f"{one.waiting}",
            )
            for one in impact.since
        ]
        print_table(("Since start", "Effect", "95 %", "Teams", "Waiting"), rows)
    else:
        print(wording.REASONS[impact.verdict])
    for words in (wording.change_of(impact, unit), wording.left_out_of(impact)):
        if words.template:
            print(words)
    _print_returns(found)


def _print_returns(found: Result) -> None:
    returns, currency = found.returns, found.assumptions.currency
    print(f"Learning took {wording.minutes_of(returns.learned_minutes)}.")
    if returns.saved:
        print(
            f"Saved: {wording.minutes_of(returns.saved.value)} "
            f"({wording.span_of(returns.saved)} min) over {returns.cases:,} cases."
        )
    if returns.worth:
        worth = wording.money_of(returns.worth.value, currency)
        print(f"Worth {worth}, cost {wording.money_of(returns.cost, currency)}.")
    if returns.roi:
        print(f"Return: {wording.rounded(returns.roi)} ({wording.span_of(returns.roi)}).")
    missing = wording.missing_of(returns, found.impact)
    if missing.template:
        print(missing)
    _print_assumed(found.assumptions)


def _print_assumed(said: Assumptions) -> None:
    for words in wording.assumed_of(said):
        print(words)


def _doubts(told: Proposal) -> list[str]:
    return [str(doubt) for doubt in doubts_of(told.plan)]
