"""How texts are compared, whatever their width, spaces and case."""

import unicodedata


def normalised(text: str) -> str:
    """Text for comparing: one width, no spaces, lower case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
