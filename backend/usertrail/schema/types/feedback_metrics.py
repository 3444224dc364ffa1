"""The measures of feedback of one name and type, which is on one scale."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, NamedTuple

from asyncpg import Record

from usertrail.measures import RATING_MEAN
from usertrail.read.feedback_kinds import MAIN
from usertrail.read.feedback_sums import Asked, Kind, Owners, Place, SumsByPlace
from usertrail.schema import loaders
from usertrail.schema.context import Info
from usertrail.schema.described import argument, described, object_type
from usertrail.schema.inputs.feedback import TYPE_OF_NAME, FeedbackDataType
from usertrail.schema.scalars import Count

EVERYBODY = Owners()
NameArg = Annotated[
    str | None,
    argument("The name of the feedback; the project's main feedback if omitted."),
]
NamesArg = Annotated[
    list[str] | None, argument("Only feedback with one of these names; all names if omitted.")
]
DataTypeArg = Annotated[
    FeedbackDataType | None, argument(f"The type of the feedback. {TYPE_OF_NAME}")
]


class FeedbackOf(NamedTuple):
    """Which feedback goes with some measures.

    That of all owners is loaded at once, with all their points: these are resolved one after the
    other, so each would be loaded alone.
    """

    read: Callable[..., Awaitable[list[SumsByPlace]]]
    # Beside what is asked.
    arguments: tuple[object, ...] = ()
    owners: Owners = EVERYBODY
    place: Place = Place()

    def of(self, **place: Any) -> "FeedbackOf":
        """That of a place within it: see `Place`."""
        return self._replace(place=self.place._replace(**place))

    async def metrics(self, info: Info, kind: Record) -> "FeedbackMetrics":
        asked = Asked(self.owners, Kind(kind["name"], kind["data_type"]))
        found = await info.context.load(self.read, asked, *self.arguments)
        return FeedbackMetrics.of(asked.kind, found.get(self.place))


@object_type("A name and a type of feedback. Its values are on one scale.")
class FeedbackKind:
    name: str = described("The name of the feedback, such as helpful.")
    data_type: FeedbackDataType = described("The type of the values.")

    @classmethod
    def of(cls, row: Record) -> "FeedbackKind":
        return cls(name=row["name"], data_type=FeedbackDataType(row["data_type"]))


@object_type("Measures of the feedback with one name and type, without that of reviewers.")
class FeedbackMetrics:
    name: str = described("The name of the feedback, such as helpful.")
    data_type: FeedbackDataType = described("The type of the values.")
    count: Count = described("The number of feedback entries.")
    yes_count: Count | None = described(
        "The number of entries that are true; null for all types but BOOLEAN."
    )
    share: float | None = described(
        "The share of entries that are true, 0 to 1; null if there are none, and for all types "
        "but BOOLEAN."
    )
    mean: float | None = described(
        "The mean of the numbers; null if there are none, and for all types but NUMERIC."
    )

    @classmethod
    def of(cls, kind: Kind, row: Record | None, prefix: str = "") -> "FeedbackMetrics":
        """From a row of its sums, whose columns may have a prefix; zeros if there is no row."""
        count, rated, total = (
            row[f"{prefix}{name}"] if row else 0
            for name in ("feedback_count", RATING_MEAN.whole, RATING_MEAN.part)
        )
        mean = RATING_MEAN.value({RATING_MEAN.whole: rated, RATING_MEAN.part: total})
        data_type = FeedbackDataType(kind.data_type)
        is_yes_no = data_type is FeedbackDataType.BOOLEAN
        return cls(
            name=kind.name,
            data_type=data_type,
            count=Count(count),
            yes_count=Count(int(total)) if is_yes_no else None,
            share=mean if is_yes_no else None,
            mean=None if is_yes_no else mean,
        )


async def feedback_kinds(info: Info) -> list[Record]:
    """Every kind there is in the project, and the main one first."""
    return await info.context.load(loaders.feedback_kinds, "")


async def main_feedback(info: Info) -> FeedbackKind | None:
    kind = MAIN.among(await feedback_kinds(info))
    return None if kind is None else FeedbackKind.of(kind)
