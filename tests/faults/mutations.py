"""Bytes changed at random, along the seams of what they are.

A seed knows where its parts lie: JSON values, lines, cells, words. Putting a part in another's
place gets deeper into a parser than flipping bits, which is done as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Span = tuple[int, int]

NESTS = (b"[", b'{"a":', b"(", b"> ", b"- ", b"*", b"`", b"<b>", b"!!! a\n    ", b'"', b"9", b"\n")
# Thousands are rare: a hundred changes that are read at once find more than one that takes 0.3 s.
DEPTHS = (*[4] * 12, *[40] * 11, 5_000)
JSON_TOKENS = r"""
    -1 0 1 2 60 1000 1441 -1441 9007199254740991 9007199254740992 -9007199254740992 true false null
    {} [] [[]] [0] [null] {"":0} [1,2] "" "0" "a" "é" "\n" "\u001b[2J" "'" "," "[[[[" "\\u0000"
    "0001-01-01T00:00:00Z" "0002-01-01T00:00:00Z" "9998-12-31T23:59:59Z"
    "9999-12-31T23:59:59.999999Z" "2026-11-20T09:30:15+14:00" "2024-02-30"
    "2026-11-20T09:30:15" "erased" "signed_in" "card_reviewed" "station_reported" "lesson_completed"
    NaN -Infinity 1e999 1.5 -0 01 9007199254740993 9223372036854775808 18446744073709551616
    "\u0000" "\ud800" "\/" {"a":1,"a":1} [1,] }""".encode().split()
TEXT_TOKENS = r"""
    NaN -inf 1e999 1.5 -0 01 -1 0 1 true null 9223372036854775808 0x1f {} [] [[a]] ] } ( ) [ { = :
    ../ ..\ /etc/passwd C:\ con.svg \\h\s file:///x http://x =1+1 @x +1 %s {0} {x} ; ' " ` , . -
    <script> <!-- <![CDATA[ <? </p> &#0; &#x110000; &#xd800; &amp; ]]> --> --- ::x \ ## | * > #
    *a &a !!x <<: '' "" 0001-01-01T00:00:00Z 9999-12-31 2024-02-30 24:00 99:59.999
    1979-05-27T07:32:00+24:00 [![a](b.png)](c) <div\tmarkdown="1"> |--| [^1] {#a} {: é ａ 😀
    "\u001b" "\u202e\u0000" """.encode().split()
TEXT_TOKENS += [
    b" ",
    b"\n",
    b"\r\n",
    b"\r",
    b"\t",
    b"\n\n",
    b"    ",
    b"'''",
    b"\xff",
    b"\xed\xa0\x80",
]
STRANGE = [c.encode() for c in "\ufeff\0\x1b\x85\u202e\u2028\ufffe\u0660"]
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"(\s*:)?|[\[{]|[\]}]|[^\s,:\[\]{}"]+', re.DOTALL)
_LINE, _WORD = re.compile(rb"[^\n]*\n|[^\n]+"), re.compile(rb"[^\s,;=:]+[\s,;=:]?|[0-9]+")


class Seed(NamedTuple):
    """``kinds`` are the places of its parts, one list for each kind; ``tokens`` are other parts of
    the first kind."""

    data: bytes
    kinds: Sequence[Sequence[Span]]
    tokens: Sequence[bytes]


def text_seed(data: bytes) -> Seed:
    """Parts are words or cells, and lines."""
    kinds = [[found.span() for found in part.finditer(data)] for part in (_WORD, _LINE)]
    return Seed(data, kinds, TEXT_TOKENS + STRANGE)


def json_seed(data: bytes) -> Seed:
    """Parts are values, and entries and members with the comma that follows."""
    values, members, opened, start = list[Span](), list[Span](), list[Span](), -1
    for token in _JSON.finditer(data):
        begin, end = token.span()
        if token[1]:
            start = begin
            continue
        if token[0] in b"[{":
            opened.append((begin, start))
        else:
            if token[0] in b"]}":
                begin, start = opened.pop()
            values.append((begin, end))
            members.append((start if start >= 0 else begin, end + data.startswith(b",", end)))
        start = -1
    return Seed(data, (values, members), JSON_TOKENS + STRANGE)


class Mutator:
    """Gives another change of ``seeds`` each time; the same ``chance`` gives the same ones."""

    def __init__(self, chance: random.Random, seeds: Sequence[Seed]) -> None:
        self._random, self._seeds = chance.random, seeds

    def __call__(self) -> bytes:
        seed = self._of(self._seeds)
        data, kind = seed.data, self._below(len(seed.kinds))
        spans = [self._span(seed, kind) for _ in range(self._of((1, 1, 1, 2, 3)))]
        for start, end in sorted(spans, reverse=True):
            data = data[:start] + self._instead(seed, kind, data[start:end]) + data[end:]
        return data

    def _instead(self, seed: Seed, kind: int, part: bytes) -> bytes:
        match self._below(16):
            case 0 | 1 | 2 | 3 | 4 if not kind:
                return self._of(seed.tokens)
            case 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8:
                other = self._of(self._seeds)
                start, end = self._span(other, kind)
                return other.data[start:end]
            case 9 | 10 | 11:
                return b""
            case 12 | 13:
                return part * (self._below(3) + 2)
            case 14:
                at = self._below(len(part) + 1)
                return part[:at] + bytes((self._below(256),)) + part[at + self._below(2) :]
            case _:
                return self._of(NESTS) * self._below(self._of(DEPTHS)) + part

    def _span(self, seed: Seed, kind: int) -> Span:
        if seed.kinds and self._below(12):
            return self._of(seed.kinds[kind])
        start = self._below(len(seed.data) + 1)
        return start, start + self._below(9)

    def _of(self, many: Sequence[T]) -> T:
        return many[self._below(len(many))]

    def _below(self, most: int) -> int:
        return int(self._random() * most)
