// init_process_group with PyTorch's checks in PyTorch's order: the arguments, then the meeting
// place that init_method names (env://, tcp://, file://), then the backend. Nothing listens on the
// address: the ranks know each other from Open MPI. Only a process that nobody launched waits for
// its peers as it would in life, and asks the lab for them.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/text.h"
#include "core/diag/suggest.h"
#include "core/dist/mpi_world.h"
#include "core/dist/start.h"
#include "core/lang/interp.h"
#include "core/lang/objects/instance.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/object.h"
#include "core/lang/text/str.h"
#include "core/torch/distributed_inside.h"

static const int64_t gloo_timeout_ns = INT64_C(1800000000000);
static const int64_t nccl_timeout_ns = INT64_C(600000000000);

// What the arguments and the meeting place say so far.
struct meeting {
    struct value rank, world_size; // as given; ints once they are known
    char *address;
    int64_t port;
    int64_t timeout_ns;
};

// ---- durations and names

bool distributed_duration(struct value timedelta, int64_t *ret_ns)
{
    struct value module = module_import("datetime");
    struct value type = value_is_set(module) ? object_get_named(module, "timedelta") : value_unset;
    bool is = false;
    double seconds = 0;
    if (value_is_set(type) && instance_check(timedelta, type, &is) && is) {
        struct value total = object_call_method(timedelta, "total_seconds", NULL, 0);
        is = value_is_set(total) && native_float(total, &seconds);
        value_unref(total);
    }
    value_unref(type);
    value_unref(module);
    raise_forget();
    if (is) {
        *ret_ns = seconds > 9e9 ? INT64_MAX / 2 : (int64_t)(seconds * 1e9);
    } else {
        raise_type("Expected timeout argument to be of typedatetime.timedelta");
        raise_note_argument("timeout");
    }
    return is;
}

static const char *const backends[] = {"gloo", "mpi", "nccl", "ucc"};
enum { BACKENDS = sizeof backends / sizeof *backends };

static bool find_backend(const char *name, enum backend *ret_backend)
{
    for (int i = 0; i < BACKENDS; i++) {
        if (strcasecmp(name, backends[i]) == 0) {
            *ret_backend = (enum backend)i;
            return true;
        }
    }
    return false;
}

static struct value unknown_backend(const char *name)
{
    raise_value("Invalid backend: '%s'", name);
    raise_note_argument("backend");
    return value_unset;
}

bool distributed_backend(struct value name, enum backend *ret_backend)
{
    if (!value_is(name, &str_type)) {
        struct str *text = object_str(name);
        if (text != NULL) {
            raise_value("Backend name must be a string, but got: %s", text->data);
        }
        object_unref(text);
        return false;
    }
    if (find_backend(str_of(name)->data, ret_backend)) {
        return true;
    }
    unknown_backend(str_of(name)->data);
    return false;
}

// ---- the environment

// os.environ.get(name) as a text that the caller frees; NULL when it is missing or empty, or with
// an exception.
static char *variable(const char *name)
{
    struct value module = module_import("os");
    struct value mapping = value_is_set(module) ? object_get_named(module, "environ") : value_unset;
    struct value key = value_object(str_from(name));
    struct value found = value_is_set(mapping) && value_is_set(key)
                             ? object_call_method(mapping, "get", &key, 1)
                             : value_unset;
    char *text = value_is(found, &str_type) && str_of(found)->length > 0
                     ? strdup(str_of(found)->data)
                     : NULL;
    value_unref(found);
    value_unref(key);
    value_unref(mapping);
    value_unref(module);
    return text;
}

static bool missing(const char *scheme, const char *what)
{
    if (!raise_pending()) {
        raise_value("Error initializing torch.distributed using %s rendezvous: %s", scheme, what);
        raise_note_argument("init_method");
    }
    return false;
}

static char *need_variable(const char *name)
{
    char *text = variable(name);
    if (text == NULL && !raise_pending()) {
        raise_value("Error initializing torch.distributed using env:// rendezvous: environment "
                    "variable %s expected, but not set",
                    name);
        // who gave one of the two has to give the other
        raise_note_argument(strcmp(name, "WORLD_SIZE") == 0 ? "rank"
                            : strcmp(name, "RANK") == 0     ? "world_size"
                                                            : "");
    }
    return text;
}

