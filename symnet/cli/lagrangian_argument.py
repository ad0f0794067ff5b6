"""A command whose argument is a Lagrangian: one that begins with a minus sign is not an option."""

from __future__ import annotations

import click


class LagrangianCommand(click.Command):
    """``symnet derive '-k*x^2/2'`` works as it is typed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with a minus sign but is no option behind a ``--``, where click leaves it alone."""
        if "--" in args:
            return super().parse_args(ctx, args)
        lagrangians = [word for word in args if word.startswith("-") and not self._is_option(word, ctx)]
        others = [word for word in args if word not in lagrangians]
        return super().parse_args(ctx, [*others, "--", *lagrangians] if lagrangians else args)

    def _is_option(self, word: str, ctx: click.Context) -> bool:
        """Whether ``word`` is written as an option: two signs and a letter, or one of this command's short ones."""
        if word[:2] == "--":
            return word[2:3].isalpha()
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        return any(
            word == short or (word.startswith(short) and not option.is_flag)
            for option in options
            for short in option.opts
            if short[:2] != "--"
        )
