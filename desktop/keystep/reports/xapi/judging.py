"""Whether a value is an xAPI 1.0.3 statement, as a conforming record store judges it.

Experience API, Part Two: Data, version 1.0.3, sections 2.2 to 2.4 and 4.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from keystep.reports.xapi import formats
from keystep.reports.xapi.checks import (
    Check,
    Fault,
    Faults,
    between,
    boolean,
    listed,
    number,
    one_of,
    record,
    text,
    whole,
)

KINDS_OF_INTERACTION = (
    *("true-false", "choice", "fill-in", "long-fill-in", "matching"),
    *("performance", "sequencing", "likert", "numeric", "other"),
)
COMPONENTS = ("choices", "scale", "source", "target", "steps")
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
VOIDED = "http://adlnet.gov/expapi/verbs/voided"


def judge(statement: Any) -> tuple[Fault, ...]:
    """Everything that is wrong with a decoded statement; empty when nothing is."""
    return tuple(_statement(statement, ""))


def _kind_of(value: Any) -> Any:
    return value.get("objectType", "Activity") if isinstance(value, dict) else None


def _identified(fewest: int, value: dict[str, Any], path: str) -> Faults:
    given = [name for name in IDENTIFIERS if name in value]
    if not fewest <= len(given) <= 1:
        yield Fault(path, f"has not one of {', '.join(IDENTIFIERS)} but {len(given)}")


def _membered(value: dict[str, Any], path: str) -> Faults:
    if "member" not in value and not any(name in value for name in IDENTIFIERS):
        yield Fault(path, "is an anonymous group and lacks member")


_account = record({"homePage": formats.iri, "name": text}, ("homePage", "name"))
_identity: dict[str, Check] = {
    "name": text,
    "mbox": formats.mbox,
    "mbox_sha1sum": formats.sha1,
    "openid": formats.iri,
    "account": _account,
}
_agent = record({"objectType": one_of("Agent"), **_identity}, (), partial(_identified, 1))
_group = record(
    {"objectType": one_of("Group"), **_identity, "member": listed(_agent)},
    ("objectType",),
    partial(_identified, 0),
    _membered,
)


def _actor(value: Any, path: str) -> Faults:
    """An agent or a group."""
    group = isinstance(value, dict) and value.get("objectType") == "Group"
    return (_group if group else _agent)(value, path)


def _authority(value: Any, path: str) -> Faults:
    """An agent, or, for OAuth, an anonymous group of two."""
    yield from _actor(value, path)
    if isinstance(value, dict) and value.get("objectType") == "Group":
        named = any(name in value for name in IDENTIFIERS)
        members = value.get("member")
        if named or not isinstance(members, list) or len(members) != 2:
            yield Fault(path, "is a group, but not an anonymous one of two")


_verb = record({"id": formats.iri, "display": formats.language_map}, ("id",))
_component = record({"id": text, "description": formats.language_map}, ("id",))


def _components(value: Any, path: str) -> Faults:
    yield from listed(_component)(value, path)
    if isinstance(value, list):
        ids = [str(one.get("id")) for one in value if isinstance(one, dict)]
        if len(ids) != len(set(ids)):
            yield Fault(path, "has an id twice")


def _interacting(value: dict[str, Any], path: str) -> Faults:
    asks = [name for name in ("correctResponsesPattern", *COMPONENTS) if name in value]
    if asks and "interactionType" not in value:
        yield Fault(path, f"has {asks[0]} and lacks interactionType")


_definition = record(
    {
        "name": formats.language_map,
        "description": formats.language_map,
        "type": formats.iri,
        "moreInfo": formats.iri,
        "extensions": formats.extensions,
        "interactionType": one_of(*KINDS_OF_INTERACTION),
        "correctResponsesPattern": listed(text),
        **dict.fromkeys(COMPONENTS, _components),
    },
    (),
    _interacting,
)
_activity = record(
    {"objectType": one_of("Activity"), "id": formats.iri, "definition": _definition}, ("id",)
)
_reference = record(
    {"objectType": one_of("StatementRef"), "id": formats.uuid}, ("objectType", "id")
)


def _ordered(value: dict[str, Any], path: str) -> Faults:
    low, raw, high = (value.get(name) for name in ("min", "raw", "max"))
    if any(isinstance(one, bool | str | list | dict) for one in (low, raw, high)):
        return
    if low is not None and high is not None and not low < high:
        yield Fault(path, "has a min that is not below max")
    if raw is not None and not (low is None or low <= raw):
        yield Fault(path, "has a raw score below min")
    if raw is not None and not (high is None or raw <= high):
        yield Fault(path, "has a raw score above max")


_score = record(
    {"scaled": between(-1, 1), "raw": number, "min": number, "max": number}, (), _ordered
)
_result = record(
    {
        "score": _score,
        "success": boolean,
        "completion": boolean,
        "response": text,
        "duration": formats.duration,
        "extensions": formats.extensions,
    }
)


def _one_or_many(value: Any, path: str) -> Faults:
    return (listed(_activity) if isinstance(value, list) else _activity)(value, path)


_context = record(
    {
        "registration": formats.uuid,
        "instructor": _actor,
        "team": _group,
        "contextActivities": record(
            dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_many)
        ),
        "revision": text,
        "platform": text,
        "language": formats.language,
        "statement": _reference,
        "extensions": formats.extensions,
    }
)
_attachment = record(
    {
        "usageType": formats.iri,
        "display": formats.language_map,
        "description": formats.language_map,
        "contentType": formats.media_type,
        "length": whole,
        "sha2": formats.sha2,
        "fileUrl": formats.iri,
    },
    ("usageType", "display", "contentType", "length", "sha2"),
)


def _about_activities(value: dict[str, Any], path: str) -> Faults:
    """Revision and platform belong to activities only."""
    context = value.get("context")
    if isinstance(context, dict) and _kind_of(value.get("object")) != "Activity":
        for name in ("revision", "platform"):
            if name in context:
                yield Fault(f"{path}.context.{name}".lstrip("."), "is for activities only")


def _voiding(value: dict[str, Any], path: str) -> Faults:
    verb = value.get("verb")
    voids = isinstance(verb, dict) and verb.get("id") == VOIDED
    if voids and _kind_of(value.get("object")) != "StatementRef":
        yield Fault(f"{path}.object".lstrip("."), "of a voiding statement is no StatementRef")


def _object(value: Any, path: str) -> Faults:
    check = _OBJECTS.get(kind) if isinstance(kind := _kind_of(value), str | None) else None
    if check is None:
        yield Fault(path, "is none of Activity, Agent, Group, StatementRef, SubStatement")
    else:
        yield from check(value, path)


def _object_within(value: Any, path: str) -> Faults:
    if _kind_of(value) == "SubStatement":
        yield Fault(path, "is a SubStatement within a SubStatement")
    else:
        yield from _object(value, path)


_said: dict[str, Check] = {
    "actor": _actor,
    "verb": _verb,
    "object": _object,
    "result": _result,
    "context": _context,
    "timestamp": formats.timestamp,
    "attachments": listed(_attachment),
}
_NEEDED = ("actor", "verb", "object")
_substatement = record(
    {**_said, "objectType": one_of("SubStatement"), "object": _object_within},
    (*_NEEDED, "objectType"),
    _about_activities,
    _voiding,
)
_statement = record(
    {
        **_said,
        "id": formats.uuid,
        "stored": formats.timestamp,
        "authority": _authority,
        "version": formats.version,
    },
    _NEEDED,
    _about_activities,
    _voiding,
)
_OBJECTS: dict[str | None, Check] = {
    None: _activity,
    "Activity": _activity,
    "Agent": _agent,
    "Group": _group,
    "StatementRef": _reference,
    "SubStatement": _substatement,
}
