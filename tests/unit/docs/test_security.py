"""Each test that docs/security.md names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs/security.md").read_text())))


class TestSecurityPage:
    def test_names_tests_that_exist(self):
        gone = [
            (file, name)
            for file, name in NAMED
            if not (ROOT / file).exists() or (name and f"class {name}" not in (ROOT / file).read_text())
        ]

        assert NAMED
        assert gone == []
