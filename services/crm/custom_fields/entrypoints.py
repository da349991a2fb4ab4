from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.custom_fields import queries, schemas
from services.crm.custom_fields.repository import CustomFields, in_order
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_OFF = dict.fromkeys(("required", "in_list", "sortable", "filterable", "unique"), False)


class CustomFieldEntrypoints:
    """What others may ask of custom fields; whoever fills in a form reads them, changing them needs `crm_settings`."""

    @query(takes=schemas.OfKind, answers=schemas.FieldsShown)
    def list_custom_fields(self, tx: Transaction, *, of: str) -> Answer:
        """The custom fields of a kind of thing in their order (C19)."""
        return queries.list_fields(tx, kind=of)

    @command(takes=schemas.FieldDraft, answers=schemas.FieldShown, needs_action="crm_settings")
    def create_custom_field(self, tx: Transaction, *, of: str, title: str, **options: Any) -> Answer:
        """Add a custom field at the end."""
        fields = {"enabled": True, "choices": [], **_OFF, **options, "title": title.strip()}
        return queries.get_field(tx, CustomFields(tx).add(kind=of, fields=_trimmed(fields)).id)

    @command(takes=schemas.FieldChange, answers=schemas.FieldShown, needs_action="crm_settings")
    def change_custom_field(self, tx: Transaction, *, field_id: UUID, version: int, **fields: Any) -> Answer:
        """Change a custom field, or switch it on or off; demanding unique values looks at those there are."""
        known = CustomFields(tx)
        field = known.fetch(str(field_id))
        was_unique = field.unique
        field.change(_trimmed(fields), version=version)
        known.save()
        if field.unique and not was_unique:
            known.gather_unique(field)
        elif was_unique and not field.unique:
            known.forget_unique(field)
        return queries.get_field(tx, field.id)

    @command(takes=schemas.OneField, needs_action="crm_settings")
    def delete_custom_field(self, tx: Transaction, *, field_id: UUID) -> None:
        """Remove a custom field that nothing has a value in."""
        known = CustomFields(tx)
        known.remove(known.fetch(str(field_id)))

    @command(takes=schemas.FieldOrder, answers=schemas.FieldsShown, needs_action="crm_settings")
    def order_custom_fields(self, tx: Transaction, *, of: str, ids: Sequence[UUID]) -> Answer:
        """Put the custom fields of a kind of thing into another order."""
        known = CustomFields(tx)
        in_order(known.all_of(of), [str(each) for each in ids])
        known.save()
        return queries.list_fields(tx, kind=of)


def _trimmed(fields: dict[str, Any]) -> dict[str, Any]:
    if "title" in fields:
        fields["title"] = fields["title"].strip()
    if "choices" in fields:
        fields["choices"] = list(dict.fromkeys(each.strip() for each in fields["choices"]))
    return fields
