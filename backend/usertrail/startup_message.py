"""What `usertrail serve` prints once it answers: how to open the page and point an SDK at it."""

import shutil
from pathlib import Path
from typing import NamedTuple

from usertrail.access.bootstrap import FirstProject
from usertrail.access.sign_in_links import link_of

DEFAULT_URL = "http://127.0.0.1:3000"
NO_KEY = "none that works; keys create makes a new pair"
KNOWN_SECRET = "shown when it was made; keys create makes a new pair"
SHOWN_ONCE = "\n              Keep the secret key: it is not shown again."

# Each generation of the SDKs reads the address under another name.
MESSAGE = """
Usertrail is running. Open the page with this link, which signs in once:

    {link}

It is good for a day; {program} link prints another.

Project       {project}
Public key    {public_key}
Secret key    {secret_key}

To send traces with a Langfuse SDK, paste this where your application starts:

    export LANGFUSE_PUBLIC_KEY={pasted_public_key}
    export LANGFUSE_SECRET_KEY={pasted_secret_key}
    export LANGFUSE_HOST={url}
    export LANGFUSE_BASE_URL={url}
    export LANGFUSE_BASEURL={url}

To look around first, fill it with example data: {program} demo{demo_url}
To stop, press Ctrl-C.
"""


class StartupMessage(NamedTuple):
    """What the person who started the server needs to know."""

    base_url: str
    token: str
    start: FirstProject
    # The command as this person types it.
    program: str

    def as_text(self) -> str:
        project, public_key, secret_key = self.start
        return MESSAGE.format(
            link=link_of(self.base_url, self.token),
            program=self.program,
            project=project.name,
            public_key=public_key or NO_KEY,
            secret_key=secret_key + SHOWN_ONCE if secret_key else KNOWN_SECRET,
            pasted_public_key=public_key or "pk-...",
            pasted_secret_key=secret_key or "sk-...",
            url=self.base_url,
            demo_url="" if self.base_url == DEFAULT_URL else f" --url {self.base_url}",
        )


def program_name(argv0: str) -> str:
    """The command to type to run the program again, given argv[0]."""
    called = Path(argv0)
    if called.name == "__main__.py":
        return "python -m usertrail"
    return called.name if shutil.which(called.name) else argv0
