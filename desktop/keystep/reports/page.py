"""What every page that we write has in common: escaped, self-contained, dated where it is read."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keystep.reports.dates import date_time, long_date


@dataclass(frozen=True)
class Zone:
    """Where the page is read: ``offset`` minutes east of UTC."""

    offset: int

    def local(self, when: datetime) -> datetime:
        return when + timedelta(minutes=self.offset)

    def say(self, when: datetime) -> str:
        """ "21 Nov, 09:38"."""
        return date_time(self.local(when))

    def moment(self, when: datetime) -> str:
        """ "21 November 2026, 09:38"."""
        local = self.local(when)
        return f"{long_date(local.date())}, {local:%H:%M}"


def csp_hash(text: str) -> str:
    """What a Content Security Policy calls this style or script by."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def environment(folder: Path) -> Environment:
    """Templates in ``folder``: everything is escaped, and nothing may be undefined."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
