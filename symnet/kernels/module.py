"""Generated Python as a module: compiled by the import system, its lines shown in tracebacks."""

from __future__ import annotations

from importlib.abc import InspectLoader
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType
from typing import Any


class _Text(InspectLoader):
    """A loader of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_source(self, fullname: str) -> str:
        return self._text


def module_from(text: str, name: str, **names: Any) -> ModuleType:
    """The module that ``text`` is, with ``names`` already in it; it is not entered into ``sys.modules``."""
    spec = spec_from_loader(name, _Text(text))
    if spec is None or spec.loader is None:
        raise ImportError(f"no module can be made of the text of {name}")
    module = module_from_spec(spec)
    vars(module).update(names)
    spec.loader.exec_module(module)
    return module
