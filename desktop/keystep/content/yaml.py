"""YAML 1.2 as plain values, nothing guessed: ``yes`` and ``1:30`` are text.

Only a bare ``null``, ``true``, ``false`` or whole number is more than text: ``1.50`` keeps its
zero. Duplicate keys, aliases and tags are faults, so that a file means what it shows.
"""

from __future__ import annotations

import re
from itertools import accumulate

from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from keystep.content.document import Lines, Place
from keystep.content.faults import Fault, shown

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}
_BRACKET = re.compile(r"[\[\]{}]")
_MAX_OPEN = 100
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)


class Values(Struct, frozen=True):
    """``data`` is None where the text could not be read at all."""

    data: dict[str, object] | None
    lines: Lines
    faults: tuple[Fault, ...]


def read_yaml(file: str, text: str, first_line: int = 1) -> Values:
    """The keys and values in ``text``, which begins at ``first_line`` of ``file``."""
    reader = _Reader(file, first_line)
    if _most_open(text) > _MAX_OPEN:
        return Values(None, {}, (Fault(file, first_line, *_TOO_DEEP),))
    try:
        parser = YAML(typ="safe", pure=True)
        parser.composer.warn_double_anchors = False
        node = parser.compose(text)
        data = reader.value(node, ()) if node else None
    except (YAMLError, ValueError, OverflowError, RecursionError) as error:
        return Values(None, {}, (_syntax_fault(file, first_line, text, error),))
    if not isinstance(data, dict):
        reader.complain(first_line, "The text has no keys.", "Write it as “key: value” lines.")
        return Values(None, {}, tuple(reader.faults))
    return Values(data, reader.lines, tuple(reader.faults))


class _Reader:
    """One walk over the nodes, collecting lines and faults on the way."""

    def __init__(self, file: str, first_line: int) -> None:
        self.lines: Lines = {}
        self.faults: list[Fault] = []
        self._file = file
        self._first_line = first_line
        self._seen: set[int] = set()

    def complain(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self._file, line, what, mend))

    def value(self, node: Node, place: Place) -> object:
        line = self._line(node)
        self.lines.setdefault(place, line)
        if id(node) in self._seen:
            self.complain(line, "The value is used again by an alias (*).", "Write it out.")
            return None
        self._seen.add(id(node))
        if node.tag not in _TAGS:
            self.complain(line, f"{shown(node.tag)} is a tag.", "Delete it: plain values only.")
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.value(entry, (*place, i)) for i, entry in enumerate(node.value)]
        return node.value if getattr(node, "style", None) else _plain(node.value)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = self._line(key_node)
            if not isinstance(key_node, ScalarNode):
                self.complain(line, "A key is a list or has keys.", "Use a word as key.")
                continue
            key = key_node.value
            if key in data:
                self.complain(line, f"The key {shown(key)} is here twice.", "Keep one of them.")
                continue
            self.lines[*place, key] = line
            data[key] = self.value(value_node, (*place, key))
        return data

    def _line(self, node: Node) -> int:
        line: int = node.start_mark.line
        return self._first_line + line


def _plain(text: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


def _most_open(text: str) -> int:
    """How many brackets are open at once, quoted ones too: each slows the reader of the rest."""
    steps = (1 if bracket[0] in "[{" else -1 for bracket in _BRACKET.finditer(text))
    return max(accumulate(steps), default=0)


_TOO_DEEP = ("The values are nested too deeply.", "Flatten them.")


def _syntax_fault(file: str, first_line: int, text: str, error: Exception) -> Fault:
    if isinstance(error, RecursionError):
        return Fault(file, first_line, *_TOO_DEEP)
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    return Fault(
        file,
        first_line + line,
        f"This is not YAML: {problem}.",
        "Look at indents, colons and quotation marks here and in the line above.",
    )
