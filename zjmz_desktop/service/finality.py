"""审定: which figures of a paper have been accepted, adopted, confirmed or closed, and which have not."""

from collections.abc import Iterator, Mapping

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.errors import Listed, WriteRefusedError
from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.paper_cells_told import OFFICIAL
from zjmz_desktop.domain.paper_kinds import PAPER, PaperKind
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.service.cell_figures import counted_periods
from zjmz_desktop.service.cell_words import CellWords
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.locking import acts_of
from zjmz_desktop.service.month_states import accepted_periods
from zjmz_desktop.store import cells

_MOST_NAMED, _MOST_UNITS = 12, 3
_WORDS_OF = {PaperKind.SUMMARY: (PAPER,), PaperKind.OFFICIAL: (PAPER, OFFICIAL)}
_SETTLED_ABOVE = (Origin.ADOPTED, Origin.CONFIRMED)


class NotFinalError(WriteRefusedError):
    """A 签发稿 was asked for while figures in it are not 审定.

    Args:
        left: each figure that is not, with its units: 「新建老年人助餐点：宝堰镇（11月）」.
    """

    def __init__(self, left: tuple[Listed, ...]) -> None:
        is_long = len(left) > _MOST_NAMED
        more = f"等{len(left)}项" if is_long else ""
        named = "；".join(one.words for one in left[:_MOST_NAMED])
        super().__init__(
            f"还有{len(left)}项数没有审定，不能出签发稿：{named}{more}。"
            "请先审核接收、采用或认定（本级的数由市局接收，或封年后）；需要传阅的，可先出送审稿。"
        )
        self.left = tuple(one.words for one in left)
        self.listed = left if is_long else ()


class DisputedWordsError(WriteRefusedError):
    """A 签发稿 was asked for while two computers tell words of it differently.

    Args:
        left: each of them in words.
    """

    def __init__(self, left: tuple[str, ...]) -> None:
        more = f"等{len(left)}处" if len(left) > _MOST_NAMED else ""
        super().__init__(
            f"还有{len(left)}处文字两台电脑改得不一样，不能出签发稿：{'；'.join(left[:_MOST_NAMED])}{more}。"
            "请先在“报送”的“两机数据不一致”里核实。"
        )
        self.left = left


def refuse_disputed(office: Office, at: UnitPeriod, *, kind: PaperKind) -> None:
    """Refuse where two computers tell words of a paper differently: sentences, orders, chapters, the letter.

    Raises:
        DisputedWordsError: with the list.
    """
    words, papers = CellWords(office), _WORDS_OF.get(kind, ())
    left = tuple(
        words.place(one.cell)
        for one in cells.conflicting(office.database)
        if one.cell.of in papers and one.cell.unit == at.unit_id
    )
    if left:
        raise DisputedWordsError(left)


def refuse_not_final(office: Office, at: UnitPeriod, *, data: AnnualData) -> None:
    """Refuse where a figure that the papers tell is not 审定.

    Raises:
        NotFinalError: with the list.
    """
    left = unsettled(office, at, data=data)
    if left:
        raise NotFinalError(left)


def unsettled(office: Office, at: UnitPeriod, *, data: AnnualData) -> tuple[Listed, ...]:
    """Figures that are not 审定: 「名称：单位、单位」, in the plan's order."""
    return tuple(_lines(office, at, data=data))


def _lines(office: Office, at: UnitPeriod, *, data: AnnualData) -> Iterator[Listed]:
    mine = {data.unit.id, *(unit.id for unit in data.towns)}
    for one in office.plan.indicators:
        total = data.total(one.code)
        if total is None or one.entry is Entry.NARRATIVE:
            continue
        figures = figures_through(office, one, through=at.period)
        units = [
            office.units.get(unit).name
            for unit in figures
            if unit in mine and not _is_settled(office, one, unit_id=unit, figures=figures, at=at)
        ]
        units += [f"{office.units.get(unit).name}（两机不一致）" for unit in total.conflicts]
        if units:
            more = f"等{len(units)}个单位" if len(units) > _MOST_UNITS else ""
            yield Listed(one.code, f"{one.name}：{'、'.join(units[:_MOST_UNITS])}{more}")


def _is_settled(
    office: Office, one: Indicator, *, unit_id: str, figures: Mapping[str, Figure], at: UnitPeriod
) -> bool:
    figure = figures[unit_id]
    if figure.conflict or figure.not_applicable or not figure.reported:
        return True  # a conflict is named by itself; nothing is told of the others
    if _is_closed(office, unit_id, through=at.period) or _counts_confirmed(
        office, one, figure=figure
    ):
        return True
    accepted = accepted_periods(office, one, unit_id=unit_id)
    return set(_told(one, figure, through=at.period)) <= accepted


def _is_closed(office: Office, unit_id: str, *, through: Period) -> bool:
    return acts_of(office, unit_id, shown=month(through.year, through.last_month)).closed


def _counts_confirmed(office: Office, one: Indicator, *, figure: Figure) -> bool:
    """Whether it is the superior's figure, or counts rows that a level confirms."""
    if one.source and figure.origin is Origin.REGISTER:
        return office.plan.register(one.source.register).confirmed_by is not None
    told = {figure.origin, *(origin for _, origin in figure.origins)}
    return told <= set(_SETTLED_ABOVE)


def _told(one: Indicator, figure: Figure, *, through: Period) -> Iterator[str]:
    """Periods whose figures make it up, those excepted that the superior gave."""
    given = {period for period, origin in figure.origins if origin in _SETTLED_ABOVE}
    filled = {period for period, _ in figure.origins}
    for period in counted_periods(one, through):
        if period.code not in given and (not filled or period.code in filled):
            yield period.code
