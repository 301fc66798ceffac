"""What is killed: the real operations, in a process of one thread.

Each takes ``say``, which acknowledges what a user would now rely on, the folder ``root`` in which
the office, its share and the station "van" are, and the time ``at`` in ISO 8601.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from keystep import paths, settings
from keystep.bootstrap import new_id, open_office, open_station
from keystep.domain.lesson import Step, StepKind
from keystep.domain.memory import Rating
from keystep.domain.progress import LessonProgress
from keystep.services import backups, cards, learning, people, publishing, stations, stories
from keystep.services.answers import answers
from keystep.services.completion import complete_lesson
from keystep.services.importing import import_share
from keystep.services.kiosk import signing_in
from keystep.services.office import Office, found_organisation, rotate
from keystep.services.roster import sign_in
from keystep.services.run import Run
from keystep.services.station import Station
from keystep.services.syncing import sync
from keystep.storage.engine import Journal
from keystep.sync.file_ops import FileOps
from keystep.sync.patience import PatientOps
from tests.conftest import PASSPHRASE, QUICK
from tests.fakes import FakeClock
from tests.faults.zygote import Say
from tests.takers import PACK, right_answer

SCHEMAS = paths.resources() / "schemas"
PUBLISHED = "published.kpack"
BACKUP = "office.backup"


@contextmanager
def van_at(root: str, at: str) -> Iterator[Station]:
    with closing(open_station(Path(root, "van"), FakeClock(datetime.fromisoformat(at)))) as van:
        van.ops = FileOps()
        yield van


@contextmanager
def office_at(root: str, at: str, home: str = "office") -> Iterator[Office]:
    clock = FakeClock(datetime.fromisoformat(at))
    with closing(open_office(Path(root, home), PASSPHRASE, clock)) as office:
        office.ops = FileOps()
        yield office


def learn(say: Say, root: str, at: str, lesson: str, journal: str) -> None:
    """Take a lesson once, or go on with it; what is recorded is acknowledged at once."""
    with van_at(root, at) as van:
        van.store.database.keep_journal(Journal(journal))
        [learner] = van.store.learners()
        known = van.store.find(LessonProgress, learner.id, PACK, lesson)
        if known is not None and not known.open:
            sign_in(van, learner.id)  # as whoever comes back does: SQLite tidies as it writes
            return
        run = learning.open_lesson(van, learner.id, PACK, lesson)
        for step in run.lesson.steps[run.step :]:
            learning.view_step(van, run, step)
            say(newest(van))
            for _ in _taken(van, run, step):
                say(newest(van))
        complete_lesson(van, run, duration_ms=60_000)
        say(newest(van))


def guess(say: Say, root: str, at: str) -> None:
    """Try a wrong PIN; once it is said to be wrong the try was counted."""
    with van_at(root, at) as van:
        [learner] = van.store.learners()
        if not signing_in.check(van, learner.id, signing_in.Way.PIN, "0815").right:
            say("wrong")


def come_back(_say: Say, root: str, at: str) -> None:
    """Sign in, by which SQLite tidies as it writes."""
    with van_at(root, at) as van:
        [learner] = van.store.learners()
        sign_in(van, learner.id)


def newest(van: Station) -> str:
    """Epoch, seq and h of the last event: whoever has it has all before it."""
    epoch = van.store.epoch
    seq = van.store.tip(epoch)
    h = van.store.h_at(epoch, seq)
    assert h is not None
    return f"{epoch} {seq} {h.hex()}"


def synchronise(say: Say, root: str, at: str) -> None:
    """Seal, publish, take in receipts, the catalog, progress and packs."""
    with van_at(root, at) as van:
        sync(van)
        say(newest(van))


def import_all(say: Say, root: str, at: str) -> None:
    """Import, and answer the stations."""
    with office_at(root, at) as office:
        report = import_share(office)
        assert report.unanswered is None, report.unanswered
        say(str(report.events))


def tell_news(_say: Say, root: str, at: str, home: str = "office") -> None:
    """Publish a catalog."""
    with office_at(root, at, home) as office:
        stations.publish_catalog(office)


def publish_pack(_say: Say, root: str, at: str) -> None:
    """Let all stations have the one pack that lies in ``root``."""
    with office_at(root, at) as office:
        [file] = Path(root).glob("*.kpack")
        publishing.publish_pack(office, file, SCHEMAS)
        stations.publish_catalog(office)


def change_key(_say: Say, root: str, at: str) -> None:
    """Give the office a new key, and let the stations know."""
    with office_at(root, at) as office:
        changed = rotate(office, PASSPHRASE, QUICK)
        stations.publish_catalog(changed)


def back_up(say: Say, root: str, at: str) -> None:
    with office_at(root, at) as office:
        say(str(backups.back_up(office, Path(root, BACKUP))))


def restore(_say: Say, root: str, at: str, home: str) -> None:
    """Put the office in the backup into a home, and let it catch up."""
    now = FakeClock(datetime.fromisoformat(at)).now()
    backups.restore(Path(root, home), Path(root, BACKUP), PASSPHRASE, now=now.at)


def erase(_say: Say, root: str, at: str, person: str) -> None:
    """Forget a person, in backups too; the stations are told."""
    with office_at(root, at) as office:
        people.erase(office, person)


def found(_say: Say, root: str, _at: str, home: str, share: str) -> None:
    """Found an organisation, if the home has none yet."""
    place = Path(root, home)
    if settings.load(place).share is None:
        with patch.object(PatientOps, "_answer", _at_once):  # which is one thread again
            found_organisation(
                place, Path(root, share), "Weber Glass", PASSPHRASE, new_id=new_id, argon=QUICK
            )


def look_in(_say: Say, root: str, at: str, home: str) -> None:
    """Open an office."""
    with office_at(root, at, home):
        pass


def start(_say: Say, root: str, at: str, lessons: str) -> None:
    """Open a station that brings the packs in ``lessons`` along."""
    with patch.object(paths, "lessons", lambda: Path(lessons)), van_at(root, at):
        pass


def _taken(van: Station, run: Run, step: Step) -> Iterator[None]:
    """Yields after each answer of a step; those given before are not given again."""
    if step.kind is StepKind.CHECK:
        given = answers(van, run, step)
        for item in run.items(step):
            if item.id not in given:
                answer = right_answer(item)
                learning.answer_item(van, run, step, item, answer, duration_ms=1_000)
                yield
    elif step.kind is StepKind.CARDS:
        for card in cards.step_cards(van, run, step):
            cards.rate_card(van, run.learner, card, Rating.GOOD, duration_ms=1, attempt=run.attempt)
            yield
    elif step.kind is StepKind.SCENARIO:
        while (at := stories.story(van, run, step)).ending is None:
            stories.take_choice(van, run, step, at.open_choices[0].id)
            yield


def _at_once(_ops: PatientOps, act: Callable[[], Any], _undo: object = None) -> Any:
    return act()
