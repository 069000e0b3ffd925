// The graph that backward() walks: nodes that know how to turn the gradient of what an operation
// made into gradients of what it was given, and edges between them. Edges lead to nodes, never to
// tensors, and a node never owns its own result: a result that it needs is saved as an alias of
// the storage with the version it had. For one thread.
//
//     if (autograd_wants(x)) {
//         status = node_create(&exp_type, 1, 1, 0, &node);
//         node_connect(node, 0, x); node_save_output(node, 0, result);
//         status = autograd_attach(result, node);
//     }
#ifndef RANKSH_CORE_TENSOR_AUTOGRAD_H
#define RANKSH_CORE_TENSOR_AUTOGRAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/tensor/tensor.h"

struct node;

struct node_type {
    const char *name; // "MulBackward0", as PyTorch prints it
    // Turns grads[0 … outputs) (NULL: nothing flowed back there) into ret_grads[0 … edges), each a
    // new reference or NULL. Takes a gradient over by replacing it with NULL in `grads`; may write
    // into one that autograd_may_reuse() allows.
    enum status (*backward)(struct node *node, struct tensor **grads, struct tensor **ret_grads);
    void (*finish)(struct node *node); // what params own; NULL: nothing
};

struct edge {
    struct node *node; // NULL: no gradient is wanted there
    uint32_t index;    // which of its outputs
};

// A value that backward needs. The version says whether it was written since.
struct saved {
    struct tensor *tensor;
    uint32_t version;
    bool is_output; // an alias of what the node itself made
};

struct node {
    uint32_t refs;
    uint16_t edge_count, output_count, saved_count;
    bool released; // the saved values are gone: backward went through here
    bool failed;   // memory ended while it was built; autograd_attach() says so
    uint32_t size; // bytes of this block
    uint32_t pass, pending;
    uint64_t sequence; // later nodes run first
    const struct node_type *type;
    struct node *next_dead;
    struct edge *edges;
    struct saved *saved;
    struct tensor **inbox; // gradients of the outputs, while backward runs
    void *params;          // what else backward needs
    struct hook *hooks;    // called with the gradients before backward
};

// ---- the mode

bool autograd_enabled(void);          // at first true
bool autograd_set_enabled(bool on);   // returns what it was
bool autograd_may_reuse_memory(void); // the switch of the next function; at first true
void autograd_set_reuse_memory(bool on);

// Whether a gradient (or another value that its holder is about to drop) may be overwritten: nobody
// else sees its elements.
static inline bool autograd_may_reuse(const struct tensor *tensor)
{
    return tensor->refs == 1 && tensor->storage->refs == 1 && tensor->contiguous &&
           autograd_may_reuse_memory();
}

// Whether `tensor`, a view, has come to require grad because its base was written.
bool autograd_view_requires_grad(struct tensor *tensor);

static inline bool autograd_requires_grad(struct tensor *tensor)
{
    return tensor->requires_grad || (tensor->view != NULL && autograd_view_requires_grad(tensor));
}

// Whether an operation on `tensor` has to be recorded.
static inline bool autograd_wants(struct tensor *tensor)
{
    return autograd_enabled() && autograd_requires_grad(tensor);
}

// ---- building nodes

// A node for `edges` inputs, with one output, place for `saved` values and `params_size` zero bytes.
// NULL when memory ends: the functions below accept it, and autograd_attach() reports it.
struct node *node_create(const struct node_type *type, int edges, int saved, size_t params_size);
struct node *node_create_outputs(const struct node_type *type, int edges, int saved,
                                 size_t params_size, int outputs);

struct node *node_ref(struct node *node);
void node_unref(struct node *node); // NULL is fine; a long chain needs no deep stack

// Lets gradients for input number `edge` flow to `input` if that wants any.
void node_connect(struct node *node, int edge, struct tensor *input);

static inline bool node_wants(const struct node *node, int edge)
{
    return node->edges[edge].node != NULL;
}

void node_save(struct node *node, int index, struct tensor *input);
void node_save_output(struct node *node, int index, struct tensor *output);

// The saved value, borrowed. RuntimeError if it was written since or is gone.
enum status node_saved(struct node *node, int index, struct tensor **ret_tensor);

