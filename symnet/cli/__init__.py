"""The command line: ``symnet COMMAND``. Each command is one module, imported only when it is called."""

from __future__ import annotations

import sys

import click

from symnet.cli.codes import EXIT_AS_EXPECTED, EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_USAGE
from symnet.cli.lazy import LazyGroup

COMMANDS: dict[str, str] = {
    "derive": "A Lagrangian's action in positions and weights, its measure, whether it is Gaussian.",
    "verify": "Judge the paper's equations, a system's claims, or your own derivation files.",
    "check": "Is my own form of an equation right?",
    "explain": "Everything known about one claim.",
    "report": "Verify, and write the report: HTML, LaTeX, PDF, Markdown.",
    "mutate": "Measure the judge: edit every claim at every place, count what is refuted.",
    "errata": "The refuted equations: as printed, corrected, and where they fail.",
    "list": "The claims and the systems.",
    "export": "Write an action and its gradient as source code.",
    "bench": "This machine's times for value and gradient, target by target.",
}
"""Command name -> one line of help; the command is ``symnet.cli.<name>.command``."""


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 as expected, 1 not, 2 interrupted, 3 internal error, 4 bad input, 5 nothing to check.",
)
@click.version_option(package_name="symnet")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def cli(debug: bool) -> None:
    """Path integrals as averages over neural-network weights: derived, proved for every N, exported as code."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; errors are one message, never a traceback (but with --debug)."""
    from symnet.errors import DisagreementError, SymnetError

    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = cli.main(words, standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(EXIT_INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(EXIT_USAGE)
    except SymnetError as error:
        if "--debug" in words:
            raise
        click.echo(f"error: {error}", err=True)
        sys.exit(EXIT_INTERNAL if isinstance(error, DisagreementError) else EXIT_USAGE)
    except OSError as error:
        if "--debug" in words:
            raise
        click.echo(f"error: {error.strerror or error}: '{error.filename}'", err=True)
        sys.exit(EXIT_USAGE)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:
        if "--debug" in words:
            raise
        click.echo(f"internal error: {type(error).__name__}: {error} (run with --debug for the traceback)", err=True)
        sys.exit(EXIT_INTERNAL)
    sys.exit(code if isinstance(code, int) else EXIT_AS_EXPECTED)
