"""R8: a suite that cannot fail proves nothing, so defects are planted and must be noticed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.defects import DEFECTS, Defect
from tools.devstack.folders import LOCAL, ROOT

_PARTS = ("shared", "services", "gateway", "tools", "tests", "deploy", "pyproject.toml")
_LEFT_OUT = shutil.ignore_patterns("node_modules", "dist", "__pycache__")


@pytest.fixture
def copy() -> Iterator[Path]:
    """The code in a folder of its own."""
    folder = LOCAL / f"defect-{os.getpid()}"
    folder.mkdir(parents=True)
    folder.chmod(0o711)
    for part in _PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=_LEFT_OUT)
        else:
            shutil.copy(ROOT / part, folder / part)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda each: each.name)
class TestPlantedDefect:
    def test_fits_the_code(self, tmp_path: Path, defect: Defect) -> None:
        (tmp_path / defect.file).parent.mkdir(parents=True)
        shutil.copy(ROOT / defect.file, tmp_path / defect.file)

        defect.plant(tmp_path)

        compile((tmp_path / defect.file).read_text(), defect.file, "exec")

    @pytest.mark.long
    @pytest.mark.timeout(300)
    def test_is_noticed(self, copy: Path, defect: Defect) -> None:
        defect.plant(copy)

        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", defect.noticed_by],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
        )

        # A stack that does not even start would be an error, and no proof.
        assert "1 failed" in tests.stdout.splitlines()[-1], tests.stdout[-3000:]
