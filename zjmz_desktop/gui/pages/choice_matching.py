"""Which options a text means: by words, code, number or pinyin initials; never the first that fits."""

import unicodedata
from typing import NamedTuple

from zjmz_desktop.service.listing import initials

Choices = tuple[tuple[str, str], ...]


class _Option(NamedTuple):
    """One option, by all that can be typed for it."""

    words: str
    said: tuple[str, str]
    number: str
    letters: str

    def may_mean(self, text: str) -> bool:
        """Whether the text is part of its words, or the beginning of something else."""
        words, code = self.said
        return text in words or any(x.startswith(text) for x in (code, self.number, self.letters))


def _options(choices: Choices) -> list[_Option]:
    return [
        _Option(words, (_folded(words), _folded(code)), f"{at}", initials(words))
        for at, (code, words) in enumerate(choices, 1)
    ]


def matching(choices: Choices, typed: str) -> list[str]:
    """Words of the options that the text may still mean, in order; all of them for no text."""
    text = _folded(typed)
    return [one.words for one in _options(choices) if one.may_mean(text)]


def meant(choices: Choices, typed: str) -> str | None:
    """Words of the one option that the text means; None where it is none, or more than one.

    What is said whole (words, code, number, then initials) wins over what is begun.
    """
    text, options = _folded(typed), _options(choices)
    for found in (
        [one.words for one in options if text in one.said],
        [one.words for one in options if text == one.number],
        [one.words for one in options if text == one.letters],
        [one.words for one in options if one.may_mean(text)],
    ):
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
