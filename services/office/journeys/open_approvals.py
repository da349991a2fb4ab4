"""From a form or a submission to an approval on its way: the template's flow finds the people (B4, P5, S1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.office.approval_templates.forms import FORMS, FROM_CRM
from services.office.approval_templates.model import ApprovalTemplate, PublishedTemplate
from services.office.approval_templates.repository import ApprovalTemplates
from services.office.approval_templates.rules import Asked, flow_for, is_chosen, lay_way, steps_for, unchosen
from services.office.approvals import answers, schemas
from services.office.approvals.errors import ApproversToChoose, NobodyToApprove, NoFlow, OpenedElsewhere
from services.office.approvals.model import Approval
from services.office.approvals.repository import Approvals
from services.office.journeys.act_on_approvals import show_approval
from services.office.people.organization import Organization
from services.office.ways import Way
from shared.contracts.crm.events import Named
from shared.contracts.crm.submissions import Subject, SubmittedForApproval
from shared.contracts.files import File
from shared.contracts.office.events import ApprovalAnswer, ApprovalNotOpened
from shared.database import Transaction
from shared.database.tables import companies
from shared.fields import Field, check, in_words
from shared.kernel.actor import Person
from shared.kernel.errors import DomainError, Invalid
from shared.kernel.events import Event
from shared.nameko.entrypoints import command, listens

Answer = dict[str, Any]
_LONGEST_TOLD = 200
_LANGUAGE = "zh-CN"
_CHOOSE = "Choose who approves."


@dataclass(frozen=True, kw_only=True)
class _Begun:
    """What is to be approved, with everything that was found out about it."""

    template: ApprovalTemplate
    published: PublishedTemplate
    asked: Asked
    flow: Mapping[str, Any]

    def way(self, organization: Organization) -> Way:
        """:raises NobodyToApprove: at a step that must not be passed over"""
        way = lay_way(self.flow, self.asked, organization)
        must = {each["id"] for each in self.flow["steps"] if each["nobody"]["do"] != "pass"}
        for step in way.steps:
            if step.skipped == "nobody" and step.id in must:
                raise NobodyToApprove(step=step.name)
        return way


def _begin(
    tx: Transaction,
    template: ApprovalTemplate,
    published: PublishedTemplate | None,
    *,
    submitter: Person,
    values: Mapping[str, Any],
    chosen: Mapping[str, Sequence[str]],
) -> _Begun:
    """:raises NoFlow: none is configured for it"""
    organization = Organization(tx)
    asked = Asked(
        submitter=submitter,
        role_ids=organization.roles_of(submitter["id"]),
        department_ids=organization.departments_above(submitter["department_id"]),
        values=values,
        chosen=chosen,
    )
    flow = flow_for(published.content["flows"], asked) if published and template.enabled else None
    if flow is None or published is None:
        raise NoFlow(name=template.name)
    return _Begun(template=template, published=published, asked=asked, flow=flow)


def _questions(published: PublishedTemplate | None) -> list[Field]:
    asked = published.content["fields"] if published else []
    return [
        Field(
            id=each["id"],
            title=each["title"],
            type=each["type"],
            required=each["required"],
            choices=tuple(each["choices"]),
        )
        for each in asked
    ]


def _told(tx: Transaction, questions: Sequence[Field], values: Mapping[str, Any]) -> list[ApprovalAnswer]:
    zone = ZoneInfo(tx.session.scalar(companies.select().with_only_columns(companies.c.time_zone)) or "Asia/Shanghai")
    words = ((each, in_words(each, values.get(each.id), zone=zone)) for each in questions)
    return [{"key": each.id, "title": each.title, "text": text[:_LONGEST_TOLD]} for each, text in words if text]


def _by_hand(tx: Transaction, template_id: UUID) -> tuple[ApprovalTemplate, PublishedTemplate | None]:
    """:raises Missing: no such template  :raises OpenedElsewhere: the CRM hands it in"""
    template, published = ApprovalTemplates(tx).in_use(str(template_id))
    if template.form in FROM_CRM:
        raise OpenedElsewhere
    return template, published


def _chosen(given: Mapping[str, Sequence[UUID]]) -> dict[str, list[str]]:
    return {step: [str(each) for each in ids] for step, ids in given.items()}


class OpenApprovals:
    """What others may order, and hand in by event, to be approved."""

    @command(takes=schemas.Filled, answers=answers.WayForeseen, needs="approvals")
    def foresee_approval(
        self, tx: Transaction, *, template_id: UUID, chosen: Answer, fields_: Answer | None = None
    ) -> Answer:
        """Where a form as far as it is filled in would go; changes nothing."""
        template, published = _by_hand(tx, template_id)
        values = _readable(_questions(published), fields_ or {})
        me = tx.actor.as_person()
        try:
            begun = _begin(tx, template, published, submitter=me, values=values, chosen=_chosen(chosen))
        except NoFlow:
            return {"flow": None, "steps": [], "copies": []}
        way = lay_way(begun.flow, begun.asked, Organization(tx))
        to_choose = {each["id"] for each in steps_for(begun.flow, begun.asked) if is_chosen(each)}
        return {
            "flow": way.flow,
            "steps": [
                {
                    "id": step.id,
                    "name": step.name,
                    "kind": step.kind,
                    "skipped": step.skipped,
                    "to_choose": step.id in to_choose,
                    "people": _named(step.approvers),
                }
                for step in way.steps
            ],
            "copies": _named([*way.copies_at_start, *way.copies_at_end]),
        }

    @command(takes=schemas.ApprovalDraft, answers=answers.ApprovalInFull, needs="approvals")
    def submit_approval(
        self,
        tx: Transaction,
        *,
        template_id: UUID,
        chosen: Answer,
        customer_id: Named | None,
        file_ids: Sequence[File],
        fields_: Answer | None = None,
    ) -> Answer:
        """Submit a form; it begins its way at once (B1, B4)."""
        template, published = _by_hand(tx, template_id)
        questions, me = _questions(published), tx.actor.as_person()
        values = check(questions, fields_ or {})
        _check_pictures(questions, values, files=file_ids)
        begun = _begin(tx, template, published, submitter=me, values=values, chosen=_chosen(chosen))
        if missing := unchosen(begun.flow, begun.asked):
            raise ApproversToChoose(errors={f"chosen.{each}": [_CHOOSE] for each in missing})
        _check_chosen(tx, begun.asked.chosen)
        approval = _open(
            tx,
            begun,
            title=f"{me['name']}的{template.name}",
            customer=customer_id,
            files=file_ids,
        )
        return show_approval(tx, approval.id)

    @listens(SubmittedForApproval)
    def open_submitted(self, tx: Transaction, events: Sequence[Event]) -> None:
        """Begin what the CRM hands in, once per submission; what cannot begin is told to the submitter."""
        for event in events:
            if isinstance(event, SubmittedForApproval):
                _open_submitted(tx, event)


def _open_submitted(tx: Transaction, event: SubmittedForApproval) -> None:
    request, approval_id = event.approval, tx.new_id()
    if not Approvals(tx).claim(event.subject, approval_id=approval_id):
        return
    try:
        found = ApprovalTemplates(tx).of_form(request["form"])
        if found is None:
            raise NoFlow(name=FORMS[request["form"]].name if request["form"] in FORMS else request["form"])
        values = _fitting(_questions(found[1]), request["fields"])
        begun = _begin(tx, *found, submitter=request["submitter"], values=values, chosen={})
        way = begun.way(Organization(tx))
    except DomainError as refused:
        _tell_not_opened(tx, event, refused, approval_id=approval_id)
        return
    _open(
        tx,
        begun,
        approval_id=approval_id,
        way=way,
        title=request["title"],
        subject=event.subject,
        customer=request["customer"],
    )


def _open(
    tx: Transaction,
    begun: _Begun,
    *,
    title: str,
    approval_id: str | None = None,
    way: Way | None = None,
    files: Sequence[File] = (),
    subject: Subject | None = None,
    customer: Named | None = None,
) -> Approval:
    approval = Approval.open(
        company_id=tx.company_id,
        approval_id=approval_id or tx.new_id(),
        template=Named(id=begun.template.id, name=begun.template.name),
        template_version=begun.published.number,
        form=begun.template.form,
        title=title,
        submitter=begun.asked.submitter,
        answers=begun.asked.values,
        answers_told=_told(tx, _questions(begun.published), begun.asked.values),
        way=way or begun.way(Organization(tx)),
        at=tx.now,
        files=files,
        subject=subject,
        customer=customer,
    )
    Approvals(tx).add(approval)
    return approval


def _tell_not_opened(tx: Transaction, event: SubmittedForApproval, refused: DomainError, *, approval_id: str) -> None:
    reasons: dict[type[DomainError], str] = {NoFlow: "no_flow", NobodyToApprove: "no_approver"}
    request = event.approval
    told = ApprovalNotOpened(
        approval_id=approval_id,
        title=request["title"],
        form=request["form"],
        submitter=request["submitter"],
        subject=event.subject,
        customer=request["customer"],
        reason=reasons.get(type(refused), "unfit"),
        detail=refused.detail(_LANGUAGE),
    )
    tx.publish(told, version=1)


def _check_chosen(tx: Transaction, chosen: Mapping[str, Sequence[str]]) -> None:
    """:raises Invalid: somebody chosen is not there"""
    known = {each["id"] for each in Organization(tx).people([each for ids in chosen.values() for each in ids])}
    wrong = {f"chosen.{step}": ["Unknown employee."] for step, ids in chosen.items() if not known.issuperset(ids)}
    if wrong:
        raise Invalid(errors=wrong)


def _check_pictures(questions: Sequence[Field], values: Mapping[str, Any], *, files: Sequence[File]) -> None:
    """:raises Invalid: a picture is none of the files that came along"""
    given = {each["id"] for each in files}
    asked = (each.id for each in questions if each.type == "picture")
    if wrong := {f"fields.{key}": ["Unknown file."] for key in asked if not given.issuperset(values.get(key) or ())}:
        raise Invalid(errors=wrong)


def _fitting(questions: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form asks of what the CRM gives. :raises Invalid: an answer is none of its question's type"""
    asked = {each.id for each in questions}
    told = {key: value for key, value in given.items() if key in asked and value is not None}
    return check(questions, told, complete=False)


def _readable(questions: Sequence[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that can be read already, while somebody is still typing."""
    values: dict[str, Any] = {}
    for each in questions:
        try:
            values |= check([each], {each.id: given.get(each.id)}, complete=False)
        except Invalid:
            continue
    return values


def _named(people: Sequence[Person]) -> list[dict[str, str]]:
    return [{"id": each["id"], "name": each["name"]} for each in people]
