"""The version guard: how far each aggregate of a company was applied, and what waits for its predecessor."""

from collections.abc import Iterable, Sequence

from sqlalchemy import text

from shared.database import Transaction
from shared.kernel.envelope import Envelope
from shared.messaging.received import Heard, heard

Place = tuple[str, str, int]
_THESE = "unnest(cast(:aggregates as text[]), cast(:ids as uuid[])) as these (aggregate, aggregate_id)"
_VERSIONS = text(
    f"select aggregate, aggregate_id::text, version from inbox_versions join {_THESE} using (aggregate, aggregate_id) "  # noqa: S608  # constants
    "where company_id = cast(:company_id as uuid)"
)
_WAITING = text(
    "select aggregate, aggregate_id::text, version, body from inbox_waiting "  # noqa: S608  # constants
    f"join {_THESE} using (aggregate, aggregate_id) where company_id = cast(:company_id as uuid)"
)
_PLACES = "unnest(cast(:aggregates as text[]), cast(:ids as uuid[]), cast(:versions as int[]))"
_SAVE = text(
    f"insert into inbox_versions (company_id, aggregate, aggregate_id, version) select cast(:company_id as uuid), * "  # noqa: S608  # constants
    f"from {_PLACES} on conflict (company_id, aggregate, aggregate_id) do update set version = excluded.version"
)
_KEEP = text(
    "insert into inbox_waiting (company_id, aggregate, aggregate_id, version, body) values "
    "(:company_id, :aggregate, :aggregate_id, :version, :body) on conflict do nothing"
)
_RELEASE = text(
    f"delete from inbox_waiting using {_PLACES} as done (aggregate, aggregate_id, version) "  # noqa: S608  # constants
    "where company_id = cast(:company_id as uuid) and inbox_waiting.aggregate = done.aggregate "
    "and inbox_waiting.aggregate_id = done.aggregate_id and inbox_waiting.version = done.version"
)


class History:
    """Read once for the aggregates of a batch, kept up while it is put in order, saved at the end."""

    def __init__(self, tx: Transaction, batch: Iterable[Heard]) -> None:
        self._tx = tx
        pairs = {place[:2] for each in batch for place in places_of(each)}
        self._versions: dict[tuple[str, str], int] = {}
        self._waiting: dict[Place, Heard] = {}
        self._kept: dict[Place, Heard] = {}
        self._changed: set[tuple[str, str]] = set()
        self._released: list[Place] = []
        self._read(pairs)

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
        for (aggregate, aggregate_id, version), each in self._kept.items():
            self._tx.session.execute(
                _KEEP,
                {
                    "company_id": self._tx.company_id,
                    "aggregate": aggregate,
                    "aggregate_id": aggregate_id,
                    "version": version,
                    "body": each.envelope.to_bytes(),
                },
            )

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

    def _read(self, pairs: set[tuple[str, str]]) -> None:
        asked = {
            "company_id": self._tx.company_id,
            "aggregates": [aggregate for aggregate, _ in pairs],
            "ids": [aggregate_id for _, aggregate_id in pairs],
        }
        for aggregate, aggregate_id, version in self._tx.session.execute(_VERSIONS, asked):
            self._versions[aggregate, aggregate_id] = version
        for aggregate, aggregate_id, version, body in self._tx.session.execute(_WAITING, asked):
            self._waiting[aggregate, aggregate_id, version] = heard(Envelope.from_bytes(bytes(body)))

    def _write(self, statement: object, places: Sequence[Place]) -> None:
        self._tx.session.execute(
            statement,  # type: ignore[call-overload]  # a text clause
            {
                "company_id": self._tx.company_id,
                "aggregates": [place[0] for place in places],
                "ids": [place[1] for place in places],
                "versions": [place[2] for place in places],
            },
        )


def places_of(each: Heard) -> list[Place]:
    """The versions an event brings its aggregates to, its own aggregate first."""
    return each.event.versions(each.envelope.aggregate_version)
