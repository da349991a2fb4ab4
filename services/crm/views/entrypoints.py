from typing import Any
from uuid import UUID

from services.crm.views import queries, schemas
from services.crm.views.repository import SavedViews
from services.crm.views.rules import LISTS
from shared.database import Transaction
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class ViewEntrypoints:
    """What others may ask of saved views; the function needed is that of the list."""

    @query(takes=schemas.ViewsOfList, answers=schemas.ViewsShown)
    def list_views(self, tx: Transaction, **asked: Any) -> Answer:
        """One's own views of a list, and those that colleagues share."""
        _require_list(tx, asked["list"])
        return queries.list_views(tx, asked["list"])

    @command(takes=schemas.ViewDraft, answers=schemas.ViewShown)
    def create_view(self, tx: Transaction, *, name: str, first: bool, **given: Any) -> Answer:
        """Save how a list is looked at, for oneself or for the company; one's own list may open with it."""
        _require_list(tx, given["list"])
        views = SavedViews(tx)
        view = views.add(given | {"name": name.strip()})
        if first:
            views.open_first(view)
        return queries.get_view(tx, view.id)

    @command(takes=schemas.ViewChange, answers=schemas.ViewShown)
    def change_view(self, tx: Transaction, *, view_id: UUID, version: int, **fields: Any) -> Answer:
        """Rename a view, save it anew, share it or keep it to oneself: its author, and keepers of shared ones."""
        views = SavedViews(tx)
        view = views.fetch(str(view_id), to="share" if "shared" in fields else "change")
        trimmed = {"name": fields["name"].strip()} if "name" in fields else {}
        view.change(fields | trimmed, version=version)
        views.save()
        return queries.get_view(tx, view.id)

    @command(takes=schemas.OneView)
    def delete_view(self, tx: Transaction, *, view_id: UUID) -> None:
        """Remove a view; the lists that opened with it open without one."""
        views = SavedViews(tx)
        views.remove(views.fetch(str(view_id), to="delete"))

    @command(takes=schemas.FirstView, answers=schemas.ViewShown)
    def open_view_first(self, tx: Transaction, *, view_id: UUID, first: bool) -> Answer:
        """Let one's own list open with a view, or no longer."""
        views = SavedViews(tx)
        view = views.fetch(str(view_id), to="see")
        if first:
            views.open_first(view)
        else:
            views.open_no_longer_first(view)
        return queries.get_view(tx, view.id)


def _require_list(tx: Transaction, of: str) -> None:
    """:raises Forbidden: the actor has no such list"""
    if not tx.actor.may_use(LISTS[of]):
        raise Forbidden
