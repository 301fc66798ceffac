"""Somebody at a kiosk who guesses, and pulls the plug before the screen can tell that it is wrong.

It is an operation as those of ``operations``, in a process of its own.
"""

from __future__ import annotations

import os
import signal
from typing import NoReturn
from unittest.mock import patch

from keystep.services.kiosk import signing_in
from keystep.services.kiosk.signing_in import Way
from tests.faults.operations import van_at
from tests.faults.zygote import Say

WRONG = "0815"


def guess_and_pull(say: Say, root: str, at: str) -> None:
    """Guess the PIN of the one learner; say so once the guess is looked at, and die."""

    def pull(_secret: str, _verifier: bytes) -> NoReturn:
        say("looked at")
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("alive")

    with van_at(root, at) as van, patch.object(signing_in, "matches", pull):
        [learner] = van.store.learners()
        verdict = signing_in.check(van, learner.id, Way.PIN, WRONG)
        say(f"wait {verdict.wait_s}")
