"""The raw events: each kind is called something."""

from __future__ import annotations

from keystep.domain.events import Kind
from keystep.gui.admin.events_page import KINDS


def test_every_kind_of_event_has_a_name() -> None:
    assert set(KINDS) == set(Kind)
    assert len(set(KINDS.values())) == len(Kind)
