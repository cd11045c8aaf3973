"""Errors that a clerk can read out on the phone: what, where, what to do.

Every error carries its data and makes its own Chinese sentence, so that window and command line say the same.
"""

import errno
from typing import NamedTuple

_MOST_QUOTED = 40


def quoted(text: str) -> str:
    """Typed text as a sentence quotes it: the beginning of a long one, nothing that can't be seen."""
    seen = "".join(char if char.isprintable() else "□" for char in text[:_MOST_QUOTED])
    return f"“{seen}…”" if len(text) > _MOST_QUOTED else f"“{seen}”"


_SYSTEM_WORDS = {
    errno.ENOENT: "没有这个位置",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径里有一个是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.ENOSPC: "磁盘已满",
}


def system_words(error: OSError) -> str:
    """What the system refused, in Chinese; by its number where there are no words."""
    return _SYSTEM_WORDS.get(error.errno or 0, f"系统不允许（错误号{error.errno}）")


class Listed(NamedTuple):
    """One of the many things that stand in a refusal's way: an indicator's code, and words for a list."""

    code: str
    words: str


class ZjmzError(Exception):
    """Base of everything the program refuses with a sentence.

    Attributes:
        listed: everything of which the sentence names only the first; () where it names all.
    """

    listed: tuple[Listed, ...] = ()

    @property
    def message(self) -> str:
        """The whole sentence: what is wrong, where, and the remedy."""
        return str(self)

    def __str__(self) -> str:
        return self.args[0] if self.args else type(self).__name__


class UnknownUnitError(ZjmzError):
    """A unit id or name that is in no list."""

    def __init__(self, unit: str) -> None:
        super().__init__(
            f"没有编号为{quoted(unit)}的单位。请核对单位编号：2018年的12位统计用区划代码，"
            "例如丹徒区是321112000000。"
        )
        self.unit = unit


class UnknownIndicatorError(ZjmzError):
    """An indicator code that the plan in force does not hold."""

    def __init__(self, code: str) -> None:
        super().__init__(f"本年度工作要点里没有指标{quoted(code)}。请核对指标编号。")
        self.code = code


class UnknownRegisterError(ZjmzError):
    """A register code that the plan in force does not hold."""

    def __init__(self, code: str) -> None:
        super().__init__(f"本年度工作要点里没有底册{quoted(code)}。请核对底册编号。")
        self.code = code


class PeriodError(ZjmzError):
    """A text that is no reporting period."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{quoted(text)}不是报告期。请写成 2018、2018H1、2018Q2 或 2018M06。")
        self.text = text


class ValueRefusedError(ZjmzError):
    """What was typed is no value for this field.

    Args:
        typed: the text as typed.
        reason: why it is refused.
        remedy: what to type instead.
    """

    def __init__(self, typed: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"{quoted(typed)}不能填在这里：{reason}。{remedy}")
        self.typed, self.reason, self.remedy = typed, reason, remedy


class WriteRefusedError(ZjmzError):
    """This office may not write this cell."""


class StoreError(ZjmzError):
    """The store can't be opened or written; the sentence names the path and the remedy."""


class UndoRefusedError(ZjmzError):
    """An import that can't be undone, as lines that stay build on what it brought.

    Args:
        ids: the revision ids of those lines.
    """

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(
            f"这次导入不能撤销：已有{len(ids)}处后来的填写或审核以它为依据。"
            "请先撤销那些填写或审核；没有改动任何数据。"
        )
        self.ids = ids


class RevisionError(ZjmzError):
    """A revision line that is not in canonical form."""


class PlanProblem(NamedTuple):
    """One problem of a plan file.

    Attributes:
        line: line from 1, 0 where no place is known.
        column: column from 1, 0 where no place is known.
        path: dotted path of the thing (`indicator[I08-03].target`).
        message: Chinese sentence.
    """

    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"第{self.line}行第{self.column}列" if self.line else "文件"
        return f"{place}（{self.path}）：{self.message}"


class PlanFileError(ZjmzError):
    """A plan file that can't be used; lists every problem found."""

    def __init__(self, problems: tuple[PlanProblem, ...]) -> None:
        first = "；".join(str(problem) for problem in problems[:3])
        more = f"；另有{len(problems) - 3}处" if len(problems) > 3 else ""
        super().__init__(f"计划文件有{len(problems)}处问题：{first}{more}。请改好后再用。")
        self.problems = problems
