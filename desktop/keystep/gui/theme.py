"""The look: one frozen value per theme, and what Qt needs to wear it.

``apply`` puts palette, stylesheet, fonts and text scale on the application. Painted widgets ask
``theme_of()`` while they paint, so they never hold a colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget

from keystep.gui import fonts, motion
from keystep.paths import resources


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour per role, as ``#RRGGBB``; ``scrim`` is ``#AARRGGBB``.

    ``track_edge`` outlines empty tracks and disabled controls: seen in high contrast only.
    """

    name: str
    bg: str
    rail: str
    surface: str
    sunken: str
    line: str
    edge: str
    track: str
    ink: str
    ink2: str
    accent: str
    accent_hover: str
    on_accent: str
    tint: str
    success: str
    success_tint: str
    warning: str
    warning_tint: str
    danger: str
    danger_tint: str
    stale: str
    stale_tint: str
    hilite: str
    scrim: str
    focus: str
    track_edge: str

    def color(self, role: str) -> QColor:
        """The role's colour; raises AttributeError for a role that does not exist."""
        return QColor(getattr(self, role))

    def roles(self) -> dict[str, str]:
        """Role name to colour, as a stylesheet writes it."""
        every = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in every.items() if str(value).startswith("#")}


LIGHT = Theme(
    name="light",
    bg="#F5F1E9",
    rail="#ECE6DA",
    surface="#FFFDF9",
    sunken="#F8F5EE",
    line="#DFD8CA",
    edge="#8A8273",
    track="#E6DFD1",
    ink="#23201B",
    ink2="#5A5449",
    accent="#12506B",
    accent_hover="#0C3D53",
    on_accent="#FFFFFF",
    tint="#DEEAEE",
    success="#27683B",
    success_tint="#E1EFE0",
    warning="#854F00",
    warning_tint="#F9EACF",
    danger="#A5281C",
    danger_tint="#F9E2DC",
    stale="#645D51",
    stale_tint="#ECE7DC",
    hilite="#FBE7A9",
    scrim="#8023201B",
    focus="#12506B",
    track_edge="#E6DFD1",
)

DARK = Theme(
    name="dark",
    bg="#1B1A17",
    rail="#151412",
    surface="#262420",
    sunken="#201E1B",
    line="#3D3933",
    edge="#8F8778",
    track="#3A3630",
    ink="#F3EEE4",
    ink2="#BBB3A4",
    accent="#8FC8DE",
    accent_hover="#A9D7E8",
    on_accent="#0B2733",
    tint="#20373F",
    success="#8FCB9A",
    success_tint="#22352A",
    warning="#E8B65F",
    warning_tint="#3A2F1A",
    danger="#F29D8E",
    danger_tint="#442823",
    stale="#B3AB9C",
    stale_tint="#332F2A",
    hilite="#5C4A12",
    scrim="#99000000",
    focus="#8FC8DE",
    track_edge="#3A3630",
)

HIGH_CONTRAST = Theme(
    name="high_contrast",
    bg="#000000",
    rail="#000000",
    surface="#000000",
    sunken="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    track="#4D4D4D",
    ink="#FFFFFF",
    ink2="#FFFFFF",
    accent="#FFE45C",
    accent_hover="#FFF2A8",
    on_accent="#000000",
    tint="#2B2600",
    success="#7CF29A",
    success_tint="#00240D",
    warning="#FFC45C",
    warning_tint="#2B1B00",
    danger="#FF9E94",
    danger_tint="#330905",
    stale="#D9D9D9",
    stale_tint="#1F1F1F",
    hilite="#665500",
    scrim="#CC000000",
    focus="#FFE45C",
    track_edge="#FFFFFF",
)

THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}

_PALETTE = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "ink2",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}


class _Values(Mapping[str, str]):
    """What the stylesheet may name: every role, and ``px<n>`` for n pixels at the text scale."""

    def __init__(self, theme: Theme, scale: float) -> None:
        self._roles = theme.roles()
        self._scale = scale

    def __getitem__(self, key: str) -> str:
        if key.startswith("px"):
            return f"{round(int(key[2:]) * self._scale)}px"
        return self._roles[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._roles)

    def __len__(self) -> int:
        return len(self._roles)


