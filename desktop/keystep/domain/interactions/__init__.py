"""The kinds of questions: what each asks for, and how an answer to it is graded.

Names follow QTI 3.0's interactions. Grading is pure, and never depends on the order in which parts
were shown. An answer of another kind than asked for earns nothing.
"""

from keystep.domain.interactions.asks import Asks, Mixing
from keystep.domain.interactions.choosing import MultipleResponse, Option, SingleChoice, TrueFalse
from keystep.domain.interactions.cloze import Cloze, Gap
from keystep.domain.interactions.placing import Bin, Categorise, Matching, Ordering, Pair, Thing
from keystep.domain.interactions.pointing import ImageHotspot, Region
from keystep.domain.interactions.writing import Numeric, Reflection, ShortText

Interaction = (
    SingleChoice
    | TrueFalse
    | MultipleResponse
    | Numeric
    | ShortText
    | Cloze
    | Matching
    | Ordering
    | ImageHotspot
    | Categorise
    | Reflection
)

__all__ = [
    "Asks",
    "Bin",
    "Categorise",
    "Cloze",
    "Gap",
    "ImageHotspot",
    "Interaction",
    "Matching",
    "Mixing",
    "MultipleResponse",
    "Numeric",
    "Option",
    "Ordering",
    "Pair",
    "Reflection",
    "Region",
    "ShortText",
    "SingleChoice",
    "Thing",
    "TrueFalse",
]
