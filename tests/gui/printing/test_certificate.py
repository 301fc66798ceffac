"""Certificates on paper, and the line that keeps them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from keystep.domain.certificates import Certificate
from keystep.errors import NotSaved
from keystep.gui.learn.certificate_line import CertificateLine, documents, file_name
from keystep.gui.printing.certificate import save_certificate
from keystep.services.certificates import Held


@pytest.fixture
def held() -> Held:
    stated = Certificate(
        name="Amara Osei",
        organisation="Hartmann Tableware",
        title="First: week/on the floor",
        pack="first-week",
        path="first",
        lessons=11,
        completed=date(2026, 11, 20),
        issued=date(2026, 11, 22),
    )
    return Held(stated=stated, code="AFK3X2QMLD" * 27)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def words(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_certificate_is_one_page_across(qtbot: QtBot, held: Held, tmp_path: Path) -> None:
    path = tmp_path / "it.pdf"
    save_certificate(held, path)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1
    ((width, height),) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", data)
    assert float(width) > float(height)


LONG = {
    "name": "Maximiliane Alexandra Freifrau von Hohenlohe-Schillingsfürst zu Waldenburg",
    "organisation": "Gesellschaft für die Herstellung und den Vertrieb von Tafelgeschirr " * 2,
    "title": "Everything about the safe operation of the glazing line in hall three, " * 2,
}


@pytest.mark.parametrize("stated", [{}, LONG])
def test_everything_stands_on_the_page_and_nothing_on_another(
    qtbot: QtBot, held: Held, tmp_path: Path, stated: dict[str, str]
) -> None:
    path = tmp_path / "it.pdf"
    longest = Held(
        stated=replace(held.stated, **stated), code="AFK3X2QMLD" * (80 if stated else 27)
    )
    save_certificate(longest, path)
    document = QPdfDocument()
    document.load(str(path))
    printed = document.getAllText(0).text()
    proof = printed.index("Issued on")
    above = document.getSelectionAtIndex(0, 0, proof).boundingRectangle()
    below = document.getSelectionAtIndex(0, proof, len(printed) - proof).boundingRectangle()
    assert above.bottom() < below.top()
    assert "".join(longest.stated.name.split()) in "".join(printed[:proof].split())
    assert longest.code in "".join(printed[proof:].split()), "to be copied"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("CON", "Amara Osei"),
        ("aux. power", "nul"),
        ("..", "..."),
        ("../../etc/passwd", "~/.ssh"),
        ("\u202ereversed\n", "\0"),
        ("ใบรับรอง" * 40, "😀" * 80),
    ],
)
def test_every_system_takes_the_name_of_the_file(held: Held, title: str, name: str) -> None:
    stated = replace(held.stated, title=title, name=name)
    made = file_name(Held(stated=stated, code=held.code))
    assert len(made.encode()) < 255
    assert made.count(".") == 1
    assert made.isprintable()
    assert not set(made) & set('<>:"/\\|?*')
    assert made.split(".")[0].strip().upper() not in {"CON", "AUX", "NUL", "PRN"}


def test_of_long_titles_the_name_still_tells_two_apart(held: Held) -> None:
    ana, ben = (
        file_name(Held(stated=replace(held.stated, title="Glazing " * 40, name=name), code=""))
        for name in ("Ana Osei", "Ben Hartmann")
    )
    assert ana != ben


def test_the_line_saves_into_the_documents_and_says_where(qtbot: QtBot, held: Held) -> None:
    line = CertificateLine(held)
    qtbot.addWidget(line)
    assert "22 November 2026" in words(line)
    line.save.click()
    qtbot.waitUntil(lambda: "Saved" in words(line))
    path = documents() / file_name(held)
    assert path.name == "First week on the floor, Amara Osei.pdf"
    assert path.exists()
    assert str(path) in words(line)


def test_a_full_or_forbidden_folder_is_told(qtbot: QtBot, held: Held, tmp_path: Path) -> None:
    (tmp_path / "Documents").write_text("a file where the folder should be")
    line = CertificateLine(held)
    qtbot.addWidget(line)
    line.save.click()
    qtbot.waitUntil(lambda: "Not saved" in words(line))
    (tmp_path / "Documents").unlink()
    line.save.click()
    qtbot.waitUntil((documents() / file_name(held)).exists)


def test_a_folder_that_is_none_is_named(qtbot: QtBot, held: Held, tmp_path: Path) -> None:
    (tmp_path / "Documents").write_text("a file where the folder should be")
    with pytest.raises(NotSaved, match="choose another folder"):
        save_certificate(held, tmp_path / "Documents" / "it.pdf")
