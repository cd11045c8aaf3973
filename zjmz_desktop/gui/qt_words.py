"""Chinese for the few words of Qt's own dialogs that its translation leaves in English."""

from PySide6.QtCore import QTranslator

_WORDS = {
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "%1 File"): "%1文件",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Alias"): "快捷方式",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Unknown"): "其他",
    (
        "QFileSystemModel",
        '<b>The name "%1" cannot be used.</b>'
        "<p>Try using another name, with fewer characters or no punctuations marks.",
    ): "<b>不能用“%1”作名称。</b><p>请换一个短一些、不带标点的名称。",
}


class MissingWords(QTranslator):
    """Install it before Qt's own translation, which is then asked first."""

    def isEmpty(self) -> bool:
        """It has words, though no file."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """The word; what it does not know stays as it is, for nobody is asked after it."""
        return _WORDS.get((context, sourceText), sourceText)
