"""Where everything of one user is to be had as one file."""

import strawberry


@strawberry.type(
    description="Everything that is stored of a user, as one file of JSON: who they are, totals, "
    "sessions, feedback, and every trace and span with whole inputs, outputs and metadata."
)
class UserExport:
    path: str = strawberry.field(
        description="Where to GET it below the address of this server, with the same keys or "
        "session."
    )
    file_name: str = strawberry.field(description="What the file is called when it is saved.")
