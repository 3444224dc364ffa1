"""Checks environment variables and arguments before they are used."""

import difflib
import os
import re
from collections.abc import Iterable, Iterator

import click

from usertrail.settings import PREFIX, VARIABLES, InvalidSetting

# Variables of the Langfuse SDKs, which are read as options, too.
ALSO_READ = ("LANGFUSE_",)


def check_texts(arguments: Iterable[str]) -> None:
    """Raises InvalidSetting for text that is not UTF-8, which the database cannot store."""
    for name, value in sorted(os.environ.items()):
        if name.startswith((PREFIX, *ALSO_READ)) and not _is_text(value):
            raise InvalidSetting(f"{name} is not valid UTF-8.")
    for number, argument in enumerate(arguments, 1):
        if not _is_text(argument):
            raise InvalidSetting(f"Argument {number} of the command is not valid UTF-8.")


def unknown_variables(program: click.Command) -> Iterator[str]:
    """A sentence for each unknown variable with Usertrail's prefix."""
    known = {*VARIABLES, *_variables_of_options(program)}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            names = sorted(one.removeprefix(PREFIX) for one in known)
            likely = difflib.get_close_matches(name.removeprefix(PREFIX), names, 1)
            meant = f"; did you mean {PREFIX}{likely[0]}?" if likely else "."
            yield f"{ascii(name)[1:-1]} is not a setting of Usertrail and is ignored{meant}"


def _variables_of_options(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        named = parameter.envvar or ()
        yield from (named,) if isinstance(named, str) else named
    if isinstance(command, click.Group):
        for sub in command.commands.values():
            yield from _variables_of_options(sub)


def _is_text(value: str) -> bool:
    """Whether the text was UTF-8: Python decodes other bytes to lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def without_credentials(sentence: str) -> str:
    """The sentence without user and password of URLs."""
    return re.sub(r"(\w+://)\S*@", r"\1***@", sentence)
