"""Users by their feedback of one name: what it must be like, and the order by it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import orjson

from usertrail.measures import RATING_MEAN, Ratio
from usertrail.read.columns import FEEDBACK
from usertrail.read.conditions import (
    FLAGS,
    NUMBERS,
    Column,
    Condition,
    Range,
    all_hold,
    any_of,
    in_range,
)
from usertrail.read.feedback_kinds import AskedFeedback, of_kind
from usertrail.read.measures import FILTER, SHOWN, Scope
from usertrail.read.paging import Sort
from usertrail.read.statement import Binding


@dataclass(frozen=True)
class FeedbackCondition:
    """What the feedback of a user must be like: that of one name, or all that is a rating."""

    asked: AskedFeedback | None = None
    # Which pieces are looked at; all where these are None.
    value: Range | None = None
    categories: tuple[str, ...] | None = None
    has_comment: bool | None = None
    # At least one of those where it is None.
    count: Range | None = None
    average: Range | None = None

    @property
    def is_total(self) -> bool:
        """Whether the totals of users, which know no names, tell all of it."""
        return self.asked is None and not self._pieces

    @property
    def _pieces(self) -> list[Condition]:
        pieces = in_range(FEEDBACK["value"], self.value)
        if self.categories is not None:
            pieces.append(any_of(FEEDBACK["string_value"], self.categories))
        if self.has_comment is not None:
            pieces.append(Condition(FEEDBACK["has_comment"], FLAGS["="], self.has_comment))
        return pieces

    def parts(self, bind: Binding, scope: Scope) -> list[str]:
        """The parts that add up to what it is about, where no totals of users tell that."""
        if self.is_total:
            return []
        return of_kind(bind, scope, self.asked, FILTER, all_hold(bind, self._pieces))

    def conditions(self) -> Iterator[Condition]:
        """On a row of the user's sums."""
        if self.is_total:
            count, average = Column("number", RATING_MEAN.whole), RATING_MEAN
        else:
            count, average = Column("number", f"{FILTER}_feedback_count"), mean_of(FILTER)
        yield from in_range(count, self.count) or [Condition(count, NUMBERS[">"], 0)]
        yield from in_range(Column("number", average.shown), self.average)


@dataclass(frozen=True)
class UserSort(Sort):
    """An order of users, perhaps by their feedback of one name."""

    # Of the sums that begin with SHOWN.
    feedback: AskedFeedback | None = None

    @property
    def column(self) -> str:
        column = super().column
        return column if self.feedback is None else f"{SHOWN}_{column}"

    def of(self, asked: AskedFeedback) -> Self:
        """The same by what users say under this name alone."""
        named = f"{orjson.dumps(list(asked)).decode()} {self.name}"
        return replace(self, name=named, clause=BY_NAME[self.column], feedback=asked)


def mean_of(prefix: str) -> Ratio:
    """The mean of the ratings whose sums have this prefix."""
    part, whole = f"{prefix}_{RATING_MEAN.part}", f"{prefix}_{RATING_MEAN.whole}"
    return replace(RATING_MEAN, part=part, whole=whole)


# What of one name users are sorted by, in place of the same of all names.
BY_NAME = {
    "feedback_count": f"{SHOWN}_feedback_count",
    RATING_MEAN.name: mean_of(SHOWN).clause,
}
