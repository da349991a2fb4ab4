"""A service as the product's are made, small enough to test what all of them stand on. It borrows office's name."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from marshmallow import Schema, fields
from sqlalchemy import text

from shared.contracts.gateway.events import CompanyChanged, CompanyFounded
from shared.jobs import start
from shared.jobs.entrypoints import JobEntrypoints
from shared.kernel.errors import Conflict
from shared.kernel.events import Event
from shared.nameko.entrypoints import command, every, listens, query, runs
from shared.nameko.service import Service

_INSERT = text("insert into notes (company_id, id, body) values (:company_id, :id, :body)")

_WRITE = text(
    "insert into history select cast(:company_id as uuid), nextval('history_seq'), version, name "
    "from unnest(cast(:versions as int[]), cast(:names as text[])) as heard (version, name)"
)


@dataclass(frozen=True, kw_only=True)
class NoteKept(Event):
    """Somebody took a note. Heard by nobody."""

    type: ClassVar[str] = "office.note.kept"
    note_id: str


class NoteTaken(Schema):
    body = fields.String(required=True)


class Slowly(Schema):
    seconds = fields.Float(required=True)


class NoteEntrypoints:
    @command(takes=NoteTaken, needs="notes")
    def take_note(self, tx, *, body):
        note_id = tx.new_id()
        tx.session.execute(_INSERT, {"company_id": tx.company_id, "id": note_id, "body": body})
        tx.publish(NoteKept(note_id=note_id), version=1)
        return {"id": note_id}

    @command(takes=NoteTaken, needs_action="delete_notes")
    def delete_notes(self, tx, *, body):
        return tx.session.execute(text("delete from notes where body = :body"), {"body": body}).rowcount

    @query()
    def count_notes(self, tx):
        return {"notes": tx.session.scalar(text("select count(*) from notes"))}

    @query(takes=NoteTaken)
    def write_in_a_query(self, tx, *, body):
        tx.session.execute(_INSERT, {"company_id": tx.company_id, "id": tx.new_id(), "body": body})

    @query(takes=Slowly)
    def answer_slowly(self, tx, *, seconds):
        tx.session.execute(text("select pg_sleep(:seconds)"), {"seconds": seconds})
        return {"slept": seconds}

    @query()
    def fail(self, tx):
        raise RuntimeError("the password of the database is hunter2")


class ProjectionEntrypoints:
    @listens(CompanyFounded, CompanyChanged, enveloped=True)
    def write_history(self, tx, events):
        names = [each.event.name for each in events]
        if "poison" in names and not Path(os.environ["FIXED"]).exists():
            raise RuntimeError("cannot bear this event")
        versions = [each.envelope.aggregate_version for each in events]
        tx.session.execute(_WRITE, {"company_id": tx.company_id, "versions": versions, "names": names})

    @every(seconds=0.2)
    def tick(self):
        with Path(os.environ["TICKS"]).open("a") as ticks:
            ticks.write(f"{os.getpid()}\n")


class ManyNotes(Schema):
    notes = fields.Integer(required=True)


class LongWorkEntrypoints:
    @command(takes=ManyNotes)
    def start_taking_notes(self, tx, *, notes):
        return start(tx, kind="notes", arguments={"notes": notes}, total=notes)

    @runs("notes")
    def take_notes(self, job):
        if job.arguments["notes"] < 0:
            raise Conflict
        if job.arguments["notes"] == 0:
            raise RuntimeError("the password of the database is hunter2")
        for number in range(job.state.get("next", 0), job.arguments["notes"]):
            with job.step() as tx:
                note = {"company_id": tx.company_id, "id": tx.new_id(), "body": f"{job.id} {number}"}
                tx.session.execute(_INSERT, note)
                tx.session.execute(text("select pg_sleep(0.02)"))
                job.progress(done=number + 1, next=number + 1)
        with job.step():
            job.finish(result={"taken": job.done}, file_name="notes.xlsx")


class OfficeService(NoteEntrypoints, ProjectionEntrypoints, LongWorkEntrypoints, JobEntrypoints, Service):
    name = "office"
