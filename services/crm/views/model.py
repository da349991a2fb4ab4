from typing import Any

from sqlalchemy.orm import Mapped

from services.crm.db import Base
from services.crm.views import rules
from services.crm.views.tables import saved_views
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict, Forbidden, Missing


class SavedView(Base):
    """A way to look at a list; its list and its author stay. `columns` None are the standard ones."""

    __table__ = saved_views
    company_id: Mapped[str]
    id: Mapped[str]
    version: Mapped[int]
    list: Mapped[str]
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    columns: Mapped[Any]
    shared: Mapped[bool]
    author_id: Mapped[str]

    def require(self, action: str, *, by: Actor) -> None:
        """:raises Missing: not theirs to see  :raises Forbidden: seen, but not theirs"""
        is_author = self.author_id == by.employee_id
        allowed = rules.rights(shared=self.shared, is_author=is_author, keeps=by.may("crm_settings"))
        if "see" not in allowed or not by.may_use(rules.LISTS[self.list]):
            raise Missing
        if action not in allowed:
            raise Forbidden

    def change(self, fields: dict[str, Any], *, version: int) -> None:
        """:raises Conflict: it was changed since the caller read that version"""
        if version != self.version:
            raise Conflict
        for name, value in fields.items():
            setattr(self, name, value)
        self.version += 1
