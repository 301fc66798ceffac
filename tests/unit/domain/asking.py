"""Questions of every kind, and strategies that make them."""

from __future__ import annotations

from hypothesis import strategies as st

from keystep.domain.interactions import (
    Bin,
    Categorise,
    Cloze,
    Gap,
    ImageHotspot,
    Interaction,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Pair,
    Reflection,
    Region,
    ShortText,
    SingleChoice,
    Thing,
    TrueFalse,
)
from keystep.domain.responses import (
    Choice,
    Filled,
    Place,
    Placed,
    Pointed,
    Response,
    Written,
)


def options(*right: bool) -> tuple[Option, ...]:
    return tuple(Option(text=f"option {i}", right=is_right) for i, is_right in enumerate(right))


SAFE = Region(title="handle", x=100, y=100, width=200, height=100, right=True)
OTHER = Region(title="valve", x=600, y=600, width=200, height=200, right=True)
WRONG = Region(title="wheel", x=610, y=610, width=50, height=50)
KINDS: tuple[Interaction, ...] = (
    SingleChoice(options=options(False, True, False)),
    TrueFalse(options=options(True, False)),
    MultipleResponse(options=options(True, True, False, False)),
    Numeric(answer="17.5", tolerance="0.5", unit="min"),
    ShortText(accept=("isolator", "main switch"), typos=1),
    Cloze(
        text="Turn off the {switch}, then {act} it.",
        gaps=(
            Gap(id="switch", entry=ShortText(accept=("isolator",))),
            Gap(id="act", entry=SingleChoice(options=options(True, False))),
        ),
    ),
    Matching(
        pairs=(Pair(left="a", right="1"), Pair(left="b", right="2"), Pair(left="c", right="3")),
        others=("4",),
    ),
    Ordering(pieces=("stop", "lock", "tag", "try")),
    ImageHotspot(regions=(SAFE, OTHER, WRONG)),
    Categorise(
        bins=(
            Bin(title="red", things=(Thing(text="needle"), Thing(text="blade"))),
            Bin(title="blue", things=(Thing(text="paper"),)),
        )
    ),
    Reflection(),
)

_index = st.integers(0, 9)
_choices = st.lists(_index, max_size=6).map(lambda all_: Choice(tuple(all_)))
_written = st.text(max_size=12).map(Written)
_places = st.builds(Place, st.integers(0, 1000), st.integers(0, 1000))
responses: st.SearchStrategy[Response] = st.one_of(
    _choices,
    _written,
    st.lists(_choices | _written, max_size=4).map(lambda gaps: Filled(tuple(gaps))),
    st.lists(st.none() | _index, max_size=6).map(lambda places: Placed(tuple(places))),
    st.lists(_places, max_size=5).map(lambda places: Pointed(tuple(places))),
)
"""Answers of every kind, also such as do not fit what was asked."""
