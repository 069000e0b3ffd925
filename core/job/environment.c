#include <stdio.h>
#include <string.h>

#include "core/job/environment.h"

enum { VALUE_SIZE = 64 };

// What is ours or Open MPI's and none of the learner's business.
static const char *const hidden[] = {"RANKSH_", "OMPI_", "PMIX_", "ORTE_", "PRTE_"};

enum source { RANK, SIZE, ADDRESS, PORT, RUN_ID, AGENT_STORE, CONSTANT };

// torchrun's variables on one node (torch.distributed.run); `unset_only`: the learner's own value
// counts if there is one.
static const struct variable {
    const char *name;
    enum source source;
    const char *constant;
    bool unset_only;
} variables[] = {
    {"RANK", RANK, NULL, false},
    {"LOCAL_RANK", RANK, NULL, false},
    {"GROUP_RANK", CONSTANT, "0", false},
    {"ROLE_RANK", RANK, NULL, false},
    {"ROLE_NAME", CONSTANT, "default", false},
    {"LOCAL_WORLD_SIZE", SIZE, NULL, false},
    {"WORLD_SIZE", SIZE, NULL, false},
    {"GROUP_WORLD_SIZE", CONSTANT, "1", false},
    {"ROLE_WORLD_SIZE", SIZE, NULL, false},
    {"MASTER_ADDR", ADDRESS, NULL, false},
    {"MASTER_PORT", PORT, NULL, false},
    {"TORCHELASTIC_RESTART_COUNT", CONSTANT, "0", false},
    {"TORCHELASTIC_MAX_RESTARTS", CONSTANT, "0", false},
    {"TORCHELASTIC_RUN_ID", RUN_ID, NULL, false},
    {"TORCHELASTIC_USE_AGENT_STORE", AGENT_STORE, NULL, false},
    {"TORCH_NCCL_ASYNC_ERROR_HANDLING", CONSTANT, "1", true},
    {"OMP_NUM_THREADS", CONSTANT, "1", true},
};
enum { VARIABLE_COUNT = sizeof variables / sizeof *variables };

static bool is_hidden(const char *entry)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        if (strncmp(entry, hidden[i], strlen(hidden[i])) == 0) {
            return true;
        }
    }
    return false;
}

static bool names(const char *entry, const char *name)
{
    size_t length = strlen(name);
    return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

static bool is_set(const char *const *base, const char *name)
{
    for (; *base != NULL; base++) {
        if (names(*base, name)) {
            return true;
        }
    }
    return false;
}

// Whether torchrun's value takes the place of the learner's.
static bool is_replaced(const struct environment_facts *facts, const char *entry)
{
    for (int i = 0; facts->torchrun && i < VARIABLE_COUNT; i++) {
        if (!variables[i].unset_only && names(entry, variables[i].name)) {
            return true;
        }
    }
    return false;
}

static const char *value_of(const struct variable *variable, const struct environment_facts *facts,
                            char text[static VALUE_SIZE])
{
    switch (variable->source) {
    case RANK:
        snprintf(text, VALUE_SIZE, "%d", facts->rank);
        return text;
    case SIZE:
        snprintf(text, VALUE_SIZE, "%d", facts->size);
        return text;
    case PORT:
        snprintf(text, VALUE_SIZE, "%d", facts->master_port);
        return text;
    case ADDRESS:
        return facts->master_address;
    case RUN_ID:
        return facts->run_id;
    case AGENT_STORE:
        return facts->standalone ? "False" : "True";
    case CONSTANT:
        break;
    }
    return variable->constant;
}

static void add(struct text *out, const char *entry)
{
    text_add_bytes(out, entry, strlen(entry) + 1);
}

uint32_t environment_build(const struct environment_facts *facts, struct text *out)
{
    uint32_t count = 0;
    for (const char *const *entry = facts->base; *entry != NULL; entry++) {
        if (!is_hidden(*entry) && !is_replaced(facts, *entry)) {
            add(out, *entry);
            count++;
        }
    }
    for (int i = 0; facts->torchrun && i < VARIABLE_COUNT; i++) {
        const struct variable *variable = &variables[i];
        // torchrun leaves OMP_NUM_THREADS alone for one process
        bool skip = variable->unset_only && (is_set(facts->base, variable->name) ||
                                             (facts->size == 1 && variable->name[0] == 'O'));
        if (!skip) {
            char text[VALUE_SIZE];
            text_add(out, variable->name);
            text_add_char(out, '=');
            add(out, value_of(variable, facts, text));
            count++;
        }
    }
    return count;
}
