"""The command line interface, a module per group of commands.

Slow imports are made within the commands that need them.
"""

import signal
import sys
from typing import Any, NoReturn

import click

from usertrail.cli.database import migrate, verify
from usertrail.cli.environment import check_texts, unknown_variables, without_credentials
from usertrail.cli.importing import import_
from usertrail.cli.keys import keys
from usertrail.cli.serve import demo, link, schema, serve
from usertrail.errors import AppError
from usertrail.settings import InvalidSetting


class Commands(click.Group):
    """Shows errors as one sentence; exit status 2 for invalid settings, else 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.BadParameter as error:
            _tell(error.format_message())
            ctx.exit(2)
        except click.UsageError as error:
            sentence = without_credentials(error.format_message())
            raise click.UsageError(sentence, error.ctx) from None
        except (InvalidSetting, AppError) as error:
            _tell(str(error))
            ctx.exit(2 if isinstance(error, InvalidSetting) else 1)


@click.group(cls=Commands, context_settings={"max_content_width": 100})
@click.version_option(package_name="usertrail")
@click.pass_context
def main(context: click.Context) -> None:
    """User tracking for LLM applications: every trace of a user, and what all users do.

    Start with: usertrail serve
    """
    check_texts(sys.argv[1:])
    for sentence in unknown_variables(context.command):
        click.echo(f"Note: {sentence}", err=True)
    signal.signal(signal.SIGTERM, _stop)


def _tell(sentence: str) -> None:
    click.echo(f"Error: {without_credentials(sentence)}", err=True)


def _stop(*_: object) -> NoReturn:
    # An exception, so that what was started is stopped.
    sys.exit(128 + signal.SIGTERM)


for command in (serve, migrate, demo, import_, keys, link, verify, schema):
    main.add_command(command)
