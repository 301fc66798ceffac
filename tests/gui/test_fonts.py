"""What of the fonts stays loaded."""

from __future__ import annotations

import subprocess
import sys

WEIGHTS = (400, 500, 600)
PROBE = f"""
from PySide6.QtCore import QCoreApplication, QEvent
from keystep.gui import app, fonts, icons
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.prose import Prose

WORDS = "<p>Set <code>pressure</code> <em>before</em> <b>every</b> shift &#10003;</p>"

def open_files():
    with open("/proc/self/maps") as maps:
        return sum("Inter[" in line for line in maps)

application, look = app.create([])
for weight in {WEIGHTS}:
    fonts.sized(15, weight)
icons.pixmap("today", 24)
icons.outlines(dict(sun="sun-fill"))
text = Prose(WORDS, None)
text.show()
text.grab()
text.deleteLater()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
for px in range(10, 70):
    for weight in {WEIGHTS}:
        fonts.sized(px, weight)
print(open_files())
"""


def test_a_font_file_is_open_once_for_each_weight() -> None:
    probe = [sys.executable, "-c", PROBE]
    done = subprocess.run(probe, capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(WEIGHTS)
