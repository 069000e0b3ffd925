#include "core/base/memory.h"
#include "tests/unit/test.h"

static void keeps_contents_of_many_sizes(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    static unsigned char *blocks[COUNT];
    static size_t sizes[COUNT];
    size_t before = memory_in_use();
    unsigned random = 1;
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < COUNT; i++) {
            random = random * 1103515245 + 12345;
            if (blocks[i] != NULL && random & 0x10000) {
                for (size_t k = 0; k < sizes[i]; k++) {
                    assert_int_equal(blocks[i][k], (unsigned char)i);
                }
                memory_free(blocks[i], sizes[i]);
                blocks[i] = NULL;
            } else if (blocks[i] == NULL) {
                sizes[i] = (random >> 8) % 700;
                blocks[i] = memory_alloc(sizes[i]);
                assert_non_null(blocks[i]);
                assert_int_equal((uintptr_t)blocks[i] % 16, 0);
                memset(blocks[i], i, sizes[i]);
            }
        }
    }
    assert_true(memory_in_use() > before);
    for (int i = 0; i < COUNT; i++) {
        memory_free(blocks[i], sizes[i]);
        blocks[i] = NULL;
    }
    // one chunk a size class may stay behind
    assert_true(memory_in_use() <= before + MEMORY_CLASSES * (size_t)MEMORY_CHUNK_SIZE);
}

static void the_budget_holds_and_recovers(void **state)
{
    (void)state;
    memory_set_budget(memory_in_use() + 1000000);
    assert_null(memory_alloc(2000000));
    void *large = memory_alloc(900000);
    assert_non_null(large);
    assert_null(memory_alloc(200000));
    assert_null(memory_resize(large, 900000, 1100000));
    memory_free(large, 900000);

    // small blocks use the budget up, and give it back for a large one
    static void *small[100000];
    int count = 0;
    while (count < 100000 && (small[count] = memory_alloc(48)) != NULL) {
        count++;
    }
    assert_true(count > 5000 && count < 25000);
    assert_null(memory_alloc(500000));
    for (int i = 0; i < count; i++) {
        memory_free(small[i], 48);
    }
    large = memory_alloc(800000);
    assert_non_null(large);
    memory_free(large, 800000);
    memory_set_budget(SIZE_MAX);
}

static void resizing_keeps_the_shorter_content(void **state)
{
    (void)state;
    size_t sizes[] = {1, 16, 17, 300, 512, 513, 5000, 100000, 400, 3, 600, 20};
    unsigned char *block = memory_alloc(sizes[0]);
    block[0] = 7;
    for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
        block = memory_resize(block, sizes[i - 1], sizes[i]);
        assert_non_null(block);
        assert_int_equal(block[0], 7);
        block[sizes[i] - 1] = block[0];
    }
    memory_free(block, 20);
}

static void charged_memory_counts(void **state)
{
    (void)state;
    size_t before = memory_in_use();
    memory_set_budget(before + 1000);
    assert_true(memory_charge(900));
    assert_false(memory_charge(200));
    assert_false(memory_charge(SIZE_MAX));
    assert_int_equal(memory_in_use(), before + 900);
    memory_discharge(900);
    memory_set_budget(SIZE_MAX);
    assert_int_equal(memory_in_use(), before);
}

static void fails_on_demand(void **state)
{
    (void)state;
    void *blocks[4];
    memory_fail_after(3);
    for (int i = 0; i < 3; i++) {
        blocks[i] = memory_alloc(40);
        assert_non_null(blocks[i]);
    }
    assert_null(memory_alloc(40));
    assert_null(memory_alloc(4000));
    assert_null(memory_alloc_zero(8));
    memory_free(blocks[1], 40);
    assert_null(memory_alloc(40));
    memory_fail_after(-1);
    blocks[1] = memory_alloc(40);
    assert_non_null(blocks[1]);
    for (int i = 0; i < 3; i++) {
        memory_free(blocks[i], 40);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_contents_of_many_sizes),
        cmocka_unit_test(the_budget_holds_and_recovers),
        cmocka_unit_test(resizing_keeps_the_shorter_content),
        cmocka_unit_test(charged_memory_counts),
        cmocka_unit_test(fails_on_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
