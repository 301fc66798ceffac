from __future__ import annotations

import pytest

from keystep.content.search.plain import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One **bold** word\nand more.", "One bold word and more."),
        ("First.\n\nSecond.", "First.\nSecond."),
        ("1. Stop\n2. Lock", "Stop\nLock"),
        ("| a | b |\n|---|---|\n| c | d |", "a · b\nc · d"),
        ("Told.[^1]\n\n[^1]: The source.", "Told.\nThe source."),
        ('!!! tip "Take care"\n    Of it.', "Take care\nOf it."),
        ("A <b>1 &lt; 2</b> &amp; so on", "A 1 < 2 & so on"),
        ("![not read](a.svg) [link](https://example.org)", "link"),
        ("", ""),
        ("[" * 500, ""),
    ],
)
def test_what_is_read_is_left(markdown: str, text: str) -> None:
    assert plain(markdown) == text
