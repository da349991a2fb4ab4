"""Change by which rules customers fall into the pool, and with that when each of them does (C17)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.crm.customers import lookups
from services.crm.customers.answers import EffectShown
from services.crm.customers.effects import effect_of
from services.crm.customers.falling import reset_falls
from services.crm.settings import queries, schemas
from services.crm.settings.repository import Settings
from shared.database import Transaction
from shared.nameko.entrypoints import command, query

Answer = dict[str, Any]
_UNLIMITED = {"joined": "any", "status_ids": [], "tag_ids": []}
_CHOSEN = {"status_ids": "customer-statuses", "tag_ids": "customer-tags"}


def _checked(tx: Transaction, fields: dict[str, Any], *, kept: Sequence[str] = ()) -> dict[str, Any]:
    """:raises Invalid: no such status or tag"""
    for name, kind in _CHOSEN.items():
        if name in fields:
            fields[name] = [str(each) for each in fields[name]]
            lookups.several(tx, fields[name], kind=kind, field=name, kept=kept)
    return fields


class ChangePoolRules:
    """Pool rules: every change of one sets the fall of every customer anew."""

    @command(takes=schemas.RuleDraft, answers=schemas.RuleShown, needs="customers", needs_action="crm_settings")
    def create_pool_rule(self, tx: Transaction, **fields: Any) -> Answer:
        """Add a rule."""
        settings = Settings(tx)
        rule_id = settings.add_rule(_UNLIMITED | _checked(tx, fields))
        reset_falls(tx)
        return queries.get_rule(tx, rule_id)

    @command(takes=schemas.RuleChange, answers=schemas.RuleShown, needs="customers", needs_action="crm_settings")
    def change_pool_rule(self, tx: Transaction, *, rule_id: UUID, version: int, **fields: Any) -> Answer:
        """Change a rule, or switch it on or off."""
        settings = Settings(tx)
        rule = settings.rule(str(rule_id))
        rule.change(_checked(tx, fields, kept=[*rule.status_ids, *rule.tag_ids]), version=version)
        settings.save()
        reset_falls(tx)
        return queries.get_rule(tx, str(rule_id))

    @query(takes=schemas.OneRule, answers=EffectShown, needs="customers", needs_action="crm_settings")
    def read_pool_rule_effect(self, tx: Transaction, *, rule_id: UUID) -> Answer:
        """Whom a rule drops today, and how many it would have dropped on each of the last 90 days, if it were alone."""
        return effect_of(tx, str(rule_id))

    @command(takes=schemas.OneRule, answers=schemas.Nothing, needs="customers", needs_action="crm_settings")
    def delete_pool_rule(self, tx: Transaction, *, rule_id: UUID) -> Answer:
        """Remove a rule; the customers it would have dropped fall by another, or not at all."""
        settings = Settings(tx)
        rule = settings.rule(str(rule_id))
        rule.change({"enabled": False}, version=rule.version)
        settings.save()
        reset_falls(tx)
        settings.delete_rule(rule)
        return {}
