"""Each document has the shape that its JSON Schema demands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from keystep.content.document import Document, Place
from keystep.content.faults import Fault, shown, suggestion
from keystep.content.schemas import Validators
from keystep.content.source import Source
from keystep.content.text import control_fault, control_in

_Told = tuple[Place, str, str]
_Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
}
_SAYINGS = {
    "type": "{name} must be {wanted}, and is {found}.",
    "minimum": "{name} is {found}, which is too low.",
    "maximum": "{name} is {found}, which is too high.",
    "minItems": "{name} has too few entries.",
    "maxItems": "{name} has too many entries.",
    "minProperties": "{name} has too few entries.",
    "maxProperties": "{name} has too many entries.",
    "uniqueItems": "{name} names something twice.",
    "enum": "{shown} is not known as {name}.",
    "oneOf": "These keys do not go together.",
}
_ANY_SAYING = "{shown} does not have the form of {name}."


def shape_faults(source: Source, validators: Validators) -> Iterator[Fault]:
    """Wrong keys, types, lengths and forms."""
    for document in source.everything:
        yield from _control_faults(document, (), document.data)
        validator = validators[document.kind]
        for error in validator.iter_errors(document.data):
            for place, what, mend in _told(error, validator.schema):
                yield document.fault(place, what, mend)


def _told(error: Any, whole: Any) -> Iterator[_Told]:
    """What a validation error says; ``whole`` is the schema in which it arose."""
    place: Place = tuple(error.absolute_path)
    schema: _Schema = error.schema
    match error.validator:
        case "additionalProperties":
            yield from _unknown(place, error.instance, schema["properties"])
        case "unevaluatedProperties":
            known = _of_its_kind(schema, error.instance, whole["$defs"])
            if known is not None:
                yield from _unknown(place, error.instance, {**schema["properties"], **known})
        case "required":
            yield from _missing(place, error, error.validator_value, whole)
        case "dependentRequired":
            for key, needed in error.validator_value.items():
                if key in error.instance:
                    yield from _missing((*place, key), error, needed, whole)
        case _:
            yield place, _what(error, place), f"Write {_wanted(schema)}."


def _unknown(place: Place, given: _Schema, known: _Schema) -> Iterator[_Told]:
    for key in given:
        if key not in known:
            yield (*place, key), f"{shown(key)} is not a known key.", suggestion(key, known)


def _of_its_kind(schema: _Schema, given: object, definitions: _Schema) -> _Schema | None:
    """The keys that a value may have beside those of ``schema``, by the ``if`` that it meets; None
    where it meets none, for its kind itself is at fault."""
    for branch in schema["allOf"]:
        if Draft202012Validator(branch["if"]).is_valid(given):
            return dict(_meant(branch["then"], definitions)["properties"])
    return None


def _missing(place: Place, error: Any, keys: Iterable[str], whole: _Schema) -> Iterator[_Told]:
    properties = error.schema.get("properties", {})
    for key in keys:
        if key not in error.instance:
            wanted = _meant(properties.get(key), whole["$defs"]).get("description")
            yield place, f"{shown(key)} is missing.", f"Add {wanted or shown(key)}."


def _what(error: Any, place: Place) -> str:
    """What is wrong with one value, in words."""
    return _SAYINGS.get(error.validator, _ANY_SAYING).format(
        name=_name(place),
        wanted=_TYPES.get(str(error.validator_value)),
        found=_kind_of(error.instance),
        shown=shown(error.instance),
    )


def _name(place: Place) -> str:
    """The nearest key around a value: “options” for the third option too."""
    return shown(next((key for key in reversed(place) if isinstance(key, str)), "the file"))


def _kind_of(value: object) -> str:
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, list | dict):
        return _TYPES["array" if isinstance(value, list) else "object"]
    return "empty" if value is None else json.dumps(value)


def _wanted(schema: _Schema) -> str:
    return str(schema.get("description") or _TYPES.get(str(schema.get("type")), "another value"))


def _meant(schema: object, definitions: _Schema) -> _Schema:
    """A schema, or what it refers to."""
    if not isinstance(schema, dict):
        return {}
    target: _Schema = definitions.get(str(schema.get("$ref", "")).rpartition("/")[2], schema)
    return target


def _control_faults(document: Document, place: Place, value: object) -> Iterator[Fault]:
    """Invisible characters that came in as escapes."""
    if isinstance(value, str) and (control := control_in(value)):
        yield document.fault(place, *control_fault(control))
    entries: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        entries = iter(value.items())
    elif isinstance(value, list):
        entries = iter(enumerate(value))
    for key, entry in entries:
        yield from _control_faults(document, (*place, key), entry)
