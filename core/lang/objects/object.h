// What can be asked of any value: its attributes, its items, its text, its truth.
#ifndef RANKSH_CORE_LANG_OBJECT_H
#define RANKSH_CORE_LANG_OBJECT_H

#include "core/lang/objects/type.h"
#include "core/lang/objects/value.h"

struct list;

// Attributes. object_get_if_there gives value_unset without an exception when there is none.
struct value object_get(struct value object, struct str *name);
struct value object_get_if_there(struct value object, struct str *name);
struct value object_get_if_there_generic(struct value object, struct str *name);
struct value object_get_named(struct value object, const char *name);
bool object_set(struct value object, struct str *name, struct value value); // unset: delete
bool object_set_named(struct value object, const char *name, struct value value);

// What types without a `get` or `set` of their own do: class, instance, class again; __getattr__.
struct value object_get_generic(struct value object, struct str *name);
bool object_set_generic(struct value object, struct str *name, struct value value);

// The dict of an instance, NULL when it has none. `create`: makes it (NULL then: MemoryError, or
// the type has no room for one).
struct dict *object_attributes(struct value object, bool create);

// Counts calls that nest in C; false with RecursionError raised when there are too many. `doing`
// stands behind "maximum recursion depth exceeded". object_leave() follows in any case.
bool object_enter(const char *doing);
void object_leave(void);

// What nests in other ways asks whether it is still in the first three quarters of the C stack, else raises
// with object_too_deep(), which gives false. object_stack_begin() is called before anything runs.
extern uintptr_t object_stack_end;
void object_stack_begin(void);
bool object_too_deep(const char *doing);
static inline bool object_stack_fits(void)
{
    return (uintptr_t)__builtin_frame_address(0) > object_stack_end;
}

// Refuses a name that Python's type of that name has and ours hasn't; false: it is unknown.
bool object_refuses(const struct type *type, struct str *name);

// The AttributeError for a name that isn't there; returns value_unset.
struct value object_no_attribute(struct value object, struct str *name);

struct value object_get_item(struct value object, struct value key);
bool object_set_item(struct value object, struct value key, struct value value); // unset: delete
bool object_length(struct value object, int64_t *ret_length);
bool object_contains(struct value container, struct value item, bool *ret_found);

// Texts; NULL: raised.
struct str *object_repr(struct value object);
struct str *object_str(struct value object);
struct str *object_format(struct value object, struct str *spec);

bool object_truth_slowly(struct value object, bool *ret_truth);
static inline bool object_truth(struct value object, bool *ret_truth)
{
    if (object.tag <= VALUE_INT) {
        *ret_truth = object.tag >= VALUE_BOOL && object.integer != 0;
        return true;
    }
    return object_truth_slowly(object, ret_truth);
}

bool object_hash(struct value object, int64_t *ret_hash);

// `==` as containers use it: the same object is equal to itself.
bool object_equal(struct value left, struct value right, bool *ret_equal);

// `<` as sort uses it.
bool object_less(struct value left, struct value right, bool *ret_less);

// Iteration: object_iterate gives an iterator, object_next its next value. At the end that is
// value_unset and nothing is raised (raise_pending() tells).
struct value object_iterate(struct value object);
struct value object_next(struct value iterator);

// What the last iterator that ended gave as its result (a generator's return, the value of
// StopIteration), unset for most. Whoever wants it empties this before and takes it right behind.
extern struct value object_stop_result;

// Everything that `object` gives, as a new list; NULL: raised.
struct list *object_to_list(struct value object);

// Calls. The callee's arguments are borrowed.
struct value object_call(struct value callee, const struct arguments *arguments);
struct value object_call_values(struct value callee, const struct value *values, size_t count);
struct value object_call_method(struct value object, const char *name, const struct value *values,
                                size_t count);
bool object_is_callable(struct value object);

// A method of the class called `name`, found as operators find theirs (not in the instance), and
// bound: value_unset without an exception when there is none.
struct value object_find_special(struct value object, struct str *name);

// An int for positions: int, bool or __index__; raises TypeError.
struct value object_index(struct value object);
bool object_has_index(struct value object);

// The __format__ that numbers, texts and object share.
struct value object_format_method(struct value *args);

// dir(object), sorted; NULL: raised.
struct list *object_dir(struct value object);
struct list *object_dir_generic(struct value object); // what object.__dir__ gives, unsorted

// The attributes of CPython's type or module of that name.
bool object_add_cpython_names(struct dict *all, const char *subject);

#endif
