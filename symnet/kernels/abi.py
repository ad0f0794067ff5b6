"""The version of the C interface, and how it numbers the functions that need work space."""

ABI = 1

WORK = ("action", "grad", "hvp", "pgrad", "logw", "grad_batch", "sample", "sample_batch", "logp")
"""In the order of the header's names for them; new ones come last."""
