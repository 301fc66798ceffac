"""``.kpack`` files: the same bytes every time, and nothing that a hostile one can do."""

from __future__ import annotations

import hashlib
import io
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from keystep.content.archive import build_pack, install_pack
from keystep.content.built import load_built
from keystep.content.loader import read_source
from keystep.errors import PackRefused, SurroundingsError

if TYPE_CHECKING:
    from tests.unit.content.conftest import PackFolder

Tamper = Callable[[zipfile.ZipFile], None]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def named(data: bytes, folder: Path, stem: str = "small-1.2.0") -> Path:
    """``data`` as a pack file whose name tells the truth."""
    kpack = folder / f"{stem}-{hashlib.sha256(data).hexdigest()[:16]}.kpack"
    kpack.write_bytes(data)
    return kpack


def zipped(source: Path, tamper: Tamper) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")  # duplicate names are one of the tricks
        for name, data in tree(source).items():
            archive.writestr(name, data)
        tamper(archive)
    return buffer.getvalue()


def refuse(kpack: Path, packs: Path, schemas: Path, match: str) -> None:
    around = set(packs.parent.rglob("*"))
    with pytest.raises(PackRefused, match=match):
        install_pack(kpack, packs, schemas)
    assert set(packs.parent.rglob("*")) - {packs} == around - {packs}


def test_a_built_pack_installs_and_loads_as_it_was(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path / "out")
    assert kpack.name.startswith("small-1.2.0-")
    assert hashlib.sha256(kpack.read_bytes()).hexdigest().startswith(kpack.stem[-16:])
    installed = install_pack(kpack, tmp_path / "packs", schemas)
    assert installed == tmp_path / "packs" / "small-1.2.0"
    assert load_built(installed) == read_source(sound.path, schemas)
    files = tree(installed)
    del files["pack.json"]
    assert files == tree(sound.path)
    assert list((tmp_path / "packs").iterdir()) == [installed]
    assert list((tmp_path / "out").iterdir()) == [kpack]


def test_the_same_files_give_the_same_bytes(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    first = build_pack(sound.path, schemas, tmp_path / "one")
    for file in sorted(sound.path.rglob("*.md"), reverse=True):
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
    second = build_pack(sound.path, schemas, tmp_path / "two")
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())


def test_a_pack_with_faults_is_not_built(sound: PackFolder, schemas: Path, tmp_path: Path) -> None:
    sound.replace("pack.toml", 'title = "Listening"', "title = 7")
    with pytest.raises(PackRefused, match=r"pack\.toml:12"):
        build_pack(sound.path, schemas, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_is_told(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path)
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SurroundingsError, match="taken"):
        build_pack(sound.path, schemas, tmp_path / "taken")
    with pytest.raises(SurroundingsError, match="taken"):
        install_pack(kpack, tmp_path / "taken", schemas)


def test_installing_again_changes_nothing_and_other_content_is_refused(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path)
    installed = install_pack(kpack, tmp_path / "packs", schemas)
    before = installed.stat()
    assert install_pack(kpack, tmp_path / "packs", schemas) == installed
    assert installed.stat() == before
    sound.replace("lessons/first.md", "minutes: 4", "minutes: 5")
    other = build_pack(sound.path, schemas, tmp_path)
    refuse(other, tmp_path / "packs", schemas, "other content")


