#include "core/diag/suggest.h"
#include "tests/unit/test.h"

enum { CANDIDATES = 4 };

struct sample {
    const char *name;
    const char *candidates[CANDIDATES];
    const char *nearest; // what CPython 3.11 suggests
};

static const struct sample samples[] = {
    {"lenht", {"get_wOrd_siz", "length", "reduce_Scttera"}, "length"},
    {"randn", {"lengtH", "pOp", "rank", "y"}, "rank"},
    {"model", {"RacNK", "models", "popitm", "sCed"}, "models"},
    {"Tensorb", {"bbrIer", "losXeS", "tensor"}, "tensor"},
    {"reduce_scatter", {"RedaceOp", "aeduce_scatter"}, "aeduce_scatter"},
    {"xs", {"SenY", "xy"}, "xy"},
    {"lenght", {"appendlefZ", "l_ose", "lYeNght", "x_X"}, "lYeNght"},
    {"\xc3\x89", {"\xc3\xbc"}, "\xc3\xbc"},
    {"z", {"new_Group", "rank"}, NULL},
    {"all_reduce", {"Non", "allgather", "rXabnk"}, NULL},
    {"true", {"True", "tree"}, "True"},   // a change of case is cheaper
    {"ab", {"ac", "ad"}, "ac"},           // the first of equals
    {"rank", {"rank", "ranks"}, "ranks"}, // never the name itself
    {"abcdefghijklmnopqrstuvwxyzabcdefghijklm_opqrstuvw_yz",
     {"abcdefghijklmnopqrstuvwxyzAbcdefghijklmnopqrstuvwxyz", "isend"},
     "abcdefghijklmnopqrstuvwxyzAbcdefghijklmnopqrstuvwxyz"},
};

static void agrees_with_cpython(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        size_t count = 0;
        while (count < CANDIDATES && samples[i].candidates[count] != NULL) {
            count++;
        }
        const char *nearest = suggest_nearest(samples[i].name, samples[i].candidates, count);
        if (samples[i].nearest == NULL) {
            assert_null(nearest);
        } else {
            assert_non_null(nearest);
            assert_string_equal(nearest, samples[i].nearest);
        }
    }
}

static void long_names_and_long_lists_get_nothing(void **state)
{
    (void)state;
    char a[200] = "", b[200] = "";
    memset(a, 'a', 100);
    memset(b, 'b', 100);
    const char *candidate = b;
    assert_null(suggest_nearest(a, &candidate, 1));
    const char *many[750];
    for (size_t i = 0; i < 750; i++) {
        many[i] = "rank";
    }
    assert_null(suggest_nearest("ranl", many, 750));
    assert_string_equal(suggest_nearest("ranl", many, 749), "rank");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_cpython),
        cmocka_unit_test(long_names_and_long_lists_get_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
