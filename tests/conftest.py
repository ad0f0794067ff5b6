"""Options shared by all tests."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from importlib.util import find_spec

import pytest


@pytest.fixture(autouse=True, scope="session")
def cold_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test profits from what an earlier run, or the user, has kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMNET_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-long", action="store_true", help="run the tests marked 'long' too")
    parser.addoption("--require-extras", action="store_true", help="no test marked 'extra' may be skipped")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--run-long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; --run-long runs it"))
        packages = [name for mark in item.iter_markers("extra") for name in mark.args]
        missing = [name for name in packages if not find_spec(name)]
        if missing and not config.getoption("--require-extras"):
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing)}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.config.getoption("--require-extras") and item.get_closest_marker("extra"):
        report.outcome, report.longrepr = "failed", f"skipped under --require-extras: {report.longrepr}"
    return report
