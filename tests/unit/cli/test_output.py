from __future__ import annotations

import pytest

from keystep.cli.output import Bar, print_table


def test_a_table_fits_its_width_by_cutting_the_first_column(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(("title", "figure"), [("A title that is far too long", "17.9")], width=30)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 30
    assert lines[2] == "A title that is far t…  17.9"


def test_a_table_with_room_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("title", "figure"), [("A title", "17.9")])
    assert capsys.readouterr().out.splitlines()[2] == "A title  17.9"


def test_figures_keep_their_narrow_space_and_nothing_steers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(("a", "b"), [("79\N{NARROW NO-BREAK SPACE}%", "red\x1b[31m\u202e")])
    assert "79\N{NARROW NO-BREAK SPACE}%  red?[31m?" in capsys.readouterr().out


def test_progress_that_is_no_terminal_s_is_a_line_a_tenth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = Bar()
    for done in range(1_001):
        bar.show(f"bundle {done} of 1000", done / 1_000)
    bar.close()
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) <= 12
    assert lines[0] == "bundle 0 of 1000 …"
    assert lines[-1] == "bundle 1000 of 1000 …"
