"""The embedded Postgres, for machines that have none and nobody to set one up."""

from usertrail.database.embedded.programs import EmbeddedPostgresError
from usertrail.database.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]
