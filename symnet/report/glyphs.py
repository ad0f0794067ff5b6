"""How each verdict looks: a glyph and a word, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from symnet.claims.verdict import Status


@dataclass(frozen=True, slots=True)
class Look:
    """``glyph`` for HTML, ``tex`` for LaTeX; ``meaning`` is the legend's sentence."""

    glyph: str
    tex: str
    meaning: str


LOOKS: dict[Status, Look] = {
    Status.PROVED: Look("✓", r"\checkmark", "decided for every N (or there is no N in it)"),
    Status.LIMIT: Look("→", r"\rightarrow", "proved as a limit, with its first correction"),
    Status.DEFINITION: Look("○", r"\circ", "introduces a symbol; consistent with its use"),
    Status.REFUTED: Look("✗", r"\times", "an exact counterexample inside the assumptions"),
    Status.CHECKED: Look("≈", r"\approx", "agrees at finitely many N; not a proof"),
    Status.UNDECIDED: Look("?", "?", "neither proved nor refuted"),
    Status.TIMEOUT: Look("…", r"\ldots", "no answer within the time allowed"),
    Status.ERROR: Look("!", "!", "the claim could not be judged"),
}
