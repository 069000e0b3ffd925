#include <stdlib.h>
#include <string.h>

#include "core/base/embed.h"
#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/compile/compile.h"
#include "core/lang/containers/dict.h"
#include "core/lang/containers/list.h"
#include "core/lang/modules/modules.h"
#include "core/lang/objects/cpython_names.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/module.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/object.h"
#include "core/lang/objects/raise.h"
#include "core/lang/run/interpret.h"
#include "core/lang/run/run.h"

enum { MOST_OFFERED = 256 };

static const struct native_module *offered[MOST_OFFERED];
static size_t offered_count;
static struct dict *loaded; // name -> module

// ---- offered modules

bool module_offer(const struct native_module *native)
{
    if (offered_count == MOST_OFFERED) {
        raise_memory();
        return false;
    }
    offered[offered_count++] = native;
    return true;
}

static const struct native_module *find_offered(const char *name)
{
    for (size_t i = 0; i < offered_count; i++) {
        if (strcmp(offered[i]->name, name) == 0) {
            return offered[i];
        }
    }
    return NULL;
}

bool module_is_offered(const char *name)
{
    return find_offered(name) != NULL;
}

void module_finish_all(void)
{
    object_unref(loaded);
    loaded = NULL;
    offered_count = 0;
}

// ---- filling

bool module_set(struct module *module, const char *name, struct value value)
{
    return dict_set_text(module->attributes, name, value);
}

bool module_set_text(struct module *module, const char *name, const char *text)
{
    struct str *str = str_from(text);
    bool fine = str != NULL && module_set(module, name, value_object(str));
    object_unref(str);
    return fine;
}

static bool add_functions(struct module *module, const struct native *rows)
{
    for (; rows != NULL && rows->signature != NULL; rows++) {
        struct value function = native_function_create(rows, NULL, module->name);
        bool fine = value_is_set(function) &&
                    dict_set_name(module->attributes,
                                  ((struct native_function *)function.object)->name, function);
        value_unref(function);
        if (!fine) {
            return false;
        }
    }
    return true;
}

static bool add_constants(struct module *module, const struct native_constant *rows)
{
    for (; rows != NULL && rows->name != NULL; rows++) {
        bool fine = rows->text != NULL ? module_set_text(module, rows->name, rows->text)
                                       : module_set(module, rows->name, rows->value);
        if (!fine) {
            return false;
        }
    }
    return true;
}

static const char *frozen_text(const struct native_module *native)
{
    return native->files != NULL ? embed_find(native->files, native->frozen)->data : native->frozen;
}

// The part of a module that is written in the dialect; its frames stay out of tracebacks.
static bool run_frozen(struct module *module, const char *text)
{
    struct source *source;
    struct parse parse;
    if (source_create(module->name->data, text, strlen(text), &source) != STATUS_OK) {
        raise_memory();
        return false;
    }
    parse_init(&parse, source, PARSE_FILE);
    struct code *code = NULL;
    if (parse.state == PARSE_COMPLETE) {
        code = compile_unit(&parse, COMPILE_FILE, CODE_HIDDEN);
    }
    if (code == NULL && !raise_pending()) {
        raise_error(&exception_system_error, "module %s, line %u: %s", module->name->data,
                    parse.error.span.line, parse.error.message);
    }
    parse_finish(&parse);
    source_unref(source);
    struct value result =
        code != NULL ? interpret_code(code, module->attributes, NULL, NULL) : value_unset;
    object_unref(code);
    value_unref(result);
    return value_is_set(result);
}

bool module_fill(struct module *module, const struct native_module *native)
{
    for (struct type *const *type = native->types; type != NULL && *type != NULL; type++) {
        if (!type_ready(*type) ||
            !dict_set_name(module->attributes, (*type)->name_text, value_object(*type))) {
            return false;
        }
    }
    return add_functions(module, native->functions) && add_constants(module, native->constants) &&
           (native->fill == NULL || native->fill(module)) &&
           (native->frozen == NULL || run_frozen(module, frozen_text(native)));
}

struct value module_create(const char *name)
{
    struct module *module = type_allocate(&module_type, 0);
    if (module == NULL) {
        return value_unset;
    }
    module->attributes = dict_create();
    module->name = str_interned(name);
    bool fine = module->attributes != NULL && module->name != NULL &&
                dict_set_name(module->attributes, name_name, value_object(module->name)) &&
                dict_set_name(module->attributes, name_doc, value_none);
    if (!fine) {
        object_unref(module);
        return value_unset;
    }
    return value_object(module);
}

// ---- import

// What people install beside Python; another name is a slip, or a file of the learner's own.
static const char *const installable[] = {
    "numpy",       "pandas",    "scipy",      "matplotlib",  "sklearn",    "seaborn",
    "tensorflow",  "keras",     "jax",        "torchvision", "torchaudio", "transformers",
    "datasets",    "lightning", "accelerate", "deepspeed",   "horovod",    "mpi4py",
    "tensorboard", "wandb",     "tqdm",       "PIL",         "cv2",        "requests",
    "yaml",        "pytest",    "networkx",   "sympy",       "numba",      "ray",
};

