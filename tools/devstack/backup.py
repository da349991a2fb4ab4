"""`make backup TO=folder` and `make restore FROM=folder`, while `make run` is running.

Each database is saved by pg_dump as it is at one moment. The databases are saved one after the other: what happened in
between is caught up on by the events, which are kept and repeated until they are heard.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.devstack.databases import OWNERS
from tools.devstack.errors import StackError
from tools.devstack.postgres import programs
from tools.devstack.running import Running, find


def save(stack: Running, folder: Path) -> None:
    """Writes a dump per database and a copy of the files into a new folder.

    :raises StackError: the folder is there already, or a dump failed
    """
    if folder.exists():
        raise StackError(f"{folder} is there already: name a new folder.")
    folder.mkdir(parents=True, mode=0o700)
    for service in OWNERS:
        dump = folder / f"{service}.dump"
        _run("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={_address(stack, service)}")
    shutil.copytree(stack.files, folder / "files")


def restore(stack: Running, folder: Path) -> None:
    """Puts a backup back, each database in one transaction, so that one is either as it was or as saved.

    :raises StackError: the folder is no backup, or a database could not be restored
    """
    missing = [service for service in OWNERS if not (folder / f"{service}.dump").exists()]
    if missing:
        raise StackError(f"{folder} is no complete backup: it has nothing of {', '.join(missing)}.")
    for service in OWNERS:
        address = f"--dbname={_address(stack, service)}"
        _run("pg_restore", "--clean", "--if-exists", "--single-transaction", address, str(folder / f"{service}.dump"))
    shutil.copytree(folder / "files", stack.files, dirs_exist_ok=True)


def _address(stack: Running, service: str) -> str:
    return f"{stack.database_url.rsplit('/', 1)[0]}/kuaiqi_{service}"


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([str(programs() / program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StackError(f"{program} failed:\n{done.stderr}")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["save", folder]:
            action, done = save, f"Saved in {folder}."
        case ["restore", folder]:
            action, done = restore, f"Restored from {folder}. Restart make run."
        case _:
            print("make backup TO=folder, make restore FROM=folder")
            return 1
    try:
        action(find(), Path(folder))
    except StackError as error:
        print(error)
        return 1
    print(done)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
