"""What clients of other servers share about retries, which stamina does."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import stamina

# Whoever retries reports it in its own way, or not at all; stamina would log to stderr.
stamina.instrumentation.set_on_retry_hooks(())


def retry_after_seconds(response: httpx.Response) -> float | None:
    """The Retry-After header, a number of seconds or a date (RFC 9110, 10.2.3); None without."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
