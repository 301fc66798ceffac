"""Treads, segments, meters, days, charts: what is counted and what is drawn."""

from __future__ import annotations

import pytest

from keystep.gui.widgets.segments import DayBlocks, MeterBlocks, Segments
from keystep.gui.widgets.treads import Treads, fold
from tests.gui.widgets.pixels import columns, picture


def runs(found: list[int]) -> int:
    """How many unbroken stretches."""
    return sum(x - 1 not in found for x in found)


def test_treads_climb_from_the_start(shown) -> None:
    image = picture(shown(Treads(3, 6), 300))
    lowest, highest = image.height() - 4, 12
    assert columns(image, "accent", lowest)[0] < 40
    assert not columns(image, "accent", highest)
    assert Treads(3, 6).accessibleName() == "3 of 6 done"


@pytest.mark.usefixtures("rtl")
def test_treads_climb_from_the_right_in_right_to_left(shown) -> None:
    image = picture(shown(Treads(3, 6), 300))
    assert columns(image, "accent", image.height() - 4)[0] > 200


@pytest.mark.parametrize(
    ("done", "chapters", "expected"),
    [(7, (12,), (7, 12)), (7, (5, 5, 10), (1, 3)), (20, (5, 5, 10), (3, 3)), (0, (15,), (0, 1))],
)
def test_many_lessons_fold_into_chapters(done, chapters, expected) -> None:
    assert fold(done, chapters) == expected


def test_segments_show_done_present_and_rest(shown) -> None:
    part = shown(Segments(2, 6), 356)
    image = picture(part)
    # Six pills of 56 with gaps of 4: two full, half of the third; round caps blur at their ends.
    assert len(columns(image, "accent", 3)) == pytest.approx(2.5 * 56, abs=8)
    assert runs(columns(image, "accent", 3)) == 3
    part.set_done(3, 6)
    assert len(columns(picture(part), "accent", 3)) == pytest.approx(3.5 * 56, abs=8)
    assert part.accessibleName() == "Step 4 of 6"


def test_a_meter_counts_its_blocks(shown) -> None:
    part = shown(MeterBlocks("His trust", 2))
    assert runs(columns(picture(part), "accent", 5)) == 2
    part.set_filled(9)
    assert runs(columns(picture(part), "accent", 5)) == 5
    assert part.accessibleName() == "His trust: 5 of 5"


def test_days_show_what_was_learned_and_today(shown) -> None:
    week = (True, True, False, False, False, False, False)
    part = shown(DayBlocks(week, 2, tuple("MTWTFSS")), 302)
    image = picture(part)
    assert runs(columns(image, "accent", 4)) == 4  # two days, and both edges of today
    assert runs(columns(image, "track", 4)) == 4
    assert "2 of 7" in part.accessibleName()
