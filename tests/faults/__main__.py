"""``python -m tests.faults [--json]``: every fault of the catalogue, to the full depth.

Prints a table of what was injected, lost, counted twice and refused, and the tests that failed, or
the same as JSON. The status is 0 only where none did.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

LONGEST_S = 3_600
GRACE_S = 60
WHOLE = ("-m", "fault", "--deep", "-n", "auto", "-q")
# One test at a time to whoever is idle; the plugin has put the longest ones first.
SHARED_OUT = ("--dist", "load", "--maxschedchunk", "1")
# A test that takes longer is stopped; one that does not let itself be, with the process it is in.
BOUNDED = (
    f"--timeout={LONGEST_S}",
    *("-o", f"faulthandler_timeout={LONGEST_S + GRACE_S}"),
    *("-o", "faulthandler_exit_on_timeout=true"),
)


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen, rest = parser.parse_known_args(arguments)
    with TemporaryDirectory() as folder:
        file = Path(folder, "faults.json")
        with redirect_stdout(sys.stderr if chosen.json else sys.stdout):
            status = pytest.main([*WHOLE, *SHARED_OUT, *BOUNDED, f"--faults-json={file}", *rest])
        if chosen.json and file.exists():
            print(file.read_text(), end="")
    return int(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
