"""Verbs for many customers at once (C3): on chosen ids, on all a filter finds, as a job when those are too many."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from services.crm.customers import labels, lookups, queries
from services.crm.customers.allowances import Allowance
from services.crm.customers.errors import OtherStage
from services.crm.customers.model import Customer
from services.crm.customers.record import Participant
from services.crm.customers.repository import Customers
from services.crm.customers.schemas import MOST_AT_ONCE, Narrowing
from services.crm.duplicates.errors import TakenMeanwhile
from services.crm.duplicates.holding import taken_meanwhile
from shared.database import Transaction
from shared.jobs import Job, start
from shared.kernel.errors import Invalid

Answer = dict[str, Any]
Ids = Sequence[str]
Verbs = Mapping[str, Callable[..., Answer]]
_CHUNK = 500
_MOST_REFUSALS_TOLD = 1_000


def carry_out(
    tx: Transaction, verb: str, *, chosen: Mapping[str, Any], verbs: Verbs | None = None, **arguments: Any
) -> Answer:
    """What became of the selection, or the job that sees to it; `verbs` are those of a journey where it has its own."""
    verbs = VERBS if verbs is None else verbs
    arguments = {name: _plain(value) for name, value in arguments.items()}
    if "ids" in chosen:
        return verbs[verb](tx, [str(each) for each in chosen["ids"]], **arguments)
    ids = queries.find_ids(tx, most=MOST_AT_ONCE + 1, **chosen["filter"])
    if len(ids) <= MOST_AT_ONCE:
        return verbs[verb](tx, ids, **arguments)
    verbs[verb](tx, [], **arguments)  # refuses wrong arguments at once
    kept = {name: _in_query(value) for name, value in chosen["filter"].items() if value is not None}
    total = queries.count_found(tx, **chosen["filter"])
    return start(tx, kind="bulk", arguments={"verb": verb, "filter": kept, "arguments": arguments}, total=total)


def run_bulk(job: Job, *, verbs: Verbs | None = None) -> None:
    """Goes over the filter in the order of ids, so that what the verb moves out of the list is not met again."""
    known = VERBS if verbs is None else verbs
    verb, filters = known[job.arguments["verb"]], Narrowing().load(job.arguments["filter"])
    while True:
        with job.step() as tx:
            ids = queries.find_ids(tx, most=_CHUNK, after=job.state.get("after", queries.FIRST), **filters)
            answer = verb(tx, ids, **job.arguments["arguments"]) if ids else {"done": 0, "refused": []}
            changed = job.state.get("changed", 0) + answer["done"]
            refused = (job.state.get("refused", []) + answer["refused"])[:_MOST_REFUSALS_TOLD]
            if len(ids) < _CHUNK:
                job.finish(result={"done": changed, "refused": refused})
            job.progress(
                done=job.done + len(ids), changed=changed, refused=refused, after=ids[-1] if ids else queries.FIRST
            )
        if len(ids) < _CHUNK:
            return


def drop_to_pool(tx: Transaction, ids: Ids, *, reason: str | None) -> Answer:
    """:raises Invalid: the company requires a reason"""
    customers, said = Customers(tx), (reason or "").strip() or None
    if customers.terms.limits.reason_required and said is None:
        raise Invalid(errors={"reason": ["A reason is required."]})
    return customers.each(ids, lambda each: each.drop_to_pool(reason=said, at=tx.now), to="drop_to_pool")


def take(tx: Transaction, ids: Ids) -> Answer:
    customers, me = Customers(tx), tx.actor.as_person()
    allowance = Allowance(tx, me["id"], limits=customers.terms.limits)

    def take_one(customer: Customer) -> None:
        allowance.require(taking=True)
        customer.take(by=me, at=tx.now)
        allowance.use()

    answer = customers.each(ids, take_one, to="take")
    allowance.count_takings()
    return answer


def assign(tx: Transaction, ids: Ids, *, owner_id: str) -> Answer:
    return _hand_over(tx, ids, owner_id=owner_id, verb=Customer.assign, to="assign")


def transfer(tx: Transaction, ids: Ids, *, owner_id: str) -> Answer:
    return _hand_over(tx, ids, owner_id=owner_id, verb=Customer.transfer, to="transfer")


def add_participants(tx: Transaction, ids: Ids, *, employee_ids: Ids, may_edit: bool) -> Answer:
    people = lookups.people(tx, employee_ids, field="employee_ids")
    added = [Participant(person, may_edit) for person in people]
    return Customers(tx).each(ids, lambda each: each.change_participants(added=added), to="change_participants")


def remove_participants(tx: Transaction, ids: Ids, *, employee_ids: Ids) -> Answer:
    return Customers(tx).each(
        ids, lambda each: each.change_participants(removed=employee_ids), to="change_participants"
    )


def set_status(tx: Transaction, ids: Ids, *, status_id: str | None) -> Answer:
    """Of customers of the status's stage; without one of both."""
    wanted = [status_id] if status_id else []
    found = lookups.of_kinds(tx, wanted, kinds=list(labels.STATUSES.values()), field="status_id")
    stages = [stage for stage, kind in labels.STATUSES.items() if not found or status_id in labels.ids_of(tx, kind)]
    by, status = tx.actor.as_person(), found[0] if found else None

    def set_one(customer: Customer) -> None:
        if customer.stage not in stages:
            raise OtherStage
        customer.set_status(status, by=by, at=tx.now)

    return Customers(tx).each(ids, set_one, to="set_status")


