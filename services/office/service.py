"""The table of contents of the office service."""

from services.office.approval_templates.entrypoints import ApprovalTemplateEntrypoints
from services.office.journeys.act_on_approvals import ActOnApprovals
from services.office.journeys.draw_approval_template import DrawApprovalTemplate
from services.office.journeys.open_approvals import OpenApprovals
from services.office.notifications.entrypoints import NotificationEntrypoints
from services.office.people.entrypoints import PeopleEntrypoints
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.nameko.service import LiveOfService, Service


class OfficeService(
    OpenApprovals,
    ActOnApprovals,
    ApprovalTemplateEntrypoints,
    DrawApprovalTemplate,
    NotificationEntrypoints,
    PeopleEntrypoints,
    DirectoryEntrypoints,
    Service,
):
    """Office work: approvals with their templates, and the notification inbox."""

    name = "office"
    live = LiveOfService()
