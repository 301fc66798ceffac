"""``python -m keystep`` and the ``keystep`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; returns the exit status."""
    from keystep.cli import run  # noqa: PLC0415 - the window paints before anything is imported

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
