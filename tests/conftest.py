"""Options shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def cold_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test profits from what an earlier run, or the user, has kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMNET_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-long", action="store_true", help="run the tests marked 'long' too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; --run-long runs it"))
