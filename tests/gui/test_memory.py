"""What a window gives back to the machine."""

from __future__ import annotations

import subprocess
import sys

PICTURES, MIB = 32, 1 << 20
PROBE = f"""
import os, sys
from PySide6.QtGui import QImage
from keystep.gui import app

def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def picture(width):
    made = QImage(width, 512, QImage.Format.Format_RGB32)
    made.fill(0)
    return made

app.create([])
picture(4096)
before, kept, pictures = resident(), [], []
for _ in range({PICTURES}):
    pictures.append(picture(512))
    kept.append(bytearray(5_000))
pictures.clear()
print(resident() - before)
"""


def test_pictures_leave_no_room_behind_between_what_stays() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert int(done.stdout) < PICTURES * MIB / 4
