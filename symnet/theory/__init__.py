"""The chain from a Lagrangian to the ensemble of networks that is its quantum system."""
