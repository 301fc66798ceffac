"""One shim carries every file operation on the share."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import keystep.sync

MODULES = {path.stem: path for path in Path(keystep.sync.__file__).parent.glob("*.py")}
SHIM = {"file_ops", "patience"}
AT_HOME = {"admin_file", "keys", "kiosk_file", "sealed_file"}  # never on a share
DOORS = {"os", "io", "shutil", "tempfile", "glob", "fileinput", "mmap", "subprocess", "sqlite3"}
ON_PATHS = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "touch", "mkdir", "rmdir"),
    *("unlink", "rename", "replace", "symlink_to", "hardlink_to", "chmod", "stat", "lstat"),
    *("exists", "is_file", "is_dir", "is_symlink", "is_mount", "samefile", "readlink", "resolve"),
    *("iterdir", "glob", "rglob", "walk", "owner", "group", "expanduser"),
}


def calls_past_the_shim(source: str) -> Iterator[str]:
    """Imports, and calls on anything but ``ops``, that reach the operating system's files."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name.split(".")[0] in DOORS)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in DOORS:
                yield module
            case ast.Call(func=ast.Name(id="open")):
                yield "open"
            case ast.Call(func=ast.Attribute(value=receiver, attr=name), args=args):
                on_path = name in ON_PATHS and (name != "replace" or len(args) == 1)
                if on_path and ast.unparse(receiver) not in {"ops", "self.ops"}:
                    yield f"{ast.unparse(receiver)}.{name}"


@pytest.mark.parametrize("module", sorted(MODULES.keys() - SHIM - AT_HOME))
def test_nothing_but_the_shim_reaches_files(module: str) -> None:
    assert list(calls_past_the_shim(MODULES[module].read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "past",
    [
        "import os",
        "import os.path",
        "from shutil import copyfile",
        "open('x')",
        "path.open()",
        "path.read_bytes()",
        "(root / name).unlink()",
        "source.replace(target)",
        "self.root.iterdir()",
        "Path(name).exists()",
    ],
)
def test_a_way_past_the_shim_is_noticed(past: str) -> None:
    assert list(calls_past_the_shim(past))


@pytest.mark.parametrize(
    "harmless",
    [
        "self.ops.unlink(path)",
        "ops.replace(a, b)",
        "text.replace('a', 'b')",
        "replace(value, no=1)",
        "moment.replace(microsecond=0)",
        "path.with_name('x')",
    ],
)
def test_what_goes_through_the_shim_is_not(harmless: str) -> None:
    assert list(calls_past_the_shim(harmless)) == []
