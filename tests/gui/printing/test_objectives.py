"""Objectives on paper: one page each, whatever there is to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from keystep.domain.okr import Board
from keystep.errors import NotSaved, UsageError
from keystep.gui import fonts
from keystep.gui.printing.objectives import save_objectives
from tests import sample_board as sample


def printed(board: Board, path: Path) -> list[str]:
    """The words of each page."""
    save_objectives(board, "Hartmann Tableware", path)
    document = QPdfDocument()
    document.load(str(path))
    return [document.getAllText(page).text() for page in range(document.pageCount())]


def test_each_objective_has_a_page_with_all_its_key_results(qtbot: QtBot, tmp_path: Path) -> None:
    board = sample.board()
    pages = printed(board, tmp_path / "it.pdf")
    assert len(pages) == len(board.objectives)
    for page, objective in zip(pages, board.objectives, strict=True):
        assert objective.objective.title in page
        assert all(row.key_result.title in page for row in objective.rows)
        assert "Before/after only" in page
    assert "16.6 to 17.1" in pages[0]
    assert "Stale" in pages[1]
    assert "no forecast" in pages[1]


def test_many_key_results_share_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    board = sample.board()
    first = board.objectives[0]
    crowded = replace(board, objectives=(replace(first, rows=first.rows * 3),))
    (page,) = printed(crowded, tmp_path / "it.pdf")
    assert page.count("Median response time") == 3
    assert page.index("Before/after only") > page.rindex("Callbacks promised and kept")


def test_what_does_not_fit_goes_on_upon_another_page(qtbot: QtBot, tmp_path: Path) -> None:
    board = sample.board()
    first = board.objectives[0]
    crowded = replace(board, objectives=(replace(first, rows=first.rows * 5), first))
    pages = printed(crowded, tmp_path / "it.pdf")
    title = first.rows[0].key_result.title
    assert [page.count(title) for page in pages] == [3, 2, 1]
    for page in pages:
        assert page.index("Before/after only") > page.rindex(title)
        assert page.startswith("Hartmann Tableware")


def test_the_text_size_of_the_screen_is_not_that_of_paper(
    qapp: QApplication, tmp_path: Path
) -> None:
    usual = printed(sample.board(), tmp_path / "usual.pdf")
    fonts.set_text_scale(2.0)
    try:
        assert printed(sample.board(), tmp_path / "large.pdf") == usual
    finally:
        fonts.set_text_scale(1.0)


def test_what_cannot_be_written_is_said_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="could not be written"):
        save_objectives(sample.board(), "Hartmann", tmp_path / "nowhere" / "it.pdf")
    with pytest.raises(UsageError, match="no objectives"):
        save_objectives(replace(sample.board(), objectives=()), "Hartmann", tmp_path / "it.pdf")
    assert list(tmp_path.iterdir()) == []
