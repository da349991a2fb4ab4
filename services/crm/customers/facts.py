"""What stands beside the columns of a customer that is to be changed: names, and who acts in which relation."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ARRAY, Row, Select, and_, any_, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.crm.customers import rules
from services.crm.customers.lookups import named_or_none
from services.crm.customers.model import Customer
from services.crm.customers.record import Participant
from services.crm.customers.rules import Terms
from services.crm.customers.tables import customer_tags, ownerships, participants
from services.crm.db import choices
from shared.contracts.crm.events import Named
from shared.database import Id
from shared.database.tables import employees
from shared.directory.scope import Shape, scope_condition
from shared.kernel.actor import Actor, Person

_C = Customer.__table__.c
_SAW_IT_IN_THE_POOL = timedelta(minutes=10)
_OUT_OF_POOL = frozenset({"taken", "assigned"})


@lru_cache
def facts(shape: Shape) -> Select[Any]:
    """What stands beside the columns of locked customers, in one statement."""
    company_id = bindparam("company_id", type_=Id)
    owner, status, source, member = employees.alias(), choices.alias(), choices.alias(), employees.alias()
    p, t, tag, o = participants.c, customer_tags.c, choices.alias(), ownerships.c
    joined = (
        Customer.__table__.outerjoin(owner, and_(owner.c.company_id == company_id, owner.c.id == _C.owner_id))
        .outerjoin(status, and_(status.c.company_id == company_id, status.c.id == _C.status_id))
        .outerjoin(source, and_(source.c.company_id == company_id, source.c.id == _C.source_id))
        .outerjoin(ownerships, and_(o.company_id == company_id, o.customer_id == _C.id, o.until.is_(None)))
    )
    tags = (
        select(
            func.json_agg(
                aggregate_order_by(func.json_build_array(tag.c.id, tag.c.name), tag.c.kind, tag.c.order, tag.c.id)
            )
        )
        .select_from(customer_tags.join(tag, and_(tag.c.company_id == t.company_id, tag.c.id == t.choice_id)))
        .where(t.company_id == company_id, t.customer_id == _C.id)
    )
    people = (
        select(
            func.json_agg(
                aggregate_order_by(
                    func.json_build_array(p.employee_id, member.c.name, member.c.department_id, p.may_edit),
                    member.c.name,
                    p.employee_id,
                )
            )
        )
        .select_from(
            participants.outerjoin(member, and_(member.c.company_id == p.company_id, member.c.id == p.employee_id))
        )
        .where(p.company_id == company_id, p.customer_id == _C.id)
    )
    return (
        select(
            _C.id,
            owner.c.name.label("owner_name"),
            owner.c.department_id,
            status.c.name.label("status_name"),
            source.c.name.label("source_name"),
            o.how,
            o.since,
            tags.scalar_subquery().label("tags"),
            people.scalar_subquery().label("participants"),
            func.coalesce(scope_condition(shape, owner=_C.owner_id), False).label("acts"),
        )
        .select_from(joined)
        .where(_C.company_id == company_id, _C.id == any_(cast(bindparam("ids"), ARRAY(Id))))
        .execution_options(prepared=True)
    )


def fill(customer: Customer, found: Row[Any], *, terms: Terms, actor: Actor | None, now: datetime) -> None:
    """Gives the customer its names, the company's terms, and the rights of who acts."""
    customer.terms = terms
    customer.owner = None
    if customer.owner_id is not None:
        # An owner whose event has not come yet has no name.
        customer.owner = Person(id=customer.owner_id, name=found.owner_name or "", department_id=found.department_id)
    customer.status = named_or_none(customer.status_id, found.status_name)
    customer.source = named_or_none(customer.source_id, found.source_name)
    customer.tags = [Named(id=key, name=name) for key, name in found.tags or ()]
    customer.participants = {
        key: Participant(Person(id=key, name=name or "", department_id=department_id), may_edit)
        for key, name, department_id, may_edit in found.participants or ()
    }
    customer.just_taken = found.how in _OUT_OF_POOL and found.since > now - _SAW_IT_IN_THE_POOL
    if actor is not None:
        customer.rights = _rights(customer, actor=actor, acts_for_owner=found.acts)


def _rights(customer: Customer, *, actor: Actor, acts_for_owner: bool) -> frozenset[str]:
    one = customer.participants.get(actor.employee_id)
    recycled = customer.recycled_at is not None
    relation = rules.relation_of(
        administrator=actor.administrator,
        # What was deleted out of the pool is nobody's, and so open to all who may use the recycle bin.
        acts_for_owner=acts_for_owner or (recycled and customer.owner_id is None),
        participates=one is not None,
    )
    return rules.rights(
        state=customer.whereabouts,
        relation=relation,
        may=actor.may,
        granted=one is not None and one.may_edit and customer.terms.limits.participants_may_edit,
    )
