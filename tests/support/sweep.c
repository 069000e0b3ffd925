// Every rank knows what every rank gives: element i of rank r's piece p is given(seed, r, p, i).
// So each can compute what it must get.
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/dist/collective.h"
#include "core/dist/mpi_world.h"
#include "core/tensor/failure.h"
#include "tests/support/sweep.h"

enum kind {
    KIND_ALL_REDUCE,
    KIND_BROADCAST,
    KIND_REDUCE,
    KIND_ALL_GATHER,
    KIND_ALL_GATHER_INTO,
    KIND_GATHER,
    KIND_SCATTER,
    KIND_REDUCE_SCATTER,
    KIND_REDUCE_SCATTER_TENSOR,
    KIND_ALL_TO_ALL,
    KIND_ALL_TO_ALL_SINGLE,
    KIND_BARRIER,
    KIND_BYTES,
};
enum { KINDS = KIND_BYTES + 1, MESSAGE_SIZE = 200 };

enum layout { LAYOUT_PLAIN, LAYOUT_TURNED, LAYOUT_SPREAD };

struct step {
    enum kind kind;
    enum dtype dtype;
    enum reduce_op op;
    enum layout layout;
    int64_t rows, columns; // shape of a piece
    int root;
    bool async;
    uint64_t seed;
    int size, rank;
    struct process_group *group;
};

static const char *const kind_names[] = {
    "all_reduce", "broadcast", "reduce",           "all_gather", "into_tensor",       "gather",
    "scatter",    "r_scatter", "r_scatter_tensor", "all_to_all", "all_to_all_single", "barrier",
    "bytes"};

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

// ---- elements as doubles: small whole numbers, so that sums are exact in every type

static double given(const struct step *step, int rank, int piece, int64_t index)
{
    uint64_t bits =
        mix(step->seed + (uint64_t)rank * 7919 + (uint64_t)piece * 104729 + (uint64_t)index * 31);
    if (step->dtype == DTYPE_BOOL) {
        return (double)(bits & 1);
    }
    double small = (double)(bits % 5);
    bool has_sign = step->dtype != DTYPE_UINT8;
    return step->op == REDUCE_PRODUCT ? small / 2 + (double)(bits % 2) / 2 + 1
           : has_sign                 ? small - 2
                                      : small * 40;
}

static double get(const struct tensor *tensor, int64_t offset)
{
    char *base = tensor->storage->data;
    switch (tensor->dtype) {
    case DTYPE_FLOAT32:
        return ((float *)base)[offset];
    case DTYPE_FLOAT64:
        return ((double *)base)[offset];
    case DTYPE_INT64:
        return (double)((int64_t *)base)[offset];
    case DTYPE_INT32:
        return ((int32_t *)base)[offset];
    case DTYPE_INT16:
        return ((int16_t *)base)[offset];
    case DTYPE_INT8:
        return ((int8_t *)base)[offset];
    case DTYPE_UINT8:
        return ((uint8_t *)base)[offset];
    case DTYPE_BOOL:
        return ((bool *)base)[offset];
    }
    return 0;
}

static void put(struct tensor *tensor, int64_t offset, double value)
{
    char *base = tensor->storage->data;
    switch (tensor->dtype) {
    case DTYPE_FLOAT32:
        ((float *)base)[offset] = (float)value;
        break;
    case DTYPE_FLOAT64:
        ((double *)base)[offset] = value;
        break;
    case DTYPE_INT64:
        ((int64_t *)base)[offset] = (int64_t)value;
        break;
    case DTYPE_INT32:
        ((int32_t *)base)[offset] = (int32_t)value;
        break;
    case DTYPE_INT16:
        ((int16_t *)base)[offset] = (int16_t)value;
        break;
    case DTYPE_INT8:
        ((int8_t *)base)[offset] = (int8_t)value;
        break;
    case DTYPE_UINT8:
        ((uint8_t *)base)[offset] = (uint8_t)value;
        break;
    case DTYPE_BOOL:
        ((bool *)base)[offset] = value != 0;
        break;
    }
}

