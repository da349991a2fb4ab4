"""What may keep a stack from running. The words are for the person at the terminal."""


class StackError(Exception):
    """The stack cannot start or go on.

    ├── ProgramMissing
    ├── NotReadyInTime
    └── KeepsDying
    """


class ProgramMissing(StackError):
    """A server's program is not installed."""


class NotReadyInTime(StackError):
    """A server or process did not become ready in the time it has."""


class KeepsDying(StackError):
    """A process ended again and again, however often it was started."""
