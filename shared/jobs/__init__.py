"""Long work that outlives its request: imports, exports, rebuilds, bulk over a filter.

A command starts a job in its own transaction and answers it. A process of the service then runs it as the employee
who started it. Each step is one transaction: the work of a chunk and how far the job is are committed together, so
that a job whose process died goes on where it was and does nothing twice.

```python
class ImportEntrypoints:
    @command(takes=ImportDraft, needs_action="import")
    def start_import(self, tx, **arguments):
        return start(tx, kind="import", arguments=arguments)

    @runs("import")
    def run_import(self, job):
        for chunk in chunks(after=job.state.get("row", 0)):
            with job.step() as tx:
                insert(tx, chunk)
                job.progress(done=chunk.last, total=chunk.of, row=chunk.last)
        with job.step():
            job.finish(result={"created": job.done})
```

`progress` keeps its other keywords as `job.state`, JSON values, for the process that may go on. A `DomainError` fails
the job with its sentence; an unforeseen error is logged and told without detail. `finish(file_name=...)` says that the
job's file lies in the store under the job's own id. What would block the event loop for long runs in
`job.beside(function, ...)`. A service that has jobs makes the table in a migration with `create_jobs_table("crm")` of
`shared.jobs.migration` and inherits `JobEntrypoints`, so that who started a job can ask for it.
"""

from shared.jobs.job import Interrupted, Job
from shared.jobs.starting import start

__all__ = ["Interrupted", "Job", "start"]
