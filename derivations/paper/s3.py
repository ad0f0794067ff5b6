"""Section 3: quantum mechanics as a neural network, equations (3.1) to (3.20).

The printed TeX stands here verbatim, and beside it how it is read. The function below each claim takes the derived
side from the theory and never sees what is printed.
"""
