"""Words on the screen: every visible string goes through ``tr``; figures and times are said here.

Latin figures inside right-to-left text are isolated (U+2066 … U+2069), or the bidi algorithm turns
"20 → 17" around.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from unicodedata import bidirectional

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from keystep.domain import units

ARROW = "\N{RIGHTWARDS ARROW}"
_CONTEXT = "keystep"
_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}"
_RELEASE = "\N{POP DIRECTIONAL ISOLATE}"
_FRACTIONS = {0: "", 1: "¼", 2: "½", 3: "¾"}


def mark(text: str) -> str:
    """Name a string for translation where it is data; ``tr`` says it later."""
    return str(QT_TRANSLATE_NOOP(_CONTEXT, text))


def tr(text: str, /, **values: object) -> str:
    """``text`` in the person's language, with ``{name}`` filled from ``values``."""
    said = QCoreApplication.translate(_CONTEXT, text)
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """``one`` for exactly 1, else ``many``; ``{n}`` is the grouped figure."""
    return tr(one if n == 1 else many, n=number(n), **values)


def is_rtl() -> bool:
    """Whether the program is laid out from right to left."""
    return QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def reads_rtl(text: str) -> bool:
    """Whether the first letter with a direction is right-to-left; figures alone are not."""
    strong = (bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)


def isolate(figures: str) -> str:
    """Latin figures as they are in left-to-right text; wrapped in an isolate in right-to-left."""
    return f"{_ISOLATE}{figures}{_RELEASE}" if is_rtl() and figures else figures


def number(value: float, places: int = 0, *, fixed: bool = False) -> str:
    """4812 → "4,812", 17.94 with one place → "17.9", 20.0 with one place → "20", fixed "20.0"."""
    text = f"{value:,.{places}f}"
    if "." in text and not fixed:
        text = text.rstrip("0").rstrip(".")
    text = text.removeprefix("-") if not text.strip("-0.,") else text
    return text.replace("-", "\N{MINUS SIGN}")


def with_unit(value: float, unit: str, places: int = 1) -> str:
    """A figure and its unit: "17 min"."""
    return units.with_unit(number(value, places), unit)


def percent(share: float, places: int = 0) -> str:
    """0.7 → "70 %" ."""
    return with_unit(share * 100, "%", places)


def change(before: float, after: float, unit: str = "", places: int = 1) -> str:
    """20 and 17 → "20 → 17 min", kept in that order in right-to-left text."""
    return isolate(f"{number(before, places)} {ARROW} {with_unit(after, unit, places)}")


def between(low: float, high: float, places: int = 1) -> str:
    """An interval in words: "16.6 to 17.4"."""
    return tr(
        "{low} to {high}",
        low=number(low, places, fixed=True),
        high=number(high, places, fixed=True),
    )


def minutes(value: float) -> str:
    """2.5 → "2½ min": quarters of a minute, never less than ¼ unless it is nothing."""
    quarters = max(round(value * 4), 1 if value > 0 else 0)
    if quarters >= 40:
        quarters = round(quarters / 4) * 4
    whole, rest = divmod(quarters, 4)
    figure = f"{whole or ''}{_FRACTIONS[rest]}" or "0"
    return tr("{n} min", n=isolate(figure))


def clock(when: datetime) -> str:
    """Hours and minutes: "14:05"."""
    return isolate(f"{when:%H:%M}")


def weekday_time(when: datetime) -> str:
    """ "Tue 14:05"."""
    day = QLocale().dayName(when.isoweekday(), QLocale.FormatType.ShortFormat)
    return tr("{day} {time}", day=day, time=clock(when))


def day_month(when: datetime) -> str:
    """ "20 Feb"."""
    month = QLocale().monthName(when.month, QLocale.FormatType.ShortFormat)
    return tr("{day} {month}", day=isolate(str(when.day)), month=month)


def long_date(when: datetime) -> str:
    """ "Thursday 4 March"."""
    day = QLocale().dayName(when.isoweekday(), QLocale.FormatType.LongFormat)
    month = QLocale().monthName(when.month, QLocale.FormatType.LongFormat)
    return tr("{weekday} {day} {month}", weekday=day, day=isolate(str(when.day)), month=month)


def full_date(day: date) -> str:
    """ "4 March 2026", for paper that is kept."""
    month = QLocale().monthName(day.month, QLocale.FormatType.LongFormat)
    return tr(
        "{day} {month} {year}",
        day=isolate(str(day.day)),
        month=month,
        year=isolate(str(day.year)),
    )


def month_year(day: date) -> str:
    """ "March 2026"."""
    month = QLocale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
    return tr("{month} {year}", month=month, year=isolate(str(day.year)))


def ago(when: datetime, now: datetime) -> str:
    """ "just now", "5 minutes ago", "2 hours ago"; from a day on "Tue 14:05", from a week "20 Feb".

    Both are local times.
    """
    past = now - when
    if past < timedelta(minutes=1):
        return tr("just now")
    if past < timedelta(hours=1):
        return trn("1 minute ago", "{n} minutes ago", past // timedelta(minutes=1))
    if past < timedelta(days=1):
        return trn("1 hour ago", "{n} hours ago", past // timedelta(hours=1))
    return lately(when, now)


def lately(when: datetime, now: datetime) -> str:
    """ "Tue 14:05", from a week on "20 Feb". Both are local times."""
    return weekday_time(when) if now - when < timedelta(days=7) else day_month(when)


def speak(app: QApplication, language: str, translations: Path) -> None:
    """Speak ``language`` (a BCP 47 tag): ``keystep_<language>.qm`` of ``translations``, if there.

    The default locale and the layout direction follow the language, not the system.
    """
    locale = QLocale(language)
    QLocale.setDefault(locale)
    translator = QTranslator(app)
    if translator.load(locale, "keystep", "_", str(translations)):
        app.installTranslator(translator)
    app.setLayoutDirection(locale.textDirection())
