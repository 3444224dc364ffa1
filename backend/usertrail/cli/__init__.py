"""The commands that people type: a module for each group of them.

Whatever takes long to import is imported by the command that needs it.
"""

import signal
import sys
from typing import Any, NoReturn

import click

from usertrail.cli.database import migrate, verify
from usertrail.cli.importing import import_
from usertrail.cli.keys import keys
from usertrail.cli.serve import demo, schema, serve
from usertrail.settings import WrongSetting


class Commands(click.Group):
    """Shows a wrong setting as one sentence, with exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (WrongSetting, click.BadParameter) as error:
            told = error.format_message() if isinstance(error, click.BadParameter) else str(error)
            click.echo(f"Error: {told}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="usertrail")
def main() -> None:
    """User tracking for LLM applications: every trace of a user, and what all users do.

    Start with: usertrail serve
    """
    signal.signal(signal.SIGTERM, _stop)


def _stop(*_: object) -> NoReturn:
    # So that whatever was started is stopped on the way out.
    sys.exit(128 + signal.SIGTERM)


for command in (serve, migrate, demo, import_, keys, verify, schema):
    main.add_command(command)
