"""A kiosk's screen: the one that is there, else a virtual one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

SIZE = "1920x1080x24"


@contextmanager
def screen() -> Iterator[Mapping[str, str]]:
    """Environment variables under which the kiosk's window opens; without a screen and without
    Xvfb it is painted into memory alone."""
    here = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    server = shutil.which("Xvfb")
    if "DISPLAY" in here or "QT_QPA_PLATFORM" in here or server is None:
        yield here if "DISPLAY" in here else {"QT_QPA_PLATFORM": "offscreen", **here}
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
