// Random numbers as PyTorch's CPU generator gives them: MT19937, and the same ways from its 32 bits
// to uniform, normal and whole numbers.
#ifndef RANKSH_CORE_TENSOR_RANDOM_H
#define RANKSH_CORE_TENSOR_RANDOM_H

#include "core/tensor/tensor.h"

enum { RANDOM_WORDS = 624 };

struct generator {
    uint32_t refs; // the binding's; random_init_generator sets 1
    uint64_t seed;
    uint32_t state[RANDOM_WORDS];
    int next; // word that comes next; RANDOM_WORDS: all are used up
    bool has_normal;
    double normal; // the second of a pair, kept for the next call
};

// Seeded with PyTorch's default, 67280421310721.
void random_init_generator(struct generator *generator);
void random_seed(struct generator *generator, uint64_t seed);

uint32_t random_32(struct generator *generator);
uint64_t random_64(struct generator *generator);

// The generator that functions use when none is given (NULL below). It is seeded by `entropy` at
// its first use; without it, from the system.
struct generator *random_default(void);
void random_set_entropy(uint64_t (*entropy)(void));
uint64_t random_entropy(void);

// ---- filling, values only; element types as PyTorch has them

enum status random_uniform(struct tensor *x, double from, double to, struct generator *generator);
enum status random_normal(struct tensor *x, double mean, double deviation,
                          struct generator *generator);
enum status random_integers(struct tensor *x, int64_t from, int64_t to,
                            struct generator *generator);                     // from ≤ value < to
enum status random_full_range(struct tensor *x, struct generator *generator); // random_()
enum status random_bernoulli(struct tensor *x, double p, struct generator *generator);
enum status random_bernoulli_each(struct tensor *x, const struct tensor *p,
                                  struct generator *generator);
enum status random_exponential(struct tensor *x, double lambda, struct generator *generator);

// 0 … n - 1 in random order.
enum status random_permutation(int64_t n, enum dtype dtype, struct generator *generator,
                               struct tensor **ret_tensor);

// Draws `count` positions from each row of weights (N) or (R,N) -> (count) or (R,count).
enum status random_multinomial(struct tensor *weights, int64_t count, bool replacement,
                               struct generator *generator, struct tensor **ret_tensor);

#endif
