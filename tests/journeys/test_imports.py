"""A file of customers on its way in: looked at, brought in, what failed comes back, and out again."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from shared.spreadsheets import write_rows
from tests.journeys.person import Person

ADMINISTRATOR, SONG, OF_ANOTHER_COMPANY = "13800000001", "13800000005", "13900000001"
TITLES = ["电话", "客户名称", "状态", "备注"]
ROWS, EVERY = 5_000, 100
SignIn = Callable[[str], Person]


def workbook(path: Path, *, name: str) -> bytes:
    """5,000 customers, of which each hundredth has a status that nobody configured."""
    prefix = f"{uuid4().int % 10**8:08}"
    rows = (
        [f"{prefix}{n:05}", f"{name} {n}", "从未有过" if n % EVERY == 0 else "意向", f"第 {n} 行"] for n in range(ROWS)
    )
    write_rows(path, titles=TITLES, rows=rows)
    return path.read_bytes()


def rows_of(answer: bytes) -> list[list[str]]:
    return [list(row) for row in load_workbook(BytesIO(answer)).active.iter_rows(values_only=True)]


def imported(who: Person, file_id: str, **more: str) -> dict:
    draft = {"kind": "customers", "file_id": file_id, "mode": "run", "on_duplicate": "skip"} | more
    return who.finished(who.order("POST", "/imports", draft))


@pytest.fixture
def name() -> str:
    return f"长江{uuid4().hex[:8]}"


class TestImport:
    def test_takes_the_good_rows_and_gives_the_bad_ones_back(self, somebody: SignIn, tmp_path: Path, name: str) -> None:
        boss = somebody(ADMINISTRATOR)
        file_id = boss.upload("customers.xlsx", workbook(tmp_path / "customers.xlsx", name=name))

        seen = imported(boss, file_id, mode="preview")["result"]
        job = imported(boss, file_id)
        again = imported(boss, file_id)

        assert {each: seen[each] for each in ("rows", "valid", "invalid", "duplicates")} == {
            "rows": 5_000,
            "valid": 4_950,
            "invalid": 50,
            "duplicates": 0,
        }
        assert job["result"] == {"created": 4_950, "updated": 0, "skipped": 0, "failed": 50}
        assert boss.read("/customers", view="mine", q=name)["total"] == 4_950
        failed = rows_of(boss.ask("GET", f"/jobs/{job['id']}/file").content)
        assert failed[0] == [*TITLES, "失败原因"]
        assert [row[1] for row in failed[1:]] == [f"{name} {n}" for n in range(0, ROWS, EVERY)]
        assert {row[4] for row in failed[1:]} == {"状态：没有名为“从未有过”的状态"}
        assert again["result"] == {"created": 0, "updated": 0, "skipped": 4_950, "failed": 50}

    def test_says_what_is_wrong_with_a_file(self, somebody: SignIn, tmp_path: Path) -> None:
        boss, path = somebody(ADMINISTRATOR), tmp_path / "bad.xlsx"
        write_rows(path, titles=["电话", "地址"], rows=[["1", "2"]])

        draft = {"kind": "customers", "file_id": boss.upload("bad.xlsx", path.read_bytes()), "mode": "run"}
        with pytest.raises(AssertionError, match="缺少“客户名称”列"):
            boss.finished(boss.order("POST", "/imports", draft))

    def test_is_for_who_has_the_permission_and_the_file(self, somebody: SignIn, tmp_path: Path, name: str) -> None:
        boss, song, stranger = somebody(ADMINISTRATOR), somebody(SONG), somebody(OF_ANOTHER_COMPANY)
        path = tmp_path / "customers.xlsx"
        write_rows(path, titles=["客户名称"], rows=[[name]])
        file_id = boss.upload("customers.xlsx", path.read_bytes())
        job = imported(boss, file_id)
        draft = {"kind": "customers", "file_id": file_id, "mode": "run"}

        assert stranger.ask("POST", "/imports", json=draft).status_code == 422
        assert song.ask("POST", "/imports", json=draft).status_code in (403, 422)
        for who in (song, stranger):
            for path_of in ("/jobs/{}", "/jobs/{}/file"):
                seen, unknown = (who.ask("GET", path_of.format(each)) for each in (job["id"], uuid4()))
                assert (seen.status_code, seen.json()["detail"]) == (404, unknown.json()["detail"])


class TestTemplate:
    def test_has_the_columns_and_what_may_be_filled_in(self, somebody: SignIn) -> None:
        answer = somebody(ADMINISTRATOR).ask("GET", "/imports/template", params={"kind": "customers"})

        book = load_workbook(BytesIO(answer.content))
        titles, example = book.worksheets[0].iter_rows(values_only=True)
        assert titles[:6] == ("客户名称", "电话", "地址", "状态", "标签", "备注")
        assert example[3] in {row[0] for row in book.worksheets[1].iter_rows(values_only=True)}


class TestExport:
    def test_writes_the_customers_of_a_list(self, somebody: SignIn, name: str) -> None:
        boss = somebody(ADMINISTRATOR)
        for each in (f"{name} 甲", f"={name}"):
            boss.order("POST", "/customers", {"name": each})

        draft = {"kind": "customers", "filter": {"view": "mine", "q": name}, "columns": ["name", "owner"]}
        job = boss.finished(boss.order("POST", "/exports", draft))

        rows = rows_of(boss.ask("GET", f"/jobs/{job['id']}/file").content)
        assert rows == [["客户名称", "负责人"], [f"{name} 甲", "蒋吉祥"], [f"={name}", "蒋吉祥"]]
