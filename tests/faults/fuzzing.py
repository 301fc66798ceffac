"""Parsers of foreign bytes, tried with changed ones.

The changes come from :mod:`tests.faults.mutations`. On a bundle's body that gave 22,000 runs a
second and 395 different outcomes in 40 seconds; Hypothesis 1,300 runs and 281 outcomes; atheris
3.0.0, which sees nothing inside of C extensions, 35,000 runs and 247 outcomes.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import print_exception

from keystep.errors import KeystepError
from tests.faults.mutations import Mutator, Seed
from tests.faults.tally import Tally

CRASHERS = Path(__file__).parent / "crashers"
MILLION = 1_000_000
TOLD = 5

Attempt = Callable[[bytes], None]


class Belated(Exception):
    """A fault over any of ``cases``, which were taken before it showed."""

    def __init__(self, cases: Sequence[bytes], fault: Exception) -> None:
        super().__init__(f"{fault!r}")
        self.cases = cases


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
    """Try ``parser`` on ``runs`` changed seeds.

    What escapes is kept as a case for ever, and told as well the first few times.
    """
    target = parser.target(folder)
    for seed in target.seeds:
        target.attempt(seed.data)
    changed = Mutator(chance, target.seeds)
    for _ in range(runs):
        data = changed()
        escaped = target.escapes(data)
        tally.run(parser.name)
        if escaped is not None:
            tally.escape(parser.name)
            _keep(parser, escaped.cases if isinstance(escaped, Belated) else [data])
            if tally.uncaught[parser.name] <= TOLD:
                print_exception(escaped)


def _keep(parser: Parser, cases: Iterable[bytes]) -> None:
    parser.crashers.mkdir(parents=True, exist_ok=True)
    for case in cases:
        (parser.crashers / hashlib.sha256(case).hexdigest()[:8]).write_bytes(case)


def crashers(parsers: Sequence[Parser]) -> Iterator[tuple[Parser, Path]]:
    """Every case that escaped once."""
    for parser in parsers:
        with suppress(FileNotFoundError):
            yield from ((parser, file) for file in sorted(parser.crashers.iterdir()))
