"""What who is signed in to the page may change: projects, and the keys that reach them."""

import strawberry

from usertrail.access import (
    create_key,
    create_project,
    rename_key,
    rename_project,
    require_feedback_token,
    revoke_key,
)
from usertrail.database.writing import writing
from usertrail.errors import NotFound
from usertrail.schema.context import Info
from usertrail.schema.inputs import arguments, given_name
from usertrail.schema.types import ApiKey, Project, ProjectName

TOKENS = "Whether visitors need a token is decided"
KEYS = "API keys are made, renamed and revoked"
PROJECTS = "Projects are made and renamed"


@strawberry.type(description="What became of a project that was to be made.")
class CreateProjectPayload:
    project: ProjectName = strawberry.field(description="The new project, which is empty.")


@strawberry.type(description="What became of a project that was to be renamed.")
class RenameProjectPayload:
    project: Project = strawberry.field(description="The project as it is called from now on.")


@strawberry.type(description="What became of whether visitors need a token.")
class RequireFeedbackTokenPayload:
    project: Project = strawberry.field(description="The project as it is from now on.")


@strawberry.type(description="A new pair of keys. This is the only time that its secret is shown.")
class CreateApiKeyPayload:
    api_key: ApiKey = strawberry.field(description="The pair as the list shows it.")
    secret_key: str = strawberry.field(description="The half to keep: only a hash of it is stored.")


@strawberry.type(description="What became of a pair of keys that was to be renamed.")
class RenameApiKeyPayload:
    api_key: ApiKey = strawberry.field(description="The pair as it is called from now on.")


@strawberry.type(description="What became of a pair of keys that was to be revoked.")
class RevokeApiKeyPayload:
    revoked_public_key: str = strawberry.field(description="The public half of what is gone.")


@strawberry.type(description="What only who is signed in to the page may change.")
class Managing:
    @strawberry.mutation(
        description="Make a project beside the others. Only for who is signed in to the page; "
        "keys are refused with the code FORBIDDEN."
    )
    async def create_project(
        self, info: Info, input: arguments.ProjectToCreate
    ) -> CreateProjectPayload:
        info.context.only_page(PROJECTS)
        name = given_name("input.name", input.name)
        async with writing(info.context.pool) as db:
            project_id = await create_project(db, name)
        return CreateProjectPayload(project=ProjectName(project_id=project_id, name=name))

    @strawberry.mutation(
        description="Give the project another name. Only for who is signed in to the page; "
        "keys are refused with the code FORBIDDEN."
    )
    async def rename_project(
        self, info: Info, input: arguments.ProjectToRename
    ) -> RenameProjectPayload:
        context = info.context
        context.only_page(PROJECTS)
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_project(db, context.project_id, name)
        context.forget()
        return RenameProjectPayload(project=await Project.load(info))

    @strawberry.mutation(
        description="Say whether a public key alone gives feedback only with a token that the "
        "server application signed; it holds from the next request on. Only for who is signed in "
        "to the page; keys are refused with the code FORBIDDEN."
    )
    async def require_feedback_token(
        self, info: Info, input: arguments.TokenRequired
    ) -> RequireFeedbackTokenPayload:
        context = info.context
        context.only_page(TOKENS)
        async with writing(context.pool) as db:
            await require_feedback_token(db, context.project_id, input.is_required)
        context.forget()
        return RequireFeedbackTokenPayload(project=await Project.load(info))

    @strawberry.mutation(
        description="Make a pair of keys for the project. Only for who is signed in to the page; "
        "keys are refused with the code FORBIDDEN."
    )
    async def create_api_key(self, info: Info, input: arguments.KeyToCreate) -> CreateApiKeyPayload:
        context = info.context
        context.only_page(KEYS)
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            key = await create_key(db, context.project_id, name=name)
        return CreateApiKeyPayload(
            api_key=await _key(info, key.public_key), secret_key=key.secret_key
        )

    @strawberry.mutation(
        description="Give a pair of keys another name. Only for who is signed in to the page; "
        "keys are refused with the code FORBIDDEN."
    )
    async def rename_api_key(self, info: Info, input: arguments.KeyToRename) -> RenameApiKeyPayload:
        context = info.context
        context.only_page(KEYS)
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_key(db, context.project_id, input.public_key, name)
        return RenameApiKeyPayload(api_key=await _key(info, input.public_key))

    @strawberry.mutation(
        description="Let a pair of keys work no more, anywhere and at once. One that is named in "
        "the settings of a server works again after its next start. Only for who is signed in to "
        "the page; keys are refused with the code FORBIDDEN."
    )
    async def revoke_api_key(self, info: Info, input: arguments.KeyToRevoke) -> RevokeApiKeyPayload:
        context = info.context
        context.only_page(KEYS)
        async with writing(context.pool) as db:
            if not await revoke_key(db, input.public_key, context.project_id):
                raise _no_key(input.public_key)
        return RevokeApiKeyPayload(revoked_public_key=input.public_key)


async def _key(info: Info, public_key: str) -> ApiKey:
    key = await ApiKey.load(info, public_key)
    if key is None:
        raise _no_key(public_key)
    return key


def _no_key(public_key: str) -> NotFound:
    return NotFound(f"There is no key {public_key[:100]!r} in this project.")
