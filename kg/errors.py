"""The errors this package raises, one class per stage; each message says expected, found, where, what to do."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors a user can meet; ``exit_code`` is what the command line returns."""

    exit_code = 1


class UsageError(KgError):
    """The command or its arguments make no sense together."""

    exit_code = 2


class InputError(KgError):
    """An input cannot be read as an article."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return InputError, (self.source, self.reason)  # it travels between processes


class GraphError(KgError):
    """The graph directory cannot be opened, or is not a graph, or is locked."""

    exit_code = 4


class DataError(KgError):
    """A file under ontology/ or queries/ is wrong; names file, row and the clash."""

    exit_code = 4
