"""Every event there is, by its type."""

from shared.contracts.crm import (
    attachments,
    collections,
    comments,
    digests,
    leads,
    merging,
    opportunities,
    orders,
    products,
    reminders,
    settings,
    visits,
)
from shared.contracts.crm import events as crm
from shared.contracts.gateway import events as gateway
from shared.contracts.office import events as office
from shared.contracts.stats import events as stats
from shared.kernel.events import Event

EVENTS: dict[str, type[Event]] = {
    each.type: each
    for each in (
        *gateway.EVENTS,
        *crm.EVENTS,
        *attachments.EVENTS,
        *collections.EVENTS,
        *comments.EVENTS,
        *digests.EVENTS,
        *leads.EVENTS,
        *merging.EVENTS,
        *opportunities.EVENTS,
        *orders.EVENTS,
        *products.EVENTS,
        *reminders.EVENTS,
        *settings.EVENTS,
        *visits.EVENTS,
        *office.EVENTS,
        *stats.EVENTS,
    )
}
