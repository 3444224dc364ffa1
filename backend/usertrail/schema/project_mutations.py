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
from usertrail.schema.permissions import ONLY_PAGE, ChangeKeys, ChangeProjects, RequireTokens
from usertrail.schema.types import ApiKey, Project, ProjectName


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
        description=f"Make a project beside the others. {ONLY_PAGE}",
        permission_classes=[ChangeProjects],
    )
    async def create_project(
        self, info: Info, input: arguments.ProjectToCreate
    ) -> CreateProjectPayload:
        name = given_name("input.name", input.name)
        async with writing(info.context.pool) as db:
            project_id = await create_project(db, name)
        return CreateProjectPayload(project=ProjectName(project_id=project_id, name=name))

    @strawberry.mutation(
        description=f"Give the project another name. {ONLY_PAGE}",
        permission_classes=[ChangeProjects],
    )
    async def rename_project(
        self, info: Info, input: arguments.ProjectToRename
    ) -> RenameProjectPayload:
        context = info.context
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_project(db, context.project_id, name)
        context.forget()
        return RenameProjectPayload(project=await Project.load(info))

    @strawberry.mutation(
        description="Say whether a public key alone gives feedback only with a token that the "
        f"server application signed; it holds from the next request on. {ONLY_PAGE}",
        permission_classes=[RequireTokens],
    )
    async def require_feedback_token(
        self, info: Info, input: arguments.TokenRequired
    ) -> RequireFeedbackTokenPayload:
        context = info.context
        async with writing(context.pool) as db:
            await require_feedback_token(db, context.project_id, input.is_required)
        context.forget()
        return RequireFeedbackTokenPayload(project=await Project.load(info))

    @strawberry.mutation(
        description=f"Make a pair of keys for the project. {ONLY_PAGE}",
        permission_classes=[ChangeKeys],
    )
    async def create_api_key(self, info: Info, input: arguments.KeyToCreate) -> CreateApiKeyPayload:
        context = info.context
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            key = await create_key(db, context.project_id, name=name)
        return CreateApiKeyPayload(
            api_key=await _key(info, key.public_key), secret_key=key.secret_key
        )

    @strawberry.mutation(
        description=f"Give a pair of keys another name. {ONLY_PAGE}",
        permission_classes=[ChangeKeys],
    )
    async def rename_api_key(self, info: Info, input: arguments.KeyToRename) -> RenameApiKeyPayload:
        context = info.context
        name = given_name("input.name", input.name)
        async with writing(context.pool) as db:
            await rename_key(db, context.project_id, input.public_key, name)
        return RenameApiKeyPayload(api_key=await _key(info, input.public_key))

    @strawberry.mutation(
        description="Let a pair of keys work no more, anywhere and at once. One that is named in "
        f"the settings of a server works again after its next start. {ONLY_PAGE}",
        permission_classes=[ChangeKeys],
    )
    async def revoke_api_key(self, info: Info, input: arguments.KeyToRevoke) -> RevokeApiKeyPayload:
        context = info.context
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