// Where element `index` (row order) of a tensor lies.
static int64_t place(const struct tensor *tensor, int64_t index)
{
    int64_t offset = tensor->offset;
    for (int dim = tensor->ndim - 1; dim >= 0; dim--) {
        offset += index % tensor->shape[dim] * tensor->strides[dim];
        index /= tensor->shape[dim];
    }
    return offset;
}

// A piece of rows x columns, `pieces` of them along the first dimension, in the step's layout.
static struct tensor *make(const struct step *step, int pieces)
{
    int64_t shape[] = {step->rows * pieces, step->columns};
    int64_t turned[] = {1, shape[0]}, spread[] = {shape[1] * 3, 3};
    int64_t room[] = {shape[0] * shape[1] * 3 + 3};
    struct tensor *whole, *view;
    if (step->layout == LAYOUT_PLAIN) {
        return tensor_create(step->dtype, 2, shape, &whole) == STATUS_OK ? whole : NULL;
    }
    if (tensor_create(step->dtype, 1, room, &whole) != STATUS_OK) {
        return NULL;
    }
    enum status status = tensor_over(whole->storage, step->dtype, 1, 2, shape,
                                     step->layout == LAYOUT_TURNED ? turned : spread, &view);
    tensor_unref(whole);
    return status == STATUS_OK ? view : NULL;
}

static void fill(const struct step *step, struct tensor *tensor, int rank, int first_piece)
{
    int64_t length = step->rows * step->columns;
    for (int64_t i = 0; i < tensor->numel; i++) {
        put(tensor, place(tensor, i),
            given(step, rank, first_piece + (length > 0 ? (int)(i / length) : 0),
                  length > 0 ? i % length : 0));
    }
}

static void blank(struct tensor *tensor)
{
    for (int64_t i = 0; i < tensor->numel; i++) {
        put(tensor, place(tensor, i), tensor->dtype == DTYPE_BOOL ? 0 : 77);
    }
}

// ---- what must come

static int64_t bits_of(enum reduce_op op, int64_t a, int64_t b)
{
    return op == REDUCE_BAND ? a & b : op == REDUCE_BOR ? a | b : a ^ b;
}

static double combine(const struct step *step, double a, double b)
{
    bool truth = step->dtype == DTYPE_BOOL;
    switch (step->op) {
    case REDUCE_SUM:
    case REDUCE_AVG:
        return truth ? a != 0 || b != 0 : a + b;
    case REDUCE_PRODUCT:
        return a * b;
    case REDUCE_MIN:
        return a < b ? a : b;
    case REDUCE_MAX:
        return a > b ? a : b;
    case REDUCE_BAND:
    case REDUCE_BOR:
    case REDUCE_BXOR:
        return (double)bits_of(step->op, (int64_t)a, (int64_t)b);
    }
    return 0;
}

// A double as the type would hold it, after whole-number arithmetic that may wrap around.
static double wrapped(const struct step *step, double value)
{
    return step->dtype == DTYPE_UINT8 ? (double)(uint8_t)(int64_t)value : value;
}

static double reduced(const struct step *step, int piece, int64_t index)
{
    double result = given(step, 0, piece, index);
    for (int rank = 1; rank < step->size; rank++) {
        double next = given(step, rank, piece, index);
        if (step->dtype == DTYPE_INT32 || step->dtype == DTYPE_INT64 ||
            step->dtype == DTYPE_UINT8) { // PRODUCT's halves are cut off first
            result = (double)(int64_t)result;
            next = (double)(int64_t)next;
        }
        result = wrapped(step, combine(step, result, next));
    }
    if (step->op == REDUCE_AVG) {
        result /= step->size;
        result = dtype_is_float(step->dtype) ? result : trunc(result);
    }
    return result;
}

static double cut(const struct step *step, double value)
{
    return dtype_is_float(step->dtype) ? value : trunc(value);
}

