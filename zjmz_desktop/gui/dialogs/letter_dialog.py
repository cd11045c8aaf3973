"""版头、版记: what the district's own paper says of itself, remembered for the year or the month."""

from collections.abc import Callable, Mapping
from dataclasses import asdict

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from zjmz_desktop.domain.paper_kinds import Letter, PaperKind, details_of
from zjmz_desktop.gui.dialogs.dialog import Dialog

_FIELDS = (
    ("number", "发文字号", "例如 镇徒民〔2018〕12号"),
    ("signer", "签发人", "几个人用顿号隔开"),
    ("addressee", "主送机关", "不写是市局"),
    ("copies", "抄送机关", "用逗号隔开"),
    ("dated", "成文日期", "例如 2018年12月28日"),
    ("printed", "印发日期", "不写与成文日期相同"),
    ("contact", "联系人", ""),
    ("phone", "联系电话", "也印在各附表下面"),
    ("mark", "发文机关标志", "不写是“单位名称＋文件”"),
)
_TEXTS = {
    PaperKind.SUMMARY: "成文日期印在落款，只用于截至这个月的总结；不写只印年月。电话印在表尾，写过一次就记住。",
    PaperKind.OFFICIAL: "印在“报告”的版头、版记和附注里。空着的，打印后手写。"
    "发文字号和两个日期只用于截至这个月的报告，其他的写过一次就记住。",
}
Remember = Callable[[dict[str, str]], str]


def letter_words(kind: PaperKind) -> str:
    """What the details of a paper are called; "" where it prints none."""
    names = {PaperKind.SUMMARY: "日期和电话", PaperKind.OFFICIAL: "版头和版记"}
    return names.get(kind, "")


def _fields(kind: PaperKind) -> list[tuple[str, str, str]]:
    """The details that the paper prints: name, title, hint."""
    return [one for one in _FIELDS if one[0] in details_of(kind)]


class LetterDialog(Dialog):
    """One field a detail that the paper prints.

    Args:
        letter: what is known of them.
        kind: the paper.
        remember: gets those that were changed and says why not, or "".
        parent: what the dialog stands over.
    """

    def __init__(
        self, letter: Letter, *, kind: PaperKind, remember: Remember, parent: QWidget | None
    ) -> None:
        super().__init__(letter_words(kind), _TEXTS[kind], yes="保存", parent=parent)
        self.setMinimumWidth(520)
        self._known: Mapping[str, str] = asdict(letter)
        self._remember = remember
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        for name, title, hint in _fields(kind):
            field = self.fields[name] = QLineEdit(self._known[name])
            field.setAccessibleName(title)
            field.setPlaceholderText(hint)
            form.addRow(title, field)
        self.body.addLayout(form)
        self.act = self._save
        next(iter(self.fields.values())).setFocus()

    def _save(self) -> str:
        typed = {name: field.text().strip() for name, field in self.fields.items()}
        return self._remember({n: text for n, text in typed.items() if text != self._known[n]})
