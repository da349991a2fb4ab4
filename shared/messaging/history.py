"""The version guard: how far each aggregate of a company was applied, and what waits for its predecessor."""

from collections.abc import Iterable, Mapping, Sequence

from shared.database import Transaction
from shared.database.prepared import array, run_prepared
from shared.kernel.envelope import Envelope
from shared.messaging.received import Heard, heard

Place = tuple[str, str, int]
_RECEIVE = """
with these as (select * from unnest(%(aggregates)s::text[], %(ids)s::uuid[]) as these (aggregate, aggregate_id)),
new as (
  insert into inbox (company_id, event_id) select %(company)s::uuid, unnest(%(events)s::uuid[]) on conflict do nothing
  returning event_id)
select 'new', event_id, 0, null::bytea from new
union all
select aggregate, aggregate_id, known.version, null from these cross join lateral (
  select version from inbox_versions
  where company_id = %(company)s and aggregate = these.aggregate and aggregate_id = these.aggregate_id
  limit 1) as known
union all
select aggregate, aggregate_id, waiting.version, waiting.body from these cross join lateral (
  select version, body from inbox_waiting
  where company_id = %(company)s and aggregate = these.aggregate and aggregate_id = these.aggregate_id
  offset 0) as waiting"""
_SAVE = """
insert into inbox_versions (company_id, aggregate, aggregate_id, version)
select %(company)s::uuid, * from unnest(%(aggregates)s::text[], %(ids)s::uuid[], %(versions)s::int[])
on conflict (company_id, aggregate, aggregate_id) do update set version = excluded.version"""
_KEEP = """
insert into inbox_waiting (company_id, aggregate, aggregate_id, version, body)
values (%(company)s::uuid, %(aggregate)s::text, %(id)s::uuid, %(version)s::int, convert_to(%(body)s::text, 'UTF8'))
on conflict do nothing"""
_RELEASE = """
delete from inbox_waiting using unnest(%(aggregates)s::text[], %(ids)s::uuid[], %(versions)s::int[])
  as done (aggregate, aggregate_id, version)
where company_id = (%(company)s::uuid) and inbox_waiting.aggregate = done.aggregate
  and inbox_waiting.aggregate_id = done.aggregate_id and inbox_waiting.version = done.version"""


def receive(tx: Transaction, batch: Mapping[str, Heard]) -> tuple[set[str], "History"]:
    """Enters events, by their ids, into the inbox; answers which are new, and the history of their aggregates."""
    pairs = sorted({place[:2] for each in batch.values() for place in places_of(each)})
    aggregates, ids = ([pair[at] for pair in pairs] for at in (0, 1))
    new: set[str] = set()
    history = History(tx)
    asked = {"events": array(batch), "aggregates": array(aggregates), "ids": array(ids)}
    for kind, id_, version, body in run_prepared(tx, _RECEIVE, company=tx.company_id, **asked):
        if kind == "new":
            new.add(id_)
        else:
            history.learn((kind, id_, version), body)
    return new, history


class History:
    """Read once for the aggregates of a batch, kept up while it is put in order, saved at the end."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._versions: dict[tuple[str, str], int] = {}
        self._waiting: dict[Place, Heard] = {}
        self._kept: dict[Place, Heard] = {}
        self._changed: set[tuple[str, str]] = set()
        self._released: list[Place] = []

    def learn(self, place: Place, body: bytes | None) -> None:
        """How far an aggregate was applied, or with a body an event of it that waits."""
        if body is None:
            self._versions[place[:2]] = place[2]
        else:
            self._waiting[place] = heard(Envelope.from_bytes(bytes(body)))

    @property
    def kept(self) -> int:
        return len(self._kept)

    def put_in_order(self, batch: Sequence[Heard]) -> list[Heard]:
        """Those that can be applied now, with those that waited for them behind; gaps are kept aside."""
        ready: list[Heard] = []
        todo = list(reversed(batch))
        while todo:
            each = todo.pop()
            places = places_of(each)
            if any(self._version(place) >= place[2] for place in places[:1]):
                continue  # lower version: done already
            gap = next((place for place in places if self._version(place) < place[2] - 1), None)
            if gap is not None:
                self._keep(gap, each)
                continue
            ready.append(each)
            todo.extend(reversed(self._advance(places)))
        return ready

    def save(self) -> None:
        """Writes versions, what waits, and what waits no longer."""
        if self._changed:
            self._write(_SAVE, [(*pair, self._versions[pair]) for pair in sorted(self._changed)])
        released = [place for place in self._released if place not in self._kept]
        if released:
            self._write(_RELEASE, released)
        for place, each in self._kept.items():
            values = dict(zip(("aggregate", "id", "version"), place, strict=True))
            run_prepared(self._tx, _KEEP, company=self._tx.company_id, body=each.envelope.to_bytes().decode(), **values)

    def _advance(self, places: Sequence[Place]) -> list[Heard]:
        """Notes the new versions; returns what waited for them."""
        follow: list[Heard] = []
        for aggregate, aggregate_id, version in places:
            if self._version((aggregate, aggregate_id, version)) < version:
                self._versions[aggregate, aggregate_id] = version
                self._changed.add((aggregate, aggregate_id))
            successor = (aggregate, aggregate_id, version + 1)
            waiting = self._kept.pop(successor, None) or self._waiting.pop(successor, None)
            if waiting is not None:
                self._released.append(successor)
                follow.append(waiting)
        return follow

    def _keep(self, gap: Place, each: Heard) -> None:
        self._kept[gap] = each

    def _version(self, place: Place) -> int:
        return self._versions.get(place[:2], 0)

    def _write(self, statement: str, places: Iterable[Place]) -> None:
        aggregates, ids, versions = (array(column) for column in zip(*places, strict=True))
        run_prepared(
            self._tx, statement, company=self._tx.company_id, aggregates=aggregates, ids=ids, versions=versions
        )


def places_of(each: Heard) -> list[Place]:
    """The versions an event brings its aggregates to, its own aggregate first."""
    return each.event.versions(each.envelope.aggregate_version)
