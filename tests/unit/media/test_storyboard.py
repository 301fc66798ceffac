"""The storyboards that the films and sounds of the shipped packs are made from."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from keystep import paths

SOURCE = paths.lessons().parent / "packaging" / "media" / "storyboard.py"


@pytest.fixture(scope="module")
def storyboard() -> ModuleType:
    """The module, which is a script's neighbour and no part of the program."""
    spec = importlib.util.spec_from_file_location("keystep_storyboard", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_captions_come_back_as_they_were_written(storyboard: ModuleType) -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:04.375\nStop.\n\n00:04.375 --> 01:10.725\n[A horn]\n"
    cues = storyboard.read_cues(text)
    assert [(c.start, c.end, c.sounded) for c in cues] == [(0, 4.375, False), (4.375, 70.725, True)]
    assert storyboard.write_cues(cues) == text


def test_a_cue_that_would_be_lost_is_refused(storyboard: ModuleType) -> None:
    with pytest.raises(ValueError, match="one line"):
        storyboard.read_cues("WEBVTT\n\n00:00:00.000 --> 00:00:04.375\nStop.\n")


def test_every_part_that_moves_is_in_its_poster(storyboard: ModuleType) -> None:
    for made, board in storyboard.chosen([]).items():
        if isinstance(board, storyboard.Film):
            poster = ET.parse(made.parent / board.poster).getroot()
            ids = {element.get("id") for element in poster.iter()}
            assert {part.id for part in board.part} <= ids, made


def test_everything_begins_with_a_cue_that_there_is(storyboard: ModuleType) -> None:
    for made, board in storyboard.chosen([]).items():
        cues = storyboard.read_cues((made.parent / board.captions).read_text("utf-8"))
        if isinstance(board, storyboard.Film):
            begun = {move.cue for part in board.part for move in part.move}
            assert begun <= set(range(len(cues))), made
        else:
            sounded = [number for number, cue in enumerate(cues) if cue.sounded]
            assert sounded == [tone.cue for tone in board.tone], made


def test_captions_follow_one_another_without_a_gap(storyboard: ModuleType) -> None:
    for made, board in storyboard.chosen([]).items():
        cues = storyboard.read_cues((made.parent / board.captions).read_text("utf-8"))
        starts, ends = [c.start for c in cues], [c.end for c in cues]
        assert starts == [0.0, *ends[:-1]], made
