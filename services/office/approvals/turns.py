"""One person's part in a step of the way."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.office.approvals.rules import TurnState
from services.office.db import Base
from shared.database import Id
from shared.kernel.actor import Person

_MOMENT = DateTime(timezone=True)


class Turn(Base):
    """Whose part it is, what became of it, and since when it has been their turn."""

    __tablename__ = "approval_turns"
    __table_args__ = (ForeignKeyConstraint(["company_id", "approval_id"], ["approvals.company_id", "approvals.id"]),)
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    approval_id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[str]
    place: Mapped[float]
    employee_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str]
    department_id: Mapped[str | None] = mapped_column(Id)
    state: Mapped[str]
    since: Mapped[datetime | None] = mapped_column(_MOMENT)
    acted_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    comment: Mapped[str] = mapped_column(default="")

    @property
    def person(self) -> Person:
        return {"id": self.employee_id, "name": self.name, "department_id": self.department_id}

    def begin(self, *, at: datetime) -> None:
        self.state, self.since = "current", at

    def suspend(self) -> None:
        """Somebody was put before it."""
        if self.state == "current":
            self.state, self.since = "to_come", None

    def act(self, state: TurnState, *, comment: str, at: datetime) -> None:
        self.state, self.comment, self.acted_at = state, comment, at

    def drop(self) -> None:
        """It is not needed any more."""
        if self.state in ("current", "to_come"):
            self.state = "not_needed"
