"""Workbooks brought in: the table of what they may be of (C2, L2, C7, G2)."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from services.crm.imports import machine, schemas
from services.crm.imports.machine import Importable, name_of
from services.crm.imports.templates import write_template
from services.crm.journeys.import_contacts import CONTACTS
from services.crm.journeys.import_customers import CUSTOMERS
from services.crm.journeys.import_leads import LEADS
from services.crm.journeys.import_products import PRODUCTS
from shared.database import Transaction
from shared.files import FileStore, file_key, keep
from shared.jobs import Job, start
from shared.jobs.schemas import JobFile, JobShown
from shared.kernel.errors import Forbidden
from shared.nameko.entrypoints import command, query, runs

_THINGS: Mapping[str, Importable] = {
    "customers": CUSTOMERS,
    "pool-customers": CUSTOMERS,
    "leads": LEADS,
    "contacts": CONTACTS,
    "products": PRODUCTS,
}


class ImportFiles:
    """What others may order of imports."""

    files: FileStore

    @command(takes=schemas.ImportDraft, answers=JobShown, needs_action="import")
    def start_import(self, tx: Transaction, **arguments: Any) -> dict[str, Any]:
        """Look at a workbook, or bring it in: a job."""
        _allowed(tx, arguments["kind"])
        return start(tx, kind="import", arguments=arguments)

    @query(takes=schemas.TemplateOf, answers=JobFile, needs_action="import")
    def make_import_template(self, tx: Transaction, *, kind: str) -> dict[str, Any]:
        """An empty workbook with the columns that are known, an example, and what may be chosen."""
        thing = _allowed(tx, kind)
        file_id = str(uuid5(NAMESPACE_URL, f"template {kind} {tx.actor.language} {tx.actor.employee_id}"))
        with TemporaryDirectory(prefix="kuaiqi-template-") as folder:
            path = Path(folder) / "template.xlsx"
            write_template(path, tx, thing)
            keep(self.files, file_key(tx.company_id, file_id=file_id), path)
        return {"file_id": file_id, "name": name_of(thing, tx.actor.language)[0]}

    @runs("import")
    def run_import(self, job: Job) -> None:
        """Read the workbook; then look at its rows, or bring them in."""
        machine.run(job, self.files, _THINGS[job.arguments["kind"]])


def _allowed(tx: Transaction, kind: str) -> Importable:
    """:raises Forbidden: the actor does not use what the rows become"""
    thing = _THINGS[kind]
    if not tx.actor.may_use(thing.function) or (thing.needs_action and not tx.actor.may(thing.needs_action)):
        raise Forbidden
    return thing
