"""The free particle."""

TITLE = "Free particle"
LAGRANGIAN = "m*v^2/2"
