from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from keystep.domain import wording
from keystep.domain.okr import Board
from keystep.paths import resources
from keystep.reports.behind import Behind, LessonLine, TeamLine
from keystep.reports.html import render_report
from keystep.reports.page import csp_hash
from tests import sample_board as sample


class Reader(HTMLParser):
    """Text, tags and attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def read(board: Board, organisation: str = "Hartmann Tableware") -> tuple[str, Reader]:
    page = render_report(board, organisation, sample.NOW, resources(), offset=60)
    reader = Reader()
    reader.feed(page)
    return page, reader


def test_every_figure_of_the_board_is_in_the_report() -> None:
    board = sample.board()
    _, reader = read(board)
    for row in board.rows:
        standing = wording.standing(row, board)
        told = [row.key_result.title, wording.counted(row), standing.now, standing.target]
        told += [str(wording.STATUS_WORDS[row.status]), str(wording.pace_of(row))]
        told += [str(words) for words in wording.forecast_of(row, board.on)]
        told.append(str(wording.freshness_of(row)))
        for words in filter(None, told):
            assert " ".join(words.split()) in reader.text


def test_the_report_is_honest_about_what_it_cannot_say() -> None:
    _, reader = read(sample.board())
    assert "Before/after only, not attributable to training" in reader.text
    assert "Stale data is never shown as on track." in reader.text


def test_a_stale_figure_is_hatched_and_never_green() -> None:
    page, _ = read(sample.board())
    stale = next(part for part in page.split("<article")[1:] if "Near misses" in part)
    assert '<rect class="stale"' in stale
    assert "on_track" not in stale
    assert "kept" not in stale


@pytest.mark.fault(49)
def test_names_come_out_literally() -> None:
    page, reader = read(sample.board("<img src=x onerror=alert(1)>"), "<script>x</script> & Co")
    assert "<img src=x onerror=alert(1)>" in reader.text
    assert "<script>x</script> & Co" in reader.text
    assert "<b>Support</b>" in reader.text
    assert not {"img", "b"} & {tag for tag, _ in reader.tags}
    assert page.count("<script") == 1


def test_only_its_own_style_and_script_are_allowed_and_nothing_is_loaded() -> None:
    page, reader = read(sample.board())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert style is not None
    assert script is not None
    policies = [a["content"] for _, a in reader.tags if a.get("http-equiv")]
    allowed = f"style-src '{csp_hash(style[1])}'; script-src '{csp_hash(script[1])}'"
    assert policies == [f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"]
    loading = {"src", "srcset", "style", "xlink:href", "action"}
    assert not [tag for tag, attrs in reader.tags if loading & set(attrs)]
    links = [attrs["href"] for _, attrs in reader.tags if "href" in attrs]
    ids = {f"#{attrs['id']}" for _, attrs in reader.tags if "id" in attrs}
    assert len(links) == len(sample.board().rows)
    assert set(links) <= ids
    assert "@import" not in style[1]
    assert set(re.findall(r"url\(([^)]*)\)", style[1])) == {"#hatch"}


def test_the_figures_behind_a_chart_stand_in_a_table() -> None:
    board = sample.board()
    _, reader = read(board)
    rows = sum(tag == "tr" for tag, _ in reader.tags)
    with_points = [row for row in board.rows if row.points]
    behind_charts = sum(len(row.points) + 1 for row in with_points)
    assert rows == behind_charts + len(board.rows) + 1


def test_a_figure_without_an_interval_is_too_few_to_say() -> None:
    page, _ = read(sample.board())
    kept = next(part for part in page.split("<article")[1:] if "No accident" in part)
    assert "too few to say" in kept


@pytest.mark.parametrize(("offset", "time"), [(0, "11:38"), (60, "12:38")])
def test_times_are_those_of_the_office(offset: int, time: str) -> None:
    page = render_report(sample.board(), "H", sample.NOW, resources(), offset=offset)
    assert f"Written by Keystep on 4 Mar, {time}." in page


def test_teams_and_lessons_stand_behind_their_key_result() -> None:
    behind = Behind(
        teams=(TeamLine("<b>North</b>", "9 of 12", "20 → 18", "10 %", "too few to say"),),
        lessons=(LessonLine("Find the need", "9 of 12 finished", "+18 points", "n 41 pairs"),),
        unshown="Not shown singly: Night.",
    )
    page = render_report(
        sample.board(), "H", sample.NOW, resources(), {"response-time": behind}, offset=60
    )
    first, *rest = page.split("<article")[1:]
    reader = Reader()
    reader.feed(first)
    for words in ("<b>North</b> 9 of 12 20 → 18 10 % too few to say", "Not shown singly: Night."):
        assert words in reader.text
    assert "Find the need 9 of 12 finished +18 points n 41 pairs" in reader.text
    assert not any("Teams and lessons" in other for other in rest)
