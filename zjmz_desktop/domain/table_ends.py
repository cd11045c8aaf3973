"""What stands over and under every table that leaves the office: whose figures, of when, and who answers for them."""


def head_lines(office: str, span: str, *, measured: str = "见表内") -> tuple[str, ...]:
    """填报单位（盖章）, 报告期, 计量单位.

    Args:
        office: who seals it.
        span: the period in words.
        measured: the one unit of all figures, where there is one.
    """
    return (f"填报单位（盖章）：{office}", f"报告期：{span}", f"计量单位：{measured}")


def foot_lines(filled_by: str, phone: str) -> tuple[str, ...]:
    """单位负责人, 填表人, 联系电话, 报出日期: what is not known ("") is left to be filled by hand."""
    return ("单位负责人：", f"填表人：{filled_by}", f"联系电话：{phone}", "报出日期：")
