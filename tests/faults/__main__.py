"""``python -m tests.faults [--json]``: every fault of the catalogue, to the full depth.

Prints a table of what was injected, lost, counted twice and refused, or the same as JSON.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

WHOLE = ("-m", "fault", "--deep", "--timeout=0", "-n", "auto", "--dist", "worksteal", "-q")


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen, rest = parser.parse_known_args(arguments)
    with TemporaryDirectory() as folder:
        file = Path(folder, "faults.json")
        with redirect_stdout(sys.stderr if chosen.json else sys.stdout):
            status = pytest.main([*WHOLE, f"--faults-json={file}", *rest])
        if chosen.json:
            print(file.read_text(), end="")
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
