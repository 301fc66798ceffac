"""The on-screen keyboard."""

from keystep.gui.kiosk.keyboard.dock import KeyboardDock

__all__ = ["KeyboardDock"]
