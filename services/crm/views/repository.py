"""Saved views to be changed, and the first ones of a person."""

from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import IntegrityError

from services.crm.views.errors import TooManyViews, ViewNameTaken
from services.crm.views.model import SavedView
from services.crm.views.tables import first_views
from shared.database import Transaction
from shared.kernel.errors import Missing

MOST = 50
_UNIQUE = "23505"


class SavedViews:
    """The views of the transaction's company, each for whom it may be."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def fetch(self, view_id: str, *, to: str) -> SavedView:
        """:raises Missing: not there, or not the actor's to see  :raises Forbidden: seen, but not theirs"""
        wanted = select(SavedView).where(SavedView.company_id == self._tx.company_id, SavedView.id == view_id)
        found = self._tx.session.scalars(wanted.with_for_update()).one_or_none()
        if found is None:
            raise Missing
        found.require(to, by=self._tx.actor)
        return found

    def add(self, given: dict[str, Any]) -> SavedView:
        """:raises TooManyViews: the actor has enough of this list  :raises ViewNameTaken: there is one of this name"""
        mine = (SavedView.company_id == self._tx.company_id, SavedView.author_id == self._tx.actor.employee_id)
        counted = select(func.count()).where(*mine, SavedView.list == given["list"])
        if (self._tx.session.scalar(counted) or 0) >= MOST:
            raise TooManyViews(most=MOST)
        view = SavedView(
            company_id=self._tx.company_id,
            id=self._tx.new_id(),
            version=1,
            author_id=self._tx.actor.employee_id,
            **given,
        )
        self._tx.session.add(view)
        self.save()
        return view

    def save(self) -> None:
        """:raises ViewNameTaken: there is one of this name"""
        try:
            self._tx.session.flush()
        except IntegrityError as error:
            if getattr(error.orig, "pgcode", None) != _UNIQUE:
                raise
            raise ViewNameTaken from error

    def remove(self, view: SavedView) -> None:
        self._tx.session.delete(view)
        self._tx.session.flush()

    def open_first(self, view: SavedView) -> None:
        """From now on the actor's list opens with it."""
        own = {"company_id": self._tx.company_id, "employee_id": self._tx.actor.employee_id, "list": view.list}
        wanted = upsert(first_views).values(**own, view_id=view.id)
        self._tx.session.execute(wanted.on_conflict_do_update(index_elements=list(own), set_={"view_id": view.id}))

    def open_no_longer_first(self, view: SavedView) -> None:
        f = first_views.c
        self._tx.session.execute(
            delete(first_views).where(
                f.company_id == self._tx.company_id,
                f.employee_id == self._tx.actor.employee_id,
                f.view_id == view.id,
            )
        )
