"""What a server imports from its start to its first answers, before it forks.

Hundreds of servers are started: each then takes half of the time.
"""

import gc
import os

import anyio._backends._asyncio
import uvicorn.lifespan.off

import forked
import usertrail.serve

__all__ = ["anyio", "forked", "usertrail", "uvicorn"]

# It was for this module alone.
del os.environ["PYTHONPATH"]
# Else the first search for garbage of each server writes to, and so copies, all that they share.
gc.collect()
gc.freeze()
