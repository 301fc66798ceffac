"""What was typed and not saved, kept while something else is looked at."""

from __future__ import annotations

from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.admin.okrs.row_list import Key


class KeptPanels:
    """Panels of any cycle, by its id and their key; deleted once they are not wanted any more."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, Key], Panel] = {}

    def keep(self, cycle: str, key: Key, panel: Panel) -> None:
        """Keep it if something was typed, else delete it."""
        if panel.dirty:
            self._kept[cycle, key] = panel
        else:
            panel.deleteLater()

    def take(self, cycle: str, key: Key) -> Panel | None:
        """The panel that was kept, which is so no longer."""
        return self._kept.pop((cycle, key), None)

    def unsaved(self, cycle: str) -> set[Key]:
        """What of a cycle waits to be saved."""
        return {key for of, key in self._kept if of == cycle}
