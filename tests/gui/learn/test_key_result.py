from __future__ import annotations

from msgspec.structs import replace

from keystep.domain.bundles import KeyResultWord
from keystep.gui.learn.key_result import change_line, ruler_model

FASTER = KeyResultWord(
    id="faster",
    title="Median response time",
    unit="min",
    baseline="20",
    target="17",
    now="17.9",
    attainment=700,
    elapsed=500,
    status="on_track",
    low="17.3",
    high="18.5",
)


def plain(text: str) -> str:
    """Without the marks that keep figures in their order."""
    return text.replace("\u2068", "").replace("\u2069", "").replace("\u202f", " ")


def test_a_way_is_told_from_start_to_target() -> None:
    assert plain(change_line(FASTER)) == "20 → 17 min, now 17.9, 70 %"


def test_what_is_to_be_kept_is_told_by_its_bounds() -> None:
    kept = replace(FASTER, baseline="", target="0–5", unit="%", now="4", attainment=1000)
    assert plain(change_line(kept)) == "0–5 %, now 4, 100 %"
    drawn = ruler_model(kept)
    assert (drawn.start, drawn.low, drawn.high) == ("", None, None)
