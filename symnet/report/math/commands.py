r"""The TeX commands a formula may use. A command that is not in these tables is refused, so nothing else is printed.

The tables hold what a formula shows, and nothing that reads, writes, links, styles or defines.
"""

from __future__ import annotations

from symnet.report.math.tree import Kind

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
}  # fmt: skip
_CAPITAL = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_ORDINARY = {
    "infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "emptyset": "∅", "Re": "ℜ",
    "Im": "ℑ", "prime": "′", "dots": "…", "ldots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "%": "%", "#": "#", "$": "$", "&": "&", "_": "_", "dagger": "†", "top": "⊤", "bot": "⊥", "square": "□",
    "checkmark": "✓", "vert": "|", "Vert": "‖", "|": "‖", "lnot": "¬", "neg": "¬",
}  # fmt: skip
_BINARY = {
    "pm": "±", "mp": "∓", "times": "×", "cdot": "⋅", "div": "÷", "ast": "∗", "star": "⋆", "circ": "∘",
    "bullet": "∙", "oplus": "⊕", "otimes": "⊗", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "cap": "∩",
    "cup": "∪", "setminus": "∖", "bmod": "mod",
}  # fmt: skip
_RELATION = {
    "equiv": "≡", "sim": "∼", "simeq": "≃", "approx": "≈", "cong": "≅", "propto": "∝", "neq": "≠", "ne": "≠",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ll": "≪", "gg": "≫", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺",
    "longrightarrow": "⟶", "mapsto": "↦", "in": "∈", "notin": "∉", "subset": "⊂", "supset": "⊃", "ni": "∋",
    "subseteq": "⊆", "mid": "∣",
    "parallel": "∥", "perp": "⊥", "asymp": "≍", "doteq": "≐", "leqslant": "⩽", "geqslant": "⩾",
}  # fmt: skip
DELIMITERS = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "", r"\{": "{", r"\}": "}", r"\langle": "⟨",
    r"\rangle": "⟩", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉", r"\lvert": "|",
    r"\rvert": "|", r"\lVert": "‖", r"\rVert": "‖", r"\vert": "|", r"\Vert": "‖", r"\|": "‖", r"\lbrace": "{",
    r"\rbrace": "}", r"\lbrack": "[", r"\rbrack": "]", "<": "⟨", ">": "⟩",
}  # fmt: skip
_OPENING = ("langle", "lfloor", "lceil", "lvert", "lVert", "lbrace", "lbrack")
_CLOSING = ("rangle", "rfloor", "rceil", "rvert", "rVert", "rbrace", "rbrack")
_LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
    "bigwedge": "⋀", "bigvee": "⋁",
}  # fmt: skip
_INTEGRAL = {"int": "∫", "oint": "∮", "iint": "∬"}
_NAMED = (
    "exp log ln sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim ker hom"
    " lim limsup liminf max min sup inf det gcd Pr"
)
LIMIT_FUNCTIONS = frozenset({"lim", "limsup", "liminf", "max", "min", "sup", "inf", "det", "gcd", "Pr"})

SYMBOLS: dict[str, tuple[str, Kind]] = {
    "\\" + name: (text, kind)
    for table, kind in (
        (_GREEK, Kind.LETTER),
        (_CAPITAL, Kind.ORDINARY),
        (_ORDINARY, Kind.ORDINARY),
        (_BINARY, Kind.BINARY),
        (_RELATION, Kind.RELATION),
        (_LARGE, Kind.LARGE),
        (_INTEGRAL, Kind.INTEGRAL),
        ({name: name for name in _NAMED.split()}, Kind.FUNCTION),
        ({name: DELIMITERS["\\" + name] for name in _OPENING}, Kind.OPEN),
        ({name: DELIMITERS["\\" + name] for name in _CLOSING}, Kind.CLOSE),
    )
    for name, text in table.items()
} | {r"\{": ("{", Kind.OPEN), r"\}": ("}", Kind.CLOSE), r"\colon": (":", Kind.PUNCTUATION)}

CHARACTERS: dict[str, tuple[str, Kind]] = {
    "+": ("+", Kind.BINARY), "-": ("−", Kind.BINARY), "*": ("∗", Kind.BINARY), "=": ("=", Kind.RELATION),
    "<": ("<", Kind.RELATION), ">": (">", Kind.RELATION), ":": (":", Kind.RELATION), "(": ("(", Kind.OPEN),
    "[": ("[", Kind.OPEN), ")": (")", Kind.CLOSE), "]": ("]", Kind.CLOSE), ",": (",", Kind.PUNCTUATION),
    ";": (";", Kind.PUNCTUATION), "!": ("!", Kind.CLOSE), "?": ("?", Kind.CLOSE), "/": ("/", Kind.ORDINARY),
    "|": ("|", Kind.ORDINARY), ".": (".", Kind.ORDINARY), "@": ("@", Kind.ORDINARY),
}  # fmt: skip

SPACES = {
    r"\,": 3 / 18, r"\:": 4 / 18, r"\>": 4 / 18, r"\;": 5 / 18, r"\!": -3 / 18, r"\ ": 6 / 18, "~": 6 / 18,
    r"\quad": 1.0, r"\qquad": 2.0,
}  # fmt: skip

ACCENTS = {
    r"\tilde": "~", r"\widetilde": "~", r"\hat": "^", r"\widehat": "^", r"\bar": "¯", r"\overline": "¯",
    r"\underline": "_", r"\vec": "→", r"\dot": "˙", r"\ddot": "¨", r"\check": "ˇ", r"\breve": "˘",
}  # fmt: skip

WORDS = frozenset({r"\text", r"\textrm", r"\textit", r"\mbox", r"\operatorname", r"\mathtt", r"\texttt"})
FONTS = frozenset(
    {r"\mathrm", r"\mathcal", r"\mathscr", r"\mathbb", r"\mathbf", r"\boldsymbol", r"\mathit", r"\mathsf"}
)
DECLARATIONS = {r"\rm": r"\mathrm", r"\cal": r"\mathcal", r"\bf": r"\mathbf", r"\it": r"\mathit"}
FRACTIONS = frozenset({r"\frac", r"\dfrac", r"\tfrac", r"\binom"})
TABLES = {
    "cases": (r"\{", "."), "matrix": (".", "."), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"),
    "smallmatrix": (".", "."), "split": (".", "."), "aligned": (".", "."), "array": (".", "."), "gathered": (".", "."),
}  # fmt: skip
SIZES = frozenset("\\" + size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
STYLES = frozenset({r"\displaystyle", r"\textstyle", r"\nonumber", r"\notag"})
LIMITS = frozenset({r"\limits", r"\nolimits"})
