"""What opens under the user's name: another user, one more, another name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.user_button import NO_NAME

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.opening import Opening

_ADD, _RENAME = "add", "rename"


class UserMenu(QObject):
    """Lists the office's users under the name; choosing one saves what is typed and goes on as them."""

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        window.user_asked.connect(self._on_asked)

    def menu(self) -> QMenu:
        """The menu, made anew; figures are keys: 2 chooses the second."""
        from zjmz_desktop.service.users import users, written_name

        office = self._opening.open_office
        menu = QMenu(self._window)
        menu.setToolTipsVisible(True)
        for at, (user, name) in enumerate(users(office), 1):
            one = _entry(menu, f"&{at}　{(name or NO_NAME).replace('&', '&&')}", data=user)
            one.setCheckable(True)
            one.setChecked(user == office.user)
            one.setToolTip(f"编号{user}")
        menu.addSeparator()
        known = bool(written_name(office))
        add = _entry(menu, "新增用户(&A)…", data=_ADD)
        add.setEnabled(known)
        add.setToolTip("" if known else "请先写上现在这位填表人的姓名。")
        _entry(menu, "改姓名(&R)…" if known else "写上姓名(&R)…", data=_RENAME)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_asked(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._window.header.user.below())
        checked = (one for one in menu.actions() if one.isChecked())
        menu.setActiveAction(next(checked, menu.actions()[0]))

    def _on_chosen(self, action: QAction) -> None:
        from zjmz_desktop.gui.dialogs.user_name import ADDING, RENAMING

        chosen = str(action.data())
        if chosen == _ADD:
            self._ask_name(ADDING, "", act=self._add)
        elif chosen == _RENAME:
            self._ask_name(RENAMING, self._window.desk.actions.office().user_name, act=self._rename)
        else:
            self.switch(chosen)

    def switch(self, user: str) -> None:
        """Save what is typed as the one before, then show everything as the other."""
        from zjmz_desktop.service import users

        office, form = self._opening.open_office, self._window.entry.form
        form.commit()
        if user == office.user:
            return
        try:
            users.switch_user(office, user)
        except ZjmzError as error:
            self._window.desk.refused.emit(error.message)
            return
        form.put_away()
        self._window.desk.moved.emit()
        self._window.desk.told.emit(f"已换成{office.user_name}。", False)

    def _ask_name(self, title: str, name: str, *, act: Callable[[str], str]) -> None:
        from zjmz_desktop.gui.dialogs.user_name import UserNameDialog

        UserNameDialog(title, name, act=act, parent=self._window).open()

    def _add(self, name: str) -> str:
        from zjmz_desktop.service import users

        try:
            users.add_user(self._opening.open_office, name)
        except ZjmzError as error:
            return error.message
        self._window.desk.told.emit(f"已新增用户{name.strip()}。要换成他，再点姓名选。", False)
        return ""

    def _rename(self, name: str) -> str:
        from zjmz_desktop.service import users

        try:
            office = self._opening.open_office
            changes = users.rename_user(office, office.user, name=name)
        except ZjmzError as error:
            return error.message
        self._window.desk.changed.emit(changes)
        self._window.header.user.refresh()
        return ""


def _entry(menu: QMenu, words: str, *, data: str) -> QAction:
    found = QAction(words, menu)
    found.setData(data)
    menu.addAction(found)
    return found
