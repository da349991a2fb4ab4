"""What is told when two customers turn out to be one."""

from dataclasses import dataclass
from typing import ClassVar

from shared.contracts.crm.events import CustomerEvent, Named
from shared.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerMerged(CustomerEvent):
    """What hung on another customer hangs on this one from now on; the other, `merged`, is gone.

    Sent when merged, after the other's own deletion and purge. Heard by live screens, and by whoever keeps ids of
    customers.
    """

    type: ClassVar[str] = "crm.customer.merged"
    merged: Named


EVENTS: tuple[type[Event], ...] = (CustomerMerged,)
