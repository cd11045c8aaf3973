"""What is not known of a table is left to be filled by hand, never left out."""

from zjmz_desktop.domain.table_ends import foot_lines, head_lines


def test_a_table_says_whose_figures_it_has_of_when_and_in_what() -> None:
    told = ("填报单位（盖章）：某局", "报告期：2018年", "计量单位：见表内")
    assert head_lines("某局", "2018年") == told
    assert head_lines("某局", "2018年", measured="个")[2] == "计量单位：个"


def test_lines_to_sign_stand_there_though_nobody_is_known() -> None:
    assert foot_lines("", "") == ("单位负责人：", "填表人：", "联系电话：", "报出日期：")
