from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.crm.change_log import Logged, differences
from services.crm.db import Base
from services.crm.leads import rules
from services.crm.leads.errors import LeadIsConverted
from shared.contracts.crm import leads as events
from shared.contracts.crm.events import Named
from shared.contracts.crm.leads import LeadState
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import Missing

_MOMENT = DateTime(timezone=True)
NO_VALUES: Mapping[str, Any] = {}


class Lead(Logged, Aggregate, Base):
    """A lead with its verbs; what its ids stand for and the relation of who acts are filled in by the repository."""

    __tablename__ = "leads"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    company: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    note: Mapped[str | None]
    owner_id: Mapped[str] = mapped_column(Id)
    status_id: Mapped[str | None] = mapped_column(Id)
    source_id: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str | None] = mapped_column(Id)
    converted_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    followed_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(_MOMENT)
    created_by: Mapped[str] = mapped_column(Id)
    updated_at: Mapped[datetime] = mapped_column(_MOMENT)
    owner: Person
    status: Named | None = None
    source: Named | None = None
    relation: rules.Relation = "none"

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        lead_id: str,
        given: Mapping[str, Any],
        status: Named | None,
        source: Named | None,
        by: Person,
        at: datetime,
        origin: str = "manual",
        values: Mapping[str, Any] = NO_VALUES,
    ) -> Self:
        """A new one, owned by who creates it."""
        lead = cls(
            company_id=company_id,
            id=lead_id,
            owner_id=by["id"],
            status_id=status["id"] if status else None,
            source_id=source["id"] if source else None,
            fields=dict(values),
            created_at=at,
            created_by=by["id"],
            updated_at=at,
            **given,
        )
        lead.owner, lead.status, lead.source, lead.relation = by, status, source, "owner"
        lead.record(events.LeadCreated(lead_id=lead_id, state=lead.told(), origin=origin))
        lead.log_line("imported" if origin == "imported" else "created")
        return lead

    @property
    def rights(self) -> frozenset[str]:
        """What who acts may do with it now."""
        return rules.RIGHTS["converted" if self.customer_id else "open"][self.relation]

    def told(self) -> LeadState:
        """The lead as its events tell it."""
        return {
            "name": self.name,
            "company": self.company,
            "owner": self.owner,
            "status": self.status,
            "source": self.source,
        }

    def require(self, right: str) -> None:
        """:raises Missing: not the actor's to see  :raises LeadIsConverted: it became a customer"""
        if self.relation == "none":
            raise Missing
        if right not in self.rights:
            raise LeadIsConverted

    def change(
        self,
        *,
        given: Mapping[str, Any],
        source: tuple[Named | None] | None = None,
        custom: Mapping[str, list[Any]] = NO_VALUES,
        at: datetime,
    ) -> None:
        """Takes over data; None leaves the source as it is. `custom`: what changes in custom fields, in words."""
        before = self._in_words()
        for name, value in given.items():
            setattr(self, name, value)
        if source is not None:
            (self.source,) = source
            self.source_id = self.source["id"] if self.source else None
        if changes := differences(before, self._in_words()) | dict(custom):
            self.updated_at = at
            self.record(events.LeadChanged(lead_id=self.id, state=self.told(), changes=changes))
            self.log_line("changed", **changes)

    def set_status(self, status: Named | None, *, at: datetime) -> None:
        before, self.status = self.status, status
        self.status_id = status["id"] if status else None
        if before == status:
            return
        self.updated_at = at
        self.record(events.LeadStatusChanged(lead_id=self.id, state=self.told(), before=before))
        self.log_line("status_changed", status=[each and each["name"] for each in (before, status)])

    def transfer(self, owner: Person, *, at: datetime) -> None:
        """To another employee (L4); to the same one it changes nothing."""
        former = self.owner
        if former["id"] == owner["id"]:
            return
        self.owner, self.owner_id, self.updated_at = owner, owner["id"], at
        self.record(events.LeadTransferred(lead_id=self.id, state=self.told(), former_owner=former))
        self.log_line("transferred", owner=[former["name"], owner["name"]])

    def follow_up(self, *, at: datetime) -> None:
        self.followed_at = at

    def convert(self, customer: Named, *, at: datetime) -> None:
        """It became this customer (L4)."""
        self.customer_id, self.converted_at, self.updated_at = customer["id"], at, at
        self.record(events.LeadConverted(lead_id=self.id, state=self.told(), customer=customer))
        self.log_line("converted", customer=[None, customer["name"]])

    def delete(self) -> None:
        """Its last word, before the repository removes it for good."""
        self.record(events.LeadDeleted(lead_id=self.id, state=self.told()))

    def _in_words(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in ("name", "company", "phone", "address", "note")}
        return plain | {"source": self.source and self.source["name"]}
