"""Parsers of foreign bytes, tried with changed ones.

The changes come from :mod:`tests.faults.mutations`. On a bundle's body that gave 22,000 runs a
second and 395 different outcomes in 40 seconds; Hypothesis 1,300 runs and 281 outcomes; atheris
3.0.0, which sees nothing inside of C extensions, 35,000 runs and 247 outcomes.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from keystep.errors import KeystepError
from tests.faults.mutations import Mutator, Seed
from tests.faults.tally import Tally

CRASHERS = Path(__file__).parent / "crashers"
MILLION = 1_000_000

Attempt = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """``attempt`` reads bytes as the program does and checks what it took; ``refusal`` is what its
    callers handle."""

    seeds: Sequence[Seed]
    attempt: Attempt
    refusal: type[KeystepError]

    def escapes(self, data: bytes) -> BaseException | None:
        """What came out that nobody handles: any other exception, or a broken promise."""
        try:
            self.attempt(data)
        except self.refusal as refusal:
            told = str(refusal).expandtabs().replace("\n", " ")
            return None if told and told.isprintable() else AssertionError(f"told as {told!r}")
        except Exception as fault:  # noqa: BLE001 - whatever it is, nobody expects it
            return fault
        return None


@dataclass(frozen=True)
class Parser:
    """``target`` makes one whose files lie in a folder; ``deep`` runs of it make a whole rig, and
    ``why`` is said where they are not a million."""

    name: str
    target: Callable[[Path], Target]
    deep: int = MILLION
    why: str = ""

    @property
    def crashers(self) -> Path:
        return CRASHERS / self.name


def fuzz(parser: Parser, folder: Path, runs: int, chance: random.Random, tally: Tally) -> None:
    """Try ``parser`` on ``runs`` changed seeds; what escapes is kept as a case for ever."""
    target = parser.target(folder)
    for seed in target.seeds:
        target.attempt(seed.data)
    changed = Mutator(chance, target.seeds)
    for _ in range(runs):
        data = changed()
        if target.escapes(data) is not None:
            tally.escape(parser.name)
            parser.crashers.mkdir(parents=True, exist_ok=True)
            (parser.crashers / hashlib.sha256(data).hexdigest()[:8]).write_bytes(data)
    tally.run(parser.name, runs)


def crashers(parsers: Sequence[Parser]) -> Iterator[tuple[Parser, Path]]:
    """Every case that escaped once."""
    for parser in parsers:
        with suppress(FileNotFoundError):
            yield from ((parser, file) for file in sorted(parser.crashers.iterdir()))