// int(text), with int's own words when it is none.
static bool integer_of(const char *text, int64_t *ret_integer)
{
    struct value given = value_object(str_from(text));
    struct value builtins = module_import("builtins");
    struct value type = value_is_set(builtins) ? object_get_named(builtins, "int") : value_unset;
    struct value number = value_is_set(type) && value_is_set(given)
                              ? object_call_values(type, &given, 1)
                              : value_unset;
    bool fine = value_is_set(number) && native_int(number, ret_integer);
    value_unref(number);
    value_unref(type);
    value_unref(builtins);
    value_unref(given);
    return fine;
}

static bool integer_variable(const char *name, int64_t *ret_integer)
{
    char *text = need_variable(name);
    bool fine = text != NULL && integer_of(text, ret_integer);
    free(text);
    return fine;
}

// ---- meeting places

static bool is_minus_one(struct value value)
{
    return value_is_int(value) && value.integer == -1;
}

// The value of `name` in the part of the URL behind "?", malloc'ed; NULL: it is not there.
static char *query_value(const char *url, const char *name)
{
    const char *at = strchr(url, '?');
    size_t length = strlen(name);
    while (at != NULL) {
        at++;
        if (strncmp(at, name, length) == 0 && at[length] == '=') {
            at += length + 1;
            return strndup(at, strcspn(at, "&#"));
        }
        at = strchr(at, '&');
    }
    return NULL;
}

// rank or world_size: the argument, else the URL's.
static bool number_for(const char *url, const char *name, struct value argument,
                       int64_t *ret_number, bool *ret_given)
{
    *ret_given = true;
    if (!is_minus_one(argument)) {
        return native_int(argument, ret_number);
    }
    char *text = query_value(url, name);
    *ret_given = text != NULL;
    bool fine = text == NULL || integer_of(text, ret_number);
    free(text);
    return fine;
}

static bool meet_by_environment(const char *url, struct meeting *meeting, int64_t *ret_rank,
                                int64_t *ret_size)
{
    bool given;
    if (!number_for(url, "rank", meeting->rank, ret_rank, &given) ||
        (!given && !integer_variable("RANK", ret_rank)) ||
        !number_for(url, "world_size", meeting->world_size, ret_size, &given) ||
        (!given && !integer_variable("WORLD_SIZE", ret_size))) {
        return false;
    }
    meeting->address = need_variable("MASTER_ADDR");
    return meeting->address != NULL && integer_variable("MASTER_PORT", &meeting->port);
}

// "host:port" between "//" and the next "/", "?" or "#".
static bool split_address(const char *url, struct meeting *meeting)
{
    const char *host = strstr(url, "//") + 2;
    size_t length = strcspn(host, "/?#");
    const char *colon = memrchr(host, ':', length);
    if (colon == NULL || colon + 1 == host + length) {
        return missing("tcp://", "port number missing");
    }
    meeting->address = strndup(host, (size_t)(colon - host));
    char *port = strndup(colon + 1, (size_t)(host + length - colon - 1)), *end;
    meeting->port = port != NULL ? strtoll(port, &end, 10) : 0;
    bool fine = port != NULL && *end == '\0';
    if (port != NULL && !fine) {
        raise_value("Port could not be cast to integer value as '%s'", port);
    } else if (meeting->port > 65535 || meeting->port < 0) {
        raise_value("Port out of range 0-65535");
        fine = false;
    }
    free(port);
    return fine;
}

static bool meet_at_address(const char *url, struct meeting *meeting, int64_t *ret_rank,
                            int64_t *ret_size)
{
    bool given;
    if (!split_address(url, meeting) || !number_for(url, "rank", meeting->rank, ret_rank, &given)) {
        return false;
    }
    if (!given) {
        return missing("tcp://", "rank parameter missing");
    }
    if (!number_for(url, "world_size", meeting->world_size, ret_size, &given)) {
        return false;
    }
    return given || missing("tcp://", "world size parameter missing");
}

