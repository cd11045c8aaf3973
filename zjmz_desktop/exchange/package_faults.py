"""Why a file is not read as a package: the parts of the sentence that its readers put together."""

AGAIN = "请让对方重新导出一份，用U盘拷贝，或者用微信、QQ按原文件发送。"
UPGRADE = "请把本程序升级到新版本，再导入这个文件。"
CHANGED = "内容和写出时不一样，可能没有传完整，也可能被改动过"
NOT_OURS = "它不是本程序的数据文件"
NEWER = "它是更新版本的程序做的，这个版本读不了"
_WORDS = {
    "manifest": "清单",
    "segments": "报送数据",
    "blobs": "佐证材料",
    "plans": "计划文件",
    "personal": "个人信息",
}


class FaultError(Exception):
    """What is wrong with the content; the reader that knows the file's name makes the sentence.

    Args:
        reason: the middle of the sentence.
        remedy: what to do.
    """

    def __init__(self, reason: str, *, remedy: str = AGAIN) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def at(member: str) -> FaultError:
    """A member of the package that is not what it has to be, told by what it is for."""
    first = member.partition("/")[0].partition(".")[0]
    return FaultError(f"{_WORDS.get(first, '里面')}的{CHANGED}")


def newer() -> FaultError:
    """A package that asks for a later program."""
    return FaultError(NEWER, remedy=UPGRADE)
