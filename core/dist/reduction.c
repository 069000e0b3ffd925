#include "core/dist/group_inside.h"
#include "core/dist/reduction.h"
#include "core/tensor/failure.h"

MPI_Datatype reduction_datatype(enum dtype dtype)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
        return MPI_FLOAT;
    case DTYPE_FLOAT64:
        return MPI_DOUBLE;
    case DTYPE_INT64:
        return MPI_INT64_T;
    case DTYPE_INT32:
        return MPI_INT32_T;
    case DTYPE_INT16:
        return MPI_INT16_T;
    case DTYPE_INT8:
        return MPI_INT8_T;
    case DTYPE_UINT8:
        return MPI_UINT8_T;
    case DTYPE_BOOL:
        return MPI_C_BOOL;
    }
    return MPI_DATATYPE_NULL;
}

// Open MPI 4.1's sums of bytes stop at 255 where PyTorch's wrap around (its AVX loops saturate), so
// these two are done here. Bytes multiply alike with and without sign, and add alike.
static void add_bytes(void *in, void *in_out, int *count, MPI_Datatype *datatype)
{
    (void)datatype;
    const uint8_t *from = in;
    uint8_t *to = in_out;
    for (int i = 0; i < *count; i++) {
        to[i] = (uint8_t)(to[i] + from[i]);
    }
}

static void multiply_bytes(void *in, void *in_out, int *count, MPI_Datatype *datatype)
{
    (void)datatype;
    const uint8_t *from = in;
    uint8_t *to = in_out;
    for (int i = 0; i < *count; i++) {
        to[i] = (uint8_t)(to[i] * from[i]);
    }
}

static MPI_Op op_of_bytes(bool product)
{
    static MPI_Op sum = MPI_OP_NULL, times = MPI_OP_NULL;
    if (sum == MPI_OP_NULL) {
        MPI_Op_create(add_bytes, true, &sum);
        MPI_Op_create(multiply_bytes, true, &times);
    }
    return product ? times : sum;
}

// The truth of a sum is "any", of a product "all".
static MPI_Op op_of(enum dtype dtype, enum reduce_op op)
{
    bool truth = dtype == DTYPE_BOOL;
    if ((dtype == DTYPE_UINT8 || dtype == DTYPE_INT8) && op <= REDUCE_PRODUCT) {
        return op_of_bytes(op == REDUCE_PRODUCT);
    }
    switch (op) {
    case REDUCE_SUM:
    case REDUCE_AVG:
        return truth ? MPI_LOR : MPI_SUM;
    case REDUCE_PRODUCT:
        return truth ? MPI_LAND : MPI_PROD;
    case REDUCE_MIN:
        return truth ? MPI_LAND : MPI_MIN;
    case REDUCE_MAX:
        return truth ? MPI_LOR : MPI_MAX;
    case REDUCE_BAND:
        return truth ? MPI_LAND : MPI_BAND;
    case REDUCE_BOR:
        return truth ? MPI_LOR : MPI_BOR;
    case REDUCE_BXOR:
        return truth ? MPI_LXOR : MPI_BXOR;
    }
    return MPI_OP_NULL;
}

enum status reduction_find(const struct process_group *group, enum dtype dtype, enum reduce_op op,
                           MPI_Op *ret_op)
{
    if (op == REDUCE_AVG && group->backend != BACKEND_NCCL) {
        return group->backend == BACKEND_GLOO
                   ? failure(FAILURE_RUNTIME, "Cannot use ReduceOp.AVG with Gloo")
                   : failure(FAILURE_RUNTIME, "Cannot use ReduceOp.AVG with the %s backend",
                             backend_name(group->backend));
    }
    if (op == REDUCE_AVG && dtype == DTYPE_BOOL) {
        return failure(FAILURE_TYPE, "Cannot use ReduceOp.AVG with boolean inputs");
    }
    if (op >= REDUCE_BAND && dtype_is_float(dtype)) {
        return failure(FAILURE_RUNTIME, "Cannot use ReduceOp.%s with non-integral dtype",
                       reduce_op_name(op));
    }
    if (dtype == DTYPE_INT16) {
        return failure(FAILURE_RUNTIME, "Invalid scalar type");
    }
    *ret_op = op_of(dtype, op);
    return STATUS_OK;
}

#define DIVIDE(type)                                   \
    do {                                               \
        type *each = elements;                         \
        for (int64_t i = 0; i < count; i++) {          \
            each[i] = (type)(each[i] / (type)members); \
        }                                              \
    } while (0)

void reduction_divide(enum dtype dtype, void *elements, int64_t count, int members)
{
    switch (dtype) {
    case DTYPE_FLOAT32:
        DIVIDE(float);
        break;
    case DTYPE_FLOAT64:
        DIVIDE(double);
        break;
    case DTYPE_INT64:
        DIVIDE(int64_t);
        break;
    case DTYPE_INT32:
        DIVIDE(int32_t);
        break;
    case DTYPE_INT16:
        DIVIDE(int16_t);
        break;
    case DTYPE_INT8:
        DIVIDE(int8_t);
        break;
    case DTYPE_UINT8:
        DIVIDE(uint8_t);
        break;
    case DTYPE_BOOL:
        break;
    }
}
