"""Parsers of what authors and offices write: the files of a pack, figures, invitations."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from math import isfinite
from pathlib import Path

import msgspec
from msgspec.structs import replace

from keystep import paths
from keystep.aggregate.kpi.columns import guessed
from keystep.aggregate.kpi.files import read_sheet
from keystep.aggregate.kpi.rows import read_rows
from keystep.content.captions import read_captions
from keystep.content.checks.assessments import form_faults
from keystep.content.checks.items import item_faults
from keystep.content.checks.lessons import lesson_faults
from keystep.content.checks.markup import markup_faults
from keystep.content.checks.pools import pool_faults
from keystep.content.checks.references import duplicate_faults, reference_faults
from keystep.content.checks.scenarios import scenario_faults
from keystep.content.checks.shape import shape_faults
from keystep.content.checks.variants import variant_faults
from keystep.content.csv_deck import read_csv_deck
from keystep.content.document import Document, Reading
from keystep.content.faults import Fault
from keystep.content.lessons import read_lesson
from keystep.content.loader import compile_source
from keystep.content.names import kind_of
from keystep.content.renderer import Prose, blocks
from keystep.content.schemas import load_validators
from keystep.content.source import open_source
from keystep.content.svg import svg_problem
from keystep.content.text import read_text
from keystep.content.toml import read_toml
from keystep.content.yaml import read_yaml
from keystep.domain.okr import Cycle
from keystep.domain.toml import parse_toml
from keystep.errors import KeystepError, KpiFileRefused, PackRefused, UsageError
from keystep.services.okr.files import read_cycle
from keystep.services.okr.table import csv_of
from keystep.sync.kiosk_file import read_kiosk, write_kiosk
from tests.faults.fuzzing import Target
from tests.faults.mutations import text_seed
from tests.figures import LAUNCH, RESPONSE_TIME, cycle_text
from tests.unit.content.conftest import PackFolder, written_pack, written_variants
from tests.unit.content.kinds import written_german, written_kinds
from tests.unit.sync.test_kiosk_file import FILE

SCHEMAS = paths.resources() / "schemas"
ALONE = (item_faults, lesson_faults, scenario_faults, markup_faults)
TOGETHER = (form_faults, pool_faults, duplicate_faults, reference_faults)
ONE_IN = 64
READERS: dict[str, Callable[[str, str], Reading]] = {
    "pack.toml": read_toml,
    "lessons/first.md": read_lesson,
    "lessons/hands-on.md": read_lesson,
    "lessons/hands-on.ar.md": read_lesson,
    "decks/more-answers.csv": read_csv_deck,
}
KPIS = (
    (
        b"kpi,team,date,value,n\nresponse-time,Desk North,2027-03-31,17.9,412\n"
        b'rate,Hall 7,2027-04-30,-3,20\n"first, contact",Hall 7,2027-04-30,+12.50,9\n'
    ),
    b"Date;KPI;Team;N;Value;Note\n2027-03-31;response-time;Hall 7;40;17,9;as counted\n",
)


def spoken_pack(folder: Path) -> PackFolder:
    return written_variants(written_pack(folder))


def every_kind(folder: Path) -> PackFolder:
    return written_german(written_kinds(folder))


def document(
    file: str, written: Callable[[Path], PackFolder] = written_pack
) -> Callable[[Path], Target]:
    """A file of a pack: read and checked with the others there; one in 64 of the sound ones, which
    takes 50 ms each, is compiled as well."""

    def target(folder: Path) -> Target:
        sound = open_source(written(folder).path)
        validators = load_validators(SCHEMAS)
        others = tuple(one for one in sound.documents if one.file != file)

        def attempt(data: bytes) -> None:
            taken, text = _taken(file, data)
            alone = replace(sound, documents=(taken,), faults=())
            _refuse(tuple(shape_faults(alone, validators)), file, text)
            _refuse(tuple(fault for check in ALONE for fault in check(alone)), file, text)
            whole = replace(alone, documents=(*others, taken))
            _refuse(tuple(fault for check in TOGETHER for fault in check(whole)), file, text)
            if zlib.crc32(data) % ONE_IN == 0:
                assert compile_source(whole, SCHEMAS).version

        return Target([text_seed((sound.folder / file).read_bytes())], attempt, PackRefused)

    return target


def variant(
    own: str, tag: str, written: Callable[[Path], PackFolder] = spoken_pack
) -> Callable[[Path], Target]:
    """What a file says in another language: held against the author's ``own``, and compiled as
    :func:`document` does."""

    def target(folder: Path) -> Target:
        sound = open_source(written(folder).path)
        validators = load_validators(SCHEMAS)
        file = sound.variants[tag][own].file

        def attempt(data: bytes) -> None:
            taken, text = _taken(file, data)
            alone = replace(sound, documents=(), variants={tag: {own: taken}}, faults=())
            _refuse(tuple(shape_faults(alone, validators)), file, text)
            whole = replace(alone, documents=sound.documents)
            _refuse(tuple(variant_faults(whole)), file, text)
            if zlib.crc32(data) % ONE_IN == 0:
                assert compile_source(whole, SCHEMAS).variants[tag].version

        return Target([text_seed((sound.folder / file).read_bytes())], attempt, PackRefused)

    return target


def prose(folder: Path) -> Target:
    """The Markdown of one step, as the player shows it."""

    def attempt(data: bytes) -> None:
        shown = [b.html for b in blocks(_text("a.md", data)) if isinstance(b, Prose)]
        assert not any(map(HOSTILE.search, shown))

    lesson = written_pack(folder).read("lessons/first.md")
    steps = [step.encode() for step in lesson.split("## ")[1:]]
    return Target([text_seed(b"## " + step) for step in [*steps, *PROSE]], attempt, PackRefused)


HOSTILE = re.compile(
    r"<(?:script|iframe|style)|<[^<>]*\s(?:on\w+|style)=|<img[^<>]*src=\"[^\"]*[/:]"
)
PROSE = (
    b"A\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nText[^1] **bold** `x < 1`\n\n[^1]: A note.\n",
    b'B\n\n!!! danger "Hands *off*"\n    Some\n\n    - a\n        1. b\n\nWord\n:   Meaning\n',
    b'C\n\n<div markdown="1">\n*a* ![b](chart.png){: .x }\n</div>\n\n> > [c](https://d.e "f")\n',
)


def captions(folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        cues = read_captions(_text("a.vtt", data))
        assert all(0 <= cue.start_ms < cue.end_ms and cue.text.strip() for cue in cues)
        assert [cue.start_ms for cue in cues] == sorted(cue.start_ms for cue in cues)

    seeds = [written_pack(folder).read("media/film.vtt").encode(), CUES]
    return Target([text_seed(seed) for seed in seeds], attempt, PackRefused)


CUES = b"WEBVTT - a\n\nNOTE b\n\n1\n01:00:00.000 --> 01:00:01.500 align:start\n- <i>c</i> &lt;\nd\n"


def picture(folder: Path) -> Target:
    def attempt(data: bytes) -> None:
        if problem := svg_problem(data):
            raise PackRefused("{line} {what} {mend}", **dict(zip(_PROBLEM, problem, strict=True)))

    drawn = paths.lessons() / "answering-customers" / "media" / "three.svg"
    seeds = [written_pack(folder).read("media/drawing.svg").encode(), drawn.read_bytes()]
    return Target([text_seed(seed) for seed in seeds], attempt, PackRefused)


_PROBLEM = ("line", "what", "mend")


def in_file(
    name: str, read: Callable[[Path], object], refusal: type[KeystepError], *seeds: bytes
) -> Callable[[Path], Target]:
    """What the office is given as a file of its own."""

    def target(folder: Path) -> Target:
        path = folder / name

        def attempt(data: bytes) -> None:
            path.write_bytes(data)
            read(path)

        return Target([text_seed(seed) for seed in seeds], attempt, refusal)

    return target


def read_kpis(path: Path) -> None:
    """What is taken of a KPI file can be kept and shown."""
    sheet, _ = read_sheet(path)
    read = read_rows(sheet, guessed(sheet.head))
    assert all(isfinite(row.value) and row.n > 0 for row in read.rows)
    assert all(f"{row.kpi}{row.team}{row.unit}".isprintable() for row in read.rows)
    assert all(str(fault).replace("\t", " ").isprintable() for fault in read.faults)


kpis = in_file("kpis.csv", read_kpis, KpiFileRefused, *KPIS)
CYCLE = cycle_text(RESPONSE_TIME, LAUNCH).encode()
_CYCLE = msgspec.convert(parse_toml(CYCLE.decode()), Cycle)
okrs = in_file("okrs.toml", read_cycle, KpiFileRefused, CYCLE)
okr_tables = in_file("okrs.csv", read_cycle, KpiFileRefused, csv_of(_CYCLE).encode())
okr_documents = in_file("okrs.json", read_cycle, KpiFileRefused, msgspec.json.encode(_CYCLE))
kiosk = in_file("keystep-kiosk.toml", read_kiosk, UsageError, write_kiosk(FILE).encode())


def _text(file: str, data: bytes) -> str:
    text = read_text(file, data)
    if isinstance(text, Fault):
        _refuse((text,), file)
    return str(text)


def _taken(file: str, data: bytes) -> tuple[Document, str]:
    text = _text(file, data)
    reading = _reading(file, text)
    _refuse(reading.faults, file, text)
    assert reading.document is not None
    return reading.document, text


def _reading(file: str, text: str) -> Reading:
    if read := READERS.get(file):
        return read(file, text)
    kind, values = kind_of(file), read_yaml(file, text)
    if kind is None or values.data is None:
        return Reading(None, values.faults)
    return Reading(Document(file, kind, values.data, values.lines), values.faults)


def _refuse(faults: tuple[Fault, ...], file: str, text: str = "") -> None:
    """Faults are told on a terminal, and lead to lines that there are."""
    last = text.count("\n") + 2
    for fault in faults:
        assert str(fault).isprintable(), fault
        assert fault.what
        assert fault.mend
        assert fault.file != file or not text or 0 <= fault.line <= last
    if faults:
        raise PackRefused("{fault}", fault=faults[0])