static bool meet_in_file(const char *url, struct meeting *meeting, int64_t *ret_rank,
                         int64_t *ret_size)
{
    bool given;
    if (strcspn(url + strlen("file://"), "?#") == 0) {
        return missing("file://", "path missing");
    }
    if (!number_for(url, "rank", meeting->rank, ret_rank, &given)) {
        return false;
    }
    if (!given) {
        return missing("file://", "rank parameter missing");
    }
    if (!number_for(url, "world_size", meeting->world_size, ret_size, &given)) {
        return false;
    }
    meeting->address = strdup(url);
    return given || missing("file://", "world size parameter missing");
}

static const struct {
    const char *scheme;
    bool (*meet)(const char *url, struct meeting *meeting, int64_t *ret_rank, int64_t *ret_size);
} schemes[] = {{"env", meet_by_environment}, {"tcp", meet_at_address}, {"file", meet_in_file}};

// "`rank` must be an integer. 0": without quotes, as PyTorch has it.
static bool need_integer(const char *name, struct value value)
{
    if (value_is_int(value) || value_is_bool(value)) {
        return true;
    }
    struct str *text = object_str(value);
    if (text != NULL) {
        raise_error(&exception_runtime_error, "`%s` must be an integer. %s", name, text->data);
        raise_note_argument(name);
    }
    object_unref(text);
    return false;
}

static bool meet(const char *url, struct meeting *meeting, int64_t *ret_rank, int64_t *ret_size)
{
    if (!need_integer("rank", meeting->rank) || !need_integer("world_size", meeting->world_size)) {
        return false;
    }
    char *in_url = query_value(url, "rank"), *size_in_url = query_value(url, "world_size");
    bool twice = (in_url != NULL || size_in_url != NULL) &&
                 (!is_minus_one(meeting->rank) || !is_minus_one(meeting->world_size));
    free(in_url);
    free(size_in_url);
    if (twice) {
        return raise_false(&exception_assertion_error,
                           "The url: %s has node-specific arguments(rank, world_size) already.",
                           url);
    }
    size_t length = strcspn(url, ":");
    bool has_scheme = strncmp(url + length, "://", 3) == 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes && has_scheme; i++) {
        if (strlen(schemes[i].scheme) == length && strncmp(url, schemes[i].scheme, length) == 0) {
            if (!schemes[i].meet(url, meeting, ret_rank, ret_size)) {
                return false;
            }
            if (meeting->port < 0 || meeting->port > 65535) {
                return raise_false(&exception_value_error,
                                   "port must have value from 0 to 65535 but was %" PRId64 ".",
                                   meeting->port);
            }
            return true;
        }
    }
    return raise_false(&exception_runtime_error, "No rendezvous handler for %.*s://",
                       has_scheme ? (int)length : 0, url);
}

// ---- waiting for peers that nobody started

static struct value peers_missing(const struct meeting *meeting, int64_t rank, int64_t size)
{
    if (rank == 0) {
        return raise_error(&distributed_store_error_type,
                           "Timed out after %" PRId64 " seconds waiting for clients. 1/%" PRId64
                           " clients joined.",
                           meeting->timeout_ns / 1000000000, size);
    }
    return raise_error(&distributed_network_error_type,
                       "The client socket has timed out after %" PRId64
                       "ms while trying to connect to (%s, %" PRId64 ").",
                       meeting->timeout_ns / 1000000, meeting->address, meeting->port);
}

// The lone process of a larger world: its peers don't exist. At a prompt the lab may start them, and
// then all processes are new; this one ends here.
static struct value wait_for_peers(const struct meeting *meeting, int64_t rank, int64_t size)
{
    int64_t value;
    char *data = NULL;
    struct text said = {0};
    text_addf(&said, "%" PRId64 " %s %" PRId64, rank, meeting->address, meeting->port);
    interp_publish_place();
    enum distributed_answer answer = distributed_host.ask(
        DISTRIBUTED_PEERS, size, said.data, said.length, meeting->timeout_ns, &value, &data);
    text_finish(&said);
    free(data);
    switch (answer) {
    case DISTRIBUTED_TIMED_OUT:
        return peers_missing(meeting, rank, size);
    case DISTRIBUTED_ANSWERED:
    case DISTRIBUTED_REFUSED: // the learner has cancelled the wait
    case DISTRIBUTED_STOPPED:
        break;
    }
    interp_forget_interrupt();
    return raise_with(&exception_keyboard_interrupt, value_unset);
}

