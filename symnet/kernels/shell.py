"""The Python file of an artifact: the public functions around a target's core, and the measurement of its errors."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from pprint import pformat
from typing import Any

from symnet.kernels.gaussian import has_sampler
from symnet.kernels.inputs import BATCH, shape_of
from symnet.kernels.lowering import keywords
from symnet.kernels.manifest import manifest, one_line, warning
from symnet.kernels.programs import Layout
from symnet.kernels.reference import reference
from symnet.templating import render

_POINTS = {0: "0", 1: "1"}


@dataclass(frozen=True, slots=True)
class Arrays:
    """Whose arrays the public functions take and return.

    library: its name in the file, whose core makes weights of them by _doubles unless they are NumPy's. traced: when
    the parameter ``value`` is not looked into, since derivatives go through it; the core then has _differentiated, by
    which the package's derivatives are measured. package: the optional one that the file imports. alone: a line for a
    file that measures itself in a process of its own.
    """

    library: str = "np"
    traced: str = ""
    package: str = ""
    alone: str = ""


def python_file(
    layout: Layout,
    name: str,
    *,
    core: str,
    imports: str,
    needs: str,
    file: str,
    certificate: dict[str, Any] | None,
    arrays: Arrays = Arrays(),
) -> str:
    """The whole file; ``core`` defines _action, _grad, _hvp and _pgrad of checked arrays."""
    return render(
        "kernels/kernel.py.jinja",
        title=one_line(layout.title),
        variables=layout.variables,
        params=[p.name for p in layout.params],
        keywords=list(keywords(layout).values()),
        channels=layout.channels,
        version=version("symnet"),
        time=layout.time,
        ends=layout.ends,
        order=layout.order,
        sampler=has_sampler(layout),
        rows=layout.has_rows,
        modes=layout.modes,
        sites=layout.body.axis == "sites",
        coordinates=len(layout.body.coordinates),
        places=layout.body.places,
        drawn_shape=shape_of(layout),
        batch=BATCH,
        axes=layout.axes,
        dimensions=layout.body.dimensions,
        point=_POINTS.get(layout.body.point, 'mp.mpf("0.5")'),
        least=layout.ends.count(1),
        manifest=_literal(manifest(layout, name)),
        certificate=_literal(certificate),
        warning=None if certificate is None else warning(certificate),
        reference=reference(layout),
        programs=core,
        arrays=arrays,
        imports=imports,
        needs=needs,
        file=file,
    )


def _literal(data: Any) -> str:
    return pformat(data, sort_dicts=False, width=110)
