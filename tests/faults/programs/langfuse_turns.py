"""Traces of two spans each by a Langfuse SDK, and at last their number.

Arguments: the user, for how many seconds, and how many a second.
"""

import sys
import time

from langfuse import get_client, observe
from opentelemetry import trace


@observe()
def step(number):
    return number


@observe()
def turn(user, number):
    trace.get_current_span().set_attribute("user.id", user)
    return step(number)


user, seconds, rate = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
begin = time.monotonic()
count = 0
while time.monotonic() < begin + seconds:
    turn(user, count)
    count += 1
    time.sleep(max(0, begin + count / rate - time.monotonic()))
get_client().flush()
get_client().shutdown()
print(count)
