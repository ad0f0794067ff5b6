"""The version of the C interface."""

ABI = 1
