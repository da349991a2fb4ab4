"""Comments: seen and written by who sees the thing, told to its author and to whom they name."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.crm.files import TooManyFiles
from shared.kernel.actor import Scope
from shared.kernel.errors import Forbidden, Invalid, Missing


def uses_follow_ups(actor, scope=None):
    return replace(actor, scopes={**actor.scopes, "follow_ups": scope or Scope("self")})


@pytest.fixture
def song(company):
    return uses_follow_ups(company.song)


@pytest.fixture
def head(company):
    return uses_follow_ups(company.head, Scope("departments", below_ids=(company.operations,)))


@pytest.fixture
def zhou(company):
    return uses_follow_ups(company.zhou)


@pytest.fixture
def customer_id(company, song):
    return company.create(song)["id"]


@pytest.fixture
def follow_up(company, song, customer_id):
    draft = {"customer_id": customer_id, "behaviour_id": company.choice("behaviours", "电话"), "content": "聊了报价"}
    return company.ask(song, "write_follow_up", **draft)["id"]


@pytest.fixture
def comment(company, follow_up):
    def comment(actor, text="报价可以再低一点吗？", **more):
        return company.ask(actor, "write_comment", on=f"follow_up:{follow_up}", text=text, **more)

    return comment


@pytest.fixture
def thread(company, follow_up):
    def thread(actor, **page):
        return company.ask(actor, "list_comments", on=f"follow_up:{follow_up}", **page)

    return thread


def told(company):
    return [body["data"] for kind, body in company.events() if kind == "crm.comment.written"]


class TestWriteComment:
    def test_is_told_with_the_things_author_and_customer(self, company, comment, head, song, follow_up, customer_id):
        made = comment(head)

        (event,) = told(company)
        named = {"id": customer_id, "name": "成都友趣"}
        assert event["comment_id"] == made["id"]
        assert event["on"] == {"kind": "follow_up", "id": follow_up, "name": "成都友趣"}
        assert event["customer"] == named
        assert (event["author"]["id"], event["written_by"]["id"]) == (song.employee_id, head.employee_id)

    def test_names_people_and_departments(self, company, comment, song, zhou):
        made = comment(song, mention_ids=[zhou.employee_id], mention_department_ids=[company.development])

        assert made["mentions"] == [{"id": zhou.employee_id, "name": "周长生"}]
        (event,) = told(company)
        assert [each["name"] for each in event["mentions"] + event["mentioned_departments"]] == ["周长生", "开发部"]

    def test_does_not_name_oneself_or_a_stranger(self, company, comment, song, found):
        for stranger in (song.employee_id, str(uuid4()), found().song.employee_id):
            with pytest.raises(Invalid) as caught:
                comment(song, mention_ids=[stranger])
            assert "mention_ids" in caught.value.errors

    @pytest.mark.parametrize("text", ["", "  \n ", "字" * 2001])
    def test_wants_words_that_are_few_enough(self, comment, song, text):
        with pytest.raises(Invalid):
            comment(song, text)

    def test_takes_a_few_files(self, comment, song):
        files = [{"id": str(uuid4()), "name": "图.png", "size": 9, "media_type": "image/png"} for _ in range(10)]

        assert [each["name"] for each in comment(song, file_ids=files[:9])["files"]] == ["图.png"] * 9
        with pytest.raises(TooManyFiles):
            comment(song, file_ids=files)

    def test_is_for_those_who_see_the_thing(self, comment, company, zhou, found):
        for outsider in (zhou, uses_follow_ups(company.xu)):
            with pytest.raises(Missing):
                comment(outsider)

    def test_is_for_those_who_use_follow_ups(self, company, comment):
        with pytest.raises(Forbidden):
            comment(replace(company.song, scopes={"customers": Scope("self")}))

    @pytest.mark.parametrize("on", ["", "follow_up", "follow_up:1", f":{uuid4()}", f"follow_up:{uuid4()};"])
    def test_refuses_what_names_no_thing(self, company, song, on):
        with pytest.raises(Invalid):
            company.ask(song, "write_comment", on=on, text="好")

    def test_knows_what_is_not_there_and_what_is_not_commented_on(self, company, song, customer_id):
        for on in (f"follow_up:{uuid4()}", f"customer:{customer_id}"):
            with pytest.raises(Missing):
                company.ask(song, "write_comment", on=on, text="好")


class TestListComments:
    def test_shows_the_oldest_first_page_by_page(self, comment, thread, song, head):
        for number in range(3):
            comment(head if number % 2 else song, f"第 {number} 条")

        pages = [thread(song, page=page, page_size=2) for page in (1, 2)]

        assert [each["text"] for page in pages for each in page["items"]] == ["第 0 条", "第 1 条", "第 2 条"]
        assert pages[0]["total"] == 3
        assert [each["written_by"]["name"] for each in pages[0]["items"]] == ["宋肖肖", "卯卯卯"]

    def test_is_for_those_who_see_the_thing(self, comment, company, follow_up, song, thread, zhou, found):
        comment(song)
        with pytest.raises(Missing):
            thread(zhou)
        stranger = uses_follow_ups(found().administrator)
        with pytest.raises(Missing):
            company.ask(stranger, "list_comments", on=f"follow_up:{follow_up}")

    def test_opens_thing_and_thread_to_whom_a_comment_names(self, company, comment, follow_up, song, thread, zhou):
        with pytest.raises(Missing):
            company.ask(zhou, "get_follow_up", follow_up_id=follow_up)

        comment(song, mention_ids=[zhou.employee_id])

        assert company.ask(zhou, "get_follow_up", follow_up_id=follow_up)["comments"] == 1
        assert thread(zhou)["total"] == 1
        assert comment(zhou, "可以")["text"] == "可以"

    def test_ends_with_its_thing(self, company, comment, customer_id, head, thread):
        comment(head)
        for verb in ("delete_customers", "purge_customers"):
            assert company.ask(head, verb, ids=[customer_id])["done"] == 1

        with company.database.transaction(head) as tx:
            assert tx.session.connection().exec_driver_sql("select count(*) from comments").scalar() == 0
