"""Template workbooks (填报模板): made for a unit and a month, previewed when they come back, imported."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.domain.errors import WriteRefusedError, ZjmzError
from zjmz_desktop.domain.file_names import plain_name
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.template_reading import TemplateRefusedError, read_template
from zjmz_desktop.domain.templates import FIGURES, REGISTER
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figure_batches import FigurePlan, mend_drafts
from zjmz_desktop.service.row_writing import write_act
from zjmz_desktop.service.template_gathering import TemplateAsked as TemplateAsked
from zjmz_desktop.service.template_gathering import template_of
from zjmz_desktop.service.template_importing import TemplatePlan as TemplatePlan
from zjmz_desktop.service.template_importing import plan_read
from zjmz_desktop.service.views import ChangeSet

_NO_FIGURES = FigurePlan((), (), ())
Told = Callable[[int, int], None]


class WrittenTemplate(NamedTuple):
    """A template that was written.

    Attributes:
        path: the file.
        figures: lines of figures in it.
        rows: known rows of registers in it.
        registers: number of registers in it.
    """

    path: str
    figures: int
    rows: int
    registers: int


def _never() -> bool:
    return False


def _untold(done: int, whole: int) -> None:
    del done, whole


def template_name(office: Office, asked: TemplateAsked) -> str:
    """高资街道2018年6月填报模板.xlsx."""
    mark = "（示例数据）" if office.sample else ""
    unit = office.units.get(asked.unit_id).name
    return plain_name(f"{unit}{asked.period.title}填报模板{mark}.xlsx")


def write_template(office: Office, asked: TemplateAsked, *, target: Path) -> WrittenTemplate:
    """Write the template of a unit for a month.

    Raises:
        WriteRefusedError: when nothing is to be filled in.
        FileNotWrittenError: with a sentence; what was there before stands as it was.
    """
    from zjmz_desktop.exchange.template_write import write_template as write

    template = template_of(office, asked)
    if len(template.sheets) == 1:
        raise WriteRefusedError(
            f"{template.unit_name}{template.period_title}没有要填的指标。请换一个报告期。"
        )
    write(target, template)
    blocks = [block for sheet in template.sheets for block in sheet.blocks]
    registers = [block for block in blocks if block.kind.startswith(REGISTER)]
    return WrittenTemplate(
        str(target),
        sum(len(block.lines) for block in blocks if block.kind == FIGURES),
        sum(not line.is_new for block in registers for line in block.lines),
        len(registers),
    )


def write_templates(
    office: Office, asked: Sequence[TemplateAsked], *, folder: Path, tell: Told = _untold
) -> tuple[WrittenTemplate, ...]:
    """Write several templates into a folder, a file each; `tell` hears how far it is and may stop it."""
    found = []
    for number, one in enumerate(asked):
        tell(number, len(asked))
        found.append(write_template(office, one, target=_free(folder / template_name(office, one))))
    tell(len(asked), len(asked))
    return tuple(found)


def _free(path: Path) -> Path:
    """That path, or one beside it: a template that somebody has filled already is not written over."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free


def plan_template(
    office: Office,
    path: Path,
    *,
    at: UnitPeriod | None = None,
    cancelled: Callable[[], bool] = _never,
) -> TemplatePlan:
    """What importing a filled template would do; nothing is written.

    Args:
        office: the open office.
        path: the workbook.
        at: whose template and of which month it must be; None takes what the file says.
        cancelled: whether to stop reading.

    Raises:
        SheetFileError: when the file can't be read.
        TemplateRefusedError: no template, another unit's, another plan's.
    """
    from zjmz_desktop.exchange.foreign_sheet import read_sheets

    read = read_template(read_sheets(path, cancelled=cancelled), name=path.name)
    plan = plan_read(office, read, name=path.name)
    if at is None:
        return plan
    wanted = month(at.period.year, at.period.last_month)
    if (plan.unit_id, plan.period) != (at.unit_id, wanted):
        unit = office.units.get(at.unit_id).name
        raise TemplateRefusedError(
            path.name,
            f"是{plan.unit_name}{plan.period.title}的模板，不是{unit}{wanted.title}的",
            remedy="请核对文件、单位和报告期。",
        )
    return plan


def plan_templates(
    office: Office,
    paths: Sequence[Path],
    *,
    tell: Told = _untold,
    cancelled: Callable[[], bool] = _never,
) -> tuple[TemplatePlan, ...]:
    """The same for several files; one that is refused whole says so in its `refusal`."""
    found: dict[tuple[str, str], str] = {}
    plans = []
    for number, path in enumerate(paths):
        tell(number, len(paths))
        try:
            plan = plan_template(office, path, cancelled=cancelled)
        except ZjmzError as error:
            plans.append(_refused(office, path, why=error.message))
            continue
        key = (plan.unit_id, plan.period.code)
        if key in found:
            why = f"“{path.name}”和“{found[key]}”是同一单位、同一期的模板。请只导入其中一个。"
            plan = _refused(office, path, why=why)
        found.setdefault(key, path.name)
        plans.append(plan)
    tell(len(paths), len(paths))
    return tuple(plans)


def _refused(office: Office, path: Path, *, why: str) -> TemplatePlan:
    unit, period = office.unit, office.month_in_hand()
    return TemplatePlan(path.name, unit.id, unit.name, period, (), _NO_FIGURES, (), why)


def write_planned(office: Office, plans: Sequence[TemplatePlan]) -> ChangeSet:
    """Write what was planned, figures and rows of all files, as one act with one undo.

    Raises:
        StoreError: when the disk refuses; nothing is written.
    """
    writes = [step.write for plan in plans for step in plan.figures.steps]
    writes += [write for plan in plans for rows in plan.rows for write in rows.writes]
    with office.database.transaction():
        for plan in plans:
            mend_drafts(office, plan.figures)
        return write_act(office, writes)
