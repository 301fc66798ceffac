"""Every refusal says what happened, where, and what to do, in words that an administrator has."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import keystep
from keystep import errors
from keystep.domain.bundles import Reason
from keystep.gui.admin.inbox.reasons import PLAIN

PACKAGE = Path(keystep.__file__).parent
TREE = {
    name
    for name, one in vars(errors).items()
    if inspect.isclass(one) and issubclass(one, errors.KeystepError)
}
VERBS = (
    "Allow|Approve|Ask|Change|Check|Choose|Close|Compare|Connect|Copy|Delete|Export|Find|Flatten|Give|"
    "Go|Have|Install|Leave|Let|List|Load|Look|Make|Mend|Move|Name|Open|Publish|Put|Reinstate|Remove|"
    "Restore|Save|Say|Search|See|Show|Sign|Split|Start|Synchronise|Take|Tell|Trust|Try|Type|Undo|"
    "Update|Use|Wait|Write"
)
TO_DO = re.compile(rf"(?:^|[.;:,\n] |, then |or |and )(?:{VERBS})\b", re.IGNORECASE)
NAMED = re.compile(r"“keystep [a-z]+”|keystep [a-z]+")
TELLS = {"mend", "first", "install", "why", "faults"}
"""What is put in for these says what to do by itself."""
THINGS = re.compile(
    r"\b(?:file|folder|name|station|organisation|key|keys|passphrases?|recovery|database|settings|"
    r"objectives|OKRs|bundle|content|certificate|invitation|forgotten|seal|office|log|answer|work|"
    r"roll-out|PIN|badge|pictures?)\b",
    re.IGNORECASE,
)
JARGON = re.compile(
    r"\b(?:traceback|errno|exception|NoneType|null|None|payload|canonical|JSON|schema|parse[rd]?|"
    r"envelope|header|sha\d*|hash|epoch|seq|stack|assert\w*|decod\w+|serial\w+|UUID|boolean|"
    r"invalid|failed|illegal|fatal|abort\w*|oops|sorry|please)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"(?:[.!?]|\{(?:mend|first|install|why|faults|ids)\}|(?:keystep|pip) [^.]*|\{device:\.8\}"
    r"|--help)\Z"
)
LONGEST = 300


class Message(NamedTuple):
    """``given`` are the names of the values; None where nobody can tell from here."""

    where: str
    template: str
    given: frozenset[str] | None


def constants(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that are bound to a text, with each of the texts."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                yield name, text


MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
BOUND = [(path, *found) for path, tree in MODULES.items() for found in constants(tree)]


def templates(path: Path, call: ast.Call) -> tuple[set[str], bool]:
    """The texts that a refusal may have, and whether it can have no other.

    A name that a function was given may stand for any sentence of its module.
    """
    match [argument for argument in call.args if not _is_reason(argument)][:1]:
        case [ast.Constant(value=str(text))]:
            return {text}, True
        case [ast.Name(id=name)]:
            home = _origin(path, name)
            bound = {text for where, called, text in BOUND if (where, called) == (home, name)}
            return bound or _sentences(path), bool(bound)
        case [ast.Attribute(attr=attribute)] if attribute.startswith("_"):
            return _sentences(path), False
        case _:
            return set(), False


def _origin(path: Path, name: str) -> Path:
    """The module that ``name`` comes from."""
    for node in ast.walk(MODULES[path]):
        if isinstance(node, ast.ImportFrom) and name in [alias.name for alias in node.names]:
            return PACKAGE.parent / f"{str(node.module).replace('.', '/')}.py"
    return path


def _is_reason(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Attribute) and not argument.attr.startswith("_")


def _sentences(path: Path) -> set[str]:
    nodes = (node.value for node in ast.walk(MODULES[path]) if isinstance(node, ast.Constant))
    texts = {text for text in nodes if isinstance(text, str)}
    return {text for text in texts if "{" in text and ". " in text and "\n" not in text}


def messages() -> Iterator[Message]:
    for path, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id not in TREE:
                    continue
                names = [keyword.arg for keyword in node.keywords]
                found, certain = templates(path, node)
                given = frozenset(map(str, names)) if certain and None not in names else None
                for template in sorted(found):
                    yield Message(f"{path.relative_to(PACKAGE)}:{node.lineno}", template, given)


MESSAGES = tuple(messages())


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_refusals_are_found_wherever_they_are_made() -> None:
    assert len(MESSAGES) > 130
    places = {message.where.split("/")[0] for message in MESSAGES}
    assert {"aggregate", "cli", "content", "domain", "services", "storage", "sync"} <= places
    told = {message.template for message in MESSAGES}
    assert any(text.startswith("Not saved: the disk that holds") for text in told)
    assert any("is not one of the stations that wait" in text for text in told)
    assert any("Another Keystep" in text or "open already" in text for text in told)


def test_each_says_what_where_and_what_to_do() -> None:
    assert not [one for one in MESSAGES if not _says_where(one.template)]
    assert not [one for one in MESSAGES if not _says_what_to_do(one.template)]


def _says_where(template: str) -> bool:
    return bool(fields(template) or THINGS.search(template))


def _says_what_to_do(template: str) -> bool:
    """In a clause of its own, behind what happened."""
    clauses = re.split(r"(?<=[.:;]) |, and |\n", template)
    tells = bool(fields(template) & TELLS)
    return tells or (len(clauses) > 1 and bool(TO_DO.search(template) or NAMED.search(template)))


def test_each_is_written_for_people() -> None:
    for where, template, _ in MESSAGES:
        plain = re.sub(r"\{[^{}]*\}|--\w+", "…", template)
        assert not JARGON.search(plain), where
        assert ENDS.search(template), where
        assert plain[0] in "“…" or plain[0].isupper(), where
        assert len(template) <= LONGEST, where


def test_each_can_be_told_with_what_it_is_given() -> None:
    for where, template, given in MESSAGES:
        names = fields(template)
        assert given is None or names <= given, where
        told = str(errors.KeystepError(template, **dict.fromkeys(names, "0123456789abcdef")))
        assert "{" not in told, where


def test_every_reason_has_plain_words() -> None:
    assert set(PLAIN) == set(Reason)
    for what, then in PLAIN.values():
        assert what.endswith(".")
        assert what[0].isupper()
        assert not JARGON.search(what + then)
        assert len(what) + len(then) <= LONGEST