static enum status compare(const struct step *step, const struct tensor *tensor, int64_t index,
                           double wanted)
{
    double got = get(tensor, place(tensor, index));
    bool near = step->dtype == DTYPE_FLOAT32 ? fabs(got - wanted) <= 1e-6 * fabs(wanted)
                                             : fabs(got - wanted) <= 1e-14 * fabs(wanted);
    if (near) {
        return STATUS_OK;
    }
    return status_fail(STATUS_CORRUPT,
                       "WRONG %s %s %s layout %d %" PRId64 "x%" PRId64
                       " root %d async %d rank %d of "
                       "%d: element %" PRId64 " is %g, wanted %g",
                       kind_names[step->kind], dtype_facts[step->dtype].name,
                       reduce_op_name(step->op), (int)step->layout, step->rows, step->columns,
                       step->root, step->async, step->rank, step->size, index, got, wanted);
}

// All elements of a tensor that must hold what `wanted` says for (piece, index).
typedef double wanted_fn(const struct step *step, int piece, int64_t index);

static enum status check(const struct step *step, const struct tensor *tensor, int first_piece,
                         wanted_fn *wanted)
{
    int64_t length = step->rows * step->columns;
    enum status status = STATUS_OK;
    for (int64_t i = 0; i < tensor->numel && status == STATUS_OK; i++) {
        status = compare(step, tensor, i,
                         cut(step, wanted(step, first_piece + (int)(i / length), i % length)));
    }
    return status;
}

static double from_root(const struct step *step, int piece, int64_t index)
{
    return given(step, step->root, piece, index);
}

// Piece `piece` is rank `piece`'s first one.
static double gathered(const struct step *step, int piece, int64_t index)
{
    return given(step, piece, 0, index);
}

// Piece `piece` is the one that rank `piece` had for us.
static double exchanged(const struct step *step, int piece, int64_t index)
{
    return given(step, piece, step->rank, index);
}

static double unchanged(const struct step *step, int piece, int64_t index)
{
    return given(step, step->rank, piece, index);
}

// ---- the calls

static enum status end(const struct step *step, enum status status, struct work **work)
{
    if (status == STATUS_OK && step->async) {
        status = work_wait(*work, 0);
        work_unref(*work);
    }
    return status;
}

static enum status on_one(const struct step *step)
{
    struct work *work = NULL, **async = step->async ? &work : NULL;
    struct tensor *tensor = make(step, 1);
    fill(step, tensor, step->rank, 0);
    enum status status;
    wanted_fn *wanted = reduced;
    if (step->kind == KIND_ALL_REDUCE) {
        status = all_reduce(step->group, tensor, step->op, async);
    } else if (step->kind == KIND_REDUCE) {
        status = reduce(step->group, tensor, step->root, step->op, async);
        wanted = step->rank == step->root ? reduced : unchanged;
    } else {
        status = broadcast(step->group, tensor, step->root, async);
        wanted = from_root;
    }
    status = end(step, status, &work);
    status = status == STATUS_OK ? check(step, tensor, 0, wanted) : status;
    tensor_unref(tensor);
    return status;
}

static void make_list(const struct step *step, struct tensor **list)
{
    for (int i = 0; i < step->size; i++) {
        list[i] = make(step, 1);
        blank(list[i]);
    }
}

static void free_list(const struct step *step, struct tensor **list)
{
    for (int i = 0; i < step->size; i++) {
        tensor_unref(list[i]);
    }
}

static enum status with_lists(const struct step *step)
{
    struct work *work = NULL, **async = step->async ? &work : NULL;
    struct tensor *ins[MPI_WORLD_LIMIT], *outs[MPI_WORLD_LIMIT], *one = make(step, 1);
    bool is_root = step->rank == step->root;
    enum status status = STATUS_OK;
    make_list(step, ins);
    make_list(step, outs);
    fill(step, one, step->rank, 0);
    for (int i = 0; i < step->size; i++) {
        fill(step, ins[i], step->rank, i);
    }
    if (step->kind == KIND_ALL_GATHER) {
        status = all_gather(step->group, outs, one, async);
    } else if (step->kind == KIND_GATHER) {
        status = gather(step->group, one, is_root ? outs : NULL, step->root, async);
    } else if (step->kind == KIND_SCATTER) {
        status = scatter(step->group, one, is_root ? ins : NULL, step->root, async);
    } else if (step->kind == KIND_REDUCE_SCATTER) {
        status = reduce_scatter(step->group, one, ins, step->op, async);
    } else {
        status = all_to_all(step->group, outs, ins, async);
    }
    status = end(step, status, &work);
    bool fills_list = step->kind == KIND_ALL_GATHER || step->kind == KIND_ALL_TO_ALL ||
                      (step->kind == KIND_GATHER && is_root);
    for (int i = 0; i < step->size && status == STATUS_OK && fills_list; i++) {
        status = check(step, outs[i], i, step->kind == KIND_ALL_TO_ALL ? exchanged : gathered);
    }
    if (status == STATUS_OK && step->kind == KIND_SCATTER) {
        status = check(step, one, step->rank, from_root);
    }
    if (status == STATUS_OK && step->kind == KIND_REDUCE_SCATTER) {
        status = check(step, one, step->rank, reduced);
    }
    free_list(step, ins);
    free_list(step, outs);
    tensor_unref(one);
    return status;
}

