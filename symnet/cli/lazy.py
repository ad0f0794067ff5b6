"""A click group that imports a command's module only when the command runs: ``--help`` stays under 250 ms."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """``rows`` maps a command's name to its line of help; the command is ``symnet.cli.<name>.command``."""

    def __init__(self, *arguments: Any, rows: dict[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.rows = rows

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the rows."""
        return list(self.rows)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command's module and return its command."""
        if name not in self.rows:
            return None
        command: click.Command = import_module(f"symnet.cli.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the rows without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.rows.items()))