static bool is_one_of(const char *const *names, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count && names[i] != NULL; i++) {
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0) {
            return true;
        }
    }
    return false;
}

// What does the same here.
static const struct {
    const char *name, *instead;
} ways_round[] = {
    {"numpy", "torch for arrays, random for numbers"},
    {"pandas", "lists and dicts"},
    {"torchvision", "lab.digits() for images"},
    {"datasets", "lab.digits() and lab.spiral()"},
    {"sklearn", "lab.digits() and lab.spiral()"},
    {"mpi4py", "torch.distributed"},
    {"horovod", "torch.distributed"},
    {"deepspeed", "torch.nn.parallel"},
    {"lightning", "torch.nn.parallel"},
    {"accelerate", "torch.nn.parallel"},
    {"tqdm", "print()"},
    {"threading", "torch.multiprocessing"},
    {"multiprocessing", "torch.multiprocessing"},
    {"concurrent", "torch.multiprocessing"},
    {"asyncio", "isend() and irecv() of torch.distributed"},
    {"subprocess", "torch.multiprocessing"},
    {"socket", "send() and recv() of torch.distributed"},
    {"pickle", "torch.save() and torch.load()"},
    {"pathlib", "os.path"},
    {"timeit", "time.perf_counter()"},
    {"re", "the methods of str"},
    {"decimal", "float or int"},
    {"fractions", "float or int"},
    {"secrets", "random"},
    {"queue", "collections.deque"},
};

static const char *way_round(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof ways_round / sizeof *ways_round; i++) {
        if (strlen(ways_round[i].name) == length &&
            strncmp(ways_round[i].name, name, length) == 0) {
            return ways_round[i].instead;
        }
    }
    return NULL;
}

// A program that can do without a module of its own making may catch that it isn't there; one of
// the standard library's would change what it prints.
static void raise_unknown(const char *name, const char *all)
{
    size_t length = strcspn(name, ".");
    bool standard = is_one_of(modules_standard, SIZE_MAX, name, length);
    if (!standard &&
        !is_one_of(installable, sizeof installable / sizeof *installable, name, length)) {
        raise_error(&exception_module_not_found_error, "No module named '%s'", name);
        return;
    }
    const char *instead = way_round(name, length);
    struct text text = {0};
    text_addf(&text, "No module named '%s' (ranksh has: %s%s%s)", name, all,
              instead != NULL ? "; instead: " : "", instead != NULL ? instead : "");
    if (standard) {
        raise_refused_module("%s", text_string(&text));
    } else {
        raise_error(&exception_module_not_found_error, "%s", text_string(&text));
    }
    text_finish(&text);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// The names of the modules that programs import, in order.
static void add_offered(struct text *out)
{
    const char *names[MOST_OFFERED];
    size_t count = 0;
    for (size_t i = 0; i < offered_count; i++) {
        if (strchr(offered[i]->name, '.') == NULL && offered[i]->name[0] != '_') {
            names[count++] = offered[i]->name;
        }
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        text_addf(out, "%s%s", i > 0 ? ", " : "", names[i]);
    }
}

static struct value not_found(const char *name)
{
    struct text all = {0};
    add_offered(&all);
    const char *dot = strrchr(name, '.');
    char head[128];
    size_t length = dot != NULL ? (size_t)(dot - name) : 0;
    if (dot != NULL && length < sizeof head) {
        memcpy(head, name, length);
        head[length] = '\0';
    }
    if (dot != NULL && length < sizeof head && find_offered(head) != NULL) {
        raise_error(&exception_module_not_found_error,
                    "No module named '%s' (ranksh has no such part of %s)", name, head);
    } else {
        raise_unknown(name, text_string(&all));
    }
    struct str *text = raise_is(&exception_import_error) ? str_from(name) : NULL;
    if (text != NULL) {
        raise_note_attribute(value_unset, text);
        object_unref(text);
    }
    text_finish(&all);
    return value_unset;
}

// A text that CPython's module has is refused rather than None.
static bool leave_doc(struct module *module, const char *name)
{
    bool found;
    return !cpython_names_has(name, "__doc__") ||
           dict_delete(module->attributes, value_object(name_doc), &found);
}

static struct value load(const char *name)
{
    const struct native_module *native = find_offered(name);
    if (native == NULL) {
        return not_found(name);
    }
    struct value module = module_create(name);
    if (!value_is_set(module)) {
        return module;
    }
    bool fine = native->doc != NULL ? module_set_text(module_of(module), "__doc__", native->doc)
                                    : leave_doc(module_of(module), native->name);
    fine = fine && dict_set_text(loaded, name, module);
    if (fine && !module_fill(module_of(module), native)) {
        struct value key = value_object(str_interned(name)), exception = raise_take();
        bool found;
        if (value_is_set(key)) {
            dict_delete(loaded, key, &found);
        }
        value_unref(key);
        raise_again(exception);
        fine = false;
    }
    if (!fine) {
        value_unref(module);
        return value_unset;
    }
    return module;
}

// Makes a submodule an attribute of its parent.
static bool attach(const char *name, struct value module)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL) {
        return true;
    }
    struct str *parent = str_create(name, (size_t)(dot - name));
    struct value *slot = parent != NULL ? dict_find_text(loaded, parent->data) : NULL;
    bool fine = slot != NULL && module_set(module_of(*slot), dot + 1, module);
    object_unref(parent);
    return fine;
}

