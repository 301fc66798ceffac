"""Packs small enough to be built in a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from keystep import paths
from keystep.services.packs import build

PACK = """
id = "knots"
version = "1.0.0"
title = "Knots"
languages = ["en"]
licence = "CC-BY-4.0"
owner = "Training"
review_by = 2027-06-30
audience = ["all"]

[[skills]]
id = "tying"
title = "Tie a knot that holds"

[[paths]]
id = "first"
title = "First knots"
audience = ["all"]
lessons = ["bowline"]
"""
LESSON = """---
id: bowline
title: The bowline
minutes: 2
skills: [tying]
task: Tie a loop that does not slip
learnt:
  - Tie a bowline
---

## Why it holds {#why}

The rabbit comes out of the hole, runs round the tree and goes back.
"""


@pytest.fixture(scope="session")
def schemas() -> Path:
    return paths.resources() / "schemas"


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory: pytest.TempPathFactory, schemas: Path) -> Path:
    """A .kpack of one lesson."""
    folder = tmp_path_factory.mktemp("knots")
    return build(_source(folder / "source"), schemas, folder)


@pytest.fixture
def small_source(tmp_path: Path) -> Path:
    """The folder that it is built of, to be changed."""
    return _source(tmp_path / "source")


def _source(folder: Path) -> Path:
    (folder / "lessons").mkdir(parents=True)
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    (folder / "lessons" / "bowline.md").write_text(LESSON, encoding="utf-8")
    return folder
