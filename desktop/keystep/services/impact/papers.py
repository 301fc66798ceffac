"""What the admin decides about impact: roll-outs, and assumptions about worth."""

from __future__ import annotations

from keystep.aggregate.papers import Register
from keystep.domain.impact import returns, rollout
from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import RollOut
from keystep.domain.words import Words
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.office import Office

ROLL_OUTS = Register("rollout", RollOut)
ASSUMPTIONS = Register("impact_assumptions", Assumptions)


def plan_of(office: Office, key_result: str) -> RollOut | None:
    return office.ledger.papers.get(ROLL_OUTS, key_result)


def assumptions_of(office: Office, key_result: str) -> Assumptions:
    """What the admin said last of this key result, or what holds until somebody does."""
    return office.ledger.papers.get(ASSUMPTIONS, key_result) or Assumptions()


def keep_plan(office: Office, plan: RollOut) -> int:
    """Keep a roll-out in place of an earlier one for its key result; returns the activity's id.

    Raises UsageError with every fault, NotSaved.
    """
    _refuse(rollout.faults_of(plan))
    said = Words("Planned the roll-out for {key_result}", {"key_result": plan.key_result})
    return papers.write(office, said, ROLL_OUTS.put(plan.key_result, plan))


def drop_plan(office: Office, key_result: str) -> int:
    """Have no roll-out for a key result any more; returns the activity's id.

    Raises UsageError where there is none, NotSaved.
    """
    if plan_of(office, key_result) is None:
        raise UsageError(
            "No roll-out is planned for “{key_result}”. See: keystep impact list",
            key_result=key_result,
        )
    said = Words("Dropped the roll-out for {key_result}", {"key_result": key_result})
    return papers.write(office, said, ROLL_OUTS.drop(key_result))


def assume(office: Office, key_result: str, assumed: Assumptions) -> int:
    """Keep assumptions about a key result; returns the activity's id.

    Raises UsageError with every fault, NotSaved.
    """
    _refuse(returns.faults_of(assumed))
    said = Words("Changed what is assumed of {key_result}", {"key_result": key_result})
    return papers.write(office, said, ASSUMPTIONS.put(key_result, assumed))


def _refuse(faults: tuple[Words, ...]) -> None:
    if faults:
        raise UsageError(
            "Nothing was kept. {faults}.", faults="; ".join(str(fault) for fault in faults)
        )
