/* Calls entry points in a loop and returns seconds for one round, so that Python's own cost stays outside. */
#include <stddef.h>
#include <time.h>

typedef int (*single)(size_t, const double *, const double *, double *, double *, double *);
typedef int (*on_sites)(size_t, size_t, const double *, const double *, double *, double *, double *);
typedef int (*number)(size_t, const double *, const double *, double *);
typedef int (*wide_on_sites)(size_t, size_t, size_t, const double *, const double *, double *, double *, double *, size_t);
typedef int (*wide)(size_t, size_t, const double *, const double *, double *, double *, double *, size_t);

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double time_single(single f, size_t rounds, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    for (size_t i = 0; i < rounds; i++)
        f(n, w, p, value, grad, work);
    return (now() - start) / (double)rounds;
}

double time_on_sites(on_sites f, size_t rounds, size_t sites, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    for (size_t i = 0; i < rounds; i++)
        f(sites, n, w, p, value, grad, work);
    return (now() - start) / (double)rounds;
}

double time_number(number f, size_t rounds, size_t n, const double *w, const double *p, double *value)
{
    const double start = now();
    for (size_t i = 0; i < rounds; i++)
        f(n, w, p, value);
    return (now() - start) / (double)rounds;
}

double time_walkers(single f, size_t walkers, size_t size, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    for (size_t i = 0; i < walkers; i++)
        f(n, w + i * size, p, value + i, grad + i * size, work);
    return now() - start;
}

double time_walkers_on_sites(on_sites f, size_t walkers, size_t size, size_t sites, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    for (size_t i = 0; i < walkers; i++)
        f(sites, n, w + i * size, p, value + i, grad + i * size, work);
    return now() - start;
}

double time_wide_on_sites(wide_on_sites f, size_t walkers, size_t sites, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    f(walkers, sites, n, w, p, value, grad, work, 1);
    return now() - start;
}

double time_wide(wide f, size_t walkers, size_t n, const double *w, const double *p, double *value, double *grad, double *work)
{
    const double start = now();
    f(walkers, n, w, p, value, grad, work, 1);
    return now() - start;
}

double time_read(size_t count, const double *w, double *sum)
{
    const double start = now();
    double s[16] = {0};
    for (size_t i = 0; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++)
            s[j] += w[i + j];
    for (size_t j = 0; j < 16; j++)
        *sum += s[j];
    return now() - start;
}
