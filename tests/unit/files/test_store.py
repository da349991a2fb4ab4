from pathlib import Path

import pytest

from shared.files import FileStore, file_key

KEY = file_key("0199f000-0000-7000-8000-000000000001", file_id="0199f000-0000-7000-8000-000000000002")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(str(tmp_path / "files"))


class TestKeeping:
    def test_gives_back_what_was_put(self, store: FileStore) -> None:
        store.put(KEY, content=[b"hello ", b"world"])

        assert b"".join(store.get(KEY)) == b"hello world"
        assert b"".join(store.get(KEY, start=6, end=9)) == b"wor"
        assert store.size(KEY) == 11
        assert list(store.list(KEY.split("/")[0])) == [KEY]

    def test_forgets_what_was_deleted(self, store: FileStore) -> None:
        store.put(KEY, content=[b"x"])

        store.delete(KEY)

        assert not store.exists(KEY)

    def test_discards_what_may_be_gone(self, store: FileStore) -> None:
        store.put(KEY, content=[b"x"])

        for _ in range(2):
            store.discard(KEY)

        assert not store.exists(KEY)


class TestNaming:
    def test_refuses_a_path(self) -> None:
        with pytest.raises(ValueError, match="badly formed"):
            file_key("..", file_id="x")
