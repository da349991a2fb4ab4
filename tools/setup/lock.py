"""`make lock`: writes the exact versions and hashes of all libraries."""

from tools.setup.environment import uv_path
from tools.setup.steps import run, say

_OPTIONS = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate")


def main() -> None:
    for name, groups in (("run", ()), ("dev", ("--group", "dev"))):
        target = f"requirements/{name}.txt"
        say(f"Writing {target} ...")
        note = ("--custom-compile-command", "make lock")
        run(uv_path(), "pip", "compile", "pyproject.toml", "--quiet", *_OPTIONS, *groups, *note, "-o", target)


if __name__ == "__main__":
    main()
