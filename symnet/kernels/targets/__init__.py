"""The targets: one module each, one row each in `symnet.kernels.record`."""
