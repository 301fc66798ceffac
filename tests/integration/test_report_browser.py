"""The report in a real browser: sorted, filtered, followed, printed, and fit for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from keystep.paths import resources
from keystep.reports.behind import Behind, LessonLine, TeamLine
from keystep.reports.html import render_report
from tests import sample_board as sample
from tests.browser import CHROMIUM, NO_CHROMIUM, Page, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
ROWS = "[...document.querySelectorAll('.index tbody tr:not([hidden])')]"
REACHED = 4
BEHIND = Behind(
    teams=(TeamLine("Desk North", "17 of 18", "19.6 → 17.2", "12.2 %", "8.6 to 15.9"),),
    lessons=(LessonLine("Answer in three sentences", "46 of 54", "+18 points", "11 to 25"),),
)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(chromium: Page, tmp_path: Path) -> Page:
    """The report of the sample board, freshly opened."""
    file, board = tmp_path / "report.html", sample.board()
    behind = {row.key_result.id: BEHIND for row in board.rows[:2]}
    text = render_report(board, "Hartmann <Tableware>", sample.NOW, resources(), behind)
    file.write_text(text, encoding="utf-8")
    chromium.complaints.clear()
    chromium.call("Emulation.setEmulatedMedia", media="", features=[])
    chromium.open(file)
    return chromium


def shown(page: Page, what: str) -> list[str]:
    told: list[str] = page.ask(f"{ROWS}.map(row => {what})")
    return told


def test_its_policy_lets_all_of_it_work_and_nothing_complains(page: Page) -> None:
    assert page.ask("document.querySelector('.filters').hidden") is False
    assert (
        page.ask("getComputedStyle(document.querySelector('.key-result')).borderRadius") == "10px"
    )
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(page: Page, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.call("Emulation.setEmulatedMedia", features=features)
    assert page.violations() == []


def test_a_click_on_a_head_sorts_and_another_turns_it_round(page: Page) -> None:
    reached = [row.attainment for row in sample.board().rows if row.attainment is not None]
    head = f".index th:nth-child({REACHED})"
    for way, order in (("ascending", sorted(reached)), ("descending", sorted(reached)[::-1])):
        page.click(f"{head} button")
        keys = shown(page, f"row.cells[{REACHED - 1}].dataset.key")
        assert [float(key) for key in keys if key] == pytest.approx(order)
        assert keys[-1] == "", "what has no figure comes last"
        assert page.ask(f"document.querySelector('{head}').ariaSort") == way


def test_what_is_typed_filters_list_and_details_alike(page: Page) -> None:
    page.write("input[name=find]", "desks RESPONSE")
    assert shown(page, "row.dataset.for") == ["kr-response-time"]
    visible = "[...document.querySelectorAll('.key-result')].filter(e => e.checkVisibility())"
    assert page.ask(f"{visible}.map(e => e.id)") == ["kr-response-time"]
    headings = "[...document.querySelectorAll('.objective')].filter(e => e.checkVisibility())"
    assert page.ask(f"{headings}.length") == 1
    assert page.ask("document.querySelector('[role=status]').textContent") == "1 of 8 key results"


def test_a_status_is_chosen(page: Page) -> None:
    page.ask(
        "(s => { s.value = 'stale'; s.dispatchEvent(new Event('input', {bubbles: true})); })"
        "(document.querySelector('select[name=status]'))"
    )
    assert shown(page, "row.dataset.status") == ["stale"]


def test_a_key_result_leads_to_its_details(page: Page) -> None:
    page.click(".index tbody tr:nth-child(5) a")
    target = sample.board().rows[4].key_result.id
    assert page.ask("location.hash") == f"#kr-{target}"
    assert (
        page.ask("document.querySelector(':target h3').textContent")
        == "Lock-outs right at first audit"
    )


def test_it_prints_on_paper_with_all_that_is_behind(page: Page) -> None:
    page.ask("document.querySelector('details.behind').open = false")
    page.ask("dispatchEvent(new Event('beforeprint'))")
    page.call("Emulation.setEmulatedMedia", media="print")
    assert page.ask("document.querySelector('details.behind').open") is True
    assert page.ask("document.querySelector('.filters').checkVisibility()") is False
    assert (
        page.ask("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    page.ask("dispatchEvent(new Event('afterprint'))")
    assert page.ask("document.querySelector('details.behind').open") is False
