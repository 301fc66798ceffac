"""The faces, drawn with Qt.

PySide6 hooks each import to look for ``__feature__``, which nothing here uses, and for that reads
the source of every module. It is kept: 26 MiB, and time at each start. The hook is taken off.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - it puts the hook there

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
