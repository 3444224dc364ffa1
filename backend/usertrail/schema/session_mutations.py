"""Mutations that require a browser session: on projects, API keys and browser sessions."""

from usertrail.access.browser_sessions import end_browser_session, end_browser_sessions
from usertrail.access.keys import create_key, rename_key, revoke_key
from usertrail.access.projects import (
    create_project,
    rename_project,
    require_feedback_token,
    set_main_feedback,
)
from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.normalise.identifiers import MAX_NAME_BYTES
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.mutations import parse_id, parse_name
from usertrail.schema.permissions import (
    CHANGING_KEYS,
    CHANGING_PROJECTS,
    ENDING_SESSIONS,
    session_only,
)
from usertrail.schema.scalars import Count
from usertrail.schema.types.api_key import ApiKey
from usertrail.schema.types.project import Project, ProjectName


@object_type("The result of creating a project.")
class CreateProjectPayload:
    project: ProjectName = described("The new, empty project.")


@object_type("The result of renaming a project.")
class RenameProjectPayload:
    project: Project = described("The project with its new name.")


@object_type("The result of changing whether visitor feedback requires a token.")
class RequireFeedbackTokenPayload:
    project: Project = described("The project with the new setting.")


@object_type("The result of choosing the main feedback.")
class SetMainFeedbackPayload:
    project: Project = described("The project with its main feedback.")


@object_type("A new key pair. Its secret key is returned only here.")
class CreateApiKeyPayload:
    api_key: ApiKey = described("The key pair, as listed in apiKeys.")
    secret_key: str = described("The secret key. Save it now: only a hash of it is stored.")


@object_type("The result of renaming a key pair.")
class RenameApiKeyPayload:
    api_key: ApiKey = described("The key pair with its new name.")


@object_type("The result of revoking a key pair.")
class RevokeApiKeyPayload:
    revoked_public_key: str = described("The public key of the revoked pair.")


@object_type("The result of ending a browser session.")
class EndBrowserSessionPayload:
    ended_browser_session_id: str = described("The id of the browser session that was ended.")


@object_type("The result of ending browser sessions.")
class EndBrowserSessionsPayload:
    ended_count: Count = described("The number of browsers that were signed out.")


@object_type("Mutations that require a browser session.")
class SessionMutations:
    @session_only("Creates a project.", CHANGING_PROJECTS)
    async def create_project(
        self, info: Info, input: arguments.ProjectToCreate
    ) -> CreateProjectPayload:
        name = parse_name("input.name", input.name)
        async with writing(info.context.pool) as db:
            project_id = await create_project(db, name)
        return CreateProjectPayload(project=ProjectName(project_id=project_id, name=name))

    @session_only("Renames the current project.", CHANGING_PROJECTS)
    async def rename_project(
        self, info: Info, input: arguments.ProjectToRename
    ) -> RenameProjectPayload:
        context = info.context
        name = parse_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_project(db, context.project_id, name)
        context.forget()
        return RenameProjectPayload(project=await Project.load(info))

    @session_only(
        "Sets whether feedback sent with only a public key must carry a token signed by the "
        "application's server. Applies from the next request on.",
        "Setting whether feedback requires a token",
    )
    async def require_feedback_token(
        self, info: Info, input: arguments.TokenRequirement
    ) -> RequireFeedbackTokenPayload:
        context = info.context
        async with writing(context.pool) as db:
            await require_feedback_token(db, context.project_id, input.is_required)
        context.forget()
        return RequireFeedbackTokenPayload(project=await Project.load(info))

    @session_only(
        "Chooses the feedback that is shown where there is room for one, such as in the list of "
        "users.",
        "Choosing the main feedback",
    )
    async def set_main_feedback(
        self, info: Info, input: arguments.MainFeedback
    ) -> SetMainFeedbackPayload:
        context = info.context
        name = None if input.name is None else parse_id("input.name", input.name, MAX_NAME_BYTES)
        async with writing(context.pool) as db:
            await set_main_feedback(db, context.project_id, name)
        context.forget()
        return SetMainFeedbackPayload(project=await Project.load(info))

    @session_only("Creates a key pair for the project.", CHANGING_KEYS)
    async def create_api_key(self, info: Info, input: arguments.KeyToCreate) -> CreateApiKeyPayload:
        context = info.context
        name = parse_name("input.name", input.name)
        async with writing(context.pool) as db:
            key = await create_key(db, context.project_id, name=name)
        return CreateApiKeyPayload(
            api_key=await _key(info, key.public_key), secret_key=key.secret_key
        )

    @session_only("Renames a key pair.", CHANGING_KEYS)
    async def rename_api_key(self, info: Info, input: arguments.KeyToRename) -> RenameApiKeyPayload:
        context = info.context
        name = parse_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_key(db, context.project_id, input.public_key, name)
        return RenameApiKeyPayload(api_key=await _key(info, input.public_key))

    @session_only(
        "Revokes a key pair, effective immediately on all servers. A pair from a server's "
        "environment variables works again after that server restarts.",
        CHANGING_KEYS,
    )
    async def revoke_api_key(self, info: Info, input: arguments.KeyToRevoke) -> RevokeApiKeyPayload:
        context = info.context
        async with writing(context.pool) as db:
            if not await revoke_key(db, input.public_key, context.project_id):
                raise _no_key(input.public_key)
        return RevokeApiKeyPayload(revoked_public_key=input.public_key)

    @session_only("Signs out one browser, effective immediately.", ENDING_SESSIONS)
    async def end_browser_session(
        self, info: Info, input: arguments.SessionToEnd
    ) -> EndBrowserSessionPayload:
        session_id = input.browser_session_id
        async with writing(info.context.pool) as db:
            if "\0" in session_id or not await end_browser_session(db, session_id):
                raise NotFound(f"There is no browser session {session_id[:100]!r}.")
        return EndBrowserSessionPayload(ended_browser_session_id=session_id)

    @session_only(
        "Signs out all browsers, or all but the current one, effective immediately.",
        ENDING_SESSIONS,
    )
    async def end_browser_sessions(
        self, info: Info, input: arguments.SessionsToEnd
    ) -> EndBrowserSessionsPayload:
        kept_id = info.context.caller.browser_session_id if input.keep_this else None
        async with writing(info.context.pool) as db:
            count = await end_browser_sessions(db, kept_id)
        return EndBrowserSessionsPayload(ended_count=Count(count))


async def _key(info: Info, public_key: str) -> ApiKey:
    key = await ApiKey.load(info, public_key)
    if key is None:
        raise _no_key(public_key)
    return key


def _no_key(public_key: str) -> NotFound:
    return NotFound(f"There is no key {public_key[:100]!r} in this project.")
