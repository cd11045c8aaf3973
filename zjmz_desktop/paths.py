"""Where the program's own files are, and where the user's are kept."""

import sys
from pathlib import Path


class ResourceMissingError(Exception):
    """A file of the program itself is not there: the installation is incomplete.

    Attributes:
        name: The resource as asked for, parts joined with `/`.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    @property
    def message(self) -> str:
        """What the user reads."""
        return f"程序文件不完整，缺少“{self.name}”。请重新安装本程序。"

    def __str__(self) -> str:
        return self.message


def resource(*parts: str) -> Path:
    """Find a file or folder that came with the program.

    Args:
        *parts: The way below `resources/`, e.g. `"fonts", "GW-Song.ttf"`.

    Returns:
        Its path, in a frozen program, an installed package or a checkout, in this order.

    Raises:
        ResourceMissingError: It is in none of them.
    """
    for root in _roots():
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise ResourceMissingError("/".join(parts))


def user_data_folder() -> Path:
    """The folder of the user's own store; local to this computer, and not made here."""
    from platformdirs import user_data_path

    return user_data_path("zjmz", appauthor=False, roaming=False)


def _roots() -> list[Path]:
    """The folders that may hold the resources; a frozen program looks nowhere else."""
    package = Path(__file__).resolve().parent
    if not getattr(sys, "frozen", False):
        return [package / "resources", package.parent / "resources"]
    beside = Path(sys.executable).resolve().parent
    unpacked = Path(getattr(sys, "_MEIPASS", beside))
    return [unpacked / "resources", beside / "resources"]
