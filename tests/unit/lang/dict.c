// The table of dicts: order, holes, growth, keys of all kinds, names of instances.
#include "core/base/memory.h"
#include "core/lang/containers/dict.h"
#include "core/lang/interp.h"
#include "core/lang/numbers/float.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"
#include "tests/unit/test.h"

static int start(void **state)
{
    (void)state;
    return interp_init(NULL) == STATUS_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    interp_finish();
    return 0;
}

static void assert_found(struct dict *dict, struct value key, int64_t expected)
{
    struct value *slot;
    assert_true(dict_find(dict, key, &slot));
    assert_non_null(slot);
    assert_int_equal(slot->integer, expected);
}

static void assert_missing(struct dict *dict, struct value key)
{
    struct value *slot;
    assert_true(dict_find(dict, key, &slot));
    assert_null(slot);
}

// Against an array: what is there, and in which order it came.
static void keeps_order_through_changes(void **state)
{
    enum { KEYS = 300, STEPS = 20000 };
    static int64_t values[KEYS], came[KEYS];
    struct dict *dict = dict_create();
    uint32_t random = 1;
    (void)state;
    for (int64_t step = 1; step <= STEPS; step++) {
        random = random * 1664525 + 1013904223;
        size_t key = (random >> 8) % KEYS;
        bool found;
        if (random >> 28 < 6) {
            assert_true(dict_delete(dict, value_int((int64_t)key), &found));
            assert_int_equal(found, values[key] != 0);
            values[key] = came[key] = 0;
        } else {
            assert_true(dict_set(dict, value_int((int64_t)key), value_int(step)));
            values[key] = step;
            came[key] = came[key] != 0 ? came[key] : step;
        }
    }
    uint32_t position = 0, count = 0;
    int64_t last = 0;
    for (struct dict_entry *entry; (entry = dict_next(dict, &position)) != NULL; count++) {
        assert_int_equal(entry->value.integer, values[entry->key.integer]);
        assert_true(came[entry->key.integer] > last);
        last = came[entry->key.integer];
    }
    assert_int_equal(count, dict->count);
    for (int64_t key = 0; key < KEYS; key++) {
        if (values[key] != 0) {
            assert_found(dict, value_int(key), values[key]);
            count--;
        } else {
            assert_missing(dict, value_int(key));
        }
    }
    assert_int_equal(count, 0);
    object_unref(dict);
}

static void equal_keys_are_one(void **state)
{
    struct dict *dict = dict_create();
    struct value text = value_object(str_from("key")), same = value_object(str_from("key"));
    (void)state;
    assert_true(dict_set(dict, value_int(1), value_int(10)));
    assert_true(dict_set(dict, value_true, value_int(20)));
    assert_true(dict_set(dict, value_float(1.0), value_int(30)));
    assert_true(dict_set(dict, text, value_int(40)));
    assert_int_equal(dict->count, 2);
    assert_found(dict, value_int(1), 30);
    assert_found(dict, same, 40);
    assert_missing(dict, value_none);
    value_unref(text);
    value_unref(same);
    object_unref(dict);
}

static void unhashable_keys_raise(void **state)
{
    struct dict *dict = dict_create();
    struct value *slot, key = value_object(dict_create());
    (void)state;
    assert_false(dict_find(dict, key, &slot));
    assert_true(raise_is(&exception_type_error));
    raise_forget();
    assert_false(dict_set(dict, key, value_none));
    raise_forget();
    assert_int_equal(dict->count, 0);
    value_unref(key);
    object_unref(dict);
}

static void copies_are_apart(void **state)
{
    struct dict *dict = dict_create();
    bool found;
    (void)state;
    for (int64_t i = 0; i < 40; i++) {
        assert_true(dict_set(dict, value_int(i), value_int(i)));
    }
    for (int64_t i = 0; i < 40; i += 2) {
        assert_true(dict_delete(dict, value_int(i), &found));
    }
    struct dict *copy = dict_copy(dict);
    dict_clear(dict);
    assert_int_equal(dict->count, 0);
    assert_missing(dict, value_int(1));
    assert_int_equal(copy->count, 20);
    assert_found(copy, value_int(39), 39);
    assert_missing(copy, value_int(38));
    object_unref(dict);
    object_unref(copy);
}

// More names than lie behind the dict, few and many.
static void instances_outgrow_their_room(void **state)
{
    (void)state;
    for (uint32_t few = 0; few <= DICT_FEW_MOST; few++) {
        struct dict *dict = dict_create_instance(few);
        for (int64_t i = 0; i < 30; i++) {
            struct str *name = str_intern(str_format("name%d", (int)i));
            assert_null(dict_find_name(dict, name));
            struct value *slot = dict_add_name(dict, name);
            assert_non_null(slot);
            *slot = value_int(i);
            assert_int_equal(dict_find_name(dict, name)->integer, i);
            object_unref(name);
        }
        assert_int_equal(dict_find_text(dict, "name0")->integer, 0);
        assert_null(dict_find_text(dict, "name30"));
        object_unref(dict);
    }
}

static void survives_without_memory(void **state)
{
    (void)state;
    for (long fail = 0; fail < 12; fail++) {
        struct dict *dict = dict_create();
        int64_t added = 0;
        memory_fail_after(fail);
        while (added < 1000 && dict_set(dict, value_int(added), value_int(added))) {
            added++;
        }
        memory_fail_after(-1);
        raise_forget();
        assert_int_equal(dict->count, added);
        for (int64_t i = 0; i < added; i++) {
            assert_found(dict, value_int(i), i);
        }
        object_unref(dict);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_order_through_changes, start, stop),
        cmocka_unit_test_setup_teardown(equal_keys_are_one, start, stop),
        cmocka_unit_test_setup_teardown(unhashable_keys_raise, start, stop),
        cmocka_unit_test_setup_teardown(copies_are_apart, start, stop),
        cmocka_unit_test_setup_teardown(instances_outgrow_their_room, start, stop),
        cmocka_unit_test_setup_teardown(survives_without_memory, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
