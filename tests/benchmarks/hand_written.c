#include <stddef.h>
/* action of the quartic oscillator (midpoint, fixed ends, ReLU weights) and its gradient, written by hand */
double hand_grad(size_t n, const double *w, double dt, double x_ini, double x_fin, double m, double k, double g, double *grad, double *force)
{
    double x = x_ini, v = 0.0, s = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        v += w[i];
        const double mid = x + 0.5 * dt * v, sq = mid * mid;
        s += 0.5 * m * v * v - sq * (0.5 * k + g * sq);
        const double f = -mid * (k + 4.0 * g * sq);
        force[i] = f;
        grad[i] = m * v + 0.5 * dt * f;
        x += dt * v;
    }
    v = (x_fin - x) / dt;
    const double mid = x + 0.5 * dt * v, sq = mid * mid;
    s += 0.5 * m * v * v - sq * (0.5 * k + g * sq);
    const double f = -mid * (k + 4.0 * g * sq), last = m * v + 0.5 * dt * f;
    double later = f, sum = 0.0;
    for (size_t i = n - 1; i-- > 0;) {
        sum += dt * (grad[i] - last + dt * later);
        later += force[i];
        grad[i] = sum;
    }
    return dt * s;
}
