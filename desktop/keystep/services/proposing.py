"""What the office proposes to its learners: when to take learning breaks."""

from __future__ import annotations

from keystep.domain.breaks import BreakPlan
from keystep.services.answering import tell_catalog
from keystep.services.office import Office


def propose_breaks(office: Office, plan: BreakPlan | None) -> None:
    """Have every station remind at the times of ``plan``, of learners who chose none themselves.

    With None nobody is reminded any more who did not wish it. Raises NotSaved, UsageError while
    locked, ShareFull, ShareUnreachable: the stations hear of it with the next catalog then.
    """
    _ = office.unlocked
    office.ledger.proposal.put(plan)
    tell_catalog(office, (office.share,))
