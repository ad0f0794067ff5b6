/* Actions and their gradients as one writes them by hand: fused loops, one forward and one back, nothing computed twice.
 *
 * Each has the signature of the kernel it stands beside (sites before n for a field), and par in the kernel's order.
 * Weights are ReLU weights; v_n sums them, x_n sums dt*v_n. r_k is the gradient by v_k, its suffix sum the one by w_k.
 */
#include <math.h>
#include <stddef.h>

/* One particle, midpoint rule. BODY sets f = -dV/dx (times the sign of the action) and adds to s from mid and v. */
#define PARTICLE(name, PARAMETERS, START, END, OFFSET, BODY)                                                              \
    int name(size_t n, const double *w, const double *par, double *value, double *grad, double *force)                    \
    {                                                                                                                     \
        const double dt = par[0], half = 0.5 * dt;                                                                        \
        PARAMETERS                                                                                                        \
        const double start = START;                                                                                       \
        double x = start, v = 0.0, s = 0.0, f, p;                                                                         \
        for (size_t i = 0; i + 1 < n; i++) {                                                                              \
            v += w[i + OFFSET];                                                                                           \
            const double mid = x + half * v;                                                                              \
            BODY                                                                                                          \
            force[i] = f;                                                                                                 \
            grad[i + OFFSET] = p + half * f;                                                                              \
            x += dt * v;                                                                                                  \
        }                                                                                                                 \
        v = ((END) - x) / dt;                                                                                             \
        const double mid = x + half * v;                                                                                  \
        BODY                                                                                                              \
        const double last = p + half * f;                                                                                 \
        double later = f, sum = 0.0;                                                                                      \
        for (size_t i = n - 1; i-- > 0;) {                                                                                \
            sum += dt * (grad[i + OFFSET] - last + dt * later);                                                           \
            later += force[i];                                                                                            \
            grad[i + OFFSET] = sum;                                                                                       \
        }                                                                                                                 \
        if (OFFSET)                                                                                                       \
            grad[0] = dt * later;                                                                                         \
        value[0] = dt * s;                                                                                                \
        return 0;                                                                                                         \
    }

#define QUARTIC(SIGN)                                                                                                     \
    const double sq = mid * mid;                                                                                          \
    s += 0.5 * m * v * v SIGN sq * (0.5 * k + g * sq);                                                                    \
    f = SIGN mid * (k + 4.0 * g * sq);                                                                                    \
    p = m * v;

/* m*v^2/2 - k*x^2/2 - g*x^4; par: dt, x_ini, x_fin, g, k, m */
PARTICLE(quartic, const double g = par[3]; const double k = par[4]; const double m = par[5];, par[1], par[2], 0, QUARTIC(-))

/* the same in Euclidean time on a ring; par: dt, g, k, m */
PARTICLE(ring, const double g = par[1]; const double k = par[2]; const double m = par[3];, w[0], start, 1, QUARTIC(+))

/* m*v^2/2 - cos(x); par: dt, x_ini, x_fin, m */
PARTICLE(cosine, const double m = par[3];, par[1], par[2], 0, s += 0.5 * m * v * v - cos(mid); f = sin(mid); p = m * v;)

/* m*v^2/2 - a*exp(-x^2); par: dt, x_ini, x_fin, a, m */
PARTICLE(bump, const double a = par[3]; const double m = par[4];, par[1], par[2], 0,
         const double e = a * exp(-(mid * mid)); s += 0.5 * m * v * v - e; f = 2.0 * mid * e; p = m * v;)

/* m*v^2/2 - a*x^3 where x > 0; par: dt, x_ini, x_fin, a, m */
PARTICLE(wall, const double a = par[3]; const double m = par[4];, par[1], par[2], 0,
         const double y = mid > 0.0 ? mid : 0.0; const double sq = a * y * y; s += 0.5 * m * v * v - y * sq; f = -3.0 * sq;
         p = m * v;)

/* m*v^2/2 - k*x^2/2 - g*x^4 averaged along the step's segment (zigzag rule); par: dt, x_ini, x_fin, g, k, m */
PARTICLE(zigzag, const double g = par[3]; const double k = par[4]; const double m = par[5];, par[1], par[2], 0,
         const double d = dt * v; const double sq = mid * mid; const double dd = d * d;
         s += 0.5 * m * v * v - 0.5 * k * (sq + dd / 12.0) - g * (sq * (sq + 0.5 * dd) + dd * dd / 80.0);
         f = -mid * (k + g * (4.0 * sq + dd)); p = m * v - dt * d * (k / 12.0 + g * (sq + dd / 20.0));)

