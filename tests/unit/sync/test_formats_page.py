"""docs/formats.md says what every event, every file on the share and every key file holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct

from keystep.domain.bundles import (
    Body,
    Catalog,
    CatalogStation,
    Claim,
    Erased,
    Header,
    Health,
    Heard,
    KeyResultWord,
    PackRef,
    Pin,
    Receipt,
    Revoked,
    ShareIdentity,
    Troubles,
)
from keystep.domain.down import Included, LearnerStates, Person, ProgressDown
from keystep.domain.events import Event
from keystep.domain.facts import FACTS, Kind
from keystep.domain.memory import Memory
from keystep.domain.projections import PROJECTIONS
from keystep.sync.admin_file import AdminFile, AdminHeader, AdminPublic, AdminSecret
from keystep.sync.bundle import Payload
from keystep.sync.documents import SealedCatalog, SealedProgress
from keystep.sync.hello import WrittenHello
from keystep.sync.keys import StationFile
from keystep.sync.kiosk_file import KioskFile
from keystep.sync.passphrase import Argon, Lock

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"
NAMED = set(re.findall(r"[`\"]([a-z0-9_]+)[`\"]", PAGE.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "part",
    [
        Body,
        Erased,
        Header,
        Payload,
        SealedCatalog,
        SealedProgress,
        Claim,
        Health,
        Heard,
        Troubles,
        WrittenHello,
        ShareIdentity,
        Catalog,
        CatalogStation,
        Revoked,
        Pin,
        PackRef,
        KeyResultWord,
        Receipt,
        ProgressDown,
        Person,
        Included,
        LearnerStates,
        Memory,
        KioskFile,
        StationFile,
        AdminFile,
        AdminHeader,
        AdminPublic,
        AdminSecret,
        Lock,
        Argon,
        *(projection.state for projection in PROJECTIONS),
        Event,
        *FACTS.values(),
    ],
)
def test_the_page_names_every_field(part: type[Struct]) -> None:
    assert [name for name in part.__struct_fields__ if name not in NAMED] == []


@pytest.mark.parametrize("kind", Kind)
def test_the_page_names_every_kind_of_event(kind: Kind) -> None:
    assert kind in NAMED
