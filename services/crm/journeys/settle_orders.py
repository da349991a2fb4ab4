"""What an approved and a terminated order mean beside the order itself: stock and the customer's stage (S1, S2)."""

from collections import Counter
from collections.abc import Mapping

from services.crm.customers import labels
from services.crm.customers.repository import Customers
from services.crm.deal_terms.repository import read_terms
from services.crm.orders.model import Order
from services.crm.orders.repository import Orders
from services.crm.products.errors import NotEnoughStock
from services.crm.products.model import Product
from services.crm.products.repository import Products
from shared.database import Transaction


def approve(tx: Transaction, order: Order) -> None:
    """Takes the stock, lets the order run and signs the customer, together; where stock lacks, the order is refused."""
    customers, products = Customers(tx), Products(tx)
    customer = customers.fetch_for_deal(order.customer_id)
    stocked = products.locked([each.product["id"] for each in order.lines])
    try:
        _take(order, stocked)
    except NotEnoughStock as lacking:
        order.refuse(reason=lacking.detail("zh-CN"), at=tx.now, cause="stock")
        Orders(tx).save(order)
        return
    order.approve(at=tx.now)
    Orders(tx).save(order, lines=True)
    products.save()
    customer.sign(owner=order.owner, **labels.after_signing(tx, customer)._asdict(), at=tx.now)
    customers.save()


def terminate(tx: Transaction, order: Order, *, reason: str) -> None:
    """Ends the order, gives the stock back, and lets a customer without another approved order go where S2 says."""
    customers, products = Customers(tx), Products(tx)
    customer = customers.fetch_for_deal(order.customer_id)
    stocked = products.locked([each.product["id"] for each in order.lines])
    for line in order.lines:
        stocked[line.product["id"]].give_back(line.taken, order_id=order.id)
        line.taken = 0
    order.terminate(reason=reason, at=tx.now)
    Orders(tx).save(order, lines=True)
    products.save()
    if not Orders(tx).has_approved(order.customer_id):
        into_pool = read_terms(tx)["termination_to"] == "pool"
        became = labels.after_going_back(tx, customer)
        customer.sign_back(**became._asdict(), into_pool=into_pool, reason=reason, at=tx.now)
        customers.save()


def require_stock(tx: Transaction, order: Order) -> None:
    """Tells at once what the approval would find. :raises NotEnoughStock: more is sold than there is"""
    stocked = Products(tx).locked([each.product["id"] for each in order.lines])
    _refuse_lack(order, stocked)


def _take(order: Order, stocked: Mapping[str, Product]) -> None:
    _refuse_lack(order, stocked)
    for line in order.lines:
        product = stocked[line.product["id"]]
        line.taken = 0 if product.stock is None else line.quantity
        product.take_stock(line.quantity, order_id=order.id)


def _refuse_lack(order: Order, stocked: Mapping[str, Product]) -> None:
    wanted: Counter[str] = Counter()
    for line in order.lines:
        wanted[line.product["id"]] += line.quantity
    for product_id, quantity in wanted.items():
        product = stocked[product_id]
        if product.stock is not None and quantity > product.stock:
            raise NotEnoughStock(name=product.name, stock=product.stock)