/* m*v^2/2 + b*x^2*v - k*x^2/2 in Euclidean time: real and imaginary part; par: dt, x_ini, x_fin, b, k, m */
int drift(size_t n, const double *w, const double *par, double *value, double *grad, double *work)
{
    const double dt = par[0], half = 0.5 * dt, b = par[3], k = par[4], m = par[5];
    double *const other = grad + (n - 1), *const turn = work + n;
    double x = par[1], v = 0.0, re = 0.0, im = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        v += w[i];
        const double mid = x + half * v, f = k * mid, bx = b * mid, h = -2.0 * bx * v;
        re += 0.5 * (m * v * v + f * mid);
        im -= bx * mid * v;
        work[i] = f, turn[i] = h;
        grad[i] = m * v + half * f, other[i] = half * h - bx * mid;
        x += dt * v;
    }
    v = (par[2] - x) / dt;
    const double mid = x + half * v, f = k * mid, bx = b * mid, h = -2.0 * bx * v;
    re += 0.5 * (m * v * v + f * mid);
    im -= bx * mid * v;
    const double last = m * v + half * f, end = half * h - bx * mid;
    double later = f, sum = 0.0, turned = h, total = 0.0;
    for (size_t i = n - 1; i-- > 0;) {
        sum += dt * (grad[i] - last + dt * later);
        total += dt * (other[i] - end + dt * turned);
        later += work[i], turned += turn[i];
        grad[i] = sum, other[i] = total;
    }
    value[0] = dt * re, value[1] = dt * im;
    return 0;
}

/* m*(vx^2 + vy^2)/2 - k*(x^2 + y^2)/2 - g*(x^2 + y^2)^2; par: dt, x_ini, y_ini, x_fin, y_fin, g, k, m */
int plane(size_t n, const double *w, const double *par, double *value, double *grad, double *work)
{
    const double dt = par[0], half = 0.5 * dt, g = par[5], k = par[6], m = par[7];
    const double *const u = w + (n - 1);
    double *const gx = grad, *const gy = grad + (n - 1), *const fx = work, *const fy = work + n;
    double x = par[1], y = par[2], a = 0.0, b = 0.0, s = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        a += w[i], b += u[i];
        const double p = x + half * a, q = y + half * b, sq = p * p + q * q, c = -(k + 4.0 * g * sq);
        s += 0.5 * m * (a * a + b * b) - sq * (0.5 * k + g * sq);
        fx[i] = c * p, fy[i] = c * q;
        gx[i] = m * a + half * fx[i], gy[i] = m * b + half * fy[i];
        x += dt * a, y += dt * b;
    }
    a = (par[3] - x) / dt, b = (par[4] - y) / dt;
    const double p = x + half * a, q = y + half * b, sq = p * p + q * q, c = -(k + 4.0 * g * sq);
    s += 0.5 * m * (a * a + b * b) - sq * (0.5 * k + g * sq);
    double rx = c * p, ry = c * q, sx = 0.0, sy = 0.0;
    const double lx = m * a + half * rx, ly = m * b + half * ry;
    for (size_t i = n - 1; i-- > 0;) {
        sx += dt * (gx[i] - lx + dt * rx), sy += dt * (gy[i] - ly + dt * ry);
        rx += fx[i], ry += fy[i];
        gx[i] = sx, gy[i] = sy;
    }
    value[0] = dt * s;
    return 0;
}

/* m*(vx^2 + vy^2)/2 + b*(x*vy - y*vx)/2 - k*(x^2 + y^2)/2; par: dt, x_ini, y_ini, x_fin, y_fin, b, k, m */
int magnetic(size_t n, const double *w, const double *par, double *value, double *grad, double *work)
{
    const double dt = par[0], half = 0.5 * dt, h = 0.5 * par[5], k = par[6], m = par[7];
    const double *const u = w + (n - 1);
    double *const gx = grad, *const gy = grad + (n - 1), *const fx = work, *const fy = work + n;
    double x = par[1], y = par[2], a = 0.0, b = 0.0, s = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        a += w[i], b += u[i];
        const double p = x + half * a, q = y + half * b;
        s += 0.5 * (m * (a * a + b * b) - k * (p * p + q * q)) + h * (p * b - q * a);
        fx[i] = h * b - k * p, fy[i] = -h * a - k * q;
        gx[i] = m * a - h * q + half * fx[i], gy[i] = m * b + h * p + half * fy[i];
        x += dt * a, y += dt * b;
    }
    a = (par[3] - x) / dt, b = (par[4] - y) / dt;
    const double p = x + half * a, q = y + half * b;
    s += 0.5 * (m * (a * a + b * b) - k * (p * p + q * q)) + h * (p * b - q * a);
    double rx = h * b - k * p, ry = -h * a - k * q, sx = 0.0, sy = 0.0;
    const double lx = m * a - h * q + half * rx, ly = m * b + h * p + half * ry;
    for (size_t i = n - 1; i-- > 0;) {
        sx += dt * (gx[i] - lx + dt * rx), sy += dt * (gy[i] - ly + dt * ry);
        rx += fx[i], ry += fy[i];
        gx[i] = sx, gy[i] = sy;
    }
    value[0] = dt * s;
    return 0;
}

