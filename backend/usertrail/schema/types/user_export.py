"""The location of a user's data export."""

from usertrail.schema.described import described, object_type


@object_type(
    "A JSON file with all data about a user: profile, totals, sessions, feedback, and every trace "
    "and span with full inputs, outputs and metadata."
)
class UserExport:
    path: str = described(
        "The path of the file on this server, to be fetched by GET with the same keys or browser "
        "session."
    )
    file_name: str = described("The suggested name for the saved file.")
