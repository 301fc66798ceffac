"""The four measures over some people and some days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from keystep.aggregate.measured import Measured
from keystep.domain.measures import FEWEST_TEAMS, Estimate, mean_of
from keystep.domain.okr import Board, Cycle, Freshness, KeyResult, KrKind
from keystep.domain.scope import WEEKLY, Habit, Scope
from keystep.services.measures.scoping import period_of
from keystep.services.office import Office
from keystep.services.okr.board import board


@dataclass(frozen=True)
class Work:
    """How the work that a key result tells of changed, in per cent and above 0 for the better.

    ``better`` is the mean over the ``teams`` with two figures, which are its clusters; None without
    any. It is before and after, and not attributable to training.
    """

    key_result: KeyResult
    teams: int
    better: Estimate | None
    freshness: Freshness


@dataclass(frozen=True)
class Measures:
    """``learning`` is what was measured of learning, ``board`` how far the key results came.

    All over ``scope`` and the days of ``period``; without a cycle there is no board and no work.
    """

    scope: Scope
    habit: Habit
    period: Cycle
    learning: Measured
    board: Board | None
    work: tuple[Work, ...]


def measures(office: Office, scope: Scope, habit: Habit = WEEKLY) -> Measures:
    """Every measure. Raises UsageError for a scope or a habit that can mean nobody."""
    scope.refuse_faults()
    habit.refuse_faults()
    period, current = period_of(office, scope), board(office, scope=scope)
    return Measures(
        scope=scope,
        habit=habit,
        period=period,
        learning=office.ledger.scoped.measured(scope, period, office.clock.now(), habit),
        board=current,
        work=tuple(_work(office, current, scope)) if current else (),
    )


def _work(office: Office, current: Board, scope: Scope) -> Iterator[Work]:
    for row in current.rows:
        if row.key_result.kind is KrKind.WORK and row.key_result.from_kpi:
            teams = office.ledger.scoped.teams(scope, row.key_result, current.cycle, current.on, ())
            moved = [team.better.value for team in teams if row.points and team.better is not None]
            yield Work(
                key_result=row.key_result,
                teams=len(moved),
                better=mean_of(moved, FEWEST_TEAMS) if moved else None,
                freshness=row.freshness,
            )
