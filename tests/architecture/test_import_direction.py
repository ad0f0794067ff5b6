"""The rooms stand in one order, and no import points back up."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import symnet

PACKAGE = Path(symnet.__file__).parent
STOREYS = [
    {"errors"},
    {"resources", "caching"},
    {"templating"},
    {"notation"},
    {"sums"},
    {"theory"},
    {"claims"},
    {"judge", "kernels", "report"},
    {"api"},
    {"cli", "pytest_plugin"},
]
RANK = {room: rank for rank, rooms in enumerate(STOREYS) for room in rooms}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, []


def rooms_imported(path):
    for module, names in imported(path):
        parts = module.split(".")
        if parts[0] != "symnet":
            continue
        yield from [parts[1]] if len(parts) > 1 else names


def upward(path):
    here = room_of(path)
    return [room for room in rooms_imported(path) if room in RANK and room != here and RANK[room] >= RANK[here]]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_rooms_above_its_own(path):
    if room_of(path) in RANK:
        assert upward(path) == []


def test_every_room_has_a_storey():
    known = {*RANK, "__init__", "__main__", "py.typed", "__pycache__", "templates", "derivations"}
    assert {room_of(path) for path in PACKAGE.iterdir()} <= known


def test_an_arrow_that_points_up_is_seen(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    (tmp_path / "sums").mkdir()
    bad = tmp_path / "sums" / "bad.py"
    bad.write_text("from symnet.claims import claim\n")
    assert upward(bad) == ["claims"]


def name_of(path):
    parts = ("symnet", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def circle(modules):
    """The first circle of modules that import each other, for annotations only or not; empty where there is none."""
    names = {name_of(path): path for path in modules}
    arrows = {
        name: {
            target
            for module, taken in imported(path)
            for target in ({f"{module}.{each}" for each in taken} & set(names) or {module} & set(names))
        }
        for name, path in names.items()
    }
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_modules_import_each_other_in_a_circle():
    assert circle(MODULES) == []


def test_a_circle_is_seen_even_through_annotations(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    (tmp_path / "one.py").write_text("from symnet.two import b\n")
    (tmp_path / "two.py").write_text("if TYPE_CHECKING:\n    from symnet import one\n")
    assert set(circle(sorted(tmp_path.glob("*.py")))) == {"symnet.one", "symnet.two"}


@pytest.mark.parametrize(("library", "owners"), [("jinja2", {"templating.py"}), ("pytest", {"pytest_plugin.py"})])
def test_a_library_with_one_owner_has_no_other(library, owners):
    importers = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for module, _ in imported(path)
        if module.split(".")[0] == library
    }
    assert importers <= owners


def evaluating(call):
    """The name of a function that would run or rewrite text, or decide by simplification."""
    owner = getattr(getattr(call.func, "value", None), "id", "")
    name = getattr(call.func, "id", None) or (
        getattr(call.func, "attr", "") if owner in ("sp", "sympy", "builtins") else ""
    )
    strict = any(keyword.arg == "strict" and keyword.value.value is True for keyword in call.keywords)
    return name in {"eval", "exec", "parse_expr", "lambdify", "simplify"} or (name == "sympify" and not strict)


def calls_in(source):
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]


def test_nothing_evaluates_text():
    found = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in MODULES
        for call in calls_in(path.read_text(encoding="utf-8"))
        if evaluating(call)
    ]
    assert found == []


@pytest.mark.parametrize("source", ["eval(x)", "sp.sympify(x)", "sympy.simplify(x)", "sp.lambdify((), x)"])
def test_a_call_that_evaluates_text_is_seen(source):
    assert [evaluating(call) for call in calls_in(source)] == [True]


def test_strict_sympify_is_not_evaluation():
    assert not evaluating(calls_in("sp.sympify(x, strict=True)")[0])
