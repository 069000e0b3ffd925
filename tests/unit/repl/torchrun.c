#include "repl/torchrun.h"
#include "tests/unit/test.h"

static enum status read_line(const char *line, struct torchrun *torchrun)
{
    return torchrun_read(line, strlen(line), torchrun);
}

static void the_ways_to_say_four(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "4",
        "--nproc-per-node 4",
        "--nproc_per_node=4",
        "--nproc_per_node 4",
        " --nproc-per-node=4 ",
        "--standalone --nproc-per-node=4",
        "--nnodes=1 --nproc_per_node=4",
        "--nnodes 1:1 --node_rank 0 --max-restarts=0 --nproc-per-node 4",
        "--master_addr localhost --nproc-per-node=4"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct torchrun torchrun;
        if (read_line(lines[i], &torchrun) != STATUS_OK) {
            fail_msg("%s: %s", lines[i], status_message());
        }
        assert_int_equal(torchrun.ranks, 4);
        assert_null(torchrun.script);
        torchrun_finish(&torchrun);
    }
}

static void a_script_takes_the_rest(void **state)
{
    (void)state;
    struct torchrun torchrun;
    assert_int_equal(
        read_line("--nproc_per_node=2 --master-port 1234 'my file.py' --lr 3 -n", &torchrun),
        STATUS_OK);
    assert_int_equal(torchrun.ranks, 2);
    assert_int_equal(torchrun.master_port, 1234);
    assert_string_equal(torchrun.script, "my file.py");
    assert_string_equal(torchrun.arguments[0], "--lr");
    assert_string_equal(torchrun.arguments[2], "-n");
    assert_null(torchrun.arguments[3]);
    torchrun_finish(&torchrun);
    assert_int_equal(read_line("3 x.py", &torchrun), STATUS_OK);
    assert_int_equal(torchrun.ranks, 3);
    assert_string_equal(torchrun.script, "x.py");
    torchrun_finish(&torchrun);
    assert_int_equal(read_line("x.py", &torchrun), STATUS_OK);
    assert_int_equal(torchrun.ranks, 0);
    assert_string_equal(torchrun.script, "x.py");
    torchrun_finish(&torchrun);
}

static void what_is_not_supported_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *line, *part;
    } cases[] = {
        {"x", "whole number, not 'x'"},
        {"0", "from 1 to 256, not 0"},
        {"257", "from 1 to 256"},
        {"--nproc_per_node", "wants a value"},
        {"--nproc_per_node=", "whole number"},
        {"--nproc_per_node=gpu", "no GPU"},
        {"--nnodes=2 --nproc_per_node=2", "--nnodes=2"},
        {"--node-rank=1", "--node-rank=1"},
        {"--master-addr 10.0.0.1", "this machine only"},
        {"--master_port 70000", "from 1 to 65535"},
        {"--rdzv_endpoint=h:1 4", "torchrun --rdzv_endpoint is not supported"},
        {"-m module", "torchrun -m is not supported"},
        {"'4", "quote"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct torchrun torchrun;
        if (read_line(cases[i].line, &torchrun) == STATUS_OK) {
            fail_msg("taken: %s", cases[i].line);
        }
        if (strstr(status_message(), cases[i].part) == NULL) {
            fail_msg("%s: %s", cases[i].line, status_message());
        }
    }
}

static void words_are_cut_as_a_shell_does(void **state)
{
    (void)state;
    struct words words;
    const char *line = " a 'b c' d\"e f\"g \\'h '' i\\ j ";
    static const char *const expected[] = {"a", "b c", "de fg", "'h", "", "i j"};
    assert_int_equal(words_split(line, strlen(line), &words), STATUS_OK);
    assert_int_equal(words.count, 6);
    for (size_t i = 0; i < words.count; i++) {
        assert_string_equal(words.items[i], expected[i]);
    }
    assert_null(words.items[6]);
    words_finish(&words);
    assert_int_equal(words_split("", 0, &words), STATUS_OK);
    assert_int_equal(words.count, 0);
    words_finish(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ways_to_say_four),
        cmocka_unit_test(a_script_takes_the_rest),
        cmocka_unit_test(what_is_not_supported_is_named),
        cmocka_unit_test(words_are_cut_as_a_shell_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
