"""Orders to be changed, locked one at a time: whoever collects, terminates or approves at once waits for the other."""

from typing import Any

from sqlalchemy import and_, delete, insert, select

from services.crm.change_log import write_lines
from services.crm.names import customer_names
from services.crm.orders.lines import Line
from services.crm.orders.model import Order
from services.crm.orders.rules import APPROVED
from services.crm.orders.tables import order_lines
from shared.contracts.crm.events import Named
from shared.database import Transaction
from shared.database.tables import employees
from shared.kernel.actor import Person
from shared.kernel.errors import Missing


class Orders:
    """The orders of the transaction's company."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, order: Order) -> None:
        self._tx.add(order)
        self.save(order, lines=True)

    def fetch(self, order_id: str) -> Order:
        """The order, locked. :raises Missing: not there"""
        person, customer = employees.c, customer_names.c
        row = self._tx.session.execute(
            select(Order, person.name, person.department_id, customer.name)
            .outerjoin(employees, and_(person.company_id == Order.company_id, person.id == Order.owner_id))
            .join(customer_names, and_(customer.company_id == Order.company_id, customer.id == Order.customer_id))
            .where(Order.company_id == self._tx.company_id, Order.id == order_id)
            .with_for_update(of=Order)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            raise Missing
        order: Order = row[0]
        order.owner = Person(id=order.owner_id, name=row[1] or "", department_id=row[2])
        order.customer = Named(id=order.customer_id, name=row[3])
        order.lines = self._lines_of(order_id)
        self._tx.track(order)
        return order

    def has_approved(self, customer_id: str) -> bool:
        """Whether the customer has an order that runs or is completed."""
        found = select(Order.id).where(
            Order.company_id == self._tx.company_id, Order.customer_id == customer_id, Order.status.in_(APPROVED)
        )
        return self._tx.session.execute(found).first() is not None

    def save(self, order: Order, *, lines: bool = False) -> None:
        """Writes what was changed, with its lines of the log."""
        self._tx.flush()
        if lines:
            self._save_lines(order)
        write_lines(self._tx, order.id, order)

    def remove(self, order: Order) -> None:
        """Removes it with its plans and collections (O3)."""
        order.delete()
        self._tx.flush()
        self._tx.session.delete(order)
        self._tx.session.flush()

    def _lines_of(self, order_id: str) -> list[Line]:
        c = order_lines.c
        rows = self._tx.session.execute(
            select(order_lines).where(c.company_id == self._tx.company_id, c.order_id == order_id).order_by(c.place)
        )
        return [
            Line(
                product=Named(id=row.product_id, name=row.product_name),
                category=Named(id=row.category_id, name=row.category_name) if row.category_id else None,
                unit=row.unit,
                quantity=row.quantity,
                price=row.price,
                discount=row.discount,
                taken=row.taken,
            )
            for row in rows
        ]

    def _save_lines(self, order: Order) -> None:
        c = order_lines.c
        self._tx.session.execute(delete(order_lines).where(c.company_id == self._tx.company_id, c.order_id == order.id))
        rows = [_row(order, line, place=place) for place, line in enumerate(order.lines, start=1)]
        self._tx.session.execute(insert(order_lines), rows)


def _row(order: Order, line: Line, *, place: int) -> dict[str, Any]:
    return {
        "company_id": order.company_id,
        "order_id": order.id,
        "place": place,
        "product_id": line.product["id"],
        "product_name": line.product["name"],
        "category_id": line.category["id"] if line.category else None,
        "category_name": line.category["name"] if line.category else None,
        "unit": line.unit,
        "quantity": line.quantity,
        "price": line.price,
        "discount": line.discount,
        "amount": line.amount,
        "taken": line.taken,
    }
