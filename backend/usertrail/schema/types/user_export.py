"""The location of a user's data export."""

import strawberry


@strawberry.type(
    description="A JSON file with all data about a user: profile, totals, sessions, feedback, "
    "and every trace and span with full inputs, outputs and metadata."
)
class UserExport:
    path: str = strawberry.field(
        description="The path of the file on this server, to be fetched by GET with the same "
        "keys or browser session."
    )
    file_name: str = strawberry.field(description="The suggested name for the saved file.")
