"""Attachments of customers (C14): at most ten, for who sees the customer."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from shared.kernel.errors import DomainError, Forbidden, Invalid, Missing


def described(name="合同.pdf"):
    """A file as the gateway describes it."""
    return {"id": str(uuid4()), "name": name, "size": 9, "media_type": "application/pdf"}


def attach(company, actor, customer_id, name="合同.pdf"):
    return company.ask(actor, "attach_file", of=f"customer:{customer_id}", file_id=described(name))


def listed(company, actor, customer_id):
    return company.ask(actor, "list_attachments", of=f"customer:{customer_id}")["items"]


@pytest.fixture
def customer(company):
    return company.create(company.song)["id"]


class TestAttach:
    def test_keeps_the_file_with_who_and_when(self, company, customer):
        attach(company, company.song, customer)

        (shown,) = listed(company, company.head, customer)
        assert (shown["file"]["name"], shown["attached_by"]["name"]) == ("合同.pdf", "宋肖肖")
        log = company.ask(company.song, "list_customer_changes", customer_id=customer)["items"]
        assert (log[0]["kind"], log[0]["changes"][0]["after"]) == ("attached", "合同.pdf")
        assert company.ask(company.song, "read_customer_overview", customer_id=customer)["counts"]["attachments"] == 1

    def test_takes_ten_also_when_many_attach_at_once(self, company, customer):
        def one(number):
            try:
                return attach(company, company.song, customer, f"{number}.pdf")["id"]
            except DomainError as error:
                return error.code

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(one, range(14)))

        assert answers.count("attachment.too_many") == 4
        assert len(listed(company, company.song, customer)) == 10

    def test_is_for_those_who_work_with_the_customer(self, company, customer):
        with pytest.raises(Missing):
            attach(company, company.xu, customer)
        (pooled,) = company.dropped(1)
        with pytest.raises(DomainError):
            attach(company, company.song, pooled)

    @pytest.mark.parametrize("of", ["customer:x", "lead:01890000-0000-7000-8000-00000000000a", ""])
    def test_names_what_is_wrong_with_the_thing(self, company, of):
        with pytest.raises(Invalid) as refused:
            company.ask(company.song, "attach_file", of=of, file_id=described())
        assert list(refused.value.errors) == ["of"]


class TestDelete:
    def test_is_for_who_attached_it_and_who_may_edit(self, company, customer):
        company.ask(
            company.song, "add_participants", ids=[customer], employee_ids=[company.zhou.employee_id], may_edit=False
        )
        of_song, of_zhou = attach(company, company.song, customer), attach(company, company.zhou, customer)

        with pytest.raises(Forbidden):
            company.ask(company.zhou, "delete_attachment", attachment_id=of_song["id"])
        company.ask(company.song, "delete_attachment", attachment_id=of_zhou["id"])
        company.ask(company.song, "delete_attachment", attachment_id=of_song["id"])

        assert listed(company, company.song, customer) == []

    def test_is_not_for_strangers(self, company, found, customer):
        attachment = attach(company, company.song, customer)
        for stranger in (company.xu, found().administrator):
            with pytest.raises(Missing):
                company.ask(stranger, "delete_attachment", attachment_id=attachment["id"])
            with pytest.raises(Missing):
                listed(company, stranger, customer)

    def test_moves_with_a_merge(self, company):
        kept, other = (company.create(company.head, name) for name in ("甲", "乙"))
        attach(company, company.head, other["id"])
        version = company.get(company.head, other["id"])["version"]

        company.ask(
            company.head,
            "merge_customers",
            customer_id=kept["id"],
            version=kept["version"],
            other_id=other["id"],
            other_version=version,
        )

        assert len(listed(company, company.head, kept["id"])) == 1
