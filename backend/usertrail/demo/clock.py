"""When a visit takes place: by day and by night, on workdays and at weekends."""

from bisect import bisect
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from usertrail.demo.shapes import Visit

DAY_MS = 24 * 60 * 60 * 1000
HOUR_MS = 60 * 60 * 1000
# How busy each hour of somebody's own day is, from midnight on.
BUSY_BY_HOUR = (1, 1, 1, 1, 1, 2, 4, 8, 14, 18, 19, 17, 13, 15, 18, 18, 16, 13, 10, 9, 9, 8, 5, 2)
# How many of those who would come at a weekend come on a workday instead.
MOVED_FROM_WEEKEND = 0.65


def start_ms(visit: Visit, utc_offset_hours: int, days: int, end_ms: int) -> int:
    """When the visit starts, in milliseconds since 1970; its whole length lies in the period."""
    window_ms = end_ms - (visit.days_ago + 1) * DAY_MS
    start = window_ms + _time_in_window(visit.hour_draw, window_ms, utc_offset_hours)
    latest = end_ms - visit.length_ms
    if visit.weekend_draw < MOVED_FROM_WEEKEND:
        start += _days_to_workday(start, visit.weekend_draw / MOVED_FROM_WEEKEND) * DAY_MS
        # At the rim of the period there may be no workday to go to.
        start = start - 7 * DAY_MS if start > latest else start
        start = start + 7 * DAY_MS if start < end_ms - days * DAY_MS else start
    return min(start, latest)


def _time_in_window(draw: float, window_ms: int, utc_offset_hours: int) -> int:
    """Milliseconds after the start of a window of 24 hours."""
    first_hour = (window_ms // HOUR_MS + utc_offset_hours) % 24
    busy = list(accumulate(BUSY_BY_HOUR[first_hour:] + BUSY_BY_HOUR[:first_hour]))
    position = draw * busy[-1]
    hour = bisect(busy, position)
    before = busy[hour - 1] if hour else 0
    return int((hour + (position - before) / (busy[hour] - before)) * HOUR_MS)


def _days_to_workday(at_ms: int, draw: float) -> int:
    """Saturday's go to any workday before, Sunday's to any after."""
    weekday = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at_ms)).weekday()
    return {5: -1, 6: 1}.get(weekday, 0) * (1 + int(draw * 5))
