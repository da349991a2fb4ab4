"""What holds for a collection by its state, beside the rights that its order gives (O4)."""

from collections.abc import Mapping
from typing import Literal

Status = Literal["counted", "in_approval", "refused", "to_approve"]
MAY: Mapping[Status, frozenset[str]] = {
    "counted": frozenset({"edit", "delete"}),
    "in_approval": frozenset(),
    "refused": frozenset({"edit", "delete", "submit"}),
    "to_approve": frozenset({"edit", "delete", "submit"}),
}
# What the office's last word makes of a collection.
OUTCOMES: Mapping[str, Status] = {
    "passed": "counted",
    "closed": "counted",
    "refused": "refused",
    "withdrawn": "to_approve",
}
