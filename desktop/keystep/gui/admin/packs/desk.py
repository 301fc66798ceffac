"""Fulfils the wishes of the Packs place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from keystep.domain.matters import Matter
from keystep.gui.admin.packs.model import PacksModel, read_packs
from keystep.gui.admin.packs.page import PacksPage
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.telling import told_catalog, told_progress
from keystep.gui.i18n import tr, trn
from keystep.paths import resources
from keystep.services.content_desk import care, queue
from keystep.services.office import Office
from keystep.services.publishing import publish_pack, use_version


class PacksDesk(ReadingDesk[PacksModel]):
    """Keeps the queue, the items and the packs up to date."""

    def make(self) -> Page:
        page = PacksPage(self.navigator.office.clock.now())
        page.again_wanted.connect(self.refresh)
        page.publish_wanted.connect(self._publish)
        page.names_wanted.connect(self._name)
        page.take_wanted.connect(self._take)
        page.answer_wanted.connect(self._answer)
        page.close_wanted.connect(self._close)
        page.owner_wanted.connect(self._own)
        page.review_wanted.connect(self._review)
        page.plan_wanted.connect(self._plan)
        page.version_wanted.connect(self._use)
        exported(page.queue.table, self.navigator, tr("queue") + ".csv")
        exported(page.items.table, self.navigator, tr("items") + ".csv")
        exported(page.packs.table, self.navigator, tr("packs") + ".csv")
        return page

    def read(self, office: Office) -> PacksModel:
        return read_packs(office)

    def fill(self, model: PacksModel) -> None:
        if isinstance(self._page, PacksPage):
            self._page.show_model(model)

    def fail(self, words: str) -> None:
        if isinstance(self._page, PacksPage):
            self._page.show_fault(words)

    def _name(self, matter: Matter) -> None:
        office, page = self.navigator.office, self._page

        def show(names: tuple[str, ...]) -> None:
            if isinstance(page, PacksPage):
                page.show_names(matter.key, names)

        self.navigator.run(partial(queue.names, office, matter), show)

    def _take(self, matter: Matter) -> None:
        self.change(lambda office: queue.take(office, matter), tr("You look into it"))

    def _answer(self, matter: Matter, text: str) -> None:
        title = trn("Answered to 1 person", "Answered to {n} people", matter.people)
        self.change(
            lambda office: queue.answer(office, matter, text),
            title,
            tell=told_progress,
        )

    def _close(self, matter: Matter, note: str) -> None:
        self.change(lambda office: queue.close(office, matter, note), tr("It is closed"))

    def _own(self, pack: str, name: str) -> None:
        self.change(lambda office: care.set_owner(office, pack, name), tr("The owner is kept"))

    def _review(self, pack: str, following: date, note: str) -> None:
        title = tr("The review is signed")
        self.change(lambda office: care.review(office, pack, following, note), title)

    def _plan(self, pack: str, by: date) -> None:
        title = tr("The day of the review is kept")
        self.change(lambda office: care.plan_review(office, pack, by), title)

    def _use(self, pack: str, version: str) -> None:
        title = tr("Stations get version {version} again", version=version)
        self._with_key(lambda office: use_version(office, pack, version), title)

    def _publish(self) -> None:
        path = self.navigator.desk.choose_file(tr("Which pack to publish"), tr("Packs (*.kpack)"))
        if path is None:
            return
        title = tr("Published: {name}", name=path.name)
        self._with_key(
            lambda office: publish_pack(office, path, resources() / "schemas").entry, title
        )

    def _with_key(self, act: Callable[[Office], int], title: str) -> None:
        """What stations get is signed: ask for the key before, not after."""
        why = tr("Telling the stations needs the passphrase")
        self.navigator.when_unlocked(why, lambda: self.change(act, title, tell=told_catalog))
