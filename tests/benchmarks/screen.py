"""A virtual screen for the windows that are measured."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1366x768x24"


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Environment variables under which windows open: on an X server of their own, or offscreen
    where there is no Xvfb."""
    here = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    server = shutil.which("Xvfb")
    if server is None:
        yield {**here, "QT_QPA_PLATFORM": "offscreen"}
        return
    command = [server, "-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        try:
            number = running.stdout.readline().strip() if running.stdout else ""
            yield {**here, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
        finally:
            running.terminate()
