"""Which layout a window of some size wears, and what grows with its words."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from PySide6.QtWidgets import QSizePolicy, QWidget


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths, paddings and margins in pixels. ``side`` 0: side cards follow below, one column.

    ``times`` is how much larger they are than drawn. ``seated``: whoever learns sits, and touches
    the lower half of the screen; ``left_handed``: with the left hand.
    """

    name: str
    rail: int
    margin: int
    admin_margin: int
    card_padding: int
    main_padding: int
    tile_height: int
    side: int
    admin_side: int
    player_side: int
    main_limit: int
    times: float = 1.0
    seated: bool = False
    left_handed: bool = False

    @property
    def compact_rail(self) -> bool:
        return not self.roomy

    @property
    def roomy(self) -> bool:
        """Whether there is room between things as drawn."""
        return self.name in {"wide", "normal"}

    @property
    def low(self) -> bool:
        """Whether each line counts."""
        return self.name == "compact"

    @property
    def one_column(self) -> bool:
        return self.side == 0

    def enlarged(self, times: float) -> Layout:
        """For a screen on which all is drawn so many times as large."""
        lengths = {one.name for one in fields(self)} - {"name", "times", "seated", "left_handed"}
        larger = {length: round(getattr(self, length) * times) for length in lengths}
        return replace(self, **larger, times=times)


WIDE = Layout("wide", 240, 40, 32, 24, 32, 92, 400, 400, 280, 760)
NORMAL = Layout("normal", 208, 40, 32, 24, 32, 92, 352, 340, 280, 0)
COMPACT = Layout("compact", 80, 24, 24, 20, 20, 72, 288, 288, 280, 0)
NARROW = Layout("narrow", 80, 24, 24, 20, 20, 92, 0, 0, 0, 0)


def layout_class(width: int, height: int, text_scale: float = 1.0) -> Layout:
    """The layout of a window of ``width`` by ``height`` pixels. ``main_limit`` 0 is no limit."""
    if width < 1000 or text_scale >= 1.5:
        return NARROW
    if width < 1200 or height < 680:
        return COMPACT
    return NORMAL if width < 1600 else WIDE


def grow_down(widget: QWidget, across: QSizePolicy.Policy = QSizePolicy.Policy.Expanding) -> None:
    """Have a widget be as wide as it may, and as high as it then must."""
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
