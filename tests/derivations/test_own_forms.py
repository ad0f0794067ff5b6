"""A reader's own forms of the equations of Sections 2, 3.4, 4, 5 and the appendices: equivalent pass, others do not.

Section 3 has its own in ``tests/judge/test_checking.py``, and Appendix B more of them in ``test_section_B.py``.
"""
# ruff: noqa: E501

import pytest

from symnet.claims.verdict import Status
from symnet.errors import InputError
from symnet.judge.checking import check

# fmt: off
RIGHT = [
    ("2.1", r"x(\tau) = \sum_{n=1}^{N} \frac{a_n}{\sqrt{k/m + b_n^2}} \cos(c_n + b_n \tau)"),
    ("2.2", r"a_n \sim P(a) = \mathcal{N}(1 - 1, \frac{2}{2N})"),
    ("2.3", r"b_n \sim P(b) = \mathcal{U}(-\Lambda, 2\Lambda - \Lambda)"),
    ("2.5", r"\langle x(\tau_1) x(\tau_2) \rangle = \frac{1}{4\Lambda} \int_{-\Lambda}^{\Lambda} db \, \frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m}"),
    ("2.5", r"\langle x(\tau_1) x(\tau_2) \rangle = \int_{-\Lambda}^{\Lambda} db \, \frac{m\cos(b(\tau_1 - \tau_2))}{4\Lambda (m b^2 + k)}"),
    ("3.22", r"\mathcal{L} = \Delta x \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} (\dot{\phi}_i(t))^2 - \frac{(\phi_{i}(t) - \phi_{i-1}(t))^2}{2(\Delta x)^2} - \frac{m^2}{2} \phi_i(t)^2 - g\phi_i(t)^4 \right]"),
    ("3.23", r"\phi_i(t) = \phi_i^{\text{ini}} + \sum_{n=0}^{N-1} w_{n+1}^{(i)} \text{ReLU}(t - t_{n})"),
    ("3.24", r"\phi_{i,n} = \phi_i^{\text{ini}} + \Delta t \sum_{k=1}^n (n-k+1) w_{k}^{(i)}"),
    ("3.24", r"\phi_{i,n} - \phi_i^{\text{ini}} = \sum_{k=0}^n k w_{n-k+1}^{(i)} \Delta t"),
    ("3.25", r"S = \Delta t \Delta x \sum_{n=1}^{N} \sum_{i=-\infty}^{\infty} \left[\frac{(\phi_{i,n} - \phi_{i,n-1})^2}{2(\Delta t)^2} - \frac{(\phi_{i+1,n} + \phi_{i+1,n-1} - \phi_{i,n} - \phi_{i,n-1})^2}{8(\Delta x)^2} - \frac{m^2}{8} (\phi_{i,n} + \phi_{i,n-1})^2 - \frac{g}{16} (\phi_{i,n} + \phi_{i,n-1})^4 \right]"),
    ("4.1", r"x(t) = x^{\text{ini}} + \Delta t \sum_{n=1}^{N} W_n \,\theta\left(t - t_{n-1} - \frac{\Delta t}{2}\right)"),
    ("4.2", r"x_n = x^{\text{ini}} + \sum_{k=1}^n \Delta t W_{n-k+1}"),
    ("4.3", r"\sum_{k=1}^{N} W_k = \frac{1}{\Delta t} (x^{\text{fin}} - x^{\text{ini}})"),
    ("4.4", r"\Delta t W_n = x_n - x_{n-1}"),
    ("4.7", r"S = \frac{T}{4} \sum_{n} a_n^2 \left(m \left(\frac{n\pi}{T} \right)^2 - k \right) - \frac{T}{4} k a_0^2"),
    ("5.1", r"\mathcal{L}_{\rm E} = V(x) + \frac{m}{2} \left(\frac{dx}{d\tau}\right)^2"),
    ("5.4", r"x(\tau) = y + \sum_{n=1}^{\infty} w_n \operatorname{ReLU}(\Delta\tau - \tau - n\Delta\tau)"),
    ("5.5", r"x_n = y + \Delta \tau \sum_{k=1}^{n} (n-k+1) w_k"),
    ("5.6", r"S_{\rm E} = \sum_{n=1}^{\infty} \left[\frac{m\Delta\tau}{2} (W_n)^2 + \frac{k\Delta\tau}{2} \left(y - \frac{\Delta\tau}{2} W_n + \Delta\tau \sum_{k=1}^n W_k \right)^2 \right]"),
    ("5.9", r"x_n - y = \Delta \tau \sum_{k=0}^{n-1} W_{n-k}"),
    ("5.13", r"x_{n+1} - x_n = \Delta \tau \, W_{n+1}"),
    ("A.1", r"x(t) = \sum_{n=1}^{N} w_n \tilde{w}_n \operatorname{ReLU}(t + \tilde{b}_n / \tilde{w}_n) + b"),
    ("A.1", r"x(t) = b + \sum_{n=0}^{N-1} w_{n+1} \tilde{w}_{n+1} \operatorname{ReLU}(t + \tilde{b}_{n+1} / \tilde{w}_{n+1})"),
    ("A.2", r"\operatorname{ReLU}(\alpha x) = \operatorname{ReLU}(x) \alpha"),
    ("A.2", r"\operatorname{ReLU}(\alpha x) = \frac{\alpha}{2} \operatorname{ReLU}(2x)"),
    ("A.3", r"w_n \to w_n / \alpha, \quad \tilde{w}_n \to \alpha \tilde{w}_n , \quad \tilde{b}_n \to \alpha \tilde{b}_n"),
    ("A.3", r"w_n \to \frac{1}{\alpha} w_n, \quad \tilde{w}_n \to 2 \alpha \tilde{w}_n - \alpha \tilde{w}_n, \quad \tilde{b}_n \to \tilde{b}_n \alpha"),
    ("A.4", r"x(t) = \sum_{n=1}^{N} w_n \text{ReLU}(t + \tilde{b}_n) + b"),
    ("A.4", r"x(t) - b = \sum_{n=2}^{N+1} w_{n-1} \text{ReLU}(\tilde{b}_{n-1} + t)"),
]

