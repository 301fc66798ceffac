"""Whose events are listed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from keystep.aggregate.event_log import LoggedEvent
from keystep.domain.scope import EVERYBODY, Scope
from keystep.services.office import Office


@dataclass(frozen=True)
class Whose:
    """Those of ``scope``, or of one ``learner`` of it; ``called`` is what to call them."""

    called: str = ""
    learner: str | None = None
    scope: Scope = EVERYBODY

    def events(
        self, office: Office, kinds: Collection[str], limit: int, offset: int
    ) -> tuple[LoggedEvent, ...]:
        """A page of their events, newest first."""
        return office.ledger.events(
            learner=self.learner, kinds=kinds, limit=limit, offset=offset, scope=self.scope
        )


OF_ALL = Whose()
