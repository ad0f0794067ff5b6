"""A command whose argument is a Lagrangian: one that begins with a minus sign is not an option."""

from __future__ import annotations

import re

import click

_OPTION = re.compile(r"--[A-Za-z]|-h$")


class LagrangianCommand(click.Command):
    """``symnet derive '-k*x^2/2'`` works as it is typed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with a minus sign but is no option behind a ``--``, where click leaves it alone."""
        if "--" in args:
            return super().parse_args(ctx, args)
        lagrangians = [word for word in args if word.startswith("-") and not _OPTION.match(word)]
        others = [word for word in args if word not in lagrangians]
        return super().parse_args(ctx, [*others, "--", *lagrangians] if lagrangians else args)
