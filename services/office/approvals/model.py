from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from services.office.approvals import errors, rules
from services.office.approvals.turns import Turn
from services.office.db import Base
from services.office.ways import Step, Way
from shared.contracts.crm.events import Named
from shared.contracts.crm.submissions import Subject
from shared.contracts.files import File
from shared.contracts.office import events
from shared.database import Aggregate, Id
from shared.kernel.actor import Person
from shared.kernel.errors import Forbidden, Invalid, Missing

_MOMENT = DateTime(timezone=True)
_NEEDS_TURN = frozenset({"approve", "refuse", "hand_on", "add_approver", "close"})
_NO_REASON = "A reason is required."
_RIGHT_AFTER = 1e-6


class Approval(Aggregate, Base):
    """An approval with its verbs: each checks, changes and records the event.

    `way` is the list of steps as they were laid and added to; who stands at them are `turns`. The rights of who acts
    are no column: the repository fills them in.
    """

    __tablename__ = "approvals"
    __allow_unmapped__ = True

    company_id: Mapped[str] = mapped_column(Id, primary_key=True)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    template_id: Mapped[str] = mapped_column(Id)
    template_version: Mapped[int]
    template_name: Mapped[str]
    form: Mapped[str]
    title: Mapped[str]
    status: Mapped[str]
    submitter_id: Mapped[str] = mapped_column(Id)
    submitter_name: Mapped[str]
    submitter_department_id: Mapped[str | None] = mapped_column(Id)
    customer_id: Mapped[str | None] = mapped_column(Id)
    customer_name: Mapped[str | None]
    subject_kind: Mapped[str | None]
    subject_id: Mapped[str | None] = mapped_column(Id)
    subject_name: Mapped[str | None]
    submission: Mapped[int | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    way: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    files: Mapped[list[File]] = mapped_column(JSONB)
    copies_at_end: Mapped[list[Person]] = mapped_column(JSONB)
    reason: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime] = mapped_column(_MOMENT)
    finished_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    urged_at: Mapped[datetime | None] = mapped_column(_MOMENT)
    turns: Mapped[list[Turn]] = relationship(order_by=Turn.place, lazy="selectin", cascade="all")
    rights: Collection[str] = frozenset()

    @classmethod
    def open(
        cls,
        *,
        company_id: str,
        approval_id: str,
        template: Named,
        template_version: int,
        form: str,
        title: str,
        submitter: Person,
        answers: Mapping[str, Any],
        answers_told: Sequence[events.ApprovalAnswer],
        way: Way,
        at: datetime,
        files: Sequence[File] = (),
        subject: Subject | None = None,
        customer: Named | None = None,
    ) -> Self:
        """A new approval at the start of its way; where nobody stands on it, it has passed."""
        approval = cls(
            company_id=company_id,
            id=approval_id,
            template_id=template["id"],
            template_version=template_version,
            template_name=template["name"],
            form=form,
            title=title,
            status="waiting",
            submitter_id=submitter["id"],
            submitter_name=submitter["name"],
            submitter_department_id=submitter["department_id"],
            customer_id=customer["id"] if customer else None,
            customer_name=customer["name"] if customer else None,
            subject_kind=subject["kind"] if subject else None,
            subject_id=subject["id"] if subject else None,
            subject_name=subject["name"] if subject else None,
            submission=subject["submission"] if subject else None,
            answers=dict(answers),
            way=[],
            files=list(files),
            copies_at_end=list(way.copies_at_end),
            reason="",
            submitted_at=at,
        )
        for step in way.steps:
            approval._add_step(step, at=len(approval.way))
        approval.record(
            events.ApprovalOpened(
                **approval.about(),
                template=template,
                template_version=template_version,
                answers=list(answers_told),
                approvers=[person for step in way.steps for person in step.approvers],
            )
        )
        if way.copies_at_start:
            approval._copy(way.copies_at_start)
        approval._go_on(at=at, by=None)
        return approval

    @property
    def submitter(self) -> Person:
        return {
            "id": self.submitter_id,
            "name": self.submitter_name,
            "department_id": self.submitter_department_id,
        }

    def about(self) -> dict[str, Any]:
        """What every event of it carries."""
        subject = customer = None
        if self.subject_kind and self.subject_id:
            subject = Subject(
                kind=self.subject_kind,
                id=self.subject_id,
                name=self.subject_name or "",
                submission=self.submission or 0,
            )
        if self.customer_id:
            customer = Named(id=self.customer_id, name=self.customer_name or "")
        return {
            "approval_id": self.id,
            "title": self.title,
            "form": self.form,
            "submitter": self.submitter,
            "subject": subject,
            "customer": customer,
        }

    def step_now(self) -> dict[str, Any] | None:
        """The step whose turn it is; None when all is done."""
        return next((step for step in self.way if not rules.is_done(step["kind"], self._states(step))), None)

    def turns_of(self, step: Mapping[str, Any]) -> list[Turn]:
        found = (each for each in self.turns if each.step_id == step["id"])
        return sorted(found, key=lambda each: each.place)

    def require(self, right: str, *, by: Person) -> None:
        """:raises Missing: not the actor's to see  :raises Forbidden: seen, but not theirs to do

        Somebody on the way whose turn it is not is told so, and so is whoever comes too late.
        """
        if "view" not in self.rights:
            raise Missing
        if right in self.rights:
            return
        if self.status not in rules.OPEN:
            raise errors.AlreadyFinished
        if right not in _NEEDS_TURN or all(each.employee_id != by["id"] for each in self.turns):
            raise Forbidden
        if "approve" in self.rights:
            raise errors.NothingToClose
        raise errors.OnlyToClose if "close" in self.rights else errors.NotYourTurn

    def approve(self, *, by: Person, comment: str, at: datetime) -> None:
        self._judge("approved", by=by, comment=comment, at=at)
        self._go_on(at=at, by=by)

    def close(self, *, by: Person, comment: str, at: datetime) -> None:
        """The last step handled it (办结)."""
        self._judge("closed", by=by, comment=comment, at=at)
        self._go_on(at=at, by=by)

    def refuse(self, *, by: Person, reason: str, at: datetime) -> None:
        """Ends it at once. :raises Invalid: without a reason"""
        if not reason.strip():
            raise Invalid(errors={"reason": [_NO_REASON]})
        self._judge("refused", by=by, comment=reason, at=at)
        self._finish("refused", reason=reason, by=by, at=at)

    def hand_on(self, *, by: Person, to: Person, comment: str, at: datetime) -> None:
        """Somebody else judges in one's place. :raises OnTheWayAlready: they have a part in this step already"""
        step, mine = self._my_turn(by)
        self._refuse_twice(step, to)
        mine.act("handed_on", comment=comment, at=at)
        turn = self._add_turn(step["id"], to, place=mine.place + _RIGHT_AFTER)
        turn.begin(at=at)
        self.status = "running"
        self.record(events.ApprovalHandedOn(**self.about(), step=step["name"], former=by, approver=to, comment=comment))

    def add_approver(self, *, by: Person, person: Person, when: str, step_id: str, at: datetime) -> None:
        """Somebody who judges before this step goes on, or right after it.

        :raises OnTheWayAlready: they have a part in this step already
        """
        step, _ = self._my_turn(by)
        self._refuse_twice(step, person)
        place = self.way.index(step)
        added = Step(id=step_id, name=step["name"], kind="all", approvers=[person])
        if when == "before":
            for turn in self.turns_of(step):
                turn.suspend()
        self._add_step(added, at=place if when == "before" else place + 1, added_by=by["name"])
        self._go_on(at=at, by=by)

    def urge(self, *, at: datetime) -> None:
        """:raises UrgedAlready: within the last hour"""
        if not rules.may_urge(urged_at=self.urged_at, at=at):
            raise errors.UrgedAlready
        self.urged_at = at
        current = [each.person for each in self.turns if each.state == "current"]
        self.record(events.ApprovalUrged(**self.about(), approvers=current))

    def withdraw(self, *, by: Person, reason: str, at: datetime) -> None:
        self._finish("withdrawn", reason=reason, by=by, at=at)

    def _judge(self, judgement: rules.TurnState, *, by: Person, comment: str, at: datetime) -> None:
        step, mine = self._my_turn(by)
        mine.act(judgement, comment=comment, at=at)
        self.status = "running"
        self.record(
            events.ApprovalJudged(**self.about(), step=step["name"], by=by, judgement=judgement, comment=comment)
        )

    def _my_turn(self, by: Person) -> tuple[dict[str, Any], Turn]:
        """:raises NotYourTurn: it is somebody else's"""
        step = self.step_now()
        for turn in self.turns_of(step) if step else ():
            if step and turn.employee_id == by["id"] and turn.state == "current":
                return step, turn
        raise errors.NotYourTurn

    def _go_on(self, *, at: datetime, by: Person | None) -> None:
        """Leaves steps that are done, and begins the first that is not; at the end of the way it is over."""
        step = self.step_now()
        done = self.way if step is None else self.way[: self.way.index(step)]
        for each in done:
            for turn in self.turns_of(each):
                turn.drop()
        if step is None:
            closed = any(each.state == "closed" for each in self.turns)
            self._finish("closed" if closed else "passed", reason="", by=by, at=at)
            return
        turns = self.turns_of(step)
        begun = [turns[place] for place in rules.whose_turn(step["kind"], self._states(step))]
        for turn in begun:
            turn.begin(at=at)
        if begun:
            people = [each.person for each in begun]
            self.record(events.ApprovalAssigned(**self.about(), step=step["name"], approvers=people))

    def _finish(self, outcome: str, *, reason: str, by: Person | None, at: datetime) -> None:
        self.status, self.reason, self.finished_at = outcome, reason, at
        for turn in self.turns:
            turn.drop()
        if self.copies_at_end and outcome in ("passed", "closed"):
            self._copy(self.copies_at_end)
        self.record(events.ApprovalFinished(**self.about(), outcome=outcome, reason=reason, by=by))

    def _copy(self, people: Sequence[Person]) -> None:
        self.__dict__.setdefault("_copied", []).extend(people)
        self.record(events.ApprovalCopied(**self.about(), people=list(people)))

    def take_copied(self) -> list[Person]:
        """Who was given a copy since the last call."""
        copied: list[Person] = self.__dict__.pop("_copied", [])
        return copied

    def _add_step(self, step: Step, *, at: int, added_by: str | None = None) -> None:
        laid = {"id": step.id, "name": step.name, "kind": step.kind, "skipped": step.skipped, "added_by": added_by}
        self.way = [*self.way[:at], laid, *self.way[at:]]
        for place, person in enumerate(step.approvers):
            self._add_turn(step.id, person, place=place)

    def _add_turn(self, step_id: str, person: Person, *, place: float) -> Turn:
        turn = Turn(
            company_id=self.company_id,
            approval_id=self.id,
            number=len(self.turns) + 1,
            step_id=step_id,
            place=place,
            employee_id=person["id"],
            name=person["name"],
            department_id=person["department_id"],
            state="to_come",
            comment="",
        )
        self.turns.append(turn)
        return turn

    def _refuse_twice(self, step: Mapping[str, Any], person: Person) -> None:
        if any(each.employee_id == person["id"] and each.state != "handed_on" for each in self.turns_of(step)):
            raise errors.OnTheWayAlready(name=person["name"])

    def _states(self, step: Mapping[str, Any]) -> list[rules.TurnState]:
        return [each.state for each in self.turns_of(step)]  # type: ignore[misc]  # the column holds only these
