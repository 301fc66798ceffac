"""WebVTT captions as plain cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.captions import Cue, read_captions
from keystep.errors import PackRefused


def test_cues_are_plain_text_with_times_in_milliseconds() -> None:
    text = """WEBVTT - a film
Language: en

NOTE
not --shown

STYLE
::cue { color: red }

first
00:01.000 --> 01:02:03.004 align:start
<v Anna>Salt &amp; <i>pepper</i>,
please.

01:02:03.004 --> 01:02:04.000
Thanks.
"""
    assert read_captions(text.replace("\n", "\r\n")) == (
        Cue(1000, 3_723_004, "Salt & pepper,\nplease."),
        Cue(3_723_004, 3_724_000, "Thanks."),
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\nWEBVTT\n", 1),
        ("WEBVTT\n00:00.000 --> 00:01.000\nHello\n", 2),
        ("WEBVTT\n\n00:00,000 --> 00:01,000\nHello\n", 3),
        ("WEBVTT\n\nname\n0:0 --> 0:1\nHello\n", 4),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nHello\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n00:00.000 --> 00:02.000\nHello\n", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nHello\n", 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB\n", 3),
        ("WEBVTT\n\nHello\n", 3),
    ],
)
def test_what_is_not_webvtt_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(PackRefused) as refused:
        read_captions(text)
    assert refused.value.values["line"] == line


_PIECES = st.sampled_from(
    ["WEBVTT", "\n", "\n\n", "00:01.000", " --> ", "00:02.000", "NOTE", "<v A>", "&#x110000;", "é"]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=20))
def test_no_text_does_anything_else_than_be_read_or_refused(pieces: list[str]) -> None:
    try:
        cues = read_captions("WEBVTT\n\n" + "".join(pieces))
    except PackRefused:
        return
    assert all(cue.start_ms < cue.end_ms and cue.text for cue in cues)


def test_a_cue_of_a_hundred_thousand_rows_is_read_in_linear_time() -> None:
    [cue] = read_captions("WEBVTT\n\n00:00.000 --> 00:01.000\n" + "a\n" * 100_000)
    assert cue.text.count("\n") == 99_999


def test_references_are_characters_unless_they_have_too_many_digits() -> None:
    [cue] = read_captions(f"WEBVTT\n\n00:00.000 --> 00:01.000\n&lt;&#65;&#x42; &#{'9' * 5_000};\n")
    assert cue.text.startswith("<AB &#999")
