"""Verbs for many leads at once (L4): on chosen ids, on all a filter finds, as a job when those are too many."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.crm.customers.lookups import choice, person
from services.crm.leads import queries
from services.crm.leads.model import Lead
from services.crm.leads.repository import Leads
from services.crm.leads.schemas import MOST_AT_ONCE, LeadNarrowing
from shared.database import Transaction
from shared.jobs import Job, start

Answer = dict[str, Any]
Ids = Sequence[str]
JOB = "lead-bulk"
_CHUNK = 500
_MOST_REFUSALS_TOLD = 1_000


def carry_out(tx: Transaction, verb: str, *, chosen: Mapping[str, Any], **arguments: Any) -> Answer:
    """What became of the selection, or the job that sees to it."""
    arguments = {name: value and str(value) for name, value in arguments.items()}
    if "ids" in chosen:
        return VERBS[verb](tx, [str(each) for each in chosen["ids"]], **arguments)
    ids = queries.find_ids(tx, most=MOST_AT_ONCE + 1, **chosen["filter"])
    if len(ids) <= MOST_AT_ONCE:
        return VERBS[verb](tx, ids, **arguments)
    VERBS[verb](tx, [], **arguments)  # refuses wrong arguments at once
    kept = {name: _in_query(value) for name, value in chosen["filter"].items() if value is not None}
    total = queries.count_found(tx, **chosen["filter"])
    return start(tx, kind=JOB, arguments={"verb": verb, "filter": kept, "arguments": arguments}, total=total)


def run_bulk(job: Job) -> None:
    """Goes over the filter in the order of ids, so that what the verb moves out of the list is not met again."""
    verb, filters = VERBS[job.arguments["verb"]], LeadNarrowing().load(job.arguments["filter"])
    ids: Ids = [queries.FIRST]
    while ids:
        with job.step() as tx:
            ids = queries.find_ids(tx, most=_CHUNK, after=job.state.get("after", queries.FIRST), **filters)
            answer = verb(tx, ids, **job.arguments["arguments"]) if ids else {"done": 0, "refused": []}
            changed = job.state.get("changed", 0) + answer["done"]
            refused = (job.state.get("refused", []) + answer["refused"])[:_MOST_REFUSALS_TOLD]
            if not ids:
                job.finish(result={"done": changed, "refused": refused})
            job.progress(done=job.done + len(ids), changed=changed, refused=refused, after=ids[-1] if ids else None)


def transfer(tx: Transaction, ids: Ids, *, owner_id: str) -> Answer:
    owner = person(tx, owner_id)
    return Leads(tx).each(ids, lambda each: each.transfer(owner, at=tx.now), to="transfer")


def set_status(tx: Transaction, ids: Ids, *, status_id: str | None) -> Answer:
    status = choice(tx, status_id, kind="lead-statuses", field="status_id")
    return Leads(tx).each(ids, lambda each: each.set_status(status, at=tx.now), to="set_status")


def delete(tx: Transaction, ids: Ids) -> Answer:
    leads = Leads(tx)
    answer = leads.each(ids, Lead.delete, to="delete")
    leads.remove(sorted(set(ids) - {each["id"] for each in answer["refused"]}))
    return answer


def _in_query(value: Any) -> Any:
    """As a query says it."""
    if isinstance(value, list):
        return ["none" if each is None else str(each) for each in value]
    return value if isinstance(value, bool) else str(value)


VERBS: Mapping[str, Callable[..., Answer]] = {each.__name__: each for each in (transfer, set_status, delete)}
