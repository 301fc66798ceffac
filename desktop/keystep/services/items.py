"""How the items of quizzes do, as the office sees it."""

from __future__ import annotations

from keystep.aggregate.item_answers import ItemReport
from keystep.services.office import Office


def items(office: Office) -> tuple[ItemReport, ...]:
    """Of all that was imported and counts; those in doubt come first."""
    return office.ledger.items()
