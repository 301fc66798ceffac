from __future__ import annotations

from datetime import UTC, date, datetime

from keystep.reports import dates


def test_dates_are_said_in_english_whatever_the_locale() -> None:
    assert dates.long_date(date(2026, 11, 21)) == "21 November 2026"
    assert dates.short_date(date(2027, 3, 4)) == "4 Mar"
    assert dates.date_time(datetime(2027, 3, 4, 9, 5, tzinfo=UTC)) == "4 Mar, 09:05"
