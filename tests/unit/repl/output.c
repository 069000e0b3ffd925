#include "repl/output.h"
#include "tests/unit/test.h"

static struct text shown;

static void collect(void *context, const char *bytes, size_t length)
{
    (void)context;
    text_add_bytes(&shown, bytes, length);
}

static struct terminal terminal = {.columns = 80, .rows = 24};

static struct output *start(int ranks)
{
    text_clear(&shown);
    terminal.plain = false;
    struct output *output = output_create(&terminal, collect, NULL);
    assert_non_null(output);
    output_job(output, ranks, "");
    return output;
}

static void say(struct output *output, int rank, const char *text)
{
    output_add(output, rank, text, strlen(text));
}

static void the_same_output_shares_a_block(void **state)
{
    (void)state;
    struct output *output = start(4);
    say(output, 3, "b\n");
    say(output, 0, "a\n");
    say(output, 1, "b\nc\n");
    say(output, 2, "a\n");
    output_flush(output);
    assert_string_equal(text_string(&shown), "[0,2] a\n[1] b\n    c\n[3] b\n");
    output_flush(output);
    assert_string_equal(text_string(&shown), "[0,2] a\n[1] b\n    c\n[3] b\n");
    output_destroy(output);
}

static void the_lone_process_has_no_label(void **state)
{
    (void)state;
    struct output *output = start(0);
    say(output, 0, "4\n5");
    output_error(output, 0, "ValueError: no\n  line");
    output_flush(output);
    assert_string_equal(text_string(&shown), "4\n5\nValueError: no\n  line\n");
    output_destroy(output);
}

static void plain_mode_labels_each_line(void **state)
{
    (void)state;
    struct output *output = start(2);
    terminal.plain = true;
    say(output, 0, "a\nb\n");
    output_flush(output);
    assert_string_equal(text_string(&shown), "[0] a\n[0] b\n");
    output_destroy(output);
}

static void streaming_shows_whole_lines(void **state)
{
    (void)state;
    struct output *output = start(2);
    say(output, 0, "one\ntw");
    output_stream(output, true);
    assert_string_equal(text_string(&shown), "[0] one\n    tw\n");
    text_clear(&shown);
    say(output, 1, "x\ny");
    say(output, 1, "z\n");
    assert_string_equal(text_string(&shown), "[1] x\n[1] yz\n");
    output_destroy(output);
}

static void lab_lines_come_once(void **state)
{
    (void)state;
    struct output *output = start(3);
    for (int rank = 0; rank < 3; rank++) {
        output_lab(output, rank, "no GPU here\n", 12);
    }
    output_lab(output, 1, "in PyTorch: it hangs", 20);
    output_flush(output);
    assert_string_equal(text_string(&shown), "lab: no GPU here\n[1] in PyTorch: it hangs\n");
    output_destroy(output);
}

static void control_characters_become_visible(void **state)
{
    (void)state;
    struct output *output = start(0);
    say(output, 0, "a\033[2Jb\x07\xff\n");
    output_flush(output);
    assert_string_equal(text_string(&shown), "a\\x1b[2Jb\\x07\\xff\n");
    output_destroy(output);
}

static void a_block_is_capped(void **state)
{
    (void)state;
    struct output *output = start(2);
    output_unit(output, 0);
    for (int i = 0; i < OUTPUT_LINES + 7; i++) {
        say(output, 0, "x\n");
        say(output, 1, "x\n");
    }
    output_flush(output);
    size_t lines = 0;
    for (size_t i = 0; i < shown.length; i++) {
        lines += shown.data[i] == '\n';
    }
    assert_int_equal(lines, OUTPUT_LINES + 1);
    assert_non_null(strstr(shown.data, "[0-1] (7 more lines; %output FILE writes them)\n"));
    size_t length, lost;
    output_kept(output, 1, &length, &lost);
    assert_int_equal(length, 2 * (OUTPUT_LINES + 7));
    assert_int_equal(lost, 0);
    output_destroy(output);
}

static void what_is_kept_has_a_limit(void **state)
{
    (void)state;
    struct output *output = start(2);
    static char chunk[65536];
    memset(chunk, 'y', sizeof chunk);
    for (size_t i = 0; i < 2 * OUTPUT_KEPT / sizeof chunk; i++) {
        output_add(output, 1, chunk, sizeof chunk);
    }
    size_t length, lost;
    output_kept(output, 1, &length, &lost);
    assert_int_equal(length, OUTPUT_KEPT);
    assert_int_equal(lost, OUTPUT_KEPT);
    output_unit(output, 1);
    say(output, 1, "again\n");
    assert_string_equal(output_kept(output, 1, &length, &lost), "again\n");
    assert_int_equal(lost, 0);
    output_add(output, 9, "no such rank", 12);
    output_destroy(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_output_shares_a_block),
        cmocka_unit_test(the_lone_process_has_no_label),
        cmocka_unit_test(plain_mode_labels_each_line),
        cmocka_unit_test(streaming_shows_whole_lines),
        cmocka_unit_test(lab_lines_come_once),
        cmocka_unit_test(control_characters_become_visible),
        cmocka_unit_test(a_block_is_capped),
        cmocka_unit_test(what_is_kept_has_a_limit),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    text_finish(&shown);
    return failed;
}
