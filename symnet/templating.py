"""Templates to text: the one importer of Jinja. The folder a template lies in chooses its delimiters and its escaping.

``templates/html``   ``{{ }}``, every value escaped for HTML
``templates/latex``  ``<< >>``, every value escaped for TeX
elsewhere            ``{{ }}``, values as they are (generated code, Markdown)

A value of type :class:`Markup` is finished markup of the folder's own language and passes unchanged.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from markupsafe import Markup

from symnet.caching import cache_folder
from symnet.errors import SymnetError
from symnet.resources import resource

__all__ = ["Markup", "escape_tex", "render"]

_COMMON: dict[str, Any] = {
    "undefined": StrictUndefined,
    "keep_trailing_newline": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
}
_LATEX_DELIMITERS = {
    "variable_start_string": "<<",
    "variable_end_string": ">>",
    "block_start_string": "<%",
    "block_end_string": "%>",
    "comment_start_string": "<#",
    "comment_end_string": "#>",
}
_TEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    **{character: "\\" + character for character in "&%$#_{}"},
    "–": r"\textendash{}", "—": r"\textemdash{}", "‘": r"\textquoteleft{}", "’": r"\textquoteright{}",
    "“": r"\textquotedblleft{}", "”": r"\textquotedblright{}", "…": r"\ldots{}", "·": r"\textperiodcentered{}",
    **{
        character: rf"\ensuremath{{\{command}}}"
        for character, command in {
            "≤": "leq", "≥": "geq", "≠": "neq", "≈": "approx", "≡": "equiv", "∈": "in", "→": "to", "↦": "mapsto",
            "⇒": "Rightarrow", "⇔": "Leftrightarrow", "∞": "infty", "∂": "partial", "∫": "int", "∑": "sum", "∏": "prod",
            "√": "surd", "×": "times", "±": "pm", "⟨": "langle", "⟩": "rangle", "ħ": "hbar", "ℏ": "hbar", "∀": "forall",
            "∃": "exists", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "η": "eta",
            "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho",
            "σ": "sigma", "τ": "tau", "φ": "varphi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma",
            "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
            "−": "mathord{-}", "ℤ": "mathbb{Z}", "ℝ": "mathbb{R}", "ℚ": "mathbb{Q}", "ℕ": "mathbb{N}",
        }.items()
    },
}  # fmt: skip


def render(template_name: str, **context: Any) -> str:
    """The text of ``templates/<template_name>`` with the names in ``context``; an unknown name is an error.

    Raises:
        SymnetError: the template is missing, malformed, or uses a name that ``context`` lacks.
    """
    folder = template_name.partition("/")[0]
    try:
        return _environment(folder).get_template(template_name).render(**context)
    except TemplateError as error:
        raise SymnetError(f"template '{template_name}': {type(error).__name__}: {error}") from error


@cache
def _environment(folder: str) -> Environment:
    settings = {**_COMMON, "loader": FileSystemLoader(resource("templates")), **_FOLDERS.get(folder, {})}
    return Environment(**settings, bytecode_cache=_compiled_templates())


class _KeptTemplates(FileSystemBytecodeCache):
    """Templates compiled by earlier runs; where the folder is full or takes no files, nothing is kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """What earlier runs kept, which Jinja checks against their source; none without a private folder."""
    try:
        return _KeptTemplates(str(cache_folder("templates")))
    except (SymnetError, RuntimeError):
        return None


def escape_tex(value: object) -> Markup:
    """``value`` as text that LaTeX prints literally; line breaks become spaces, letters without a font their number."""
    return Markup("".join(map(_tex_character, str(value))).replace("--", "-{}-"))


def _tex_character(character: str) -> str:
    if not character.isprintable():
        return " "
    if character in _TEX_SPECIAL:
        return _TEX_SPECIAL[character]
    return character if character <= _LAST_IN_TEX_FONTS else f"[U+{ord(character):04X}]"


_LAST_IN_TEX_FONTS = "\N{LATIN SMALL LETTER Z WITH CARON}"


def _finished_tex(value: object) -> object:
    return value if hasattr(value, "__html__") else escape_tex(value)


_FOLDERS: dict[str, dict[str, Any]] = {
    "html": {"autoescape": True},
    # Autoescape keeps a macro's output marked as finished; the finalizer, which runs first, does the escaping.
    "latex": {"autoescape": True, "finalize": _finished_tex, **_LATEX_DELIMITERS},
}
