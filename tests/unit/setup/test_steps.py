"""Remembering what is done."""

import pytest

from tools.setup import steps
from tools.setup.steps import SetupError, done, fingerprint, is_done, run


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text("one")
    return files


class TestFingerprint:
    def test_is_the_same_for_the_same_files_in_any_order(self, inputs):
        assert fingerprint(inputs) == fingerprint(reversed(inputs))

    def test_changes_with_a_content(self, inputs):
        before = fingerprint(inputs)

        inputs[0].write_text("two")

        assert fingerprint(inputs) != before

    def test_changes_when_a_file_goes(self, inputs):
        assert fingerprint(inputs[:1]) != fingerprint(inputs)


class TestStamp:
    def test_knows_what_was_done_and_nothing_else(self, tmp_path):
        stamp = tmp_path / "folder" / "stamp"

        before = is_done(stamp, "mark")
        done(stamp, "mark")

        assert not before
        assert is_done(stamp, "mark")
        assert not is_done(stamp, "other")


class TestRun:
    def test_tells_what_a_failing_program_said(self):
        with pytest.raises(SetupError, match="no such table"):
            run("sh", "-c", "echo no such table >&2; exit 3")
