from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QWidget

from keystep.gui.widgets.ruler import Ruler, RulerModel
from tests.gui.widgets.pixels import columns, count, picture, rows

WIDTH = 300
# The track's middle line: a text line of 18, then 8.
MIDDLE = 26
LOWER_IS_BETTER = RulerModel("20", "17", "on_track", 0.7, "17.9", 0.5, 0.6, 0.8)


def track(shown, model: RulerModel) -> tuple[list[int], list[int]]:
    """Columns of the filled and of the empty part."""
    image = picture(shown(Ruler(model), WIDTH))
    return columns(image, "success", MIDDLE), columns(image, "track", MIDDLE)


def test_lower_is_better_fills_from_the_start_to_the_flag(shown) -> None:
    filled, empty = track(shown, LOWER_IS_BETTER)
    assert max(filled) < min(empty)
    share = len(filled) / (max(empty) - min(filled))
    assert share == pytest.approx(0.7, abs=0.03)


@pytest.mark.usefixtures("rtl")
def test_right_to_left_fills_from_the_right(shown) -> None:
    filled, empty = track(shown, LOWER_IS_BETTER)
    assert max(empty) < min(filled)


def test_the_flag_stands_at_the_end_of_the_track(shown) -> None:
    image = picture(shown(Ruler(LOWER_IS_BETTER), WIDTH))
    end = max(columns(image, "track", MIDDLE))
    poles = [x for x in range(end - 2, end + 5) if len(rows(image, "ink", x)) >= 19]
    assert len(poles) == 2


def test_the_calendar_notch_stands_at_the_elapsed_share(shown) -> None:
    image = picture(shown(Ruler(LOWER_IS_BETTER), WIDTH))
    line = MIDDLE + 5  # below the track, above the whisker
    notch = columns(image, "ink", line)[:2]
    filled = columns(image, "success", MIDDLE)
    end = max(columns(image, "track", MIDDLE))
    middle = (min(filled) + end) / 2
    assert notch[0] == pytest.approx(middle, abs=2)


def test_past_the_target_is_full_and_keeps_its_figure(shown) -> None:
    model = RulerModel("20", "17", "on_track", 1.4, "15.8")
    filled, empty = track(shown, model)
    assert not empty
    assert filled
    assert "15.8" in Ruler(model).accessibleName()


def test_stale_is_hatched_and_never_green(shown) -> None:
    image = picture(shown(Ruler(RulerModel("45", "80", "stale", 0.7, "70")), WIDTH))
    assert count(image, "success") == 0
    along = columns(image, "stale", MIDDLE)
    gaps = [right - left for left, right in pairwise(along)]
    assert sum(gap > 2 for gap in gaps) > 10


@pytest.mark.parametrize(("status", "role"), [("lagging", "warning"), ("at_risk", "danger")])
def test_other_states_have_their_own_colour(shown, status: str, role: str) -> None:
    image = picture(shown(Ruler(RulerModel("61", "72", status, 0.5, "66")), WIDTH))
    assert len(columns(image, role, MIDDLE)) > 80
    assert count(image, "success") == 0


def test_no_data_is_an_empty_track(shown) -> None:
    filled, empty = track(shown, RulerModel("9", "4", "no_data"))
    assert not filled
    assert len(empty) > 200


def test_a_maintain_ruler_counts_its_blocks(shown) -> None:
    days = (True,) * 19 + (False, None)
    image = picture(shown(Ruler(RulerModel("0", "kept", "kept", 1.0, days=days)), 320))
    kept = columns(image, "success", MIDDLE - 3)
    starts = [x for x in kept if x - 1 not in kept]
    assert len(starts) == 19
    assert not rows(image, "ink", max(columns(image, "track", MIDDLE)) + 4)


def test_the_whisker_spans_the_interval(shown) -> None:
    image = picture(shown(Ruler(LOWER_IS_BETTER), WIDTH))
    whisker = columns(image, "ink2", MIDDLE + 10)
    filled = columns(image, "success", MIDDLE)
    length = max(columns(image, "track", MIDDLE)) - min(filled)
    assert len(whisker) == pytest.approx(0.2 * length, abs=5)


def test_it_is_told_in_words(shown) -> None:
    part: QWidget = shown(Ruler(LOWER_IS_BETTER), WIDTH)
    said = part.accessibleName()
    assert "20 to 17" in said
    assert "On track" in said
    assert part.height() == 46
