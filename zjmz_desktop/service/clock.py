"""The office's clock: instants in UTC, days of +08:00."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The computer's clock, aware, in UTC."""
    return datetime.now(UTC)
