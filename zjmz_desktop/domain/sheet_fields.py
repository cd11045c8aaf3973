"""What the columns of a foreign sheet can be: fields of a register, or indicators; and their names."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from zjmz_desktop.domain.measures import without_measures
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.register_sheets import CONFIRMATION, CONFIRMED_BY, CONFIRMED_ON, KEEPER

ROW_ID, STATE, STATE_ON = "id", "state", "state_on"
_SIGNS = re.compile(r"[\s:：、，,./／()（）\[\]【】“”\"'*★㊙—\-_]")
_NUMBERED = re.compile(
    r"^([0-9]+[.、)]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十0-9]+[)）])"
)


@dataclass(frozen=True)
class SheetWords:
    """Words on foreign sheets, as `resources/sheets/words.toml` lists them.

    Attributes:
        names: name in the plan → what other tables call the same.
        units: headers of a column of units.
        computed: parts of headers of what is worked out.
        identities: names of fields that hold a number of the object's own.
        unclear: header → names of fields that it may mean.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    computed: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    unclear: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_words(text: str) -> SheetWords:
    """Read the list of words (TOML)."""
    found = tomllib.loads(text)
    return SheetWords(
        {name: tuple(others) for name, others in found["names"].items()},
        tuple(name for names in found["units"].values() for name in names),
        tuple(found["skipped"]["computed"]),
        tuple(found["identities"]["fields"]),
        {header: tuple(names) for header, names in found["unclear"].items()},
    )


@dataclass(frozen=True)
class SheetField:
    """One thing that a column, or a row, can be.

    Attributes:
        code: field code, `state`, `state_on`, `id`; `I05-02/value`, `I05-01/d` for figures.
        name: its name.
        names: bare texts that name it for sure.
        others: bare texts that usually mean it.
        vague: bare texts that may mean it, or another field.
        column: the register field behind it, for reading samples.
        unit: unit of measure, "" for texts.
    """

    code: str
    name: str
    names: frozenset[str]
    others: frozenset[str] = frozenset()
    column: RegisterField | None = None
    unit: str = ""
    vague: frozenset[str] = frozenset()

    @property
    def is_number(self) -> bool:
        """Whether it holds numbers."""
        return self.column is None or self.column.type == "number"


def bare(text: str) -> str:
    """A header or name for comparing: no signs, no numbering, no units in brackets."""
    return _SIGNS.sub("", _NUMBERED.sub("", without_measures(text)))


def register_fields(register: Register, words: SheetWords) -> tuple[SheetField, ...]:
    """What columns can be for a register."""
    own = [_register_field(column, register, words=words) for column in register.fields]
    own.append(SheetField(ROW_ID, "行编号", frozenset(("行编号",)), column=_text(ROW_ID)))
    if register.states:
        choices = RegisterField(STATE, "状态", "choice", choices=register.states)
        own.append(_field(choices, words))
        own.append(_field(RegisterField(STATE_ON, "状态日期", "date"), words))
    known = {one.name for one in own}
    return tuple(_with_vague(one, known, words=words) for one in own)


def told_columns(register: Register) -> frozenset[str]:
    """Bare names of the columns of a register's list that the program fills in: they are never read."""
    standing = (CONFIRMATION, CONFIRMED_ON, CONFIRMED_BY, KEEPER)
    return frozenset(map(bare, (*standing, *(one.name for one in register.computed_fields))))


def _with_vague(one: SheetField, known: Collection[str], *, words: SheetWords) -> SheetField:
    """What may mean two of the register's fields means neither: 使用面积 decides what counts, 面积 is asked."""
    rivals = {bare(h): set(names) & set(known) for h, names in words.unclear.items()}
    vague = {header for header, names in rivals.items() if one.name in names and len(names) > 1}
    return replace(one, others=one.others - vague, vague=frozenset(vague))


def _text(code: str) -> RegisterField:
    return RegisterField(code, code, "text")


def _field(column: RegisterField, words: SheetWords) -> SheetField:
    others = frozenset(map(bare, words.names.get(column.name, ())))
    return SheetField(column.code, column.name, _own(column.name), others, column, column.unit)


def _register_field(column: RegisterField, register: Register, *, words: SheetWords) -> SheetField:
    """The name may stand after the register's or a part of it (助餐点名称), or after its group's."""
    found = _field(column, words)
    title = bare(register.name)
    fronts = {title[at:] for at in range(len(title) - 1)} | {
        title[:at] for at in range(2, len(title))
    }
    fronts |= {bare(column.group_name)}
    prefixed = frozenset(front + name for front in fronts for name in found.names)
    return SheetField(
        found.code, found.name, found.names | prefixed, found.others, column, column.unit
    )


def _own(name: str) -> frozenset[str]:
    return frozenset((bare(name), bare(re.sub("^其中[:：]", "", name))))


# ---- indicators ----

_PARTS = (("removed", "本月减少"), ("opening", "年初"))


def indicator_fields(indicators: Iterable[Indicator], words: SheetWords) -> tuple[SheetField, ...]:
    """What columns, or rows, can be for figures: one for each number that can be entered."""
    return tuple(one for indicator in indicators for one in _of_indicator(indicator, words))


def _of_indicator(indicator: Indicator, words: SheetWords) -> Iterable[SheetField]:
    names = _own(indicator.name)
    others = frozenset(map(bare, words.names.get(indicator.name, ())))
    match indicator.entry:
        case Entry.NUMBER | Entry.PER_BASE:
            unit = indicator.unit
            yield _figure(indicator, "value", name=indicator.name, known=(names, others), unit=unit)
            for part, word in _PARTS if indicator.closes else ():
                pair = (_joined(names, word), _joined(others, word))
                name = f"{indicator.name}（{word}）"
                yield _figure(indicator, part, name=name, known=pair, unit=unit)
        case Entry.RATIO if indicator.rate_only:
            yield _figure(indicator, "value", name=indicator.name, known=(names, others), unit="%")
        case Entry.RATIO:
            pairs = (
                ("n", "分子", indicator.numerator_name),
                ("d", "分母", indicator.denominator_name),
            )
            for part, word, what in pairs:
                pair = (_joined(names, bare(what)) | _joined(names, word), _own(what))
                name = f"{indicator.name}：{what}"
                yield _figure(indicator, part, name=name, known=pair)
        case _:
            return


def _figure(
    indicator: Indicator,
    part: str,
    *,
    name: str,
    known: tuple[frozenset[str], frozenset[str]],
    unit: str = "",
) -> SheetField:
    return SheetField(f"{indicator.code}/{part}", name, known[0], known[1] - known[0], None, unit)


def _joined(names: Iterable[str], word: str) -> frozenset[str]:
    return frozenset(name + word for name in names) | frozenset(word + name for name in names)