static enum status with_whole(const struct step *step)
{
    struct work *work = NULL, **async = step->async ? &work : NULL;
    struct tensor *one = make(step, 1), *whole = make(step, step->size);
    struct tensor *other = make(step, step->size);
    enum status status;
    fill(step, one, step->rank, 0);
    fill(step, whole, step->rank, 0);
    blank(other);
    if (step->kind == KIND_ALL_GATHER_INTO) {
        status = end(step, all_gather_into_tensor(step->group, other, one, async), &work);
        status = status == STATUS_OK ? check(step, other, 0, gathered) : status;
    } else if (step->kind == KIND_REDUCE_SCATTER_TENSOR) {
        status = end(step, reduce_scatter_tensor(step->group, one, whole, step->op, async), &work);
        status = status == STATUS_OK ? check(step, one, step->rank, reduced) : status;
    } else {
        status = end(step, all_to_all_single(step->group, other, whole, NULL, NULL, async), &work);
        status = status == STATUS_OK ? check(step, other, 0, exchanged) : status;
    }
    tensor_unref(one);
    tensor_unref(whole);
    tensor_unref(other);
    return status;
}

// Texts of different lengths: "rank 2 seed 17 xxxx".
static size_t say(const struct step *step, int rank, char text[static MESSAGE_SIZE])
{
    int length = snprintf(text, MESSAGE_SIZE, "rank %d seed %" PRIu64 " ", rank, step->seed);
    size_t more = mix(step->seed + (uint64_t)rank) % 50;
    memset(text + length, 'x', more);
    text[(size_t)length + more] = '\0';
    return (size_t)length + more;
}

static enum status compare_bytes(const struct step *step, struct bytes *bytes, int rank)
{
    char wanted[MESSAGE_SIZE];
    size_t length = say(step, rank, wanted);
    bool same = bytes->length == length && memcmp(bytes->data, wanted, length) == 0;
    free(bytes->data);
    return same ? STATUS_OK : status_fail(STATUS_CORRUPT, "WRONG bytes of rank %d", rank);
}

static enum status with_bytes(const struct step *step)
{
    char text[MESSAGE_SIZE], texts[MPI_WORLD_LIMIT][MESSAGE_SIZE];
    struct bytes mine = {text, say(step, step->rank, text)}, all[MPI_WORLD_LIMIT], one;
    enum status status = all_gather_bytes(step->group, &mine, all);
    for (int i = 0; i < step->size && status == STATUS_OK; i++) {
        status = compare_bytes(step, &all[i], i);
    }
    bool is_root = step->rank == step->root;
    status = status == STATUS_OK ? gather_bytes(step->group, &mine, step->root, all) : status;
    for (int i = 0; i < step->size && status == STATUS_OK && is_root; i++) {
        status = compare_bytes(step, &all[i], i);
    }
    for (int i = 0; i < step->size && is_root; i++) {
        all[i] = (struct bytes){texts[i], say(step, i, texts[i])};
    }
    status = status == STATUS_OK ? scatter_bytes(step->group, all, step->root, &one) : status;
    status = status == STATUS_OK ? compare_bytes(step, &one, step->rank) : status;
    status =
        status == STATUS_OK ? broadcast_bytes(step->group, all, step->size, step->root) : status;
    for (int i = 0; i < step->size && status == STATUS_OK && !is_root; i++) {
        status = compare_bytes(step, &all[i], i);
    }
    return status;
}

