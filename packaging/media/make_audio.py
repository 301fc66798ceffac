"""Make the sounds of the shipped packs from their captions.

    python packaging/media/make_audio.py [PACK/NAME ...]

The captions are the script. Each cue is spoken, or sounded if it stands in brackets, and the times
in the captions and in their translations are set to what came out. Opus in Ogg, mono. The same
captions and libraries give the same bytes. Needs the dependency group `media`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import av
import numpy as np
from av.codec.context import Flags
from hibari import Hibari
from signals import Samples, silence, tone
from storyboard import Cue, Sound, chosen, read_cues, whole, write_cues

RATE = Hibari.sample_rate
LARGEST = 300_000  # bytes
BITS = 32_000  # a second
LOUDNESS = 10 ** (-20 / 20)  # of speech, root mean square
Speaker = Callable[[str, float], Samples]


def speaker() -> Speaker:
    """Says a text at a pace. The seed keeps its breath the same every time."""
    voice = Hibari()

    def say(text: str, pace: float) -> Samples:
        heard: Samples = voice(text, speed=pace, seed=0)
        return heard * (LOUDNESS / np.sqrt(np.mean(heard**2)))

    return say


def samples_of(sound: Sound, cues: Sequence[Cue], number: int, say: Speaker) -> Samples:
    text = cues[number].text
    if cues[number].sounded:
        return tone(next(t for t in sound.tone if t.cue == number), RATE)
    for written, spoken in sound.say.items():
        text = text.replace(written, spoken)
    return say(text.strip("“”"), sound.pace)


def performed(sound: Sound, cues: Sequence[Cue], say: Speaker) -> tuple[Samples, list[float]]:
    """All of it, and the seconds at which each cue ends, the pause after it included."""
    rest = silence(sound.pause, RATE)
    pieces = [
        np.concatenate((samples_of(sound, cues, number, say), rest)) for number in range(len(cues))
    ]
    ends = np.cumsum([len(piece) for piece in pieces]) / RATE
    return np.clip(np.concatenate(pieces), -0.98, 0.98), ends.tolist()


def retimed(cues: Sequence[Cue], ends: Sequence[float]) -> list[Cue]:
    """The cues one after another, each until the next one begins."""
    if len(cues) != len(ends):
        raise ValueError(f"{len(cues)} cues where the author has {len(ends)}.")
    starts = [0.0, *ends[:-1]]
    return [
        Cue(start=start, end=end, text=cue.text)
        for cue, start, end in zip(cues, starts, ends, strict=True)
    ]


def encode(heard: Samples, target: Path) -> None:
    options = {"fflags": "+bitexact"}
    with av.open(str(target), "w", format="ogg", options=options) as audio:
        stream = audio.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BITS
        stream.codec_context.flags |= Flags.bitexact
        whole = np.round(heard * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(whole, format="s16", layout="mono")
        frame.sample_rate = RATE
        audio.mux(stream.encode(frame))
        audio.mux(stream.encode())
    if target.stat().st_size > LARGEST:
        raise ValueError(f"{target.name} is larger than {LARGEST} bytes. Make it shorter.")


def make(sound: Sound, made: Path, say: Speaker) -> None:
    captions = made.parent / sound.captions
    heard, ends = performed(sound, read_cues(captions.read_text("utf-8")), say)
    with whole(made.with_suffix(".ogg")) as target:
        encode(heard, target)
    for file in (captions, *captions.parent.glob(f"{captions.stem}.*.vtt")):
        cues = retimed(read_cues(file.read_text("utf-8")), ends)
        file.write_text(write_cues(cues), "utf-8")


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Make the sounds of the shipped packs.")
    parser.add_argument("names", nargs="*", metavar="PACK/NAME", help="all of them if none")
    say = speaker()
    for made, board in chosen(parser.parse_args(arguments).names).items():
        if isinstance(board, Sound):
            make(board, made, say)


if __name__ == "__main__":
    main(sys.argv[1:])
