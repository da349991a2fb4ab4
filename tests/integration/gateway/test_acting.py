from concurrent.futures import ThreadPoolExecutor


class TestActor:
    def test_is_read_of_its_own_company_alone(self, gateway, administrator, stranger):
        names = {each["name"] for each in stranger.ask("GET", "/employees").json["items"]}

        assert names == {"赵明"}
        assert administrator.ask("GET", "/me").json["company"]["name"] == "快启演示公司"

    def test_is_read_by_many_at_once(self, administrator):
        with ThreadPoolExecutor(16) as many:
            answers = list(many.map(lambda _: administrator.ask("GET", "/companies/current").status_code, range(64)))

        assert set(answers) == {200}

    def test_is_read_over_a_new_connection_when_all_were_cut(self, gateway, administrator):
        gateway.rows(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"
        )

        assert administrator.ask("GET", "/me").status_code == 200
