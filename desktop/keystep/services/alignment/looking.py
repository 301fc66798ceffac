"""Finding what is out of line: in the objectives, in the packs, and in what learners say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from keystep.domain.lesson import Pack
from keystep.domain.matters import Matter, Sort
from keystep.domain.okr import ANY, Board, KeyResult, KrKind, KrRow
from keystep.domain.scope import EVERYBODY
from keystep.domain.strays import Kind, Stray, did_not_move, surely_rose
from keystep.domain.words import Words
from keystep.services.content_desk.care import PackCare
from keystep.services.office import Office
from keystep.services.serving import assessment_of, lessons_serving

HEARD = {Sort.SOUGHT: Kind.SOUGHT, Sort.SUGGESTED: Kind.SUGGESTED, Sort.FLAGGED: Kind.FLAGGED}
WITHOUT_LESSONS = frozenset({KrKind.MILESTONE, KrKind.ENGAGEMENT})
"""Key results that no single lesson is behind."""
TESTED = frozenset({KrKind.KNOWLEDGE, KrKind.RETENTION})
Place = tuple[str, str]
"""A lesson, by its pack and id."""


def of_objectives(office: Office, board: Board, packs: Sequence[Pack]) -> Iterator[Stray]:
    """Key results without a lesson, and those whose learning rose while their KPI did not move."""
    owners = _owners(board)
    for row in board.rows:
        key_result = row.key_result
        if key_result.kind in WITHOUT_LESSONS:
            continue
        stray = Stray(
            kind=Kind.UNTAUGHT,
            id=key_result.id,
            title=key_result.title,
            why=Words("No lesson on the shelf says that it serves this key result"),
            owner=owners[key_result.id],
        )
        if not behind(packs, key_result):
            yield stray
        elif did_not_move(row):
            yield from _unmoved(office, board, row, packs, stray.owner)


def of_packs(
    packs: Sequence[Pack], cared: Mapping[str, PackCare], board: Board | None
) -> Iterator[Stray]:
    """Lessons without a living key result, packs overdue for review, skills that nothing asks."""
    results = [row.key_result for row in board.rows] if board else []
    served = {place for key_result in results for place in behind(packs, key_result)}
    for pack in packs:
        owner = cared[pack.id].owner
        if cared[pack.id].overdue:
            yield Stray(
                kind=Kind.OVERDUE,
                id=pack.id,
                title=pack.title,
                why=Words("Its review date is over"),
                owner=owner,
                day=cared[pack.id].review_by,
            )
        yield from _unmeasured(pack, owner)
        if board is not None:
            yield from _unaligned(pack, owner, served)


def of_learners(
    matters: Sequence[Matter], packs: Mapping[str, Pack], cared: Mapping[str, PackCare]
) -> Iterator[Stray]:
    """What learners sought, suggested and flagged, as long as nobody answered or settled it."""
    for matter in matters:
        if matter.sort in HEARD and matter.is_open:
            care = cared.get(matter.pack)
            yield Stray(
                kind=HEARD[matter.sort],
                id=matter.key,
                title=matter.said or _place(matter, packs.get(matter.pack)),
                why=Words("How many said so: {n}", {"n": matter.people}),
                owner=care.owner if care else "",
                people=matter.people,
                day=matter.last.date() if matter.last else None,
            )


def _unmoved(
    office: Office, board: Board, row: KrRow, packs: Sequence[Pack], owner: str
) -> Iterator[Stray]:
    lessons = [lesson for _, lesson in lessons_serving(packs, row.key_result)]
    told = office.ledger.scoped.lessons(EVERYBODY, lessons, board.cycle, board.on)
    rose = surely_rose(one.gain for one in told)
    if rose:
        yield Stray(
            kind=Kind.UNMOVED,
            id=row.key_result.id,
            title=row.key_result.title,
            why=Words(
                "Knowledge rose in lessons behind it, {n} in all; the figure did not", {"n": rose}
            ),
            owner=owner,
        )


def _unmeasured(pack: Pack, owner: str) -> Iterator[Stray]:
    forms = (form for assessment in pack.assessments for form in assessment.forms)
    asked = {item.skill for form in forms for item in pack.quiz(form).items}
    trained = {skill for lesson in pack.lessons for skill in lesson.skills}
    trained |= {card.skill for deck in pack.decks for card in deck.cards}
    trained |= {scenario.skill for scenario in pack.scenarios}
    for skill in pack.skills:
        if skill.id in trained - asked:
            yield Stray(
                kind=Kind.UNMEASURED,
                id=f"{pack.id}/{skill.id}",
                title=skill.title,
                why=Words("No assessment in “{pack}” asks about it", {"pack": pack.title}),
                owner=owner,
            )


def _unaligned(pack: Pack, owner: str, served: Collection[Place]) -> Iterator[Stray]:
    for lesson in pack.lessons:
        if (pack.id, lesson.id) not in served:
            yield Stray(
                kind=Kind.UNALIGNED,
                id=f"{pack.id}/{lesson.id}",
                title=lesson.title,
                why=Words("In “{pack}”; serves none of this cycle", {"pack": pack.title}),
                owner=owner,
            )


def behind(packs: Sequence[Pack], key_result: KeyResult) -> frozenset[Place]:
    """The lessons behind a key result: it is said so, or its figure comes from there."""
    named = ((ref.pack, ref.lesson) for _, ref in lessons_serving(packs, key_result))
    return frozenset(named).union(_sources(packs, key_result))


def _sources(packs: Sequence[Pack], key_result: KeyResult) -> Iterator[Place]:
    of, _, thing = key_result.source.partition("/")
    for pack in packs:
        if key_result.kind is KrKind.COMPLETION and of == pack.id:
            yield from (at for path in pack.paths if path.id == thing for at in path.places(of))
        elif key_result.kind in TESTED and of in {pack.id, ANY}:
            for lesson in pack.lessons:
                if not thing or assessment_of(pack, lesson) == thing:
                    yield pack.id, lesson.id


def _owners(board: Board) -> dict[str, str]:
    """Whose each key result is: its own owner's, else its objective's."""
    return {
        row.key_result.id: row.key_result.owner or objective.objective.owner
        for objective in board.objectives
        for row in objective.rows
    }


def _place(matter: Matter, pack: Pack | None) -> str:
    lessons = {lesson.id: lesson.title for lesson in pack.lessons} if pack else {}
    named = lessons.get(matter.lesson, matter.lesson)
    return " · ".join(filter(None, (named, matter.item or matter.step)))