def stylesheet(theme: Theme, text_scale: float = 1.0) -> str:
    """The stylesheet in this theme's colours, its ``px`` sizes multiplied by ``text_scale``."""
    sheets = [resources() / "qss" / f"{name}.qss" for name in ("keystep", "kiosk")]
    source = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    rules = Template(source).substitute(_Values(theme, text_scale))
    text_colours = (
        f'QLabel[colour="{role}"] {{ color: {value}; }}' for role, value in theme.roles().items()
    )
    return "\n".join((rules, *text_colours))


def palette(theme: Theme) -> QPalette:
    """The theme as Qt's own parts see it."""
    look = QPalette()
    for qt_role, role in _PALETTE.items():
        look.setColor(qt_role, theme.color(role))
    for qt_role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        look.setColor(QPalette.ColorGroup.Disabled, qt_role, theme.color("ink2"))
    return look


def apply(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole application; may be called again at any time, open windows follow."""
    if app.property("theme") is None:
        app.setStyle("Fusion")
    app.setProperty("theme", theme)
    fonts.set_text_scale(text_scale)
    app.setFont(fonts.font("body"))
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme, text_scale))
    fonts.refit(app.allWidgets())


def theme_of(_widget: QWidget | None = None) -> Theme:
    """The theme that the application wears now; LIGHT before ``apply``."""
    app = QApplication.instance()
    theme = app.property("theme") if app else None
    return theme if isinstance(theme, Theme) else LIGHT


def preferred(app: QApplication, preference: str) -> Theme:
    """A theme by its name in ``THEMES``; any other preference asks the system."""
    if preference in THEMES:
        return THEMES[preference]
    hints = app.styleHints()
    contrast = getattr(motion.accessibility(hints), "contrastPreference", None)
    if contrast is not None and contrast().name == "HighContrast":
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def restyle(widget: QWidget, **looks: object) -> None:
    """Set dynamic properties that the stylesheet selects on, and let them take effect."""
    for name, value in looks.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    fonts.refit((widget,))  # unpolished, it wears the font of when it was polished first
    widget.update()


class Appearance(QObject):
    """Holds the choice of theme, text scale and motion, and follows the system where asked to.

    ``changed`` carries the theme that is worn from now on.
    """

    changed = Signal(object)

    def __init__(
        self,
        app: QApplication,
        preference: str = "system",
        text_scale: float = 1.0,
        *,
        less_motion: bool = False,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._preference = preference
        self._text_scale = text_scale
        self._less_motion = less_motion
        self._follow(app.styleHints())
        self._wear()

    @property
    def preference(self) -> str:
        return self._preference

    @property
    def text_scale(self) -> float:
        return self._text_scale

    @property
    def less_motion(self) -> bool:
        """Whether nothing moves."""
        return self._less_motion or self.system_wants_less

    @property
    def system_wants_less(self) -> bool:
        """Whether the system asks for less motion, whatever was chosen here."""
        return motion.system_wants_less(self._app.styleHints())

    def still(self, less_motion: bool) -> None:
        """True: nothing moves. False: as the system asks."""
        self._less_motion = less_motion
        self._wear()

    def choose(self, preference: str) -> None:
        """``system``, ``light``, ``dark`` or ``high_contrast``."""
        self._preference = preference
        self._wear()

    def scale_text(self, text_scale: float) -> None:
        """1.0 to 4.0, for a kiosk with a large screen; what lies outside is brought inside."""
        self._text_scale = min(max(text_scale, 1.0), 4.0)
        self._wear()

    @Slot()
    def _wear(self) -> None:
        motion.set_reduced(self._app, self.less_motion)
        theme = preferred(self._app, self._preference)
        apply(self._app, theme, self._text_scale)
        self.changed.emit(theme)

    def _follow(self, hints: QStyleHints) -> None:
        """Hear of it when the system asks for something else."""
        hints.colorSchemeChanged.connect(self._wear)
        told = motion.accessibility(hints)
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            if hasattr(told, name):
                getattr(told, name).connect(self._wear)