def test_a_pack_installed_by_an_older_keystep_still_loads(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    installed = install_pack(build_pack(sound.path, schemas, tmp_path), tmp_path / "p", schemas)
    newer = load_built(installed)
    data = json.loads((installed / "pack.json").read_bytes())
    del data["pack"]["variants"]
    for lesson in data["pack"]["lessons"]:
        del lesson["language"]
        for step in lesson["steps"]:
            for key in ("hotspots", "points", "points_at", "required"):
                del step[key]
    (installed / "pack.json").write_text(json.dumps(data), encoding="utf-8")
    older = load_built(installed)
    assert older.lesson("first").steps == newer.lesson("first").steps
    assert older.language_of(older.lesson("first")) == "en"
    assert (older.quizzes, older.variants) == (newer.quizzes, {})


@pytest.mark.parametrize("damaged", ["pack.json", "media/film.webm"])
def test_a_damaged_pack_is_told_and_can_be_installed_anew(
    damaged: str, sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path)
    installed = install_pack(kpack, tmp_path / "packs", schemas)
    whole = tree(installed)
    (installed / damaged).write_bytes(b"{")
    with pytest.raises(PackRefused, match="Remove that folder"):
        load_built(installed)
    assert install_pack(kpack, tmp_path / "packs", schemas) == installed
    assert tree(installed) == whole
    assert list((tmp_path / "packs").iterdir()) == [installed]


def test_what_a_crash_left_behind_does_not_hinder(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path)
    left = tmp_path / "packs" / ".installing" / "small-1.2.0" / "lessons"
    left.mkdir(parents=True)
    (left / "old.md").write_text("old")
    installed = install_pack(kpack, tmp_path / "packs", schemas)
    assert not (installed / "lessons" / "old.md").exists()
    assert list((tmp_path / "packs").iterdir()) == [installed]


@pytest.mark.fault(47)
def test_a_name_that_does_not_fit_is_refused(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = build_pack(sound.path, schemas, tmp_path)
    data = kpack.read_bytes()
    packs = tmp_path / "packs"
    refuse(kpack.rename(tmp_path / f"small-1.2.0-{'0' * 16}.kpack"), packs, schemas, "its bytes")
    refuse(named(data, tmp_path, "other-1.2.0"), packs, schemas, "holds small 1.2.0")
    refuse(named(data, tmp_path, "small-1.2.1"), packs, schemas, "holds small 1.2.0")
    refuse(named(data, tmp_path, "..-1.2.0"), packs, schemas, "its name is not")
    refuse(tmp_path / f"small-1.2.0-{'1' * 16}.kpack", packs, schemas, "no such file")


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.external_attr = mode << 16
    return info


TRICKS: dict[str, Tamper] = {
    name: lambda archive, name=name: archive.writestr(entry(name), "x")  # type: ignore[misc]
    for name in (
        "../up.svg",
        "media/../../up.svg",
        "/tmp/absolute.svg",
        "C:/drive.svg",
        "C:drive.svg",
        "media\\back.svg",
        "media/CON.svg",
        "media/nul.svg",
        "media/a\u202egvs.svg",
        "media/a\x01.svg",
        "media/trailing.svg.",
        "media/inner/a.svg",
        "media/program.exe",
        "media/FILM.vtt",
        "Pack.toml",
        "pack.json",
        "media/chart.png",
        ".hidden",
        "other/",
    )
} | {
    "link": lambda z: z.writestr(entry("media/link.svg", stat.S_IFLNK | 0o777), "/etc/passwd"),
    "device": lambda z: z.writestr(entry("media/null.svg", stat.S_IFCHR | 0o666), ""),
    "bomb": lambda z: z.writestr("media/b.webm", bytes(1 << 23), zipfile.ZIP_DEFLATED),
    "huge": lambda z: z.writestr("lessons/huge.md", bytes((1 << 20) + 1)),
    "bzip2": lambda z: z.writestr("media/b.svg", "<svg/>", zipfile.ZIP_BZIP2),
    "faults": lambda z: z.writestr("lessons/second.md", "no front matter"),
    "comment": lambda z: setattr(z, "comment", b"a comment hides the end"),
}


@pytest.mark.fault(47)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_pack_with_a_trick_is_refused_whole(
    trick: str, sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = named(zipped(sound.path, TRICKS[trick]), tmp_path)
    refuse(kpack, tmp_path / "packs", schemas, "not unpacked|not taken")


def test_folders_listed_in_a_pack_do_no_harm(
    sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    kpack = named(zipped(sound.path, lambda z: z.mkdir("media")), tmp_path)
    assert install_pack(kpack, tmp_path / "packs", schemas).is_dir()


CENTRAL = b"PK\x01\x02"


@pytest.mark.fault(47)
@pytest.mark.parametrize(("offset", "size"), [(24, 1), (24, 40), (24, 500), (20, 7), (42, 1 << 20)])
def test_sizes_and_places_that_lie_are_refused(
    offset: int, size: int, sound: PackFolder, schemas: Path, tmp_path: Path
) -> None:
    data = bytearray(zipped(sound.path, lambda _: None))
    at = data.index(b"media/chart.png", data.index(CENTRAL)) - 46
    struct.pack_into("<I", data, at + offset, size)
    refuse(named(bytes(data), tmp_path), tmp_path / "packs", schemas, "not unpacked")


@pytest.mark.fault(47)
def test_a_damaged_or_cut_pack_is_refused(sound: PackFolder, schemas: Path, tmp_path: Path) -> None:
    data = zipped(sound.path, lambda _: None)
    for broken in (b"", b"PK", data[:-1], data[: len(data) // 2], data[100:], b"\0" * 500):
        refuse(named(broken, tmp_path), tmp_path / "packs", schemas, "not unpacked")
    flipped = bytearray(data)
    flipped[data.index(b"chartchart")] ^= 1
    refuse(named(bytes(flipped), tmp_path), tmp_path / "packs", schemas, "damaged")


@pytest.mark.fault(44)
def test_a_list_of_entries_beyond_measure_is_refused_unread(schemas: Path, tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFF0, 0, 0)
    refuse(named(b"\0" * 200 + end, tmp_path), tmp_path / "packs", schemas, "too many files")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    small = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    refuse(named(locator + small, tmp_path), tmp_path / "packs", schemas, "does not end")
