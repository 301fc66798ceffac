from __future__ import annotations

from pathlib import Path

import pytest

from keystep.cli.parser import build_parser

HOME = Path("elsewhere")


@pytest.mark.parametrize(
    "typed",
    [
        ("stations", "list", "--home", "elsewhere"),
        ("stations", "--home", "elsewhere", "list"),
        ("doctor", "--home", "elsewhere"),
    ],
)
def test_the_home_may_stand_before_the_action_or_after_it(typed: tuple[str, ...]) -> None:
    assert build_parser("1.0").parse_args(typed).home == HOME


def test_without_a_home_the_usual_one_is_meant() -> None:
    assert build_parser("1.0").parse_args(["stations", "list"]).home is None
