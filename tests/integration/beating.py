"""A window's process without a window: ``python -m tests.integration.beating FOLDER ACT ...``.

It notes its id in FOLDER/lives, beats, and in its n-th life does what the n-th ACT says.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from keystep.cli.pulse import AGAIN, LEFT, Pulse

BEAT_S = 0.02
BEATS_FIRST = 5


def main(folder: Path, *acts: str) -> NoReturn:
    pulse = Pulse(lambda: (folder / "alone").write_text("the watchdog is gone") and os._exit(3))
    with (folder / "lives").open("a", encoding="ascii") as lives:
        lives.write(f"{os.getpid()}\n")
    life = len((folder / "lives").read_text("ascii").split())
    signal.signal(signal.SIGTERM, lambda *_: (folder / "asked").touch() or sys.exit(0))
    print("printing is no beat")
    for _ in range(BEATS_FIRST):
        pulse.beat()
        time.sleep(BEAT_S)
    act(pulse, folder, acts[life - 1])
    while True:
        pulse.beat()
        time.sleep(BEAT_S)


def act(pulse: Pulse, folder: Path, what: str) -> None:
    if what == "tell and stop":
        (folder / "stopping").write_text(str(os.getpid()), "ascii")
    if what.endswith("stop"):
        os.kill(os.getpid(), signal.SIGSTOP)
    elif what == "die":
        sys.exit(1)
    elif what == "end":
        sys.exit(0)
    elif what == "again":
        pulse.say(AGAIN)
        sys.exit(75)
    elif what == "leave":
        pulse.say(LEFT)
        sys.exit(0)
    elif what == "have it end":
        os.kill(os.getppid(), signal.SIGTERM)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
