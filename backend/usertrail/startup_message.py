"""What `usertrail serve` prints once it answers: how to open the page and point an SDK at it."""

import shutil
from pathlib import Path
from typing import NamedTuple

from usertrail.access.bootstrap import FirstProject
from usertrail.access.sign_in_links import link_of

DEFAULT_URL = "http://127.0.0.1:3000"


NO_KEY = "none that works; keys create makes a new pair"
KNOWN_SECRET = "shown when it was made; keys create makes a new pair"
SHOWN_ONCE = "              Keep the secret key: it is not shown again."


class StartupMessage(NamedTuple):
    """What the person who started the server needs to know."""

    base_url: str
    token: str
    start: FirstProject
    # The command as this person types it.
    program: str

    def as_text(self) -> str:
        return "\n".join(["", *self._page(), "", *self._keys(), "", *self._sdk(), ""])

    def _page(self) -> list[str]:
        return [
            "Usertrail is running. Open the page with this link, which signs in once:",
            "",
            f"    {link_of(self.base_url, self.token)}",
            "",
            f"It is good for a day; {self.program} link prints another.",
        ]

    def _keys(self) -> list[str]:
        start = self.start
        lines = [
            f"Project       {start.project.name}",
            f"Public key    {start.public_key or NO_KEY}",
            f"Secret key    {start.secret_key or KNOWN_SECRET}",
        ]
        return [*lines, SHOWN_ONCE] if start.secret_key else lines

    def _sdk(self) -> list[str]:
        return [
            "To send traces with a Langfuse SDK, paste this where your application starts:",
            "",
            f"    export LANGFUSE_PUBLIC_KEY={self.start.public_key or 'pk-...'}",
            f"    export LANGFUSE_SECRET_KEY={self.start.secret_key or 'sk-...'}",
            # Each generation of the SDKs reads another name.
            f"    export LANGFUSE_HOST={self.base_url}",
            f"    export LANGFUSE_BASE_URL={self.base_url}",
            f"    export LANGFUSE_BASEURL={self.base_url}",
            "",
            f"To look around first, fill it with example data: {self._demo_command()}",
            "To stop, press Ctrl-C.",
        ]

    def _demo_command(self) -> str:
        command = f"{self.program} demo"
        return command if self.base_url == DEFAULT_URL else f"{command} --url {self.base_url}"


def program_name(argv0: str) -> str:
    """The command to type to run the program again, given argv[0]."""
    called = Path(argv0)
    if called.name == "__main__.py":
        return "python -m usertrail"
    return called.name if shutil.which(called.name) else argv0
