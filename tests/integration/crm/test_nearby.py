import pytest

from shared.kernel.errors import Invalid

HERE = {"lng": 104.065735, "lat": 30.659462}


def east(degrees):
    """0.01 degrees are 957 metres here."""
    return {"lng": round(HERE["lng"] + degrees, 6), "lat": HERE["lat"]}


@pytest.fixture
def near(company):
    """Names and distances, the nearest first."""

    def ask(actor, **query):
        answer = company.ask(actor, "list_nearby_customers", **{**HERE, "radius_m": 5_000, **query})
        return [(each["name"], each["distance_m"]) for each in answer["items"]]

    return ask


class TestNearbyCustomers:
    def test_come_by_distance_within_the_radius(self, company, near):
        for name, place in (("远", east(0.06)), ("中", east(0.02)), ("近", east(0.01)), ("无", None)):
            company.create(company.song, name, position=place)

        assert near(company.song) == [("近", 957), ("中", 1913)]
        assert near(company.song, radius_m=1_000) == [("近", 957)]
        assert near(company.song, radius_m=6_000, page=2, page_size=2) == [("远", 5739)]
        assert near(company.song, q="中", stage="developing") == [("中", 1913)]
        assert near(company.song, stage="signed") == []
        answer = company.ask(company.song, "list_nearby_customers", **HERE, radius_m=6_000, page_size=1)
        assert (answer["total"], len(answer["items"]), answer["items"][0]["owner"]["name"]) == (3, 1, "宋肖肖")

    def test_are_those_that_the_list_shows(self, company, near, found):
        mine = company.create(company.song, "我的", position=HERE)["id"]
        company.create(company.zhou, "同事的", position=HERE)
        gone = company.create(company.head, "公海的", position=HERE)["id"]
        company.ask(company.head, "drop_customers_to_pool", ids=[gone])
        other = found()
        other.create(other.song, "别家的", position=HERE)
        company.ask(company.song, "add_participants", ids=[mine], employee_ids=[company.xu.employee_id])

        assert near(company.song) == near(company.song, view="mine") == [("我的", 0)]
        assert {name for name, _ in near(company.head)} == {"我的", "同事的"}
        assert near(company.xu) == []
        assert near(company.xu, view="participating") == [("我的", 0)]
        assert near(company.xu, view="pool") == [("公海的", 0)]

    def test_leave_out_what_is_in_the_recycle_bin(self, company, near):
        company.ask(company.head, "delete_customers", ids=[company.create(company.head, position=HERE)["id"]])

        assert near(company.head) == []

    def test_are_found_over_the_date_line(self, company, near):
        company.create(company.song, "那边", position={"lng": -179.99, "lat": 0})

        assert near(company.song, lng=179.99, lat=0) == [("那边", 2224)]
        assert near(company.song, lng=-179.98, lat=0) == [("那边", 1112)]

    @pytest.mark.parametrize(
        ("field", "value"), [("lng", 181), ("lat", -91), ("radius_m", 50_001), ("view", "recycled"), ("radius_m", 0)]
    )
    def test_names_the_field_that_is_wrong(self, near, company, field, value):
        with pytest.raises(Invalid) as refused:
            near(company.song, **{field: value})

        assert set(refused.value.errors) == {field}

    def test_go_along_the_index_of_places(self, company):
        with company.database.transaction(company.administrator) as tx:
            tx.connection.exec_driver_sql("set local enable_seqscan = off")
            plan = tx.connection.exec_driver_sql(
                "explain select id from customers where company_id = %s and latitude between 30.6 and 30.7 "
                "and longitude between 104.0 and 104.1 and recycled_at is null",
                (company.id,),
            )

            assert "customers_by_place" in "".join(line for (line,) in plan)
