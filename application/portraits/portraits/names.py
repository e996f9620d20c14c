"""The names that visitors give: anything that a keyboard, or a script, can send."""

import unicodedata

LONGEST = 40


def clean(name: str) -> str:
    """What can be shown, and can stand in an address: neither control signs nor slashes, forty signs at most."""
    text = unicodedata.normalize("NFC", name)
    shown = "".join(sign if sign.isprintable() and sign not in "/\\" else " " for sign in text)
    return " ".join(shown.split())[:LONGEST].rstrip()
