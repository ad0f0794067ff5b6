"""Templates to text: the one importer of Jinja. The folder a template lies in chooses its delimiters and its escaping.

``templates/html``   ``{{ }}``, every value escaped for HTML
``templates/latex``  ``<< >>``, every value escaped for TeX
elsewhere            ``{{ }}``, values as they are (generated code, Markdown)

A value of type :class:`Markup` is finished markup of the folder's own language and passes unchanged.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

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
}


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
    return Environment(**settings)


def escape_tex(value: object) -> Markup:
    """``value`` as text that LaTeX prints literally; a control character or line break becomes one space."""
    text = (character if character.isprintable() else " " for character in str(value))
    return Markup("".join(_TEX_SPECIAL.get(character, character) for character in text))


def _finished_tex(value: object) -> object:
    return value if hasattr(value, "__html__") else escape_tex(value)


_FOLDERS: dict[str, dict[str, Any]] = {
    "html": {"autoescape": True},
    # Autoescape keeps a macro's output marked as finished; the finalizer, which runs first, does the escaping.
    "latex": {"autoescape": True, "finalize": _finished_tex, **_LATEX_DELIMITERS},
}
