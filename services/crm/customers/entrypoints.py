from typing import Any
from uuid import UUID

from services.crm.customers import answers, bulk, counting, drafts, effects, falling, nearby, queries, schemas
from shared.database import Transaction
from shared.nameko.entrypoints import command, every, query

Answer = dict[str, Any]
_FALLING_AT_ONCE = 500


class CustomerEntrypoints:
    """What others may ask of customers."""

    database: Any
    system_database: Any

    @query(takes=schemas.CustomerFilter, answers=answers.CustomersShown, needs="customers")
    def list_customers(self, tx: Transaction, **asked: Any) -> Answer:
        """One page of mine, those I take part in, the team's, the pool or the recycle bin (C1)."""
        return queries.list_customers(tx, **asked)

    @query(takes=schemas.Near, answers=answers.NearbyShown, needs="customers")
    def list_nearby_customers(self, tx: Transaction, **asked: Any) -> Answer:
        """Customers of a list within a radius of a place, the nearest first."""
        return nearby.list_nearby(tx, **asked)

    @query(takes=schemas.OfStage, answers=answers.CountersShown, needs="customers")
    def count_customers(self, tx: Transaction, *, stage: str | None) -> Answer:
        """How many customers each list holds, of one stage or of both."""
        return queries.count_customers(tx, stage=stage)

    @query(takes=schemas.OneCustomer, answers=answers.CustomerInFull, needs="customers")
    def get_customer(self, tx: Transaction, *, customer_id: UUID) -> Answer:
        """One customer, with its participants and what the actor may do."""
        return queries.get_customer(tx, str(customer_id))

    @query(takes=schemas.PageOfCustomer, answers=answers.ChangesShown, needs="customers")
    def list_customer_changes(self, tx: Transaction, *, customer_id: UUID, page: int, page_size: int) -> Answer:
        """The change log of a customer (C15)."""
        return queries.list_changes(tx, str(customer_id), page=page, page_size=page_size)

    @query(takes=schemas.OneCustomer, answers=answers.OwnershipsShown, needs="customers")
    def list_customer_owners(self, tx: Transaction, *, customer_id: UUID) -> Answer:
        """All owners of a customer with dates."""
        return queries.list_owners(tx, str(customer_id))

    @query(takes=schemas.OneCustomer, answers=answers.FallShown, needs="customers")
    def explain_customer_fall(self, tx: Transaction, *, customer_id: UUID) -> Answer:
        """Why and when a customer falls into the pool: every rule with its deadlines (C4, C17)."""
        return effects.explain_fall(tx, str(customer_id))

    @command(takes=schemas.CustomerDraft, answers=answers.CustomerInFull, needs="customers")
    def create_customer(self, tx: Transaction, **draft: Any) -> Answer:
        """Create a customer of one's own."""
        return queries.get_customer(tx, drafts.create(tx, draft))

    @command(takes=schemas.CustomerChange, answers=answers.CustomerInFull, needs="customers")
    def change_customer(self, tx: Transaction, *, customer_id: UUID, version: int, **draft: Any) -> Answer:
        """Change data of a customer (C6, C16)."""
        drafts.change(tx, str(customer_id), version=version, draft=draft)
        return queries.get_customer(tx, str(customer_id))

    @command(takes=schemas.Drop, answers=answers.BulkShown, needs="customers", needs_action="drop_to_pool")
    def drop_customers_to_pool(self, tx: Transaction, *, reason: str | None, **chosen: Any) -> Answer:
        """Give customers up so that a colleague may take them (C3, C17)."""
        return bulk.carry_out(tx, "drop_to_pool", chosen=chosen, reason=reason)

    @command(takes=schemas.Selection, answers=answers.BulkShown, needs="customers", needs_action="take_from_pool")
    def take_customers(self, tx: Transaction, **chosen: Any) -> Answer:
        """Take customers from the pool; of two who take at once, one gets it (C17)."""
        return bulk.carry_out(tx, "take", chosen=chosen)

    @command(takes=schemas.NewOwner, answers=answers.BulkShown, needs="customers", needs_action="assign_from_pool")
    def assign_customers(self, tx: Transaction, *, owner_id: UUID, **chosen: Any) -> Answer:
        """Assign customers from the pool to an employee (C17)."""
        return bulk.carry_out(tx, "assign", chosen=chosen, owner_id=owner_id)

    @command(takes=schemas.Joining, answers=answers.BulkShown, needs="customers")
    def add_participants(self, tx: Transaction, *, employee_ids: list[UUID], may_edit: bool, **chosen: Any) -> Answer:
        """Let colleagues work along, with or without the right to edit basic data (C3, C16)."""
        return bulk.carry_out(tx, "add_participants", chosen=chosen, employee_ids=employee_ids, may_edit=may_edit)

    @command(takes=schemas.Leaving, answers=answers.BulkShown, needs="customers")
    def remove_participants(self, tx: Transaction, *, employee_ids: list[UUID], **chosen: Any) -> Answer:
        """Colleagues no longer work along (C3)."""
        return bulk.carry_out(tx, "remove_participants", chosen=chosen, employee_ids=employee_ids)

    @command(takes=schemas.NewStatus, answers=answers.BulkShown, needs="customers")
    def set_customer_status(self, tx: Transaction, *, status_id: UUID | None, **chosen: Any) -> Answer:
        """Change the status of customers (C3)."""
        return bulk.carry_out(tx, "set_status", chosen=chosen, status_id=status_id)

    @command(takes=schemas.NewTags, answers=answers.BulkShown, needs="customers")
    def set_customer_tags(self, tx: Transaction, *, tag_ids: list[UUID], **chosen: Any) -> Answer:
        """Change the development tags of customers (C3, S4)."""
        return bulk.carry_out(tx, "set_tags", chosen=chosen, tag_ids=tag_ids)

    @command(takes=schemas.NewTags, answers=answers.BulkShown, needs="customers")
    def set_signed_customer_tags(self, tx: Transaction, *, tag_ids: list[UUID], **chosen: Any) -> Answer:
        """Change the signing tags of signed customers (S4)."""
        return bulk.carry_out(tx, "set_signed_tags", chosen=chosen, tag_ids=tag_ids)

    @command(takes=schemas.Selection, answers=answers.BulkShown, needs="customers", needs_action="delete_customer")
    def delete_customers(self, tx: Transaction, **chosen: Any) -> Answer:
        """Put customers into the recycle bin (C3)."""
        return bulk.carry_out(tx, "delete", chosen=chosen)

    @command(takes=schemas.Selection, answers=answers.BulkShown, needs="customers", needs_action="use_recycle_bin")
    def restore_customers(self, tx: Transaction, **chosen: Any) -> Answer:
        """Bring customers back from the recycle bin (C18)."""
        return bulk.carry_out(tx, "restore", chosen=chosen)

    @command(takes=schemas.Selection, answers=answers.BulkShown, needs="customers", needs_action="use_recycle_bin")
    def purge_customers(self, tx: Transaction, **chosen: Any) -> Answer:
        """Remove customers for good, with all that hangs on them (C18)."""
        return bulk.carry_out(tx, "purge", chosen=chosen)

    @every(seconds=60)
    def fold_customer_counts(self) -> None:
        """Counts that the database adds row by row become few rows again."""
        for company_id in counting.companies_with_scattered_counts(self.system_database):
            with self.database.system_transaction() as tx:
                tx.enter_company(company_id)
                counting.fold_counts(tx)

    @every(seconds=60)
    def drop_quiet_customers(self) -> None:
        """The pool rules take away customers whose time is over (C17)."""
        for company_id in falling.companies_with_due(self.system_database):
            left = _FALLING_AT_ONCE
            while left == _FALLING_AT_ONCE:
                with self.database.system_transaction() as tx:
                    tx.enter_company(company_id)
                    left = falling.drop_due(tx, most=_FALLING_AT_ONCE)