struct value module_import(const char *name)
{
    if (loaded == NULL && (loaded = dict_create()) == NULL) {
        return value_unset;
    }
    struct value *slot = dict_find_text(loaded, name);
    if (slot != NULL) {
        return value_ref(*slot);
    }
    const char *dot = strrchr(name, '.');
    if (dot != NULL) {
        struct str *parent = str_create(name, (size_t)(dot - name));
        struct value module = parent != NULL ? module_import(parent->data) : value_unset;
        object_unref(parent);
        value_unref(module);
        if (!value_is_set(module)) {
            return value_unset;
        }
    }
    struct value module = load(name);
    if (value_is_set(module) && !attach(name, module)) {
        value_clear(&module);
    }
    return module;
}

bool module_add_loaded(const char *name, struct value module)
{
    if (loaded == NULL && (loaded = dict_create()) == NULL) {
        return false;
    }
    return dict_set_text(loaded, name, module);
}

// ---- modules as objects

size_t module_count_refused(const struct module *module)
{
    const struct native_module *native = find_offered(module->name->data);
    size_t count = 0;
    while (native != NULL && native->refused != NULL && native->refused[count] != NULL) {
        count++;
    }
    return count;
}

static struct value get(struct value self, struct str *name)
{
    struct module *module = module_of(self);
    struct value *slot = dict_find_name(module->attributes, name);
    if (slot != NULL) {
        return value_ref(*slot);
    }
    struct value own = object_get_if_there_generic(self, name);
    if (value_is_set(own) || raise_pending()) {
        return own;
    }
    const struct native_module *native = find_offered(module->name->data);
    for (const char *const *it = native != NULL ? native->refused : NULL; it != NULL && *it != NULL;
         it++) {
        if (str_is(name, *it)) {
            return raise_refused("ranksh has no '%s.%s'", module->name->data, name->data);
        }
    }
    struct str *whole = str_format("%s.%s", module->name->data, name->data);
    if (whole != NULL && find_offered(whole->data) != NULL) {
        own = module_import(whole->data);
        object_unref(whole);
        return own;
    }
    object_unref(whole);
    if (native != NULL && cpython_names_has(native->name, name->data)) {
        return raise_refused("ranksh has no '%s.%s'", native->name, name->data);
    }
    raise_error(&exception_attribute_error, "module '%s' has no attribute '%s'", module->name->data,
                name->data);
    raise_note_attribute(self, name);
    return value_unset;
}

static bool set(struct value self, struct str *name, struct value value)
{
    struct dict *attributes = module_of(self)->attributes;
    bool found;
    if (value_is_set(value)) {
        return dict_set_name(attributes, name, value);
    }
    if (!dict_delete(attributes, value_object(name), &found)) {
        return false;
    }
    return found || raise_false(&exception_attribute_error, "%s", name->data);
}

static struct value repr(struct value self)
{
    return value_object(str_format("<module '%s' (built-in)>", module_of(self)->name->data));
}

static void finish(struct object *self)
{
    object_unref(((struct module *)self)->attributes);
    object_unref(((struct module *)self)->name);
}

static void visit_attributes(struct object *self, visit_fn *visit, void *context)
{
    visit(value_object(((struct module *)self)->attributes), context);
}

static struct value method_dir(struct value *args)
{
    struct module *module = module_of(args[0]);
    if (find_offered(module->name->data) == NULL) {
        return value_object(object_to_list(value_object(module->attributes)));
    }
    struct dict *all = dict_create();
    bool fine = all != NULL && object_add_cpython_names(all, module->name->data);
    struct dict_entry *entry;
    uint32_t position = 0;
    while (fine && (entry = dict_next(module->attributes, &position)) != NULL) {
        fine = (all->count > 0 && str_of(entry->key)->data[0] == '_') ||
               dict_set(all, entry->key, value_none);
    }
    struct list *names = fine ? object_to_list(value_object(all)) : NULL;
    object_unref(all);
    return value_object(names);
}

static struct value get_dict(struct value *args)
{
    return value_of(module_of(args[0])->attributes);
}

static const struct native methods[] = {
    {"__dir__(self, /)", method_dir, 0, NULL},
    {"__dict__(self)", get_dict, NATIVE_GETTER, NULL},
    {NULL, NULL, 0, NULL},
};

struct type module_type = {
    .name = "module",
    .size = sizeof(struct module),
    .flags = TYPE_CONTAINER | TYPE_NO_CREATE,
    .methods = methods,
    .finish = finish,
    .visit = visit_attributes,
    .get = get,
    .set = set,
    .repr = repr,
};
