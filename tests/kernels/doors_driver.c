/* Threads that share one weight, with fewer spaces than threads: each runs a chain of hybrid Monte Carlo. */
#include HEADER

#include <math.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHAINS = 16 };

struct chain { pthread_t thread; USER *user; size_t dim, moves, seen; uint64_t state; double mean; };

static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *state)
{
    const double radius = sqrt(-2.0 * log(uniform(state)));
    return radius * cos(6.283185307179586 * uniform(state));
}

static double density(struct chain *chain, const double *x, double *grad)
{
    double logp = 0.0;
    if (LOGP(chain->dim, x, grad, &logp, chain->user) != 0)
        exit(2);
    return logp;
}

static void *run(void *place)
{
    struct chain *const chain = place;
    const size_t dim = chain->dim;
    double *const block = calloc(4 * dim, sizeof *block);
    double *const x = block, *const moved = x + dim, *const speed = moved + dim, *const grad = speed + dim;
    double total = 0.0;
    for (size_t move = 0; move < chain->moves; move++) {
        double before = density(chain, x, grad);
        for (size_t i = 0; i < dim; i++) {
            moved[i] = x[i];
            speed[i] = normal(&chain->state);
            before -= speed[i] * speed[i] / 2.0;
        }
        for (int step = 0; step < 3; step++) {
            for (size_t i = 0; i < dim; i++)
                moved[i] += 0.3 * (speed[i] += 0.15 * grad[i]);
            density(chain, moved, grad);
            for (size_t i = 0; i < dim; i++)
                speed[i] += 0.15 * grad[i];
        }
        double after = density(chain, moved, grad);
        for (size_t i = 0; i < dim; i++)
            after -= speed[i] * speed[i] / 2.0;
        if (log(uniform(&chain->state)) < after - before)
            for (size_t i = 0; i < dim; i++)
                x[i] = moved[i];
        double position = 0.0;
        for (size_t i = 0; i < chain->seen; i++)
            position += x[i];
        total += position * position * chain->user->par[0] * chain->user->par[0];
    }
    chain->mean = total / (double)chain->moves;
    free(block);
    return NULL;
}

/* dim, the velocities that add up to what is seen, moves, side by side or not, spaces, room, then par and the rows of sites. */
int main(int argc, char **argv)
{
    (void)argc;
    const size_t dim = strtoul(argv[1], NULL, 10), seen = strtoul(argv[2], NULL, 10), moves = strtoul(argv[3], NULL, 10);
    const int together = argv[4][0] == '1';
    const size_t spaces = strtoul(argv[5], NULL, 10), room = strtoul(argv[6], NULL, 10);
    double par[32] = { 0 };
    for (int i = 7; i < argc && i < 39; i++)
        par[i - 7] = strtod(argv[i], NULL);
    double *const work = calloc(spaces * room, sizeof *work);
    USER user = {
#ifdef SITES
        SITES,
#endif
        .par = par, .work = work, .room = room, .spaces = spaces,
    };
    struct chain chains[CHAINS];
    for (size_t i = 0; i < CHAINS; i++) {
        chains[i] = (struct chain){ .user = &user, .dim = dim, .moves = moves, .seen = seen, .state = 0x9E3779B97F4A7C15u * (i + 1) };
        if (!together)
            run(&chains[i]);
        else if (pthread_create(&chains[i].thread, NULL, run, &chains[i]) != 0)
            return 3;
    }
    for (size_t i = 0; i < CHAINS; i++) {
        if (together)
            pthread_join(chains[i].thread, NULL);
        printf("%.17g\n", chains[i].mean);
    }
    free(work);
    return 0;
}
