"""Comments on the CRM's things: one table says what can be commented on, who sees it, and whose it is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from services.crm.comments import queries, schemas
from services.crm.comments.model import Comment
from services.crm.journeys.read_follow_ups import open_follow_up
from services.crm.mentions import read_mentions
from shared.contracts.crm.comments import Commented
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.directory.people import person_of
from shared.kernel.actor import Person
from shared.kernel.errors import Missing
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]


class Thing(NamedTuple):
    """What a comment stands on, with its customer and whose it is."""

    on: Commented
    customer: Named | None
    author: Person | None


def _follow_up(tx: Transaction, thing_id: str) -> Thing:
    found = open_follow_up(tx, thing_id)
    customer: Named | None = found["customer"]
    about: Named = customer or found["lead"]
    named = Commented(kind="follow_up", id=thing_id, name=about["name"])
    return Thing(named, customer, person_of(tx, found["written_by"]["id"]))


THINGS: Mapping[str, Callable[[Transaction, str], Thing]] = {"follow_up": _follow_up}


class CommentOnThings:
    """What others may ask of comments."""

    @query(takes=schemas.CommentsOf, answers=schemas.CommentPage)
    def list_comments(self, tx: Transaction, *, on: str, page: int, page_size: int) -> Answer:
        """One page of what was said of a thing that one sees, the oldest first (U3)."""
        kind, thing_id = _seen(tx, on).on["kind"], on.partition(":")[2]
        return queries.list_comments(tx, kind=kind, thing_id=thing_id, page=page, page_size=page_size)

    @command(takes=schemas.CommentDraft, answers=schemas.CommentShown)
    def write_comment(
        self,
        tx: Transaction,
        *,
        on: str,
        text: str,
        file_ids: Sequence[Any],
        mention_ids: Sequence[UUID],
        mention_department_ids: Sequence[UUID],
    ) -> Answer:
        """Say something of a thing that one sees; its author and whom it names are told (U3)."""
        thing = _seen(tx, on)
        comment = Comment.write(
            company_id=tx.company_id,
            comment_id=tx.new_id(),
            on=thing.on,
            customer=thing.customer,
            author=thing.author,
            text=text.strip(),
            files=file_ids,
            mentions=read_mentions(tx, people=mention_ids, departments=mention_department_ids),
            by=tx.actor.as_person(),
            at=tx.now,
        )
        tx.add(comment)
        return queries.get_comment(tx, comment.id)


def _seen(tx: Transaction, on: str) -> Thing:
    """:raises Missing: no such thing, not the actor's to see, or nothing that is commented on"""
    kind, _, thing_id = on.partition(":")
    if kind not in THINGS:
        raise Missing
    return THINGS[kind](tx, thing_id.lower())