WRONG = [
    ("2.1", r"x(\tau) = \sum_{n=1}^{N} \frac{a_n}{\sqrt{k/m - b_n^2}} \cos(c_n + b_n \tau)"),
    ("2.1", r"x(\tau) = \sum_{n=1}^{N} \frac{a_n}{b_n^2 + k/m} \cos(c_n + b_n \tau)"),
    ("2.1", r"x(\tau) = \sum_{n=1}^{N-1} \frac{a_n}{\sqrt{k/m + b_n^2}} \cos(c_n + b_n \tau)"),
    ("2.2", r"a_n \sim P(a) = \mathcal{N}(0, \frac{1}{\sqrt{N}})"),
    ("2.2", r"a_n \sim P(a) = \mathcal{N}(1, 1/N)"),
    ("2.3", r"b_n \sim P(b) = \mathcal{U}(0, \Lambda)"),
    ("2.4", r"c_n \sim P(c) = \mathcal{U}(0, \pi)"),
    ("2.5", r"\langle x(\tau_1) x(\tau_2) \rangle = \int_{-\Lambda}^{\Lambda} db \, \frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m}"),
    ("2.5", r"\langle x(\tau_1) x(\tau_2) \rangle = \frac{1}{2\Lambda} \int_{-\Lambda}^{\Lambda} db \, \frac{\cos(b(\tau_1 - \tau_2))}{b^2 + k/m}"),
    ("2.5", r"\langle x(\tau_1) x(\tau_2) \rangle = \frac{1}{4\Lambda} \int_{-\Lambda}^{\Lambda} db \, \frac{\cos(b(\tau_1 + \tau_2))}{b^2 + k/m}"),
    ("3.21", r"\mathcal{L} = \int d^d x \left[\frac{1}{2} (\dot{\phi}(x,t))^2 + \frac{1}{2} (\nabla \phi(x,t))^2 - \frac{m^2}{2} \phi(x,t)^2 - g \phi(x,t)^4 \right]"),
    ("3.22", r"\mathcal{L} = \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} (\dot{\phi}_i(t))^2 - \frac{(\phi_{i+1}(t) - \phi_i(t))^2}{2(\Delta x)^2} - \frac{m^2}{2} \phi_i(t)^2 - g\phi_i(t)^4 \right]"),
    ("3.22", r"\mathcal{L} = \Delta x \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} (\dot{\phi}_i(t))^2 - \frac{(\phi_{i+1}(t) - \phi_i(t))^2}{2\Delta x} - \frac{m^2}{2} \phi_i(t)^2 - g\phi_i(t)^4 \right]"),
    ("3.22", r"\mathcal{L} = \Delta x \sum_{i=-\infty}^{\infty} \left[\frac{1}{2} (\dot{\phi}_i(t))^2 - \frac{(\phi_{i+1}(t) + \phi_i(t))^2}{2(\Delta x)^2} - \frac{m^2}{2} \phi_i(t)^2 - g\phi_i(t)^4 \right]"),
    ("3.23", r"\phi_i(t) = \sum_{n=1}^N w_n^{(i)} \text{ReLU}(t - t_{n}) + \phi_i^{\text{ini}}"),
    ("3.23", r"\phi_i(t) = \sum_{n=1}^N w_n^{(i+1)} \text{ReLU}(t - t_{n-1}) + \phi_i^{\text{ini}}"),
    ("3.24", r"\phi_{i,n} = \phi_i^{\text{ini}} + \sum_{k=0}^n k w_{n-k}^{(i)} \Delta t"),
    ("3.24", r"\phi_{i,n} = \sum_{k=0}^n k w_{n-k+1}^{(i)} \Delta t"),
    ("3.24", r"\phi_{i,n} = \phi_i^{\text{ini}} + \sum_{k=0}^n k w_{n-k+1}^{(i+1)} \Delta t"),
    ("3.25", r"S = \Delta t \Delta x \sum_{n=1}^{N} \sum_{i=-\infty}^{\infty} \left[\frac{(\phi_{i,n} - \phi_{i,n-1})^2}{2(\Delta t)^2} - \frac{(\phi_{i+1,n} + \phi_{i+1,n-1} - \phi_{i,n} - \phi_{i,n-1})^2}{4(\Delta x)^2} - \frac{m^2}{8} (\phi_{i,n} + \phi_{i,n-1})^2 - \frac{g}{16} (\phi_{i,n} + \phi_{i,n-1})^4 \right]"),
    ("3.25", r"S = \Delta t \Delta x \sum_{n=1}^{N-1} \sum_{i=-\infty}^{\infty} \left[\frac{(\phi_{i,n} - \phi_{i,n-1})^2}{2(\Delta t)^2} - \frac{(\phi_{i+1,n} + \phi_{i+1,n-1} - \phi_{i,n} - \phi_{i,n-1})^2}{8(\Delta x)^2} - \frac{m^2}{8} (\phi_{i,n} + \phi_{i,n-1})^2 - \frac{g}{16} (\phi_{i,n} + \phi_{i,n-1})^4 \right]"),
    ("4.1", r"x(t) = x^{\text{ini}} + \Delta t \sum_{n=1}^{N} W_n \,\theta\left(t - t_{n-1} - \frac{1}{2}\right)"),
    ("4.1", r"x(t) = x^{\text{ini}} + \sum_{n=1}^{N} W_n \,\theta\left(t - t_{n-1} - \frac{\Delta t}{2}\right)"),
    ("4.2", r"x_n = x^{\text{ini}} + \Delta t \sum_{k=1}^{n-1} W_k"),
    ("4.2", r"x_n = \Delta t \sum_{k=1}^n W_k"),
    ("4.3", r"W_N = (x^{\text{fin}} - x^{\text{ini}}) - \sum_{k=1}^{N-1} W_k"),
    ("4.4", r"W_n = \frac{x_{n+1} - x_{n}}{\Delta t}"),
    ("4.5", r"w_n = \frac{x_n - 2x_{n-1} + x_{n-2}}{(\Delta t)^2}"),
    ("4.6", r"x(t) = \sum_{n} a_n \sin\left(\frac{n\pi}{T}t\right)"),
    ("4.7", r"S = \frac{T}{4} \sum_{n} a_n^2 \left(m \left(\frac{n\pi}{T} \right)^2 - k \right)"),
    ("4.9", r"\langle x(t_1)x(t_2)\rangle = \int J \prod_n da_n \, x(t_1)x(t_2) \exp\left[\frac{i}{\hbar}\sum_n a_n^2\right]"),
    ("5.1", r"\mathcal{L}_{\rm E} = \frac{m}{2} \left(\frac{dx}{d\tau}\right)^2 - V(x)"),
    ("5.2", r"\psi(y) \propto \int_{x(\tau=-\infty)=\text{any}}^{x(\tau=0)=y} \prod dx_n \exp\left[\frac{1}{\hbar}S_{\text{E}}\right]"),
    ("5.3", r"S_{\rm E} = 2 \int_{-\infty}^{0} d\tau \mathcal{L}_{\rm E}"),
    ("5.4", r"x(\tau) = y + \sum_{n=1}^{\infty} w_n \operatorname{ReLU}(\tau - (n-1)\Delta\tau)"),
    ("5.5", r"x_n = y + \Delta \tau \sum_{k=0}^{n} k w_{n-k}"),
    ("5.6", r"S_{\rm E} = \sum_{n=1}^{\infty} \left[\frac{m\Delta\tau}{2} (W_n)^2 + \frac{k\Delta\tau}{2} \left(y + \Delta\tau \sum_{k=1}^n W_k \right)^2 \right]"),
    ("5.7", r"\psi(y) \propto \int \prod_{n=1}^{\infty} dw_n \exp\left[-\frac{2}{\hbar}S_{\rm E}(\{w_n\}, y)\right]"),
    ("5.8", r"x(\tau) = y + \Delta \tau \sum_{n=1}^{\infty} W_n \,\theta \left(-\tau - n \Delta \tau \right)"),
    ("5.9", r"x_n = y + \Delta \tau \sum_{k=1}^{n-1} W_k"),
    ("5.10", r"\frac{\partial x(\tau)}{\partial \tau} = F(x(\tau), \tau) + \sqrt{D} \,\eta(\tau)"),
    ("5.12", r"x_{n+1} = x_n + \tilde{\eta}_n"),
    ("5.13", r"x_{n+1} = x_n + \Delta \tau \, W_{n}"),
    ("A.1", r"x(t) = \sum_{n=0}^{N-1} w_n \tilde{w}_n \operatorname{ReLU}(t + \tilde{b}_n / \tilde{w}_n) + b"),
    ("A.1", r"x(t) = \sum_{n=1}^{N} w_n \operatorname{ReLU}(t + \tilde{b}_n / \tilde{w}_n) + b"),
    ("A.1", r"x(t) = \sum_{n=1}^{N} w_n \tilde{w}_n \operatorname{ReLU}(t + \tilde{b}_n) + b"),
    ("A.1", r"x(t) = \sum_{n=1}^{N} w_n \tilde{w}_n \operatorname{ReLU}(t - \tilde{b}_n / \tilde{w}_n) + b"),
    ("A.2", r"\operatorname{ReLU}(\alpha x) = \operatorname{ReLU}(x)"),
    ("A.2", r"\operatorname{ReLU}(\alpha x) = \alpha^2 \operatorname{ReLU}(x)"),
    ("A.2", r"\operatorname{ReLU}(\alpha x) = \alpha x"),
    ("A.3", r"w_n \to \alpha w_n , \quad \tilde{w}_n \to \alpha \tilde{w}_n , \quad \tilde{b}_n \to \alpha \tilde{b}_n"),
    ("A.3", r"w_n \to \alpha^{-1} w_n , \quad \tilde{w}_n \to \alpha \tilde{w}_n , \quad \tilde{b}_n \to \tilde{b}_n"),
    ("A.3", r"w_n \to \alpha^{-1} w_n , \quad \tilde{w}_n \to \alpha \tilde{w}_{n+1} , \quad \tilde{b}_n \to \alpha \tilde{b}_n"),
    ("A.4", r"x(t) = \sum_{n=0}^{N-1} w_n \text{ReLU}(t + \tilde{b}_n) + b"),
    ("A.4", r"x(t) = \sum_{n=1}^{N-1} w_n \text{ReLU}(t + \tilde{b}_n) + b"),
    ("A.4", r"x(t) = \sum_{n=1}^{N} w_n \text{ReLU}(t - \tilde{b}_n) + b"),
    ("A.4", r"x(t) = \sum_{n=1}^{N} w_n \text{ReLU}(t + \tilde{b}_n)"),
    ("A.5", r"S = \int dt \sqrt{(\dot{X}^0)^2 - (\dot{X}^1)^2}"),
    ("B.5", r"-\frac{1}{2D}\int F(x)dx \equiv -\frac{1}{2D}\int F(x(\tau)) \left(x(\tau+d\tau) - x(\tau)\right)"),
    ("B.6", r"F(x) = \frac{dG(x)}{dx}"),
    ("B.9", r"\mathcal{L}_{\rm E} \equiv \frac{m}{2} \left(\frac{dx}{d\tau}\right)^2 + \frac{m}{2} \left(\frac{\partial G}{\partial x}\right)^2 + \frac{\hbar}{2} \frac{\partial^2 G}{\partial x^2}"),
    ("B.12", r"\exp\left[\frac{m}{\hbar}G(x(0))\right] = \mathcal{N}'' \int \mathcal{D}x \, \exp\left[\frac{-1}{\hbar} \int_{-\infty}^{0} d\tau \, \mathcal{L}_{\rm E}\right]"),
]
# fmt: on


