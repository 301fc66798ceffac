"""What a watched window tells its watchdog: that it lives, and how it means to end.

Its standard output carries that, a byte a word. Its standard input is the lifeline: when that ends,
the watchdog is gone, and so goes the window. Standard library only.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

BEAT, LEFT, AGAIN = b".", b"x", b"r"
"""It lives; it ends for good, as somebody who may has asked; it asks to be begun again."""
GONE = b""
LAST_WORDS_S = 8
PR_SET_PDEATHSIG = 1


class Pulse:
    """Takes the standard streams: what is printed from now on goes to standard error.

    Once the watchdog is gone ``leave`` is called, in a thread of its own, and soon after that the
    process ends in any case.
    """

    def __init__(self, leave: Callable[[], object]) -> None:
        self._leave = leave
        self._words, self._life = os.dup(1), os.dup(0)
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        if hasattr(os, "set_blocking"):
            with suppress(OSError):
                os.set_blocking(self._words, False)
        end_with_parent()
        threading.Thread(target=self._follow, name="lifeline", daemon=True).start()

    def beat(self) -> None:
        """Say that the window lives. Never waits."""
        self.say(BEAT)

    def say(self, word: bytes) -> None:
        """Whoever does not listen any more is told nothing."""
        with suppress(OSError):
            os.write(self._words, word)

    def _follow(self) -> None:
        with suppress(OSError):
            while os.read(self._life, 1) != GONE:
                """Nothing is said this way."""
        self._leave()
        time.sleep(LAST_WORDS_S)
        os._exit(1)


def end_with_parent() -> None:
    """Where the system can, have it end this process with its parent, even if it stands still."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
