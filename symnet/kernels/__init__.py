"""Actions as compiled functions: one scan form, one adjoint, one row and one template for each target.

The stages, each in the module of its name:

    step        LatticeAction -> StepBody       a step's Lagrangian, forces and momenta (StateAction: of rows)
    programs    StepBody -> Program             action, gradient, Hessian-vector product, parameter gradient
    lowering    Program -> Function             the scalar body as text in a target's dialect
    targets     Function -> KernelFunction      loops (C), cumulative sums (NumPy), an interpreter (mpmath)

Source:
    the gradient is the suffix-sum adjoint, stated and decided in `symnet.kernels.adjoint`.
"""

from symnet.kernels.function import KernelFunction, ReIm
from symnet.kernels.kernel import TARGETS, Kernel, kernel

__all__ = ["TARGETS", "Kernel", "KernelFunction", "ReIm", "kernel"]
