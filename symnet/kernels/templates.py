"""The kernels' templates; the only place of this room that knows Jinja."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2

from symnet.resources import resource


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("templates", "kernels")),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """The text of ``templates/kernels/<template>.jinja``."""
    return _environment().get_template(f"{template}.jinja").render(**values)
