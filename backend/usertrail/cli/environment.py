"""What the environment and the command line say, before any of it is used."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator

import click

from usertrail.settings import PREFIX, VARIABLES, InvalidSetting

# Of other programs as well, and named by options here.
ALSO_READ = ("LANGFUSE_",)


def check_texts(arguments: Iterable[str]) -> None:
    """Raises WrongSetting where something is no UTF-8, which no text of a database can be."""
    for name, value in sorted(os.environ.items()):
        if name.startswith((PREFIX, *ALSO_READ)) and not _is_text(value):
            raise InvalidSetting(f"{name} is not valid UTF-8.")
    for number, argument in enumerate(arguments, 1):
        if not _is_text(argument):
            raise InvalidSetting(f"Argument {number} of the command is not valid UTF-8.")


def unknown_variables(program: click.Command) -> Iterator[str]:
    """A sentence about each variable that looks like one of ours and is none."""
    known = {*VARIABLES, *_variables_of_options(program)}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            names = sorted(one.removeprefix(PREFIX) for one in known)
            likely = difflib.get_close_matches(name.removeprefix(PREFIX), names, 1)
            meant = f"; did you mean {PREFIX}{likely[0]}?" if likely else "."
            yield f"{ascii(name)[1:-1]} is no setting of Usertrail, and is ignored{meant}"


def _variables_of_options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        named = parameter.envvar or ()
        yield from (named,) if isinstance(named, str) else named
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from _variables_of_options(sub)


def _is_text(value: str) -> bool:
    """Whether the bytes that the system gave were UTF-8: Python keeps others as surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def without_credentials(sentence: str) -> str:
    """What stands before the host of an address may be a password."""
    return re.sub(r"(\w+://)\S*@", r"\1***@", sentence)
