"""From the Langevin equation to path weights, and from path weights to the operators they stand for.

| stage                | Input                            | Output                               | Source        |
|----------------------|----------------------------------|--------------------------------------|---------------|
| `discretized_noise`  | the noise's covariance           | covariance of its means over steps   | (5.11), (B.2) |
| `change_of_variables`| Langevin, prescription           | noise in terms of the path, Jacobian | below (B.2)   |
| `onsager_machlup`    | Langevin, prescription           | PathWeight: normalisation, Lagrangian| (B.3), (B.4)  |
| `mean_of_ends`       | a function, two ends of a step   | the product read between them        | (B.5)         |
| `total_derivative`   | PathWeight                       | PathWeight with a boundary term      | (B.5) - (B.8) |
| `in_units_of_hbar`   | PathWeight                       | PathWeight with a Euclidean Lagrangian| (B.9), (B.10)|
| `generator`          | weight of one step               | what one step does to a function     | all of App. B |
| `fokker_planck`      | Langevin                         | the evolution of the density         | below (B.2)   |
| `hamiltonian`        | Euclidean Lagrangian             | the operator                         | (B.13)        |
| `zero_mode`          | Hamiltonian                      | the state it annihilates             | (B.12), (B.14)|
| `steps`              | linear Langevin, prescription        | LinearSteps, exact at finite dt      | (5.12)        |
| `stationary_law`     | LinearSteps                          | variance, correlation, condition     |               |
| `nelson_steps`       | Euclidean lattice                    | the process of its ground state      | Nelson (1966) |
| `boundary_term`      | LinearSteps, Euclidean lattice       | by what their weights differ         | (5.13)        |

Paths are rough: a displacement in a step dt is of order sqrt(dt), and all expansions here are ordered that way.
"""