// Makes `node` the history of the fresh tensor `result` and takes the reference over, also on
// failure. Then `result` is unchanged.
enum status autograd_attach(struct tensor *result, struct node *node);
void autograd_attach_output(struct tensor *result, struct node *node, int output); // adds a ref

// Brackets a write in place. First: may it be written at all (a leaf that requires grad may not)?
enum status autograd_check_inplace(struct tensor *tensor);
// Afterwards: `node`, or NULL when nobody wants a gradient, is its new history; counts the version.
enum status autograd_rebase(struct tensor *tensor, struct node *node);

// What computed `tensor`, brought up to date for a view whose base was written; NULL for a leaf.
// Borrowed.
struct node *autograd_grad_fn(struct tensor *tensor);
const char *autograd_name(const struct node *node);

// ---- leaves and gradients

typedef enum status gradient_hook(void *context, struct tensor *grad, struct tensor **ret_grad);
typedef void gradient_ready(void *context, struct tensor *leaf);

struct hook {
    struct hook *next;
    uint32_t output;
    int64_t id;
    gradient_hook *call; // may give another gradient in *ret_grad, else leaves it NULL
    void (*drop)(void *context);
    void *context;
};

struct gradient {
    struct tensor *grad; // NULL: None
    struct tensor *slot; // where the gradient is to lie (a piece of a flat bucket), or NULL
    bool slot_taken;     // a backward function has written into the slot
    uint32_t slot_refs;  // of the slot, and of its storage, when only its owners hold it
    uint32_t slot_storage_refs;
    bool zeroed;              // grad is NULL, but counts as zeros, which nobody has read yet
    struct node *accumulator; // not owned: its edges own it
    struct hook *hooks;       // of a leaf; others have them at their node
    int64_t retaining;        // the hook of autograd_retain_grad()
    gradient_ready *ready;    // called when a backward has added to grad; DDP's
    void *ready_context;
};

// Sets the flag of a leaf. RuntimeError for integers and for results of operations.
enum status autograd_require(struct tensor *tensor, bool on);

// The part of `tensor` for gradients, made if it has none.
enum status autograd_gradient(struct tensor *tensor, struct gradient **ret_gradient);

// The gradient (borrowed) or NULL; setting checks shape and dtype as PyTorch does, NULL removes it.
struct tensor *autograd_grad(const struct tensor *tensor);
enum status autograd_set_grad(struct tensor *tensor, struct tensor *grad);

// Makes the gradient, if there is one, zeros: at once when somebody holds it, else when it is read;
// the next backward then writes instead of adding.
enum status autograd_zero_grad(struct tensor *tensor);

// Gives the leaf a home for its gradient: `slot` has its shape and dtype and is contiguous. The
// first gradient after None is written there, by GEMM itself where it can be. NULL: none any more.
enum status autograd_set_slot(struct tensor *leaf, struct tensor *slot);

// For a backward function: where the gradient for `edge` may be written at once, or NULL; adds a
// reference. What lies there is undefined.
struct tensor *autograd_destination(struct node *node, int edge);

// The leaf at which an accumulator ends; NULL for any other node.
struct tensor *autograd_accumulator_leaf(const struct node *node);

// Adds a hook; *ret_id names it for removal.
enum status autograd_add_hook(struct tensor *tensor, gradient_hook *call, void (*drop)(void *),
                              void *context, int64_t *ret_id);
void autograd_remove_hook(struct tensor *tensor, int64_t id);

// Lets `tensor`, the result of an operation, keep the gradient that flows through it.
enum status autograd_retain_grad(struct tensor *tensor);

// Cuts `tensor` off from its history, in place (detach_()).
enum status autograd_detach_inplace(struct tensor *tensor);

void autograd_forget(struct tensor *tensor); // for tensor_destroy

// ---- backward

struct backward_request {
    int roots;
    struct tensor **outputs; // that backward starts from
    struct tensor **grads;   // their gradients; NULL, or NULL entries: 1 for a scalar
    bool keep_graph;
    int inputs;                // 0: gradients are added up in all leaves
    struct tensor **wanted;    // else: only the gradients of these are computed …
    struct tensor **ret_grads; // … and given here (new references, NULL where nothing flowed)
};

enum status autograd_backward(const struct backward_request *request);

// Is called once, when the running backward is through; for DDP. At most one at a time.
void autograd_after_backward(enum status (*call)(void *context), void *context);

#endif
