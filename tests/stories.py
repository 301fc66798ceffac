"""A scenario with everything that a scene can hold, for tests of its rules and its record."""

from __future__ import annotations

from keystep.domain.scenario import (
    Bound,
    Ending,
    Meter,
    Scenario,
    Scene,
    SceneChoice,
    Variable,
)
from keystep.domain.story import Move

CALL = Scene(
    id="call",
    speaker="Mr Hartmann",
    text="Where is it?",
    seconds=30,
    late="soothe",
    choices=(
        SceneChoice(
            id="soothe", text="So sorry.", to="call", effects={"trust": -2, "waits": 60}, points=-1
        ),
        SceneChoice(
            id="tell", text="By noon.", to="calm", effects={"trust": 4}, points=3, best=True
        ),
        SceneChoice(id="joke", text="Ha.", to="cold", when={"trust": Bound(min=1)}),
        SceneChoice(id="own-up", text="We lost it.", to="calm", when={"waits": Bound(min=60)}),
        SceneChoice(id="wait", text="Wait.", to="cold", when={"score": Bound(max=-2)}),
    ),
)
WORDS = ("a", "b", "c", "d", "e", "f")
STORY = Scenario(
    id="plates",
    title="Late",
    skill="locking",
    goal="A time.",
    start="call",
    meters=(Meter(id="trust", title="Trust", start=2, words=WORDS),),
    variables=(Variable(id="waits", start=0),),
    scenes=(CALL,),
    endings=(
        Ending(id="calm", title="Calm", text="Good.", score=100),
        Ending(id="cold", title="Cold", text="Bye.", score=20),
    ),
    back=True,
)
MOVES = ("soothe", "tell", "joke", "own-up", "wait", *Move)
"""Every move that there is in it."""
