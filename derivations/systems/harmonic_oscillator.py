"""The harmonic oscillator, of frequency (k/m)^(1/2)."""

TITLE = "Harmonic oscillator"
LAGRANGIAN = "m*v^2/2 - k*x^2/2"
