"""SVG pictures that keep to themselves: no scripts, no entities, nothing fetched."""

from __future__ import annotations

import re
from xml.parsers import expat

Problem = tuple[int, str, str]

_INNER = re.compile(r"#\S*|data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_FETCH = re.compile(r"url\(\s*+[\"']?+(?!\s*+#)|@import", re.IGNORECASE)
_REFUSED_TAGS = frozenset({"script", "foreignObject"})


class _Refused(Exception):
    """Ends a parse: what is wrong, and the mend."""


def svg_problem(data: bytes) -> Problem | None:
    """The first fault of an SVG file as line, what and mend; None when it has none."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _judge
    parser.CharacterDataHandler = _judge_text
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        what, mend = refused.args
        return parser.CurrentLineNumber, what, mend
    except (expat.ExpatError, ValueError, LookupError) as error:
        problem = str(error).split(":")[0]
        return parser.CurrentLineNumber, f"This is not XML: {problem}.", "Export the picture again."
    return None


def _refuse_doctype(*_declaration: object) -> None:
    raise _Refused("The picture has a DOCTYPE.", "Delete it: plain SVG needs none.")


def _judge(tag: str, attributes: dict[str, str]) -> None:
    name = tag.rpartition(":")[2]
    if name in _REFUSED_TAGS:
        raise _Refused(f"The picture has a <{name}>.", "Delete it: pictures only show.")
    for key, value in attributes.items():
        if key.rpartition(":")[2] in ("href", "src") and not _INNER.fullmatch(value.strip()):
            raise _Refused(f"The picture fetches “{value[:40]}”.", "Embed it in the file.")
        if key.startswith("on"):
            raise _Refused(f"The picture has a script in {key}.", "Delete the attribute.")
        _judge_text(value)


def _judge_text(text: str) -> None:
    if _FETCH.search(text):
        raise _Refused("A style of the picture fetches something.", "Embed it in the file.")
