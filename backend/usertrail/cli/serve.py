"""serve, link, demo and schema: the server, a way into it, example data, its GraphQL schema."""

import click

from usertrail.cli.options import database_options, with_pool
from usertrail.connections.listener import listening
from usertrail.settings import Settings, check_address


@click.command()
@click.option(
    "--host",
    envvar="USERTRAIL_HOST",
    show_envvar=True,
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; 0.0.0.0 for all interfaces.",
)
@click.option(
    "--port",
    envvar="USERTRAIL_PORT",
    show_envvar=True,
    type=int,
    default=3000,
    show_default=True,
    help="The port to listen on; 0 for any free one.",
)
@database_options
@click.option("--demo", is_flag=True, help="Fill the project with example data after the start.")
def serve(settings: Settings, host: str, port: int, demo: bool) -> None:
    """Serve the page and the API.

    \b
    More settings, as environment variables:
      USERTRAIL_PASSWORD          signs in to the page; needed when --host is not this machine only;
                                  12 characters or more
      USERTRAIL_INIT_PROJECT      the name of the project created at the first start
      USERTRAIL_INIT_PROJECT_ID   its id
      USERTRAIL_INIT_PUBLIC_KEY   a pair of keys that works after the start
      USERTRAIL_INIT_SECRET_KEY
      USERTRAIL_QUERY_SECONDS     time limit for the queries of one request; 30
      USERTRAIL_BASE_PATH         the path below which a proxy serves it, such as /usertrail
      USERTRAIL_TRUSTED_PROXIES   addresses and networks whose forwarded headers are trusted, or *;
                                  by default this machine
    """
    settings = Settings.from_environment(host, port, settings.database_url, settings.data_dir)
    with listening(settings) as listener:
        # It takes a second to load; whoever connects meanwhile waits.
        from usertrail.serve import serve as run_server

        run_server(settings, listener, lambda message: click.echo(message.as_text()), demo=demo)


@click.command()
@click.option(
    "--url",
    metavar="URL",
    help="The public address of the page, such as https://llm.example.com/usertrail; by default "
    "the address that the server listens on.",
)
@database_options
def link(settings: Settings, url: str | None) -> None:
    """Print a link that signs in to the page once, within an hour.

    The server need not be restarted, nor be running yet.
    """
    from usertrail.access.sign_in_links import create_link

    if url is not None:
        check_address("--url", url, "https://llm.example.com/usertrail")
    click.echo(with_pool(settings, lambda pool: create_link(pool, url)))
    click.echo("It signs in once, within an hour.", err=True)


@click.command()
@click.option(
    "--url",
    envvar="USERTRAIL_URL",
    show_envvar=True,
    default="http://127.0.0.1:3000",
    show_default=True,
    help="The server to send to.",
)
@click.option("--public-key", envvar="USERTRAIL_PUBLIC_KEY", show_envvar=True)
@click.option(
    "--secret-key",
    envvar="USERTRAIL_SECRET_KEY",
    show_envvar=True,
    help="Without a pair of keys, a temporary one is created.",
)
@click.option("--project", metavar="ID", help="The project to fill; by default the oldest.")
@click.option("--users", type=click.IntRange(1, 10_000), default=200, show_default=True)
@click.option("--days", type=click.IntRange(1, 365), default=60, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same data.")
@database_options
def demo(
    settings: Settings,
    url: str,
    public_key: str | None,
    secret_key: str | None,
    project: str | None,
    users: int,
    days: int,
    seed: int,
) -> None:
    """Fill a running server with example data.

    The data is sent through the public API. Without a pair of keys, a temporary one is created in
    the database of the server: the embedded one, or the one given here.
    """
    from usertrail.demo import run
    from usertrail.demo.target import DemoTarget, check_target, keys_for

    target = DemoTarget(url.rstrip("/"), public_key, secret_key, project)
    check_target(target)
    with keys_for(target, settings) as key:
        run(target.url, key.public_key, key.secret_key, seed=seed, users=users, days=days)


@click.command()
def schema() -> None:
    """Print the GraphQL schema."""
    from usertrail.schema.executable import schema as graphql_schema

    click.echo(graphql_schema.as_str())
