"""Lights: how an indicator stands against its target and the time that has passed."""

from enum import StrEnum


class Light(StrEnum):
    """Light of an indicator; paper says the words, the screen adds shape and colour."""

    DONE = "done"
    ON_TRACK = "on_track"
    SLIGHTLY_BEHIND = "slightly_behind"
    BEHIND = "behind"
    UNALLOCATED = "unallocated"
    NOT_JUDGED = "not_judged"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"

    @property
    def words(self) -> str:
        """Official words."""
        return _LIGHT_WORDS[self]


NOT_DUE_WORDS = "未到报告期"
"""Where nothing was due yet: not missing, and not judged."""

_LIGHT_WORDS = {
    Light.DONE: "已完成",
    Light.ON_TRACK: "达序时进度",
    Light.SLIGHTLY_BEHIND: "略低于序时",
    Light.BEHIND: "未达序时",
    Light.UNALLOCATED: "未分解",
    Light.NOT_JUDGED: "监测",
    Light.NOT_REPORTED: "未报",
    Light.NOT_APPLICABLE: "不适用",
}
