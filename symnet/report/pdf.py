"""LaTeX to PDF with the program that is there: tectonic, or latexmk with pdflatex; nothing else needs either."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from symnet.errors import MissingExtraError, SymnetError

_SECONDS = 300
_COMMANDS = {
    "tectonic": ("tectonic", "--untrusted", "--outdir", ".", "{file}"),
    "latexmk": ("latexmk", "-pdf", "-norc", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "{file}"),
}
MISSING = (
    "a PDF needs tectonic, or latexmk with TeX Live; on Debian:"
    " apt install latexmk texlive-latex-recommended texlive-pictures texlive-fonts-recommended"
)


def compile_latex(source: str, name: str = "report") -> bytes:
    """The PDF of the LaTeX document ``source``.

    Raises:
        MissingExtraError: neither program is there; says what to install.
        SymnetError: the document does not compile; carries TeX's own message.
    """
    program = next((program for program in _COMMANDS if which(program)), None)
    if program is None:
        raise MissingExtraError(MISSING)
    with TemporaryDirectory(prefix="symnet-") as folder:
        Path(folder, f"{name}.tex").write_text(source, encoding="utf-8")
        command = [part.format(file=f"{name}.tex") for part in _COMMANDS[program]]
        try:
            run = subprocess.run(
                command, cwd=folder, env=_environment(), capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise SymnetError(f"{program} did not finish within {_SECONDS} s") from error
        pdf = Path(folder, f"{name}.pdf")
        if run.returncode or not pdf.exists():
            raise SymnetError(f"{program} failed: {_complaint(run.stdout + run.stderr)}")
        return pdf.read_bytes()


def _environment() -> dict[str, str]:
    """This process's, with TeX forbidden to read or write outside the document's folder and told no time of its own."""
    strict = {"openin_any": "p", "openout_any": "p", "shell_escape": "f", "FORCE_SOURCE_DATE": "1"}
    return {"SOURCE_DATE_EPOCH": "0", **os.environ, **strict}


def _complaint(output: bytes) -> str:
    """The lines from TeX's first error on."""
    lines = output.decode("utf-8", "replace").splitlines()
    start = next(
        (number for number, line in enumerate(lines) if line.startswith("!") or "error:" in line), len(lines) - 5
    )
    return "\n".join(lines[max(start, 0) :][:6])
