"""HTML to words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystep.content.importers.plain import told
from keystep.content.importers.value import Lost


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("  plain  ", "plain"),
        ("a<br>b<div>c</div><div>d</div>", "a\nb\nc\n\nd"),
        ("a&nbsp;&amp; b &lt;c&gt;", "a & b <c>"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n\n• two"),
        ("<ol><li>one</li><li>two</li></ol>", "1. one\n\n2. two"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a · b"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字(かんじ)"),
        ("a\nb\t c", "a b c"),
        ("x\x00\x1by", "xy"),
        ("<!-- gone --><style>p {}</style><script>alert(1)</script>here", "here"),
        ("1 < 2", "1 < 2"),
        ("<b>1</b> <![a]> 2 <a", "1 2 <a"),
        ("<![ ]>x<![", "x<!["),
        ("<b>bold</b> and <i>more</i>", "bold and more"),
    ],
)
def test_words_and_lines(html: str, text: str) -> None:
    assert told(html).text == text


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ("<b>x</b>", Lost.STYLE),
        ('<span style="color: red">x</span>', Lost.STYLE),
        ("<script>x</script>y", Lost.SCRIPT),
        ("[sound:film.MP4] x", Lost.VIDEO),
        ("<video src=a></video>x", Lost.VIDEO),
        ("\\(x^2\\)", Lost.FORMULA),
        ("\\[ \\( x \\]", Lost.FORMULA),
        ("[latex]x[/latex]", Lost.FORMULA),
        ("<anki-mathjax>x</anki-mathjax>", Lost.FORMULA),
        ('<a href="https://example.org">x</a>', Lost.LINK),
        ("<svg><text>x</text></svg>y", Lost.DRAWING),
        ("<wbr>" + "x" * 40_000, Lost.LONG),
    ],
)
def test_what_is_lost_is_said(html: str, lost: Lost) -> None:
    assert told(html).lost == (lost,)


def test_media_are_named() -> None:
    field = told('a <img alt="x" src="b c.png"> [sound:d.mp3]<audio src="e.ogg"></audio>')
    assert (field.text, field.pictures, field.sounds) == ("a", ("b c.png",), ("e.ogg", "d.mp3"))


TAGS = ["a ", "b", "<b>", "</b>", "<br>", "<div>", "</div>", "&nbsp;", "\n", "<p>", "<br/>"]


@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_the_quick_way_and_the_whole_one_say_the_same(html: str) -> None:
    quick, whole = told(html), told(f"{html}<wbr>")
    assert (quick.text, quick.lost) == (whole.text, whole.lost)


@given(st.one_of(st.text(), st.text(alphabet="<>/!-&[]:;\"' =absoundimg\\(")))
def test_any_text_is_words(html: str) -> None:
    field = told(html)
    assert all(letter == "\n" or ord(letter) >= 32 for letter in field.text)
