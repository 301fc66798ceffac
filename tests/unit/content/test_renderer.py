"""Markdown to safe HTML and to the blocks that a player lays out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.renderer import Callout, Picture, Prose, Tone, blocks, render
from keystep.errors import PackRefused


def test_tables_notes_lists_and_code_are_rendered() -> None:
    html = render(
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\nText[^1] **bold**\n\n[^1]: A note.\n\n"
        "Word\n:   Meaning\n\n```python\nx < 1\n```\n"
    )
    assert '<td align="right">2</td>' in html
    assert "<strong>bold</strong>" in html
    assert "A note." in html
    assert "<dt>Word</dt>" in html
    assert "x &lt; 1" in html


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x.png onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](file:///etc/passwd)",
        "[a](//host/share)",
        "[a](../../secret)",
        "![a](../../secret.png)",
        "![a](http://host/a.png)",
        "![a](//host/a.png)",
        "![a](\\\\host\\a.png)",
        "![a](file:///a.png)",
        "![a](data:image/png;base64,AAAA)",
        "<img src='qrc:/secret.png'>",
        '<p style="background:url(http://host)">x</p>',
        "<iframe src=a></iframe><object data=a></object><link href=a><style>p{}</style>",
        "text\n{: style='x' onclick='x' }",
        '<a href="https://x\\..\\y">x</a>',
    ],
)
def test_nothing_dangerous_is_left(text: str) -> None:
    html = render(text)
    assert not re.search(r"<(?:script|iframe|object|link|style)|\s(?:on\w+|style|href)=", html)
    assert not re.search(r'src="(?!x\.png)', html)


def test_links_to_the_web_and_pictures_by_name_are_kept() -> None:
    html = render("[a](https://example.org/x?y=1) [b](mailto:a@example.org) ![c](c-1.svg)")
    assert 'href="https://example.org/x?y=1"' in html
    assert 'href="mailto:a@example.org"' in html
    assert 'src="c-1.svg"' in html


def test_callouts_and_lone_pictures_divide_the_prose() -> None:
    found = blocks(
        "One & two.\n\nThree with ![inline](in.png) picture.\n\n![A “big” & chart](chart.png)\n\n"
        '!!! danger "Hands *off* & stay"\n    Some `code`\n\n    - a\n    - b\n\n'
        '!!! tip ""\n    No title.\n\n!!! note\n    Plain.\n\nEnd.'
    )
    assert [type(block) for block in found] == [Prose, Picture, Callout, Callout, Callout, Prose]
    assert found[1] == Picture("chart.png", "A “big” & chart")
    assert found[2] == Callout(
        Tone.DANGER,
        "Hands off & stay",
        "<p>Some <code>code</code></p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
    )
    assert found[3] == Callout(Tone.TIP, "", "<p>No title.</p>")
    assert found[4] == Callout(Tone.NOTE, "Note", "<p>Plain.</p>")
    assert isinstance(found[0], Prose)
    assert 'src="in.png"' in found[0].html
    assert "One &amp; two." in found[0].html


@pytest.mark.fault(48)
def test_a_refused_picture_alone_is_a_picture_without_a_file() -> None:
    assert blocks("![gone](http://host/a.png)") == (Picture("", "gone"),)


def test_text_alone_and_nothing_are_blocks_too() -> None:
    assert blocks("") == ()
    assert blocks("a &lt; b") == (Prose("<p>a &lt; b</p>"),)


_PIECES = (
    st.sampled_from(
        (
            "# ",
            "*",
            "- ",
            "> ",
            "`",
            "```",
            "[",
            "]",
            "(",
            ")",
            "!!! a",
            "| ",
            "|---|",
            "\n",
            "    ",
        )
    )
    | st.sampled_from(
        (
            "<div>",
            '<div markdown="1">',
            "</div>",
            "<![",
            "<!--",
            "<?",
            "&#",
            "[^1]",
            "[^1]: ",
            "{: ",
        )
    )
    | st.sampled_from(
        ("}", "1. ", "<b ", "<", ">", "\\", "<script>", "\n:   ", "![a](b.png)", "&lt;", "\n\n")
    )
)


_TEXTS = st.lists(_PIECES | st.text(max_size=3), max_size=30).map("".join)


@given(_TEXTS, _TEXTS)
def test_what_was_rendered_before_does_not_matter(before: str, text: str) -> None:
    with ThreadPoolExecutor(1) as fresh:
        alone = fresh.submit(html_or_refusal, text).result()
    html_or_refusal(before)
    assert html_or_refusal(text) == alone


def html_or_refusal(text: str) -> str:
    try:
        return render(text)
    except PackRefused as refusal:
        return str(refusal)


@given(_TEXTS)
def test_any_text_is_rendered_or_refused(text: str) -> None:
    try:
        html = render(text)
        found = blocks(text)
    except PackRefused:
        return
    shown = "".join(getattr(block, "html", "") for block in found)
    assert len(shown) <= len(html)
    assert "<script" not in html


@pytest.mark.fault(48)
def test_text_nested_too_deeply_is_refused() -> None:
    with pytest.raises(PackRefused, match="nested too deeply"):
        render("- " * 2000 + "x")
    assert render("- x\n- y").split() == ["<ul>", "<li>x</li>", "<li>y</li>", "</ul>"]


@pytest.mark.fault(48)
@pytest.mark.parametrize(
    ("text", "match"),
    [("![" * 200_000, "more than"), ("a " * 10_001, "characters"), ("[" * 401, "signs")],
    ids=["pictures", "long", "brackets"],
)
def test_text_that_would_take_minutes_is_refused(text: str, match: str) -> None:
    with pytest.raises(PackRefused, match=match):
        blocks(text)
