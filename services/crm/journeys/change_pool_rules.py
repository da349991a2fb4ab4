"""Change by which rules customers fall into the pool, and with that when each of them does (C17)."""

from typing import Any
from uuid import UUID

from services.crm.customers.falling import reset_falls
from services.crm.settings import queries, schemas
from services.crm.settings.repository import Settings
from shared.database import Transaction
from shared.nameko.entrypoints import command

Answer = dict[str, Any]


class ChangePoolRules:
    """Pool rules: every change of one sets the fall of every customer anew."""

    @command(takes=schemas.RuleDraft, answers=schemas.RuleShown, needs="customers", needs_action="crm_settings")
    def create_pool_rule(self, tx: Transaction, **fields: Any) -> Answer:
        """Add a rule."""
        settings = Settings(tx)
        rule_id = settings.add_rule(fields)
        reset_falls(tx)
        return queries.get_rule(tx, rule_id)

    @command(takes=schemas.RuleChange, answers=schemas.RuleShown, needs="customers", needs_action="crm_settings")
    def change_pool_rule(self, tx: Transaction, *, rule_id: UUID, version: int, **fields: Any) -> Answer:
        """Change a rule, or switch it on or off."""
        settings = Settings(tx)
        settings.rule(str(rule_id)).change(fields, version=version)
        settings.save()
        reset_falls(tx)
        return queries.get_rule(tx, str(rule_id))

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
