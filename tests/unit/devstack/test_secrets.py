"""Passwords and keys of a stack."""

import stat

from tools.devstack.broker_accounts import hashed
from tools.devstack.secrets import Secrets


class TestSecrets:
    def test_are_the_same_at_the_next_start(self, tmp_path):
        first = Secrets(tmp_path / "secrets")

        password, key = first.password("crm"), first.private_key("context").read_bytes()

        second = Secrets(tmp_path / "secrets")
        assert second.password("crm") == password
        assert second.private_key("context").read_bytes() == key

    def test_keep_the_key_of_web_push(self, tmp_path):
        first = Secrets(tmp_path / "secrets").push_key().read_bytes()

        assert Secrets(tmp_path / "secrets").push_key().read_bytes() == first

    def test_differ_by_name(self, tmp_path):
        secrets = Secrets(tmp_path / "secrets")

        assert secrets.password("crm") != secrets.password("office")

    def test_are_for_their_owner_alone(self, tmp_path):
        secrets = Secrets(tmp_path / "secrets")
        secrets.password("crm")
        secrets.private_key("access")
        secrets.push_key()

        modes = {stat.S_IMODE(each.stat().st_mode) for each in secrets.folder.iterdir()}

        assert modes == {0o600}
        assert stat.S_IMODE(secrets.folder.stat().st_mode) == 0o700


class TestHashed:
    def test_never_gives_the_same_hash_twice(self):
        assert hashed("word") != hashed("word")
