from zjmz_desktop.domain.spelling import normalised


def test_width_spaces_and_case_do_not_count() -> None:
    assert normalised(" Ａ b　（１） ") == "ab(1)"
