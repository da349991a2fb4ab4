from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from services.crm.customers import errors, rules
from services.crm.customers.record import NO_CHANGES, CustomerRecord, Participant
from services.crm.customers.rules import Clocks, Terms
from shared.contracts.crm import events
from shared.contracts.crm.events import Named
from shared.contracts.crm.merging import CustomerMerged
from shared.contracts.crm.reminders import CustomerFallsSoon
from shared.kernel.actor import Person


class Customer(CustomerRecord):
    """A customer with its verbs: each checks, changes, records the event and writes a line of the change log."""

    __tablename__ = "customers"

    @classmethod
    def create(
        cls,
        *,
        company_id: str,
        customer_id: str,
        by: Person,
        at: datetime,
        terms: Terms,
        fields: dict[str, Any],
        status: Named | None = None,
        source: Named | None = None,
        tags: Sequence[Named] = (),
        owner: Person | None = None,
        origin: str = "manual",
    ) -> Self:
        """A new developing customer, owned by who creates it where no other owner is named."""
        owner = owner or by
        customer = cls(
            company_id=company_id,
            id=customer_id,
            stage="developing",
            owner_id=owner["id"],
            taken_at=at,
            created_at=at,
            created_by=by["id"],
            updated_at=at,
            updated_by=by["id"],
            status_id=status["id"] if status else None,
            source_id=source["id"] if source else None,
            **fields,
        )
        customer.owner, customer.status, customer.source, customer.tags = owner, status, source, tags
        customer.terms = terms
        customer._reckon_fall()
        customer.record(events.CustomerCreated(customer_id=customer_id, state=customer.state(), origin=origin))
        customer._note("converted" if origin == "converted" else "created")
        return customer

    def change(
        self,
        *,
        fields: Mapping[str, Any],
        by: Person,
        at: datetime,
        source: tuple[Named | None] | None = None,
        custom: Mapping[str, list[Any]] = NO_CHANGES,
    ) -> None:
        """Takes over basic data; `source` is given in brackets, since none is one too.

        `custom`: what changes in custom fields, by title, in words.
        """
        before = self._basic_data()
        for name, value in fields.items():
            setattr(self, name, value)
        if source is not None:
            (self.source,) = source
            self.source_id = self.source["id"] if self.source else None
        after = self._basic_data()
        changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]} | dict(custom)
        if changes:
            self._touch(by=by, at=at)
            self.record(events.CustomerChanged(customer_id=self.id, state=self.state(), changes=changes))
            self._note("changed", changes)

    def set_status(self, status: Named | None, *, by: Person, at: datetime) -> None:
        before, self.status = self.status, status
        if (before and before["id"]) == (status and status["id"]):
            return
        self.status_id = status["id"] if status else None
        self._reckon_fall()
        self._touch(by=by, at=at)
        self.record(events.CustomerStatusChanged(customer_id=self.id, state=self.state(), before=before))
        self._note("status_changed", status=[before and before["name"], status and status["name"]])

    def set_tags(self, tags: Sequence[Named], *, by: Person, at: datetime) -> None:
        before, self.tags = list(self.tags), tags
        if {each["id"] for each in before} == {each["id"] for each in tags}:
            return
        self._reckon_fall()
        self._touch(by=by, at=at)
        self.record(events.CustomerTagsChanged(customer_id=self.id, state=self.state(), before=before))
        self._note("tags_changed", tags=[_names(before), _names(tags)])

    def follow_up(self, *, at: datetime) -> None:
        """Starts the clock of the pool anew; the follow-up itself tells of it."""
        self.followed_at = at
        self._reckon_fall()

    def visit(self, *, at: datetime) -> None:
        """Somebody was there: the clocks of the pool that count visits start anew; the visit itself tells of it."""
        self.visited_at = at
        self._reckon_fall()

    def call(self, *, at: datetime) -> None:
        """Somebody called: the clocks of the pool that count calls start anew; the call itself tells of it."""
        self.called_at = at
        self._reckon_fall()

    def change_participants(self, *, added: Sequence[Participant] = (), removed: Collection[str] = ()) -> None:
        """Who joins and who leaves; the owner is no participant, and joining again changes the right to edit."""
        before = dict(self.participants)
        joining = {each.person["id"]: each for each in added if each.person["id"] != self.owner_id}
        self.participants = {key: each for key, each in before.items() if key not in removed} | joining
        if self.participants == before:
            return
        changed = [each.person for key, each in joining.items() if before.get(key) != each]
        left = [each.person for key, each in before.items() if key not in self.participants]
        self.record(
            events.CustomerParticipantsChanged(customer_id=self.id, state=self.state(), added=changed, removed=left)
        )
        self._note("participants_changed", participants=[_people(before), _people(self.participants)])

    def drop_to_pool(self, *, reason: str | None, at: datetime) -> None:
        """:raises AlreadyInPool: nobody owns it  :raises SignedCustomerStays: S4"""
        self._leave_owner(kind="by_hand", reason=reason, rule=None, at=at)

    def fall_into_pool(self, *, at: datetime) -> None:
        """The rule takes it away, unless by the rules as they are now its time is not over.

        :raises AlreadyInPool: nobody owns it  :raises SignedCustomerStays: S4
        """
        self._reckon_fall()
        if self.falls_at is not None and self.falls_at <= at:
            rule = next(each for each in self.terms.rules if each.id == self.falls_rule_id)
            self._leave_owner(kind="automatic", reason=None, rule=rule, at=at)

    def tell_of_fall(self, *, at: datetime) -> None:
        """The owner is reminded, once per date of fall."""
        rule = next((each for each in self.terms.rules if each.id == self.falls_rule_id), None)
        if rule is None or self.falls_at is None or self.falls_at == self.fall_told_for:
            return
        self.fall_told_for = self.falls_at
        self.record(
            CustomerFallsSoon(
                customer_id=self.id,
                state=self.state(),
                falls_at=self.falls_at.isoformat(),
                days=rules.days_left(self.falls_at, at=at),
                rule=Named(id=rule.id, name=rule.name),
            )
        )

    def take(self, *, by: Person, at: datetime) -> None:
        """:raises AlreadyTaken: it is not in the pool any more  :raises TakenBackTooSoon: the former owner waits"""
        self._refuse_unless_in_pool()
        days = self.terms.limits.days_before_taken_back
        if by["id"] == self.former_owner_id and not rules.may_take_back(pooled_at=self.pooled_at, days=days, at=at):
            raise errors.TakenBackTooSoon(days=days)
        self._own(by, at=at)
        self.record(events.CustomerTaken(customer_id=self.id, state=self.state()))
        self._note("taken", owner=[None, by["name"]])

    def assign(self, *, owner: Person, at: datetime) -> None:
        """:raises AlreadyTaken: it is not in the pool any more"""
        self._refuse_unless_in_pool()
        self._own(owner, at=at)
        self.record(events.CustomerAssigned(customer_id=self.id, state=self.state()))
        self._note("assigned", owner=[None, owner["name"]])

    def transfer(self, *, owner: Person, at: datetime) -> None:
        """:raises AlreadyInPool: nobody owns it"""
        former = self._require_owner()
        if former["id"] == owner["id"]:
            return
        self._own(owner, at=at)
        self.former_owner_id = former["id"]
        self.participants = {key: each for key, each in self.participants.items() if key != owner["id"]}
        self.record(events.CustomerTransferred(customer_id=self.id, state=self.state(), former_owner=former))
        self._note("transferred", owner=[former["name"], owner["name"]])

    def sign(self, *, owner: Person, status: Named | None, tags: Sequence[Named], at: datetime) -> None:
        """An order of it was approved (S1). One that was given up meanwhile is the order's owner's again.

        `status` and `tags` are what its own become (S4).
        """
        if self.recycled_at is not None:
            self.restore(at=at)
        if self.owner is None:
            self.assign(owner=owner, at=at)
        if self.stage == "signed":
            return
        self.stage = "signed"
        relabelled = self._relabel(status, tags)
        self._reckon_fall()
        self.record(events.CustomerSigned(customer_id=self.id, state=self.state()))
        self._note("signed", relabelled, stage=["developing", "signed"])

    def sign_back(
        self, *, status: Named | None, tags: Sequence[Named], into_pool: bool, reason: str, at: datetime
    ) -> None:
        """No approved order is left (S2): developed again with a clock that starts anew, or given to the pool.

        `status` and `tags` are what its own become (S4).
        """
        if self.stage != "signed":
            return
        self.stage, self.taken_at = "developing", at
        relabelled = self._relabel(status, tags)
        self._reckon_fall()
        self.record(events.CustomerSignedBack(customer_id=self.id, state=self.state()))
        self._note("signed_back", relabelled, stage=["signed", "developing"])
        if into_pool and self.owner is not None:
            self._leave_owner(kind="automatic", reason=reason, rule=None, at=at)

    def delete(self, *, at: datetime) -> None:
        """:raises SignedCustomerStays: S4"""
        self._refuse_if_signed()
        self.recycled_at = at
        self._reckon_fall()
        self.record(events.CustomerDeleted(customer_id=self.id, state=self.state(), former_owner=self.owner))
        self._note("deleted")

    def restore(self, *, at: datetime) -> None:
        """Back to its owner, whose clock starts anew, or to the pool.

        :raises NotRecycled: it is not in the recycle bin
        """
        self._refuse_unless_recycled()
        self.recycled_at = None
        if self.owner is not None:
            self.taken_at = at
        self._reckon_fall()
        self.record(events.CustomerRestored(customer_id=self.id, state=self.state()))
        self._note("restored")

    def purge(self) -> None:
        """Its last word, before the repository removes it with all that hangs on it.

        :raises NotRecycled: it is not in the recycle bin
        """
        self._refuse_unless_recycled()
        self.record(events.CustomerPurged(customer_id=self.id, state=self.state()))

    def absorb(self, other: Named, *, acts: Clocks, at: datetime, by: Person) -> None:
        """What hung on the other customer, which is gone, hangs on this one; its acts count here too."""
        known = self.clocks().acts
        latest = {act: max((each for each in (known[act], acts.acts[act]) if each), default=None) for act in known}
        self.followed_at, self.visited_at, self.called_at = latest["follow_up"], latest["visit"], latest["call"]
        self._reckon_fall()
        self._touch(by=by, at=at)
        self.record(CustomerMerged(customer_id=self.id, state=self.state(), merged=other))
        self._note("merged", customer=[other["name"], self.name])

    def tell_of_attachment(self, *, added: str | None = None, removed: str | None = None) -> None:
        """A file came or went (C14); the attachment itself tells of it."""
        self._note("attached" if added else "attachment_removed", attachment=[removed, added])

    def _leave_owner(self, *, kind: str, reason: str | None, rule: rules.Rule | None, at: datetime) -> None:
        former = self._require_owner()
        self._refuse_if_signed()
        self.owner, self.owner_id, self.taken_at, self.participants = None, None, None, {}
        self.pooled_at, self.former_owner_id = at, former["id"]
        self._reckon_fall()
        version = events.PoolRuleVersion(id=rule.id, name=rule.name, version=rule.version) if rule else None
        self.record(
            events.CustomerDroppedToPool(
                customer_id=self.id, state=self.state(), former_owner=former, kind=kind, reason=reason, rule=version
            )
        )
        why: dict[str, list[Any]] = (
            {"rule": [None, rule.name]} if rule else {"reason": [None, reason]} if reason else {}
        )
        self._note("fell_into_pool" if rule else "dropped_to_pool", {"owner": [former["name"], None], **why})

    def _relabel(self, status: Named | None, tags: Sequence[Named]) -> dict[str, list[Any]]:
        """What changed, in words; the event that tells of the new stage tells the labels too."""
        changes = {
            "status": [self.status and self.status["name"], status and status["name"]],
            "tags": [_names(self.tags), _names(tags)],
        }
        self.status, self.tags, self.status_id = status, tags, status["id"] if status else None
        return {name: change for name, change in changes.items() if change[0] != change[1]}

    def _own(self, owner: Person, *, at: datetime) -> None:
        self.owner, self.owner_id, self.taken_at, self.pooled_at = owner, owner["id"], at, None
        self._reckon_fall()


def _names(named: Sequence[Named]) -> str | None:
    return rules.joined([each["name"] for each in named])


def _people(participants: Mapping[str, Participant]) -> str | None:
    marks = {True: "（可编辑）", False: ""}
    return rules.joined([each.person["name"] + marks[each.may_edit] for each in participants.values()])
