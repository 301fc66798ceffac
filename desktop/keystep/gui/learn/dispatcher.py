"""Which languages speech-dispatcher speaks, asked over its own socket (the protocol is SSIP).

Qt's plug-in waits for the dispatcher without an end, and Python with it: one that hangs would take
the whole program along. So nothing of Qt is made before the dispatcher has answered here.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

PATIENCE = 2.0
"""Seconds for each thing that is asked of it."""
NAME, PORT = "speech-dispatcher", 6560
ASKED = (b"SET self CLIENT_NAME user:keystep:voices", b"LIST SYNTHESIS_VOICES", b"QUIT")
VOICES = "249"


def spoken_languages() -> frozenset[str]:
    """Primary language tags with a voice, in small letters; none where nobody answers in time."""
    try:
        with closing(_connected()) as line:
            return frozenset(_voices(line))
    except (OSError, subprocess.SubprocessError, ValueError):
        return frozenset()


def _connected() -> socket.socket:
    kind, _, place = os.environ.get("SPEECHD_ADDRESS", "").partition(":")
    if kind == "inet_socket":
        host, _, port = place.partition(":")
        return socket.create_connection((host or "localhost", int(port or PORT)), PATIENCE)
    path = Path(place) if place else _own_place()
    if not path.exists() and (program := shutil.which(NAME)):
        subprocess.run([program, "--spawn"], timeout=PATIENCE, capture_output=True, check=False)  # noqa: S603 - it is found by its fixed name
    with ExitStack() as kept:
        line = kept.enter_context(socket.socket(socket.AF_UNIX))
        line.settimeout(PATIENCE)
        line.connect(str(path))
        kept.pop_all()
        return line


def _own_place() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR") or str(Path.home() / ".cache")
    return Path(runtime) / NAME / "speechd.sock"


def _voices(line: socket.socket) -> Iterator[str]:
    """Each voice's row is a name, a language tag and a variant, with tabs between."""
    with line.makefile("rwb") as talk:
        for asked in ASKED:
            talk.write(asked + b"\r\n")
            talk.flush()
            for said in iter(talk.readline, b""):
                row = said.decode("utf-8", "replace").rstrip()
                fields = row[4:].split("\t")
                if row.startswith(f"{VOICES}-") and len(fields) > 1:
                    yield fields[1].partition("-")[0].lower()
                if row[3:4] == " ":
                    break
