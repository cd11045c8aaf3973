"""Fonts of a user's own, made from the program's by giving them other names, bits or sizes."""

from pathlib import Path

from fontTools.ttLib import TTFont

from zjmz_desktop import paths

FANGSONG, XIAOBIAOSONG = "仿宋_GB2312", "方正小标宋简体"


def renamed(
    target: Path,
    family: str,
    *,
    source: str = "GW-FangSong",
    embedding: int = 0,
    units_per_em: int = 1000,
) -> Path:
    """A copy of a font of the program under another family.

    Args:
        target: where it goes.
        family: its name in Chinese.
        source: which font of the program.
        embedding: its fsType bits.
        units_per_em: scaled to these; then the last glyphs share one advance.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(paths.resource("fonts", f"{source}.ttf"), lazy=True) as font:
        for record in list(font["name"].names):
            if record.nameID in (1, 3, 4, 6, 16):
                font["name"].removeNames(nameID=record.nameID)
        font["name"].setName(family, 1, 3, 1, 0x804)
        font["name"].setName(family, 4, 3, 1, 0x804)
        font["name"].setName("Own-Test", 6, 3, 1, 0x409)
        font["OS/2"].fsType = embedding
        if units_per_em != 1000:
            _scale(font, units_per_em)
        font.save(target)
    return target


def _scale(font: TTFont, units_per_em: int) -> None:
    """Only 国 and the advances: what a test looks at, in a tenth of a second."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib.scaleUpem import scale_upem

    subsetter = Subsetter(Options(name_IDs=["*"], name_languages=["*"], notdef_outline=True))
    subsetter.populate(text="年工作总结民政局，。国一二三四五六七八九十区镇的1234567890")
    subsetter.subset(font)
    scale_upem(font, units_per_em)
