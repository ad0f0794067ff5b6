"""The anharmonic oscillator with a quartic potential."""

TITLE = "Quartic oscillator"
LAGRANGIAN = "m*v^2/2 - k*x^2/2 - g*x^4"