// ---- joining

static void speak_of_backend(enum backend backend)
{
    if (backend == BACKEND_NCCL) {
        distributed_host.say("there is no GPU here: nccl's rules hold, its calls are carried by "
                             "Open MPI on the CPU");
    } else if (backend == BACKEND_UCC) {
        distributed_host.say("ucc's calls are carried by Open MPI here");
    }
}

static struct value join(const struct meeting *meeting, int64_t rank, int64_t size,
                         enum backend backend)
{
    if (distributed_host.lone && size > 1 && rank >= 0 && rank < size) {
        return wait_for_peers(meeting, rank, size);
    }
    enum status status = start_dist(distributed_host.lone);
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    struct process_group_claim claim = {
        .rank = rank < INT32_MIN || rank > INT32_MAX ? -1 : (int)rank,
        .world_size = size < INT32_MIN || size > INT32_MAX ? -1 : (int)size,
        .backend = backend,
        .timeout_ns = meeting->timeout_ns};
    struct process_group *world;
    interp_publish_place();
    status = process_group_join(&claim, &world);
    if (status == STATUS_INVALID) {
        return raise_value("%s", process_group_failure()->text);
    }
    if (status != STATUS_OK) {
        return distributed_raise(status);
    }
    if (!distributed_set_world(world)) {
        return value_unset;
    }
    speak_of_backend(backend);
    return value_none;
}

enum argument { BACKEND, INIT_METHOD, TIMEOUT, WORLD_SIZE, RANK, STORE };

static bool check_store(struct value *args)
{
    int64_t rank = 0, size = 0;
    if (value_is_none(args[STORE])) {
        return true;
    }
    if (!value_is_none(args[INIT_METHOD])) {
        return raise_false(&exception_assertion_error,
                           "Cannot specify both init_method and store.");
    }
    if (!native_int(args[WORLD_SIZE], &size) || !native_int(args[RANK], &rank)) {
        return false;
    }
    if (size <= 0) {
        return raise_false(&exception_assertion_error,
                           "world_size must be positive if using store");
    }
    if (rank < 0) {
        return raise_false(&exception_assertion_error, "rank must be non-negative if using store");
    }
    return true;
}

// The backend's name as far as it can be wrong before the meeting. "cpu:gloo,cuda:nccl" means gloo.
static bool read_backend(struct value given, struct text *name)
{
    if (value_is_none(given)) {
        text_add(name, "gloo");
        return true;
    }
    if (!value_is(given, &str_type)) {
        struct str *text = object_str(given);
        if (text != NULL) {
            raise_value("Backend name must be a string, but got: %s", text->data);
        }
        object_unref(text);
        return false;
    }
    const char *cpu = strstr(str_of(given)->data, "cpu:");
    const char *start = cpu != NULL ? cpu + 4 : str_of(given)->data;
    text_add_bytes(name, start, strcspn(start, ","));
    return true;
}

// MPI numbers its processes itself: no environment, no arguments.
static bool take_mpi_numbers(struct value *args, int64_t *ret_rank, int64_t *ret_size)
{
    if (!is_minus_one(args[RANK]) || !is_minus_one(args[WORLD_SIZE])) {
        struct str *rank = object_str(args[RANK]), *size = object_str(args[WORLD_SIZE]);
        if (rank != NULL && size != NULL) {
            distributed_warn("UserWarning",
                             "For MPI backend, world_size (%s) and rank (%s) are ignored since "
                             "they are assigned by the MPI runtime.",
                             size->data, rank->data);
        }
        object_unref(rank);
        object_unref(size);
    }
    *ret_rank = distributed_host.rank;
    *ret_size = distributed_host.size;
    return !raise_pending();
}

