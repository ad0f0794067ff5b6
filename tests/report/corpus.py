"""Formulas of many kinds, so that the tests need no file beside the checkout."""

import json
from pathlib import Path

from tests.report.sample import DERIVED, PRINTED, UNDERSTOOD

OTHERS = (
    r"x",
    r"",
    r"-x + (-y) \pm z",
    r"a = b = c + d = e",
    r"x_n^2 = x^{2}_{n}",
    r"f'(x) + g''(y) \neq \hat{H}'",
    r"\frac12 + \tfrac{1}{2} + \binom{n}{k}",
    r"\sqrt{x^2 + y^2} + \sqrt[3]{z}",
    r"\left\lfloor \frac{n}{2} \right\rfloor + \left| x \right|^2 + \left. f \right|_{x = 0}",
    r"\begin{cases} x & \text{for}\: x > 0 \\0 & \text{otherwise} \end{cases}",
    r"\left[\begin{matrix}1 & 0\\0 & 1\end{matrix}\right] \begin{pmatrix} a \\ b \end{pmatrix}",
    r"\begin{array}{lcr} a & b & c \end{array}",
    r"\sum_{\substack{0 \leq i \leq n\\0 \leq j \leq n}} a_{i,j} \prod\limits_{k} b_k",
    r"\int\limits_{-\infty}^{\infty} e^{- x^{2}}\, dx = \sqrt{\pi}",
    r"\operatorname{atan}{\left(x \right)} + \sin^{2}{\left(x \right)} \log x",
    r"\max\left(0, x\right) + \lim_{N \to \infty} 0.125 N!",
    r"\mathbb{Z} \supset n \in \mathbf{R}, \quad \mathcal{N}''",
    r"S_{\rm E} = {\cal L} + \boldsymbol{\alpha}",
    r"a \bigl( b + \Big[ c \Big] \bigr)",
    r"x \\ \times y",
    r"|\psi(x)|^2 \{w_n\} \| v \|",
    r"\ddot{x} + \vec{v} \cdot \overline{AB} + \underline{z}",
    r"\frac{" + " + ".join(f"a_{{{n}}} x^{{{n}}}" for n in range(30)) + r"}{1 - q}",
    r"\sqrt{" + " + ".join(f"b_{{{n}}}" for n in range(40)) + r"} = \frac{1}{" + "abcd" * 20 + "}",
    " + ".join(f"c_{{{n}}}" for n in range(60)) + " = 0",
)
_BESIDE = Path(__file__).parents[3] / "shared" / "equations.json"

PAPER: dict[str, str] = json.loads(_BESIDE.read_text()) if _BESIDE.exists() else {}
"""All numbered equations of the paper; empty where the file does not lie beside the checkout."""

FORMULAS = (*OTHERS, *PRINTED.values(), *DERIVED.values(), *UNDERSTOOD.values())
