import pytest

from shared.nameko.service import Service
from shared.schemas.checking import by_field


class Customers:
    def list_customers(self): ...


class AlsoCustomers:
    def list_customers(self): ...


class Contacts:
    def list_contacts(self): ...


class TestService:
    def test_is_put_together_from_mixins(self):
        service = type("Crm", (Customers, Contacts, Service), {"name": "crm"})

        assert service.name == "crm"

    def test_refuses_mixins_that_hide_one_another(self):
        with pytest.raises(TypeError, match="Customers and AlsoCustomers both have list_customers"):
            type("Crm", (Customers, AlsoCustomers, Service), {"name": "crm"})


class TestByField:
    def test_joins_nested_names_with_dots(self):
        messages = {"name": ["too long"], "contacts": {0: {"phone": ["not a number"]}}}

        assert by_field(messages) == {"name": ["too long"], "contacts.0.phone": ["not a number"]}