static bool find_numbers(struct value *args, const char *backend, struct meeting *meeting,
                         int64_t *ret_rank, int64_t *ret_size)
{
    if (strcasecmp(backend, "mpi") == 0) {
        return take_mpi_numbers(args, ret_rank, ret_size);
    }
    if (!value_is_none(args[STORE])) {
        meeting->address = strdup("127.0.0.1");
        return native_int(args[RANK], ret_rank) && native_int(args[WORLD_SIZE], ret_size);
    }
    const char *url = "env://";
    if (!value_is_none(args[INIT_METHOD])) {
        if (!value_is(args[INIT_METHOD], &str_type)) {
            struct str *type = object_repr(value_of(value_type(args[INIT_METHOD])));
            struct str *text = object_str(args[INIT_METHOD]);
            if (type != NULL && text != NULL) {
                raise_error(&exception_runtime_error, "`url` must be a string. %s: %s", type->data,
                            text->data);
            }
            object_unref(type);
            object_unref(text);
            return false;
        }
        url = str_of(args[INIT_METHOD])->data;
    }
    return meet(url, meeting, ret_rank, ret_size);
}

static struct value init_process_group(struct value *args)
{
    struct meeting meeting = {.rank = args[RANK], .world_size = args[WORLD_SIZE]};
    struct text name = {0};
    struct value result = value_unset;
    enum backend backend = BACKEND_GLOO;
    int64_t rank = 0, size = 0;
    if (distributed_world() != NULL) {
        return raise_value("trying to initialize the default process group twice!");
    }
    if (!check_store(args) || !read_backend(args[BACKEND], &name)) {
        goto done;
    }
    meeting.timeout_ns =
        strcasecmp(text_string(&name), "nccl") == 0 ? nccl_timeout_ns : gloo_timeout_ns;
    if (!value_is_none(args[TIMEOUT]) &&
        !distributed_duration(args[TIMEOUT], &meeting.timeout_ns)) {
        goto done;
    }
    if (!find_numbers(args, text_string(&name), &meeting, &rank, &size)) {
        goto done;
    }
    if (!find_backend(text_string(&name), &backend)) {
        unknown_backend(text_string(&name));
        goto done;
    }
    result = join(&meeting, rank, size, backend);
done:
    text_finish(&name);
    free(meeting.address);
    return result;
}

// ---- what is there

static struct value yes(struct value *args)
{
    (void)args;
    return value_true;
}

static struct value no(struct value *args)
{
    (void)args;
    return value_false;
}

static struct value is_torchelastic_launched(struct value *args)
{
    (void)args;
    char *id = variable("TORCHELASTIC_RUN_ID");
    free(id);
    return raise_pending() ? value_unset : value_bool(id != NULL);
}

static struct value is_backend_available(struct value *args)
{
    const char *name;
    enum backend backend;
    if (!native_text(args[0], "backend", &name)) {
        return value_unset;
    }
    return value_bool(find_backend(name, &backend));
}

static struct value get_node_local_rank(struct value *args)
{
    int64_t rank;
    char *text = variable("LOCAL_RANK");
    if (raise_pending()) {
        return value_unset;
    }
    if (text != NULL) {
        bool fine = integer_of(text, &rank);
        free(text);
        return fine ? value_int(rank) : value_unset;
    }
    if (!value_is_none(args[0])) {
        return native_int(args[0], &rank) ? value_int(rank) : value_unset;
    }
    return raise_error(&exception_runtime_error,
                       "LOCAL_RANK is not in the environment. Consider passing fallback_rank to "
                       "allow `get_node_local_rank` to work, assuming you are not running in a "
                       "multi-device context and want the code to run locally instead.");
}

const struct native distributed_init_functions[] = {
    {"init_process_group(backend=None, init_method=None, timeout=None, world_size=-1, rank=-1, "
     "store=None, group_name='', pg_options=None, device_id=None)",
     init_process_group, NATIVE_PYTHON, NULL},
    {"is_available()", yes, NATIVE_PYTHON, NULL},
    {"is_gloo_available()", yes, NATIVE_PYTHON, NULL},
    {"is_mpi_available()", yes, NATIVE_PYTHON, NULL},
    {"is_nccl_available()", yes, NATIVE_PYTHON, NULL},
    {"is_ucc_available()", no, NATIVE_PYTHON, NULL},
    {"is_backend_available(backend)", is_backend_available, NATIVE_PYTHON, NULL},
    {"is_torchelastic_launched()", is_torchelastic_launched, NATIVE_PYTHON, NULL},
    {"get_node_local_rank(fallback_rank=None)", get_node_local_rank, NATIVE_PYTHON, NULL},
    {0},
};
