// Tables, costs of collectives, pages and the journal of units: what is shown of them.
#include "repl/journal.h"
#include "repl/page_view.h"
#include "repl/table.h"
#include "repl/trace.h"
#include "repl/wrap.h"
#include "tests/unit/test.h"

static struct terminal wide = {.columns = 80, .rows = 24};
static struct terminal narrow = {.columns = 30, .rows = 24};

static void a_table_fits_or_becomes_sentences(void **state)
{
    (void)state;
    struct table table = {.heads = {"rank", "state", "empty", "where"}, .columns = 4};
    struct text out = {0};
    table_row(&table, "%d\t%s\t\t%s", 0, "at the prompt", "é\x1b");
    table_row(&table, "%d\t%s\t\t%s", 10, "runs", "");
    table_add(&table, &wide, &out);
    assert_string_equal(out.data, "rank  state          where\n"
                                  "0     at the prompt  é\\x1b\n"
                                  "10    runs\n");
    text_clear(&out);
    narrow.columns = 20;
    table_add(&table, &narrow, &out);
    assert_string_equal(out.data, "rank  state\n"
                                  "0     at the prompt\n"
                                  "10    runs\n"
                                  "rank  where\n"
                                  "0     é\\x1b\n"
                                  "10\n");
    text_clear(&out);
    narrow.columns = 15;
    table_add(&table, &narrow, &out);
    assert_string_equal(out.data, "rank 0: state at the prompt, where é\\x1b\n"
                                  "rank 10: state runs\n");
    text_finish(&out);
    table_finish(&table);
}

static void prose_is_cut_between_words(void **state)
{
    (void)state;
    static const struct terminal plain = {.columns = 30, .rows = 24, .plain = true};
    static const char prose[] = "  each of these words is whole, émigré as well\nnext  line";
    struct text out = {0};
    narrow.columns = 30;
    wrap_add(&narrow, 0, prose, &out);
    assert_string_equal(out.data, "  each of these words is\n"
                                  "    whole, émigré as well\n"
                                  "next  line");
    text_clear(&out);
    wrap_add(&narrow, 12, prose, &out); // nothing readable fits
    assert_string_equal(out.data, prose);
    text_clear(&out);
    wrap_add(&plain, 0, prose, &out);
    assert_string_equal(out.data, prose);
    text_finish(&out);
}

static void costs_are_put_together(void **state)
{
    (void)state;
    struct trace *trace = trace_create();
    struct text out = {0};
    for (int rank = 0; rank < 2; rank++) {
        struct message_trace entry = {.number = 3,
                                      .name = "all_reduce",
                                      .wait_ns = rank == 0 ? 2000000 : 1000,
                                      .move_ns = 5000,
                                      .bytes = 64,
                                      .messages = 2};
        trace_add(trace, rank, &entry);
    }
    trace_show(trace, &wide, &out);
    assert_non_null(strstr(out.data, "all_reduce #3  2"));
    assert_non_null(strstr(out.data, "2 ms"));
    assert_non_null(strstr(out.data, "rank 1"));
    text_clear(&out);
    trace_show(trace, &wide, &out);
    assert_int_equal(out.length, 0);
    struct message_trace entry = {.name = "barrier"};
    for (entry.number = 1; entry.number <= 10000; entry.number++) {
        trace_add(trace, 0, &entry);
    }
    trace_show(trace, &wide, &out);
    assert_non_null(strstr(out.data, "10000 calls"));
    assert_non_null(strstr(out.data, "barrier #10000"));
    assert_null(strstr(out.data, "barrier #9980 "));
    text_finish(&out);
    trace_destroy(trace);
}

static void show_page(const struct terminal *terminal, const char *markdown, const char *expected)
{
    struct page page = {0};
    struct text out = {0};
    assert_int_equal(page_parse(markdown, strlen(markdown), 1, &page), STATUS_OK);
    page_view_add(terminal, &page, &out);
    assert_string_equal(text_string(&out), expected);
    text_finish(&out);
    page_finish(&page);
}

static void pages_are_wrapped(void **state)
{
    (void)state;
    narrow.columns = 30;
    show_page(&narrow,
              "Some words, `some code` and more words that are **strong**.\n\n- one\n- two",
              "Some words, `some code` and\nmore words that are strong.\n\n- one\n- two\n");
    show_page(&narrow,
              "# Title\n\n```python\nx = 1  # kept as it is, however long it may be\n```\n",
              "Title\n\n    x = 1  # kept as it is, however long it may be\n");
    show_page(&wide, "| a | bbb |\n|---|---|\n| cc | d |\n", "a   bbb\ncc  d\n");
    show_page(&narrow, "1. eins zwei drei vier fünf sechs sieben\n",
              "1. eins zwei drei vier fünf\n   sechs sieben\n");
}

static void lines_of_clean_units_are_counted(void **state)
{
    (void)state;
    struct journal journal = {0};
    const char *source = "x = 1\n\n# comment\nfor i in y:\n    z()";
    struct journal_unit *unit =
        journal_add(&journal, 7, UNIT_PROMPT, "<stdin>", source, strlen(source));
    unit->ranks = unit->done = rank_set_below(4);
    unit = journal_add(&journal, 8, UNIT_PROMPT, "<stdin>", "boom()", 6);
    unit->ranks = rank_set_below(4);
    unit->done = rank_set_below(3);
    unit->missed = rank_set_of(5);
    assert_int_equal(journal_lines(&journal), 3);
    assert_int_equal(journal_missed(&journal, 5), 1);
    assert_int_equal(journal_missed(&journal, 0), 0);
    assert_ptr_equal(journal_find(&journal, 7), &journal.units[0]);
    assert_null(journal_find(&journal, 9));
    journal_note(&journal.units[0], 2, "ab", 2);
    assert_int_equal(journal.units[0].reading_count, 1);
    journal_drop_last(&journal);
    assert_null(journal_find(&journal, 8));
    journal_finish(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_fits_or_becomes_sentences),
        cmocka_unit_test(prose_is_cut_between_words),
        cmocka_unit_test(costs_are_put_together),
        cmocka_unit_test(pages_are_wrapped),
        cmocka_unit_test(lines_of_clean_units_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
