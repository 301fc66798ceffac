"""Markdown to plain text, as it is read: a line for each block."""

from __future__ import annotations

import re
from html import unescape

import nh3

from keystep.content.renderer import render_raw
from keystep.errors import PackRefused

_REFERENCE = re.compile(r'<sup id="fnref.*?</sup>|<a class="footnote-backref".*?</a>', re.DOTALL)
_CELL_ENDS = re.compile(r"(</t[dh]>)(?=\s*<t[dh])")
_BLOCK_ENDS = re.compile(r"(</(?:p|li|h[1-6]|tr|dt|dd|div|pre|caption|blockquote)>|<br ?/?>)")


def plain(markdown: str) -> str:
    """The words of ``markdown``; "" where it cannot be shown at all."""
    try:
        html = _REFERENCE.sub("", render_raw(markdown))
    except PackRefused:
        return ""
    html = _BLOCK_ENDS.sub(r"\1\n", _CELL_ENDS.sub(r" · \1", html.replace("\n", " ")))
    lines = unescape(nh3.clean(html, tags=set())).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