/* phi_dot^2/2 + phi_grad^2/2 + m^2*phi^2/2 + g*phi^4 (Euclidean) on a ring of sites and of times; par: dt, dx, g, m.
 * Midpoints of all sites first, then each site back beside its neighbours. */
int field(size_t sites, size_t n, const double *w, const double *par, double *value, double *grad, double *work)
{
    const double dt = par[0], half = 0.5 * dt, dx = par[1], g = par[2], mm = par[3] * par[3], over = 1.0 / dx;
    double *const mids = work, *const speeds = work + sites * n;
    for (size_t i = 0; i < sites; i++) {
        const double *const own = w + i * n;
        double *const mid = mids + i * n, *const speed = speeds + i * n;
        double x = own[0], v = 0.0;
        for (size_t t = 0; t + 1 < n; t++) {
            v += own[t + 1];
            mid[t] = x + half * v, speed[t] = v;
            x += dt * v;
        }
        v = (own[0] - x) / dt;
        mid[n - 1] = x + half * v, speed[n - 1] = v;
    }
    double s = 0.0;
    for (size_t i = 0; i < sites; i++) {
        const double *const mid = mids + i * n, *const speed = speeds + i * n;
        const double *const left = mids + (i ? i - 1 : sites - 1) * n, *const right = mids + (i + 1 < sites ? i + 1 : 0) * n;
        double *const out = grad + i * n + 1;
        double last = 0.0, later = 0.0, sum = 0.0;
        for (size_t t = n; t-- > 0;) {
            const double x = mid[t], v = speed[t], sq = x * x, d = right[t] - x;
            s += 0.5 * (v * v + mm * sq) + g * sq * sq + 0.5 * over * over * d * d;
            const double f = dx * x * (mm + 4.0 * g * sq) + over * (2.0 * x - left[t] - right[t]), p = dx * v + half * f;
            if (t + 1 == n) {
                last = p;
            } else {
                sum += dt * (p - last + dt * later);
                out[t] = sum;
            }
            later += f;
        }
        out[-1] = dt * later;
    }
    value[0] = dt * dx * s;
    return 0;
}

/* -S/hbar of quartic(); par: dt, x_ini, x_fin, g, k, m, hbar (Euclidean) */
int quartic_weight(size_t n, const double *w, const double *par, double *value)
{
    const double dt = par[0], half = 0.5 * dt, g = par[3], k = par[4], m = par[5];
    double x = par[1], v = 0.0, s = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        v += w[i];
        const double mid = x + half * v, sq = mid * mid;
        s += 0.5 * m * v * v + sq * (0.5 * k + g * sq);
        x += dt * v;
    }
    v = (par[2] - x) / dt;
    const double mid = x + half * v, sq = mid * mid;
    s += 0.5 * m * v * v + sq * (0.5 * k + g * sq);
    value[0] = -dt * s / par[6];
    return 0;
}

/* The Hessian of quartic() times u. */
int quartic_hessian(size_t n, const double *w, const double *u, const double *par, double *grad, double *force)
{
    const double dt = par[0], half = 0.5 * dt, g = par[3], k = par[4], m = par[5];
    double x = par[1], v = 0.0, dx = 0.0, dv = 0.0;
    for (size_t i = 0; i + 1 < n; i++) {
        v += w[i], dv += u[i];
        const double mid = x + half * v, f = -(k + 12.0 * g * mid * mid) * (dx + half * dv);
        force[i] = f;
        grad[i] = m * dv + half * f;
        x += dt * v, dx += dt * dv;
    }
    v = (par[2] - x) / dt, dv = -dx / dt;
    const double mid = x + half * v, f = -(k + 12.0 * g * mid * mid) * (dx + half * dv), last = m * dv + half * f;
    double later = f, sum = 0.0;
    for (size_t i = n - 1; i-- > 0;) {
        sum += dt * (grad[i] - last + dt * later);
        later += force[i];
        grad[i] = sum;
    }
    return 0;
}
