"""A sale arranged over HTTP for who stands before the screen."""

from tests.browser.visitor import Visitor
from tests.journeys.deals import Sale
from tests.journeys.person import Person

ADMINISTRATOR, HEAD, STAFF = "13800000001", "13800000002", "13800000005"


def sale_of(visitor: Visitor) -> Sale:
    """Of 宋肖肖, whoever stands before the screen."""
    seller, superior, administrator = (Person(visitor.url, account=each) for each in (STAFF, HEAD, ADMINISTRATOR))
    return Sale(seller, superior, administrator)
