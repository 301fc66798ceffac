"""Hidden parts of a picture, as Anki notes them down:
``{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}``."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from keystep.content.importers.value import Lost

MARK = "::image-occlusion:"
MOST_MASKS = 30
_SHAPE = re.compile(r"\{\{c(\d{1,3})::image-occlusion:([a-z]+)((?::[^}:]*)*)\}\}")
_ROUND = "ellipse"


class Box(NamedTuple):
    """In shares of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def around(self, other: Box) -> Box:
        return Box(*map(min, self[:2], other[:2]), *map(max, self[2:], other[2:]))


class Masks(NamedTuple):
    """``masks`` are as in a deck, in the order of ``numbers``, which begin at 1."""

    masks: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]
    hides_all: bool
    lost: tuple[Lost, ...]


def masks_of(text: str) -> Masks:
    """The masks that make cards; what is grouped or not a rectangle is covered by one."""
    boxes, lost, hides_all = dict[int, Box](), list[Lost](), False
    for number, shape, told in _SHAPE.findall(text):
        values = dict(part.partition("=")[::2] for part in told.split(":") if part)
        hides_all |= values.get("oi") == "1"
        box = _box(shape, values)
        no = int(number)
        if box is None or no == 0 or (no not in boxes and len(boxes) == MOST_MASKS):
            lost.append(Lost.LABEL)
            continue
        if shape != "rect":
            lost.append(Lost.SHAPE)
        if no in boxes:
            lost.append(Lost.GROUP)
        boxes[no] = boxes[no].around(box) if no in boxes else box
    numbers = tuple(sorted(boxes))
    masks = tuple(_mask(no, boxes[no]) for no in numbers)
    return Masks(masks, numbers, hides_all, tuple(lost))


def _box(shape: str, values: dict[str, str]) -> Box | None:
    """Around a shape; None for what is none, and for words on the picture."""
    try:
        if shape == "polygon":
            return _around(values.get("points", ""))
        left, top = (float(values[key]) for key in ("left", "top"))
        if shape == "rect":
            box = Box(left, top, left + float(values["width"]), top + float(values["height"]))
        elif shape == _ROUND:
            box = Box(left, top, left + 2 * float(values["rx"]), top + 2 * float(values["ry"]))
        else:
            return None
    except (ValueError, KeyError):
        return None
    return _within(box)


def _around(points: str) -> Box | None:
    places = [tuple(map(float, pair.split(","))) for pair in points.split()]
    if len(places) < 3 or any(len(place) != 2 for place in places):
        return None
    xs, ys = zip(*places, strict=True)
    return _within(Box(min(xs), min(ys), max(xs), max(ys)))


def _within(box: Box) -> Box | None:
    """The part that lies on the picture."""
    if not all(map(math.isfinite, box)):
        return None
    inside = Box(*(min(1.0, max(0.0, side)) for side in box))
    return inside if inside.right > inside.left and inside.bottom > inside.top else None


def _mask(number: int, box: Box) -> dict[str, Any]:
    """In whole per cent, rather covering too much than too little."""
    x, y = (math.floor(side * 100 + 1e-6) for side in box[:2])
    right, bottom = (math.ceil(side * 100 - 1e-6) for side in box[2:])
    x, y = min(x, 99), min(y, 99)
    width, height = max(1, right - x), max(1, bottom - y)
    return {"title": str(number), "x": x, "y": y, "width": width, "height": height}