@pytest.mark.parametrize("section", ["2.", "3.2", "4.", "5.", "A."])
def test_there_are_five_right_and_ten_wrong_forms_of_each_section(section: str) -> None:
    """Of (3.21) to (3.25) for Section 3.4."""
    assert sum(id.startswith(section) for id, _ in RIGHT) >= 5
    assert sum(id.startswith(section) for id, _ in WRONG) >= 10


@pytest.mark.parametrize(("id", "tex"), RIGHT)
def test_an_equivalent_form_is_proved(id: str, tex: str) -> None:
    verdict = check(id, tex)
    assert verdict.status is Status.PROVED, verdict.evidence


@pytest.mark.parametrize(("id", "tex"), WRONG)
def test_another_form_is_refuted_with_a_witness(id: str, tex: str) -> None:
    verdict = check(id, tex)
    assert verdict.status is Status.REFUTED, verdict.evidence
    assert verdict.counterexample
    assert verdict.counterexample.lhs != verdict.counterexample.rhs


def test_a_form_that_leaves_out_what_the_claim_is_about_is_refused() -> None:
    with pytest.raises(InputError, match="first"):
        check("5.7", r"\psi(y) \propto \int \prod dw_n \exp\left[-\frac{1}{\hbar}S_{\rm E}(\{w_n\}, y)\right]")
