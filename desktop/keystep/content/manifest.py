"""The manifest's own words in another language."""

from __future__ import annotations

from typing import Any

TABLES = ("skills", "key_results", "paths", "assessments")
"""What has titles in the manifest, by ids."""


def in_language(manifest: dict[str, Any], tag: str) -> dict[str, Any]:
    """The manifest with the titles that it has in ``tag``, which leads its languages then."""
    words = manifest.get("variants", {}).get(tag, {})
    rows = {table: manifest.get(table, ()) for table in TABLES}
    titled = {table: _titled(rows[table], words.get(table, {})) for table in TABLES}
    others = [language for language in manifest["languages"] if language != tag]
    title = words.get("title", manifest["title"])
    return {**manifest, **titled, "title": title, "languages": [tag, *others]}


def _titled(rows: Any, titles: dict[str, str]) -> list[dict[str, Any]]:
    return [{**row, "title": titles.get(row["id"], row["title"])} for row in rows]
