from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.db import alone_with_the_terms
from services.crm.settings import queries, schemas
from services.crm.settings.repository import Settings, in_order
from shared.contracts.gateway.events import CompanyFounded
from shared.database import Transaction
from shared.kernel.events import Event
from shared.nameko.entrypoints import command, listens, query

Answer = dict[str, Any]


class SettingsEntrypoints:
    """What others may ask of a company's lists and limits; pool rules, which move customers, are a journey."""

    @listens(CompanyFounded)
    def make_first_settings(self, tx: Transaction, events: Sequence[Event]) -> None:  # noqa: ARG002  # of this company
        """Give a new company what it can start with (C19)."""
        Settings(tx).make_first()

    @query(takes=schemas.Kind, answers=schemas.ChoicesShown, needs="customers")
    def list_choices(self, tx: Transaction, *, kind: str) -> Answer:
        """A configured list in its order (C19)."""
        return queries.list_choices(tx, kind)

    @command(takes=schemas.ChoiceDraft, answers=schemas.ChoiceShown, needs="customers", needs_action="crm_settings")
    def create_choice(self, tx: Transaction, *, kind: str, name: str, **more: Any) -> Answer:
        """Add an entry at the end of a list; statuses and tags say what they become in the other stage (S4)."""
        choice_id = Settings(tx).add_choice(kind=kind, name=name.strip(), **_mapped(tx, kind, more))
        return queries.get_choice(tx, choice_id)

    @command(takes=schemas.ChoiceChange, answers=schemas.ChoiceShown, needs="customers", needs_action="crm_settings")
    def change_choice(self, tx: Transaction, *, kind: str, choice_id: UUID, **fields: Any) -> Answer:
        """Rename an entry, switch it on or off, or say what it becomes in the other stage (S4)."""
        settings = Settings(tx)
        settings.choice(str(choice_id), kind=kind).change(_mapped(tx, kind, fields))
        settings.save()
        return queries.get_choice(tx, str(choice_id))

    @command(takes=schemas.OneChoice, answers=schemas.Nothing, needs="customers", needs_action="crm_settings")
    def delete_choice(self, tx: Transaction, *, kind: str, choice_id: UUID) -> Answer:
        """Remove an entry that nothing refers to."""
        settings = Settings(tx)
        settings.delete_choice(settings.choice(str(choice_id), kind=kind))
        return {}

    @command(takes=schemas.ChoiceOrder, answers=schemas.ChoicesShown, needs="customers", needs_action="crm_settings")
    def order_choices(self, tx: Transaction, *, kind: str, ids: Sequence[UUID]) -> Answer:
        """Put a list into another order."""
        settings = Settings(tx)
        in_order(settings.all_choices(kind), [str(each) for each in ids])
        settings.save()
        return queries.list_choices(tx, kind)

    @query(answers=schemas.RulesShown, needs="customers")
    def list_pool_rules(self, tx: Transaction) -> Answer:
        """By which rules customers fall into the pool (C17)."""
        return queries.list_rules(tx)

    @query(answers=schemas.Limits, needs="customers")
    def get_pool_limits(self, tx: Transaction) -> Answer:
        """What the company limits around its pool (C17)."""
        return queries.get_limits(tx)

    @command(takes=schemas.Limits, answers=schemas.Limits, needs="customers", needs_action="crm_settings")
    def set_pool_limits(self, tx: Transaction, *, version: int, **fields: Any) -> Answer:
        """Set all limits around the pool."""
        settings = Settings(tx)
        alone_with_the_terms(tx)
        settings.limits().change(fields, version=version)
        settings.save()
        return queries.get_limits(tx)


def _mapped(tx: Transaction, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """:raises Invalid: what it becomes is no entry of the other stage's list"""
    becomes = fields.get("becomes_id")
    return fields | {"becomes_id": Settings(tx).mapped(str(becomes), kind=kind)} if becomes else fields
