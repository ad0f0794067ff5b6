"""Mathematical alphabets of Unicode: script, double-struck, bold; sans-serif."""

from __future__ import annotations

_FIRST = {
    # command: code points of A, a, 0 (None where the alphabet has none)
    r"\mathcal": (0x1D49C, 0x1D4B6, None),
    r"\mathscr": (0x1D49C, 0x1D4B6, None),
    r"\mathbb": (0x1D538, 0x1D552, 0x1D7D8),
    r"\mathbf": (0x1D400, 0x1D41A, 0x1D7CE),
    r"\boldsymbol": (0x1D468, 0x1D482, 0x1D7CE),
    r"\mathsf": (0x1D5A0, 0x1D5BA, 0x1D7E2),
}
_GREEK_FIRST = {r"\mathbf": (0x1D6A8, 0x1D6C2), r"\boldsymbol": (0x1D71C, 0x1D736)}
_ELSEWHERE = {
    # letters that Unicode had before it had the alphabets
    **dict(zip(range(0x1D49C, 0x1D4B6), "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", strict=True)),
    0x1D4BA: "ℯ",
    0x1D4BC: "ℊ",
    0x1D4C4: "ℴ",
    **dict(zip(range(0x1D538, 0x1D552), "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True)),
}


def in_font(text: str, command: str) -> str:
    """``text`` in the alphabet of ``command``; characters the alphabet lacks stay as they are."""
    return "".join(_letter(character, command) for character in text)


def _letter(character: str, command: str) -> str:
    capital, small, zero = _FIRST.get(command, (None, None, None))
    ranges = [("A", "Z", capital), ("a", "z", small), ("0", "9", zero)]
    if command in _GREEK_FIRST:
        ranges += [("Α", "Ω", _GREEK_FIRST[command][0]), ("α", "ω", _GREEK_FIRST[command][1])]
    for first, last, start in ranges:
        if start is not None and first <= character <= last:
            code = start + ord(character) - ord(first)
            return _ELSEWHERE.get(code, chr(code))
    return character
