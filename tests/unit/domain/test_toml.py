from __future__ import annotations

import pytest

from keystep.domain.toml import MAX_DOTS, parse_toml


def test_tables_are_read() -> None:
    assert parse_toml('a.b = "…..."\n[c]\nd = 1.5\n') == {"a": {"b": "…..."}, "c": {"d": 1.5}}
    assert parse_toml("a." * MAX_DOTS + "b = 1")


@pytest.mark.parametrize(
    "text",
    [
        "a." * (MAX_DOTS + 1) + "b = 1",
        "[" + "a." * 500_000 + "a]",
        "x = {" + '"=".' * 200_000 + "a = 1}",
        "a = " + "[" * 100_000,
        "a = {b = " * 50_000,
        "a",
    ],
    ids=lambda text: text[:12],
)
def test_what_would_fill_the_memory_or_the_stack_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_toml(text)
