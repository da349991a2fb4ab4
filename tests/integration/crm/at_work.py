"""The CRM with its database and a folder for files, without a broker: operations and jobs."""

import json
from dataclasses import replace
from uuid import uuid4

from openpyxl import Workbook, load_workbook
from sqlalchemy import insert, text

from services.crm.db import choices
from services.crm.service import CrmService
from shared.database import Database
from shared.database.tables import departments, employees
from shared.files import FileStore, fetch, file_key, keep
from shared.jobs import Job
from shared.jobs.queue import JobQueue
from shared.kernel.actor import Actor, Scope
from shared.nameko.operation import Call

ACTIONS = frozenset({"import", "export", "drop_to_pool", "take_from_pool"})
_RUNS = {"export_records": "run_record_export", "export_list": "run_list_export"}
FUNCTIONS = dict.fromkeys(
    ("customers", "follow_ups", "visits", "calls", "leads", "products", "opportunities", "orders"), Scope("self")
)


def person(company_id=None, *, actions=ACTIONS, scope="self", language="en"):
    return Actor(
        company_id or str(uuid4()),
        str(uuid4()),
        "许妙迪",
        None,
        scopes={name: Scope(scope) for name in FUNCTIONS},
        actions=actions,
        language=language,
    )


class Crm:
    def __init__(self, addresses, folder, **options):
        self.database = Database(addresses.app_url, **options)
        self.system = Database(addresses.system_url)
        self.folder = folder
        self.files = FileStore(str(folder / "files"))

    def close(self):
        self.database.dispose()
        self.system.dispose()

    def ask(self, actor, method, **arguments):
        call = Call(actor=actor, arguments=arguments, command_id=str(uuid4()), request_id="test", language="en")
        return json.loads(getattr(CrmService, method).operation.carry_out(self, call))

    def rows(self, actor, statement, **values):
        with self.database.transaction(actor) as tx:
            found = tx.session.execute(text(statement), values)
            return found.all() if found.returns_rows else []

    def choose(self, actor, kind, name, *, order=0):
        """A configured choice; its id."""
        choice_id = str(uuid4())
        values = {"id": choice_id, "version": 0, "kind": kind, "name": name, "order": order, "enabled": True}
        with self.database.transaction(actor) as tx:
            tx.session.execute(insert(choices).values(company_id=actor.company_id, stage=None, **values))
        return choice_id

    def employ(self, actor, name, *, department_id=None):
        """A colleague of the actor, known to the CRM."""
        colleague = replace(person(actor.company_id), name=name, department_id=department_id)
        values = {"id": colleague.employee_id, "name": name, "account": str(uuid4()), "department_id": department_id}
        with self.database.transaction(actor) as tx:
            tx.session.execute(insert(employees).values(company_id=actor.company_id, enabled=True, **values))
        return colleague

    def department(self, actor, name):
        """A department of the actor's company; its id."""
        department_id = str(uuid4())
        values = {"id": department_id, "name": name, "path": department_id, "order": 0}
        with self.database.transaction(actor) as tx:
            tx.session.execute(insert(departments).values(company_id=actor.company_id, **values))
        return department_id

    def told(self, actor, kind):
        """What the last event of the kind says."""
        found = self.rows(actor, "select body from outbox where type = :kind order by seq desc limit 1", kind=kind)
        return json.loads(bytes(found[0].body))["data"]

    def upload(self, actor, rows):
        """A workbook of these rows in the store; its file's id."""
        path = self.folder / "upload.xlsx"
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
        return self.put(actor, path)

    def put(self, actor, path):
        file_id = str(uuid4())
        keep(self.files, file_key(actor.company_id, file_id=file_id), path)
        return file_id

    def claim(self, *, stopping=lambda: False, runner="test"):
        queue = JobQueue(
            self.system,
            runner=f"{runner} {uuid4()}",
            kinds=["import", "export", "export_records", "export_list", "bulk"],
        )
        claimed = queue.claim()
        assert claimed is not None, "no job waits"
        return Job(claimed, database=self.database, stopping=stopping)

    def work(self, actor, started, **options):
        """Runs the one waiting job to its end; the job as it is told."""
        job = self.claim(**options)
        getattr(CrmService, _RUNS.get(job.kind, f"run_{job.kind}"))(self, job)
        return self.ask(actor, "get_job", job_id=started["id"])

    def made_rows(self, actor, job):
        """The rows of the workbook that a job made."""
        made = self.ask(actor, "get_job_file", job_id=job["id"])
        path = self.folder / "made.xlsx"
        fetch(self.files, file_key(actor.company_id, file_id=made["file_id"]), path)
        return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]
