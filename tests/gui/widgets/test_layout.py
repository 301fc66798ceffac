from __future__ import annotations

import pytest

from keystep.gui.widgets.layout import COMPACT, NARROW, NORMAL, WIDE, Layout, layout_class


@pytest.mark.parametrize(
    ("width", "height", "scale", "expected"),
    [
        (1920, 1080, 1.0, WIDE),
        (1600, 900, 1.0, WIDE),
        (1599, 900, 1.0, NORMAL),
        (1366, 768, 1.0, NORMAL),
        (1200, 680, 1.0, NORMAL),
        (1199, 800, 1.0, COMPACT),
        (1366, 679, 1.0, COMPACT),
        (1024, 600, 1.0, COMPACT),
        (999, 600, 1.0, NARROW),
        (1920, 1080, 1.5, NARROW),
    ],
)
def test_sizes_have_their_layouts(width: int, height: int, scale: float, expected: Layout) -> None:
    assert layout_class(width, height, scale) is expected


def test_only_the_narrow_layout_has_one_column() -> None:
    assert NARROW.one_column
    assert not COMPACT.one_column
    assert COMPACT.compact_rail
    assert not NORMAL.compact_rail
