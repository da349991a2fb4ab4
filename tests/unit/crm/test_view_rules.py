import pytest

from services.crm.views.rules import ACTIONS, LISTS, RIGHTS, rights
from shared.contracts.permissions import FUNCTIONS


@pytest.mark.parametrize("shared", [False, True])
def test_authors_may_do_everything_with_their_views(shared):
    assert rights(shared=shared, is_author=True, keeps=False) == set(ACTIONS)


def test_keepers_tidy_what_is_shared_alone():
    assert rights(shared=True, is_author=False, keeps=True) == set(ACTIONS)
    assert rights(shared=False, is_author=False, keeps=True) == set()


def test_colleagues_look_at_what_is_shared():
    assert rights(shared=True, is_author=False, keeps=False) == {"see"}
    assert rights(shared=False, is_author=False, keeps=False) == set()


def test_every_state_says_it_for_every_relation():
    assert {tuple(row) for row in RIGHTS.values()} == {("author", "keeper", "colleague")}


def test_every_list_belongs_to_a_function():
    assert set(LISTS.values()) <= set(FUNCTIONS)
