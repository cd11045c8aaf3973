"""A sentence whose figures can be set."""

from dataclasses import dataclass

from zjmz_desktop.domain.narrative import parse
from zjmz_desktop.domain.narrative_words import render
from zjmz_desktop.domain.sentence_slots import Generated, generated

TEXT = (
    "截至{through}，新建助餐点{I08-03}{I08-03:progress}[I22-05 zero?，未发生空置|，空置{I22-05}]。"
)
SLOW = "较序时进度慢14个百分点"


@dataclass
class Told:
    """Says 118 of 150 unless told otherwise."""

    count: int = 118
    late: str = SLOW
    empty: int = 0
    note: str = ""
    month: str = "11月底"

    def say(self, name: str, aspect: str) -> str | None:
        late = f"，{self.late}" if self.late else ""
        return {
            ("through", ""): self.month,
            ("I08-03", ""): f"{self.count}个",
            ("I08-03", "progress"): f"，完成年度目标150个的{self.count * 100 // 150}%{late}",
            ("I22-05", ""): f"{self.empty}处",
        }[name, aspect]

    def holds(self, code: str, test: str) -> bool | None:
        return self.empty == 0

    def lacking(self, code: str) -> str:
        return self.note if code == "I08-03" else ""


def made(told: Told | None = None) -> Generated:
    """The sentence as generated."""
    rendered = render(parse(TEXT, key="S1"), told or Told())
    assert rendered is not None
    return generated(rendered)
