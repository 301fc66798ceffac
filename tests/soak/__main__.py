"""``python -m tests.soak [--visits N] [--seconds S] [--kills K] [--seed N] [--json FILE]``: a kiosk
under thousands of visits, with kills, pack updates and a folder that fails.

Prints what is held at the start and at the end. A missed goal is printed as missed; the status is
0 only where nothing was lost, nobody's name was left and nothing was credited to somebody else.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.soak.place import PEOPLE, build, everybody
from tests.soak.screen import screen
from tests.soak.soaking import Plan, Soak
from tests.soak.table import is_sound, printed, rows


def main(chosen: Namespace) -> int:
    plan = Plan(chosen.visits, chosen.seconds, chosen.kills, chosen.seed)
    with ExitStack() as held:
        folder = chosen.keep or held.enter_context(TemporaryDirectory())
        root = Path(folder)
        root.mkdir(parents=True, exist_ok=True)
        place = build(root, everybody(PEOPLE))
        env = held.enter_context(screen())
        seen = Soak(place, plan, env, root / "kiosk.out").play()
    table = rows(seen)
    print(printed(seen, table))
    if chosen.json:
        told = {"rows": table, "seen": seen}
        Path(chosen.json).write_bytes(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
    return 0 if is_sound(seen) else 1


def asked(arguments: list[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--visits", type=int, default=5_000, help="end after so many")
    parser.add_argument("--seconds", type=float, default=1_800, help="end after so long")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default="", metavar="FILE", help="write the figures there too")
    parser.add_argument("--keep", default="", metavar="DIR", help="a new folder, to look into")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(asked(sys.argv[1:])))
