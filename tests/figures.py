"""What an office loads from files: a cycle with one objective, and what was counted for it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

RESPONSE_TIME = """
[[objectives.key_results]]
id = "response-time"
title = "Median response time"
kind = "work"
source = "response-time"
unit = "min"
baseline = 20
target = 17
weight = 1.5
"""
FIRST_WEEKS = """
[[objectives.key_results]]
id = "path"
title = "First weeks completed"
kind = "completion"
source = "answering-customers/first-weeks"
unit = "%"
baseline = 0
target = 100
"""
LAUNCH = """
[[objectives.key_results]]
id = "launch"
title = "Launch"
kind = "milestone"
milestones = [{title = "Desks trained", weight = 2, done = true}, {title = "Live"}]
"""


def cycle_text(
    *key_results: str, title: str = "Quarter", start: str = "2026-09-01", end: str = "2026-11-30"
) -> str:
    """``key_results`` are those above; the dates are ISO 8601."""
    head = f"""\
id = "q"
title = "{title}"
start = {start}
end = {end}

[[objectives]]
id = "fast"
title = "Customers hear back fast"
"""
    return "".join((head, *key_results))


def written_cycle(folder: Path, text: str) -> Path:
    path = folder / "okrs.toml"
    path.write_text(text, encoding="utf-8")
    return path


def response_times(
    teams: Iterable[str], minutes: float = 18.5, day: str = "2026-09-06"
) -> tuple[str, ...]:
    """A row for each team, of 100 calls."""
    return tuple(f"response-time,{team},{day},{minutes},100" for team in teams)


def written_kpis(folder: Path, *rows: str) -> Path:
    path = folder / "kpis.csv"
    path.write_text("\n".join(("kpi,team,date,value,n", *rows)) + "\n", encoding="utf-8")
    return path
