"""A session: one sign-in on one device, until it ends."""

from datetime import datetime, timedelta

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from gateway.access.errors import SessionEnded
from gateway.db import Base
from shared.database import Id

GRACE = timedelta(seconds=10)
LIFETIME = timedelta(days=30)


class Session(Base):
    """`turn` counts how often the refresh token was changed."""

    __tablename__ = "sessions"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    employee_id: Mapped[str] = mapped_column(Id)
    device: Mapped[str]
    turn: Mapped[int] = mapped_column(default=0)
    turned_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def take_turn(self, turn: int, *, at: datetime) -> bool:
        """Accepts the current token and moves on, or the one just before within ten seconds; False ends the session.

        An older token means that somebody keeps a copy, so nobody goes on with this session.

        :raises SessionEnded: it had ended before
        """
        if self.ended_at is not None or at - self.turned_at > LIFETIME:
            raise SessionEnded
        if turn == self.turn:
            self.turn, self.turned_at = self.turn + 1, at
            return True
        if turn == self.turn - 1 and at - self.turned_at <= GRACE:
            return True
        self.ended_at = at
        return False
