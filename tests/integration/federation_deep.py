"""``python -m tests.integration.federation_deep MINUTES [STEPS]``: the same for as long as told."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from hypothesis.stateful import run_state_machine_as_test

from keystep import paths
from keystep.services.packs import install_shipped
from tests.integration.test_federation import FederationMachine, profile


def main(minutes: float, steps: int) -> None:
    end, examples = time.monotonic() + 60 * minutes, 0
    with tempfile.TemporaryDirectory(prefix="keystep-shipped-") as folder:
        shipped = Path(folder) / "home"
        shipped.mkdir()
        install_shipped(shipped, paths.lessons(), paths.resources() / "schemas")
        while time.monotonic() < end:
            run_state_machine_as_test(
                lambda: FederationMachine(shipped),
                settings=profile(max_examples=10, stateful_step_count=steps),
            )
            examples += 10
            print(f"{examples} examples, no fault", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 30)
