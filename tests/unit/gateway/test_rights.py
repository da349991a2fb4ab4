from gateway.organization.rights import union_of_scopes
from shared.kernel.actor import Scope

OWN = "d1"


class TestUnionOfScopes:
    def test_takes_the_widest(self) -> None:
        roles = [{"customers": {"kind": "self"}}, {"customers": {"kind": "company"}}]

        assert union_of_scopes(roles, department_id=OWN) == {"customers": Scope("company")}

    def test_adds_departments_up(self) -> None:
        chosen = {"kind": "departments", "department_ids": ["d2"], "below_ids": ["d3"]}
        roles = [{"customers": {"kind": "department_and_below"}}, {"customers": chosen}]

        assert union_of_scopes(roles, department_id=OWN) == {
            "customers": Scope("departments", department_ids=("d2",), below_ids=("d1", "d3"))
        }

    def test_keeps_functions_of_either_role(self) -> None:
        roles = [{"customers": {"kind": "self"}}, {"follow_ups": {"kind": "department"}}]

        assert union_of_scopes(roles, department_id=OWN) == {
            "customers": Scope("self"),
            "follow_ups": Scope("departments", department_ids=("d1",)),
        }

    def test_of_somebody_without_department_is_their_own(self) -> None:
        roles = [{"customers": {"kind": "department_and_below"}}]

        assert union_of_scopes(roles, department_id=None) == {"customers": Scope("departments")}
