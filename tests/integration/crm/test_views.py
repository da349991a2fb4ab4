"""Saved views: own ones, shared ones, the first one of a person."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.crm.views import repository
from shared.kernel.errors import Conflict, Forbidden, Invalid, Missing
from tests.integration.crm.at_work import Crm, person

QUERY = {"view": ["team"], "status_id": ["none"], "sort": ["-followed_at"]}
COLUMNS = ["followed_at", "name", f"field:{uuid4()}"]


@pytest.fixture
def crm(module_database, tmp_path):
    crm = Crm(module_database("crm"), tmp_path)
    yield crm
    crm.close()


@pytest.fixture
def owner(crm):
    return crm.employ(person(), "许妙迪")


@pytest.fixture
def colleague(crm, owner):
    return crm.employ(owner, "周长生")


@pytest.fixture
def keeper(crm, owner):
    """Who keeps the settings of the CRM."""
    return replace(crm.employ(owner, "蒋吉祥"), actions=frozenset({"crm_settings"}))


@pytest.fixture
def save(crm, owner):
    def save(name, *, by=owner, of="customers", **more):
        return crm.ask(by, "create_view", list=of, name=name, **more)

    return save


@pytest.fixture
def names(crm, owner):
    def names(by=owner, of="customers"):
        return [each["name"] for each in crm.ask(by, "list_views", list=of)["items"]]

    return names


class TestSaving:
    def test_keeps_filters_sort_and_columns_in_their_order(self, crm, owner, save):
        made = save(" 没人跟的 ", query=QUERY, columns=COLUMNS)

        (kept,) = crm.ask(owner, "list_views", list="customers")["items"]
        assert kept == made
        assert (kept["name"], kept["query"], kept["columns"]) == ("没人跟的", QUERY, COLUMNS)
        assert kept["author"] == {"id": owner.employee_id, "name": "许妙迪"}
        assert (kept["shared"], kept["first"], kept["may"]) == (False, False, ["change", "delete", "share"])

    def test_belongs_to_one_list(self, save, names):
        save("没人跟的", of="leads")

        assert (names(), names(of="leads")) == ([], ["没人跟的"])

    def test_takes_a_name_once(self, save, colleague):
        save("没人跟的")
        save("没人跟的", by=colleague)
        save("没人跟的", of="leads")

        with pytest.raises(Invalid) as refused:
            save("没人跟的")

        assert set(refused.value.errors) == {"name"}

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("name", "  "),
            ("name", "长" * 31),
            ("list", "employees"),
            ("columns", []),
            ("columns", ["name", "name"]),
            ("columns", ["drop table"]),
            ("query", {"view": "team"}),
            ("query", {"a b": ["team"]}),
            ("owner", "me"),
        ],
    )
    def test_names_the_field_that_is_wrong(self, crm, owner, field, given):
        with pytest.raises(Invalid) as refused:
            crm.ask(owner, "create_view", **{"list": "customers", "name": "没人跟的", field: given})

        assert {name.partition(".")[0] for name in refused.value.errors} == {field}

    def test_ends_at_so_many(self, save, monkeypatch):
        monkeypatch.setattr(repository, "MOST", 1)
        save("没人跟的")

        with pytest.raises(Conflict):
            save("本周新增")

    def test_needs_the_function_of_the_list(self, crm, owner, save):
        without = replace(owner, scopes={name: scope for name, scope in owner.scopes.items() if name != "leads"})

        with pytest.raises(Forbidden):
            save("没人跟的", by=without, of="leads")
        with pytest.raises(Forbidden):
            crm.ask(without, "list_views", list="leads")


class TestChanging:
    def test_renames_and_saves_anew(self, crm, owner, save):
        made = save("没人跟的", query=QUERY, columns=COLUMNS)

        changed = crm.ask(
            owner, "change_view", view_id=made["id"], version=1, name="新名称", query={"q": ["快启"]}, columns=None
        )

        assert (changed["name"], changed["query"], changed["columns"]) == ("新名称", {"q": ["快启"]}, None)
        assert changed["version"] == 2

    def test_is_refused_to_who_read_an_older_one(self, crm, owner, save):
        made = save("没人跟的")
        crm.ask(owner, "change_view", view_id=made["id"], version=1, name="新名称")

        with pytest.raises(Conflict):
            crm.ask(owner, "change_view", view_id=made["id"], version=1, name="又一个")

    def test_takes_no_name_that_stands_there(self, crm, owner, save, names):
        save("没人跟的")
        other = save("本周新增")

        with pytest.raises(Invalid):
            crm.ask(owner, "change_view", view_id=other["id"], version=1, name="没人跟的")

        assert names() == ["没人跟的", "本周新增"]


class TestOwnOnes:
    def test_are_seen_by_nobody_else(self, crm, save, names, colleague, keeper):
        made = save("没人跟的")

        for other in (colleague, keeper):
            assert names(by=other) == []
            with pytest.raises(Missing):
                crm.ask(other, "change_view", view_id=made["id"], version=1, name="新名称")
            with pytest.raises(Missing):
                crm.ask(other, "delete_view", view_id=made["id"])
            with pytest.raises(Missing):
                crm.ask(other, "open_view_first", view_id=made["id"], first=True)

    def test_are_removed_by_their_author(self, crm, owner, save, names):
        crm.ask(owner, "delete_view", view_id=save("没人跟的")["id"])

        assert names() == []


class TestSharedOnes:
    def test_are_seen_behind_ones_own_and_changed_by_nobody_but_author_and_keepers(
        self, crm, save, names, colleague, keeper
    ):
        made = save("没人跟的", shared=True)
        save("我的", by=colleague)

        assert names(by=colleague) == ["我的", "没人跟的"]
        assert crm.ask(colleague, "list_views", list="customers")["items"][1]["may"] == []
        with pytest.raises(Forbidden):
            crm.ask(colleague, "change_view", view_id=made["id"], version=1, name="新名称")
        with pytest.raises(Forbidden):
            crm.ask(colleague, "delete_view", view_id=made["id"])
        crm.ask(keeper, "change_view", view_id=made["id"], version=1, name="新名称")
        crm.ask(keeper, "delete_view", view_id=made["id"])
        assert names(by=colleague) == ["我的"]

    def test_are_ones_own_again_when_they_are_shared_no_longer(self, crm, owner, save, names, colleague):
        made = save("没人跟的", shared=True)

        crm.ask(owner, "change_view", view_id=made["id"], version=1, shared=False)

        assert (names(), names(by=colleague)) == (["没人跟的"], [])

    def test_have_a_name_once_in_the_company(self, crm, owner, save, colleague):
        save("没人跟的", by=colleague, shared=True)
        made = save("没人跟的")

        with pytest.raises(Invalid):
            crm.ask(owner, "change_view", view_id=made["id"], version=1, shared=True)

    def test_are_another_companys_never(self, save, names):
        save("没人跟的", shared=True)

        assert names(by=person()) == []


class TestTheFirstOne:
    @pytest.fixture
    def first(self, crm, owner):
        def first(by=owner):
            return [each["name"] for each in crm.ask(by, "list_views", list="customers")["items"] if each["first"]]

        return first

    def test_is_ones_own_choice(self, crm, owner, save, colleague, first):
        one, other = save("没人跟的", shared=True), save("本周新增", shared=True)

        crm.ask(owner, "open_view_first", view_id=one["id"], first=True)
        crm.ask(owner, "open_view_first", view_id=other["id"], first=True)

        assert (first(), first(by=colleague)) == (["本周新增"], [])

    def test_may_be_chosen_at_once(self, save, first):
        assert save("没人跟的", first=True)["first"]
        assert first() == ["没人跟的"]

    def test_is_taken_back(self, crm, owner, save, first):
        made = save("没人跟的")
        crm.ask(owner, "open_view_first", view_id=made["id"], first=True)

        answer = crm.ask(owner, "open_view_first", view_id=made["id"], first=False)

        assert (answer["first"], first()) == (False, [])

    def test_goes_with_the_view(self, crm, owner, save, colleague, first):
        made = save("没人跟的", shared=True)
        crm.ask(colleague, "open_view_first", view_id=made["id"], first=True)

        crm.ask(owner, "delete_view", view_id=made["id"])

        assert first(by=colleague) == []
