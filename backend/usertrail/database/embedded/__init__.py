"""The embedded Postgres, for machines that have none and nobody to set one up."""
