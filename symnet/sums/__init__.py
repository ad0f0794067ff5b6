"""Finite sums, products and determinants of symbolic size: deciding identities for every N."""
