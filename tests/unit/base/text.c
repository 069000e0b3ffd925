#include "core/base/json.h"
#include "core/base/status.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tests/unit/test.h"

static void grows(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    text_add(&text, "rank ");
    text_addf(&text, "%d of %d", 3, 4);
    text_add_char(&text, '!');
    text_add_repeated(&text, '-', 3);
    text_add_utf8(&text, 0x2192);
    assert_string_equal(text.data, "rank 3 of 4!---\xE2\x86\x92");
    text_truncate(&text, 4);
    assert_string_equal(text.data, "rank");
    char *taken = text_take(&text);
    assert_string_equal(taken, "rank");
    free(taken);
    taken = text_take(&text);
    assert_string_equal(taken, "");
    free(taken);
}

static void control_characters_become_visible(void **state)
{
    (void)state;
    static const char bytes[] = "a\tb\n\x1b[31mred\x7f \xff \xc3\xa9 \xe2\x80\xae";
    struct text text = {0};
    text_add_printable(&text, bytes, sizeof bytes - 1);
    assert_string_equal(text.data, "a\tb\n\\x1b[31mred\\x7f \\xff \xc3\xa9 \\u202e");
    text_finish(&text);
}

static void decodes_only_shortest_forms(void **state)
{
    (void)state;
    size_t size;
    assert_int_equal(utf8_decode("\xf0\x9f\x98\x80", 4, &size), 0x1F600);
    assert_int_equal(size, 4);
    static const char *const bad[] = {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80",
                                      "\xe2\x82"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &size), UTF8_INVALID);
        assert_int_equal(size, 1);
    }
    for (uint32_t character = 1; character < 0x110000; character += 37) {
        char bytes[UTF8_MAX_LENGTH];
        size_t length = utf8_encode(character, bytes);
        bool surrogate = character >= 0xD800 && character < 0xE000;
        assert_int_equal(utf8_decode(bytes, length, &size), surrogate ? UTF8_INVALID : character);
    }
}

static void finds_boundaries_and_columns(void **state)
{
    (void)state;
    const char *text = "a\xc3\xa9\xe4\xb8\xad"; // a é 中
    assert_int_equal(utf8_floor(text, 6, 0), 0);
    assert_int_equal(utf8_floor(text, 6, 2), 1);
    assert_int_equal(utf8_floor(text, 6, 3), 3);
    assert_int_equal(utf8_floor(text, 6, 5), 3);
    assert_int_equal(utf8_floor(text, 6, 6), 6);
    assert_int_equal(utf8_floor(text, 6, 99), 6);
    assert_int_equal(utf8_floor("", 0, 5), 0);
    assert_int_equal(utf8_count(text, 6), 3);
    assert_int_equal(utf8_columns(text, 6), 4);
    assert_int_equal(utf8_columns("e\xcc\x81", 3), 1);
}

static void messages_are_kept_and_prefixed(void **state)
{
    (void)state;
    assert_int_equal(status_fail(STATUS_INVALID, "no rank %d", 7), STATUS_INVALID);
    assert_int_equal(status_pass("torchrun"), STATUS_INVALID);
    assert_string_equal(status_message(), "torchrun: no rank 7");
    char longer[3000];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    memcpy(longer + 1022, "\xc3\xa9", 2);
    status_fail(STATUS_INVALID, "%s", longer);
    assert_int_equal(strlen(status_message()), 1022);
}

static void writes_json(void **state)
{
    (void)state;
    struct text text = {0};
    struct json json = {.out = &text};
    json_object(&json, NULL);
    json_string(&json, "name", "a \"b\"\n");
    json_array(&json, "ranks");
    json_int(&json, NULL, 0);
    json_number(&json, NULL, 0.1);
    json_end(&json);
    json_bool(&json, "ok", true);
    json_string(&json, "none", NULL);
    json_end(&json);
    assert_string_equal(text.data, "{\"name\": \"a \\\"b\\\"\\u000a\", \"ranks\": [0, 0.1], "
                                   "\"ok\": true, \"none\": null}");
    text_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),
        cmocka_unit_test(control_characters_become_visible),
        cmocka_unit_test(decodes_only_shortest_forms),
        cmocka_unit_test(finds_boundaries_and_columns),
        cmocka_unit_test(messages_are_kept_and_prefixed),
        cmocka_unit_test(writes_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