static enum status make_step(const struct step *step)
{
    switch (step->kind) {
    case KIND_ALL_REDUCE:
    case KIND_BROADCAST:
    case KIND_REDUCE:
        return on_one(step);
    case KIND_ALL_GATHER:
    case KIND_GATHER:
    case KIND_SCATTER:
    case KIND_REDUCE_SCATTER:
    case KIND_ALL_TO_ALL:
        return with_lists(step);
    case KIND_ALL_GATHER_INTO:
    case KIND_REDUCE_SCATTER_TENSOR:
    case KIND_ALL_TO_ALL_SINGLE:
        return with_whole(step);
    case KIND_BARRIER:
        return barrier(step->group, NULL);
    case KIND_BYTES:
        return with_bytes(step);
    }
    return STATUS_INVALID;
}

// ---- the two sweeps

static const enum dtype dtypes[] = {DTYPE_FLOAT32, DTYPE_FLOAT64, DTYPE_INT64,
                                    DTYPE_INT32,   DTYPE_UINT8,   DTYPE_BOOL};
enum { DTYPES = sizeof dtypes / sizeof *dtypes, OPS = REDUCE_BXOR + 1 };

static bool goes_together(const struct process_group *group, enum dtype dtype, enum reduce_op op)
{
    bool average = process_group_backend(group) == BACKEND_NCCL && dtype != DTYPE_BOOL;
    return op == REDUCE_AVG ? average : op < REDUCE_BAND || !dtype_is_float(dtype);
}

static struct step first_step(struct process_group *group, uint64_t seed)
{
    return (struct step){.group = group,
                         .size = process_group_size(group),
                         .rank = process_group_rank(group),
                         .seed = seed};
}

enum status sweep(struct process_group *group, int count, uint64_t seed)
{
    enum status status = STATUS_OK;
    uint64_t state = seed;
    for (int i = 0; i < count && status == STATUS_OK; i++) {
        struct step step = first_step(group, seed + (uint64_t)i);
        uint64_t dice = mix(state += UINT64_C(0x9E3779B97F4A7C15));
        step.kind = (enum kind)(dice % KINDS);
        step.dtype = dtypes[dice / 100 % DTYPES];
        step.op = (enum reduce_op)(dice / 1000 % OPS);
        step.op = goes_together(group, step.dtype, step.op) ? step.op : REDUCE_SUM;
        step.layout = (enum layout)(dice / 10000 % 3);
        step.rows = (int64_t)(dice / 100000 % 6);
        step.columns = dice / 1000000 % 40 == 0 ? 3000 : (int64_t)(dice / 1000000 % 7);
        step.root = (int)(dice / 100000000 % (uint64_t)step.size);
        step.async = dice / 1000000000 % 3 == 0;
        status = make_step(&step);
    }
    return status;
}

enum status sweep_all(struct process_group *group)
{
    static const int64_t shapes[][2] = {{1, 1}, {3, 5}, {0, 4}, {129, 7}};
    enum status status = STATUS_OK;
    struct step step = first_step(group, 11);
    int shape_count = (int)(sizeof shapes / sizeof *shapes);
    for (int i = 0; i < KINDS * DTYPES * OPS * shape_count && status == STATUS_OK; i++) {
        step.kind = (enum kind)(i % KINDS);
        step.dtype = dtypes[i / KINDS % DTYPES];
        step.op = (enum reduce_op)(i / KINDS / DTYPES % OPS);
        step.rows = shapes[i / KINDS / DTYPES / OPS][0];
        step.columns = shapes[i / KINDS / DTYPES / OPS][1];
        step.root = i % step.size;
        step.seed += 1;
        for (int variant = 0; variant < 6 && status == STATUS_OK; variant++) {
            step.layout = (enum layout)(variant % 3);
            step.async = variant >= 3;
            if (goes_together(group, step.dtype, step.op)) {
                status = make_step(&step);
            }
        }
    }
    return status;
}
