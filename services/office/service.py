"""The table of contents of the office service."""

import os
from functools import partial
from typing import Any

from eventlet import GreenPool, tpool
from nameko.extensions import DependencyProvider

from services.office.approval_templates.entrypoints import ApprovalTemplateEntrypoints
from services.office.journeys.act_on_approvals import ActOnApprovals
from services.office.journeys.draw_approval_template import DrawApprovalTemplate
from services.office.journeys.notify import Notify
from services.office.journeys.open_approvals import OpenApprovals
from services.office.notifications.entrypoints import NotificationEntrypoints
from services.office.people.entrypoints import PeopleEntrypoints
from services.office.push.entrypoints import PushEntrypoints
from services.office.push.sender import PushSender
from shared.directory.entrypoints import DirectoryEntrypoints
from shared.messaging.context_token import read_key
from shared.nameko.service import LiveOfService, Service
from shared.outward.addresses import check, resolve

_SIDE_BY_SIDE = 20


class PushOfService(DependencyProvider):  # type: ignore[misc]
    """Gives the service the sender of push messages as `self.push`; None where the installation has no key."""

    def setup(self) -> None:
        key = os.environ.get("KUAIQI_PUSH_KEY", "")
        contact = os.environ.get("KUAIQI_PUSH_CONTACT") or "mailto:operator@kuaiqi.example"
        self._sender = (
            PushSender(
                read_key(key),
                contact=contact,
                # Names are asked for in a thread, since the system's answer would hold up the whole process.
                check=partial(check, resolve=partial(tpool.execute, resolve)),
                side_by_side=GreenPool(_SIDE_BY_SIDE).imap,
            )
            if key
            else None
        )

    def get_dependency(self, _worker: Any) -> PushSender | None:
        return self._sender


class OfficeService(
    OpenApprovals,
    ActOnApprovals,
    ApprovalTemplateEntrypoints,
    DrawApprovalTemplate,
    Notify,
    NotificationEntrypoints,
    PushEntrypoints,
    PeopleEntrypoints,
    DirectoryEntrypoints,
    Service,
):
    """Office work: approvals with their templates, and the notification inbox."""

    name = "office"
    live = LiveOfService()
    push = PushOfService()
