"""Packs have owners, are reviewed, published, and put back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from keystep import paths
from keystep.errors import UsageError
from keystep.services import papers
from keystep.services.content_desk.care import PackCare, packs_cared, plan_review, review, set_owner
from keystep.services.packs import build
from keystep.services.publishing import publish_pack, use_version, versions
from keystep.services.stations import publish_catalog
from keystep.services.syncing import sync
from tests.conftest import World
from tests.takers import PACK

SCHEMAS = paths.resources() / "schemas"
SOURCE = """
id = "knots"
version = "{version}"
title = "Knots {version}"
languages = ["en"]
licence = "CC-BY-4.0"
owner = "Training"
review_by = {review_by}
audience = ["all"]

[[skills]]
id = "tying"
title = "Tie a knot that holds"
"""
LESSON = """---
id: bowline
title: The bowline
minutes: 2
skills: [tying]
task: Tie a loop that does not slip
learnt:
  - Tie a bowline
---

## Why it holds {#why}

The rabbit comes out of the hole.
"""


def knots(root: Path, version: str, review_by: str = "2027-06-30") -> Path:
    """A .kpack of one lesson."""
    folder = root / f"knots-{version}"
    (folder / "lessons").mkdir(parents=True)
    text = SOURCE.format(version=version, review_by=review_by)
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    (folder / "lessons" / "bowline.md").write_text(LESSON, encoding="utf-8")
    return build(folder, SCHEMAS, root)


def of(world: World, pack: str) -> PackCare:
    return next(one for one in packs_cared(world.office) if one.id == pack)


def test_what_ships_has_the_owner_and_the_date_it_states(world: World) -> None:
    shipped = of(world, PACK)
    assert shipped.owner == shipped.stated_owner != ""
    assert (shipped.published, shipped.current) == ((), None)
    assert not shipped.overdue
    world.clock.move(days=3650)
    assert of(world, PACK).overdue


def test_an_owner_is_given_and_taken_back(world: World) -> None:
    entry = set_owner(world.office, PACK, " Ilse  Brandt ")
    assert of(world, PACK).owner == "Ilse Brandt"
    papers.undo(world.office, entry)
    assert of(world, PACK).owner == of(world, PACK).stated_owner
    with pytest.raises(UsageError, match="no pack"):
        set_owner(world.office, "nothing", "Ilse")


def test_a_review_is_signed_and_the_next_one_planned(world: World) -> None:
    today = world.clock.now().day
    review(world.office, PACK, today + timedelta(days=90), "Prices are old")
    signed = of(world, PACK)
    assert signed.review_by == today + timedelta(days=90)
    assert [(one.version, one.note) for one in signed.reviews] == [("1.0.0", "Prices are old")]
    plan_review(world.office, PACK, today - timedelta(days=1))
    assert of(world, PACK).overdue
    assert of(world, PACK).reviews == signed.reviews


@pytest.mark.parametrize("days", [0, 4000])
def test_the_next_review_is_to_come_within_years(world: World, days: int) -> None:
    with pytest.raises(UsageError, match=r"later one|earlier day"):
        review(world.office, PACK, world.clock.now().day + timedelta(days=days))


def test_a_version_brings_its_own_date(world: World) -> None:
    publish_pack(world.office, knots(world.root, "1.0.0"), SCHEMAS)
    plan_review(world.office, "knots", date(2027, 1, 1))
    publish_pack(world.office, knots(world.root, "1.1.0", "2028-06-30"), SCHEMAS)
    assert of(world, "knots").review_by == date(2028, 6, 30)


def test_stations_go_back_to_an_older_version(world: World) -> None:
    van = world.add_station("Van 12")
    for version in ("1.0.0", "1.1.0"):
        publish_pack(world.office, knots(world.root, version), SCHEMAS)
        world.clock.move(minutes=1)
    publish_catalog(world.office)
    sync(van)
    assert van.shelf.pack("knots").version == "1.1.0"
    entry = use_version(world.office, "knots", "1.0.0")
    publish_catalog(world.office)
    sync(van)
    assert van.shelf.pack("knots").title == "Knots 1.0.0"
    assert of(world, "knots").version == "1.0.0"
    assert [(one.ref.version, one.current) for one in versions(world.office)] == [
        ("1.1.0", False),
        ("1.0.0", True),
    ]
    papers.undo(world.office, entry)
    assert of(world, "knots").version == "1.1.0"


def test_what_was_never_published_cannot_be_used(world: World) -> None:
    with pytest.raises(UsageError, match="never published"):
        use_version(world.office, "knots", "1.0.0")


def test_publishing_is_logged_and_undone(world: World) -> None:
    publish_pack(world.office, knots(world.root, "1.0.0"), SCHEMAS)
    published = publish_pack(world.office, knots(world.root, "1.1.0"), SCHEMAS)
    (newest, *_) = papers.activity(world.office, 1)
    assert newest.id == published.entry
    assert str(newest.said) == "Published version 1.1.0 of the pack knots"
    papers.undo(world.office, published.entry)
    current = of(world, "knots").current
    assert current is not None
    assert current.ref.version == "1.0.0"
