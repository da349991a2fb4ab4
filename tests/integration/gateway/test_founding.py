import pytest

from gateway.found_company import found, main
from tools.demo import DEMO, fill


@pytest.fixture
def found_another(gateway):
    def ask(account):
        system = gateway.app.extensions["system"]
        return found(gateway.database, system, name="第三家公司", account=account, called="孙立")

    return ask


class TestFoundingACompany:
    def test_gives_its_administrator_a_first_password(self, gateway, found_another):
        password = found_another("13700000001")

        founder = gateway.signed_in("13700000001", password)

        me = founder.ask("GET", "/me").json
        assert (me["company"]["name"], me["must_change_password"]) == ("第三家公司", True)
        assert me["permissions"]["administrator"]

    def test_refuses_an_account_in_use(self, found_another):
        with pytest.raises(ValueError, match="used already"):
            found_another("13800000001")

    def test_is_an_operators_command(self, gateway, capsys):
        arguments = ["--name", "第三家公司", "--administrator", "13700000001", "--called", "孙立"]

        assert (main(arguments), main(arguments)) == (0, 1)

        told = capsys.readouterr()
        assert gateway.signed_in("13700000001", told.out.split("initial password ")[1].strip())
        assert "used already" in told.err

    def test_starts_with_three_roles_and_tells_company_and_employee(self, stranger):
        roles = {each["name"]: each for each in stranger.ask("GET", "/roles").json["items"]}

        assert set(roles) == {"管理员", "主管", "员工"}
        assert roles["员工"]["functions"]["customer_net"]["kind"] == "self"
        assert roles["主管"]["functions"]["customers"]["kind"] == "department_and_below"


class TestDemo:
    def test_is_filled_once(self, gateway):
        fill(gateway.database)

        assert gateway.rows("select count(*) from employees")[0]["count"] == 6
        people = "select name, account, must_change_password from employees order by account"
        assert [(each["account"], each["name"]) for each in gateway.rows(people)] == [
            ("13800000001", "蒋吉祥"),
            ("13800000002", "卯卯卯"),
            ("13800000003", "黄杨林"),
            ("13800000004", "许妙迪"),
            ("13800000005", "宋肖肖"),
            ("13800000006", "周长生"),
        ]
        assert gateway.rows("select 1 from companies where company_id = :id", id=DEMO)
