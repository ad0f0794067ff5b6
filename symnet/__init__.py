"""symnet: path integrals as averages over neural-network weights."""
