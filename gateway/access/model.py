"""A session: one sign-in on one device, until it ends."""

from datetime import datetime, timedelta

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gateway.access.errors import SessionEnded
from gateway.access.refresh import RefreshToken
from gateway.db import Base
from shared.database import Id

GRACE = timedelta(seconds=10)
LIFETIME = timedelta(days=30)
_DEVICE_LENGTH = 200


class Session(Base):
    """`turn` counts how often the refresh token was changed; of the present one a hash is kept."""

    __tablename__ = "sessions"
    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    employee_id: Mapped[str] = mapped_column(Id)
    device: Mapped[str]
    turn: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    turned_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @classmethod
    def begin(cls, token: RefreshToken, *, employee_id: str, device: str, at: datetime) -> "Session":
        """A new session whose first refresh token this is."""
        return cls(
            company_id=token.company_id,
            id=token.session_id,
            employee_id=employee_id,
            device=device[:_DEVICE_LENGTH],
            turn=token.turn,
            token_hash=token.hash,
            turned_at=at,
            started_at=at,
            ended_at=None,
        )

    def take_turn(self, token: RefreshToken, *, key: bytes, at: datetime) -> RefreshToken | None:
        """The next token, or the same again for the one just before within ten seconds; None ends the session.

        An older token means that somebody keeps a copy, so nobody goes on with this session.

        :raises SessionEnded: it had ended before, or the token was made up
        """
        if self.ended_at is not None or at - self.turned_at > LIFETIME:
            raise SessionEnded
        if not token.leads_to(self.turn, kept=self.token_hash, key=key):
            raise SessionEnded
        successor = token.successor(key)
        if token.turn == self.turn:
            self.turn, self.token_hash, self.turned_at = successor.turn, successor.hash, at
            return successor
        if token.turn == self.turn - 1 and at - self.turned_at <= GRACE:
            return successor
        self.ended_at = at
        return None
