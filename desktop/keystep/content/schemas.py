"""The JSON Schemas of a pack's documents (``<kind>.schema.json`` in one folder)."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from keystep.content.names import Kind

Validators = dict[Kind, Draft202012Validator]


def load_validators(schemas: Path) -> Validators:
    """One validator for each kind of document, from the folder ``schemas``."""
    return {kind: _validator(schemas / f"{kind}.schema.json") for kind in Kind}


def _validator(file: Path) -> Draft202012Validator:
    schema = json.loads(file.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(("date",)))