def set_tags(tx: Transaction, ids: Ids, *, tag_ids: Ids) -> Answer:
    """Development tags; signing tags stay."""
    return _replace_tags(tx, ids, tag_ids, kind="customer-tags", stages=labels.STATUSES)


def set_signed_tags(tx: Transaction, ids: Ids, *, tag_ids: Ids) -> Answer:
    """Signing tags of signed customers; development tags stay."""
    return _replace_tags(tx, ids, tag_ids, kind="signed-tags", stages=("signed",))


def _replace_tags(tx: Transaction, ids: Ids, tag_ids: Ids, *, kind: str, stages: Collection[str]) -> Answer:
    tags, of_kind = lookups.several(tx, tag_ids, kind=kind, field="tag_ids"), labels.ids_of(tx, kind)
    by = tx.actor.as_person()

    def replace(customer: Customer) -> None:
        if customer.stage not in stages:
            raise OtherStage
        others = [each for each in customer.tags if each["id"] not in of_kind]
        customer.set_tags([*others, *tags], by=by, at=tx.now)

    return Customers(tx).each(ids, replace, to="set_tags")


def delete(tx: Transaction, ids: Ids) -> Answer:
    return Customers(tx).each(ids, lambda each: each.delete(at=tx.now), to="delete")


def restore(tx: Transaction, ids: Ids) -> Answer:
    taken = taken_meanwhile(tx, ids)

    def restore_one(customer: Customer) -> None:
        if customer.id in taken:
            raise TakenMeanwhile
        customer.restore(at=tx.now)

    return Customers(tx).each(ids, restore_one, to="restore")


def purge(tx: Transaction, ids: Ids) -> Answer:
    customers = Customers(tx)
    answer = customers.each(ids, Customer.purge, to="purge")
    customers.remove(sorted(set(ids) - {each["id"] for each in answer["refused"]}))
    return answer


def _hand_over(tx: Transaction, ids: Ids, *, owner_id: str, verb: Callable[..., None], to: str) -> Answer:
    """To another owner, as far as that one may hold more."""
    customers, owner = Customers(tx), lookups.person(tx, owner_id)
    allowance = Allowance(tx, owner["id"], limits=customers.terms.limits)

    def hand_over(customer: Customer) -> None:
        if customer.owner_id != owner["id"]:
            allowance.require()
            verb(customer, owner=owner, at=tx.now)
            allowance.use()

    return customers.each(ids, hand_over, to=to)


def _plain(value: Any) -> Any:
    """Ids as the text they are kept as."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return value if value is None or isinstance(value, bool | str) else str(value)


def _in_query(value: Any) -> Any:
    """As a query says it."""
    if isinstance(value, list):
        return ["none" if each is None else str(each) for each in value]
    return str(value)


VERBS: Verbs = {
    each.__name__: each
    for each in (
        drop_to_pool,
        take,
        assign,
        add_participants,
        remove_participants,
        set_status,
        set_tags,
        set_signed_tags,
        delete,
        restore,
        purge,
    )
}
