"""Installing Debian packages."""

import stat

import pytest

from tools.setup import debian
from tools.setup.steps import SetupError

MISSING = "no-such-package-anywhere"


@pytest.fixture
def policy(tmp_path, monkeypatch):
    monkeypatch.setattr(debian, "_POLICY", tmp_path / "policy-rc.d")
    monkeypatch.setattr(debian, "_ASIDE", tmp_path / "policy-rc.d.aside")
    return tmp_path / "policy-rc.d"


@pytest.fixture
def ran(monkeypatch, policy):
    commands = []
    real = debian.run

    def run(*command):
        if "apt-get" in command:
            commands.append((command, policy.read_text()))
        else:
            real(*command)

    monkeypatch.setattr(debian, "run", run)
    monkeypatch.setattr(debian, "_become_root", lambda _missing: ())
    monkeypatch.setattr(debian, "_keep_down_at_boot", lambda _missing, _root: None)
    return commands


class TestInstall:
    def test_does_nothing_when_all_is_there(self, ran):
        debian.install(["bash"])

        assert ran == []

    def test_installs_what_is_missing_while_services_are_kept_down(self, ran):
        debian.install(["bash", MISSING])

        (_update, _), (install, policy) = ran
        assert install[-1] == MISSING
        assert "bash" not in install
        assert "exit 101" in policy

    def test_leaves_no_policy_behind(self, ran, policy):
        debian.install([MISSING])

        assert not policy.exists()

    def test_gives_the_machine_its_own_policy_back(self, ran, policy):
        policy.write_text("#!/bin/sh\nexit 0\n")
        policy.chmod(0o755)

        debian.install([MISSING])

        assert policy.read_text() == "#!/bin/sh\nexit 0\n"
        assert stat.S_IMODE(policy.stat().st_mode) == 0o755

    def test_tells_a_user_without_rights_exactly_what_to_install(self, monkeypatch):
        monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(debian.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)

        with pytest.raises(SetupError, match=f"apt-get install {MISSING}"):
            debian.install([MISSING])
