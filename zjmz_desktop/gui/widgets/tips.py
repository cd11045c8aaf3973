"""Tool tips with words from elsewhere: a town's note, an unknown sheet, a file's name."""


def plain_tip(text: str) -> str:
    """The words as they are, never as markup.

    Qt takes a tip that looks like HTML for HTML, and would fetch the picture that a note names, over the
    network too.
    """
    return text.replace("<", "＜")
