from pathlib import Path

import pytest

from shared.files import FileStore, fetch, keep

CONTENT = bytes(range(256)) * 10_000


class TestTransfer:
    def test_brings_back_what_was_kept(self, tmp_path: Path) -> None:
        store = FileStore(str(tmp_path / "store"))
        (tmp_path / "made").write_bytes(CONTENT)

        keep(store, "a/b", tmp_path / "made")
        fetch(store, "a/b", tmp_path / "fetched")

        assert (tmp_path / "fetched").read_bytes() == CONTENT

    def test_refuses_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            fetch(FileStore(str(tmp_path / "store")), "a/b", tmp_path / "fetched")
