#include "core/diag/page.h"
#include "core/diag/problem.h"
#include "core/diag/trial.h"
#include "tests/unit/test.h"

static struct page parse(const char *markdown)
{
    struct page page = {0};
    assert_int_equal(page_parse(markdown, strlen(markdown), 1, &page), STATUS_OK);
    return page;
}

static void question_in_blocks(void **state)
{
    (void)state;
    struct page page = parse("### Why `x`?\n"
                             "<!-- id: why; kind: single -->\n"
                             "No **launcher** here.\n\n"
                             "```python setup\nx = 1\n```\n"
                             "> Look twice.\n\n"
                             "- [x] Nothing `says` so. <!-- key: no-size -->\n"
                             "  > Yes: *none*.\n"
                             "- [ ]\n  ```python\n  a\n  ```\n\n"
                             "2. two\n3. three\n");
    static const enum page_kind kinds[] = {
        PAGE_HEADING,   PAGE_DIRECTIVE, PAGE_PARAGRAPH, PAGE_CODE, PAGE_PARAGRAPH, PAGE_ITEM,
        PAGE_PARAGRAPH, PAGE_ITEM,      PAGE_CODE,      PAGE_ITEM, PAGE_ITEM};
    assert_int_equal(page.count, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < page.count; i++) {
        assert_int_equal(page.blocks[i].kind, kinds[i]);
    }
    assert_string_equal(page.blocks[0].text, "Why x?");
    assert_int_equal(page.blocks[0].spans[0].start, 4);
    assert_int_equal(page.blocks[0].level, 3);
    assert_string_equal(page.blocks[1].directive, "id: why; kind: single");
    assert_int_equal(page.blocks[1].line, 2);
    assert_string_equal(page.blocks[3].info, "python setup");
    assert_string_equal(page.blocks[3].text, "x = 1\n");
    assert_true(page.blocks[4].quoted);
    assert_int_equal(page.blocks[4].depth, 0);
    assert_string_equal(page.blocks[5].text, "[x] Nothing says so.");
    assert_string_equal(page.blocks[5].directive, "key: no-size");
    assert_true(page.blocks[6].quoted);
    assert_int_equal(page.blocks[6].depth, 1);
    assert_int_equal(page.blocks[8].depth, 1);
    assert_int_equal(page.blocks[9].number, 2);
    assert_int_equal(page.blocks[10].number, 3);
    struct text plain = {0};
    page_block_plain(&page.blocks[5], &plain);
    assert_string_equal(plain.data, "- [x] Nothing `says` so.");
    text_finish(&plain);
    page_finish(&page);
}

static void a_copy_is_equal(void **state)
{
    (void)state;
    static const char source[] =
        "One `span` and **two**. <!-- key: k -->\n\n```python try\nx\n```\n";
    struct page page, copy = {0};
    assert_int_equal(page_parse(source, sizeof source - 1, 1, &page), STATUS_OK);
    assert_true(page_copy(&page, &copy));
    assert_int_equal(copy.count, page.count);
    assert_int_equal(copy.blocks[0].span_count, 2);
    assert_string_equal(copy.blocks[0].directive, "key: k");
    assert_string_equal(copy.blocks[1].info, "python try");
    struct text one = {0}, other = {0};
    page_plain(&page, &one);
    page_finish(&page);
    page_plain(&copy, &other);
    assert_string_equal(one.data, other.data);
    text_finish(&one);
    text_finish(&other);
    page_finish(&copy);
}

static void details_are_hints(void **state)
{
    (void)state;
    struct page page = parse("<details><summary>Hint</summary>Keep rank.</details>\n\n"
                             "<details>\n<summary>More</summary>\n\nKeep `rank`.\n\n</details>\n\n"
                             "<b>no</b>\n\n| a | `b` |\n|---|--:|\n| 1 | 2 |\n");
    static const enum page_kind kinds[] = {PAGE_HINT_BEGIN, PAGE_PARAGRAPH, PAGE_HINT_END,
                                           PAGE_HINT_BEGIN, PAGE_PARAGRAPH, PAGE_HINT_END,
                                           PAGE_PARAGRAPH,  PAGE_TABLE};
    assert_int_equal(page.count, sizeof kinds / sizeof *kinds);
    for (size_t i = 0; i < page.count; i++) {
        assert_int_equal(page.blocks[i].kind, kinds[i]);
    }
    assert_string_equal(page.blocks[0].text, "Hint");
    assert_string_equal(page.blocks[1].text, "Keep rank.");
    assert_string_equal(page.blocks[3].text, "More");
    assert_string_equal(page.blocks[7].text, "a\tb\n1\t2\n");
    page_finish(&page);
}

static void control_characters_are_refused_or_shown(void **state)
{
    (void)state;
    struct page page = {0};
    static const char *const bad[] = {"a\n\x1b[31m", "a\n\xff", "a\n\xc2\x9b", "a\n\xe2\x80\xae",
                                      "a\n\x7f"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(page_parse(bad[i], strlen(bad[i]), 5, &page), STATUS_INVALID);
        assert_non_null(strstr(status_message(), "line 6"));
    }
    page = parse("a &#27;[2J b `&#27;`\n"); // an entity is another way in
    assert_string_equal(page.blocks[0].text, "a \\x1b[2J b &#27;");
    page_finish(&page);
}

static void attributes_and_heads(void **state)
{
    (void)state;
    const char *directive = " id: a-b ;; kind:multiple; flag; url: http://x:1 ";
    char *value = page_attribute_value(directive, "url");
    assert_string_equal(value, "http://x:1");
    free(value);
    value = page_attribute_value(directive, "flag");
    assert_string_equal(value, "");
    free(value);
    assert_null(page_attribute_value(directive, "kin"));
    assert_null(page_attribute_value(NULL, "kind"));
    struct page_head head;
    const char *file = "---\r\nid: x\ntitle: T\n---\nBody\n";
    assert_int_equal(page_head_read(file, strlen(file), &head), STATUS_OK);
    assert_int_equal(head.length, strlen("id: x\ntitle: T\n"));
    assert_string_equal(file + head.body, "Body\n");
    assert_int_equal(head.body_line, 5);
    assert_int_equal(page_head_read("Body", 4, &head), STATUS_OK);
    assert_int_equal(head.body, 0);
    assert_int_equal(page_head_read("---\nid: x\n", 10, &head), STATUS_INVALID);
    assert_int_equal(page_head_read("", 0, &head), STATUS_OK);
}

static void set(char **field, const char *value)
{
    free(*field);
    *field = strdup(value);
}

static void trials_are_read(void **state)
{
    (void)state;
    struct trial_result result;
    assert_int_equal(trial_result_init(&result, 2), STATUS_OK);
    assert_int_equal(result.ranks[1].rank, 1);
    set(&result.ranks[0].output, "2 4  \r\n\n  x\t\n \n\n");
    char *printed = trial_printed(&result.ranks[0]);
    assert_string_equal(printed, "2 4\n\n  x");
    free(printed);
    printed = trial_printed(&result.ranks[1]);
    assert_string_equal(printed, "");
    free(printed);
    assert_false(trial_passed(&result));
    result.ranks[0].checked = result.ranks[0].check_passed = true;
    assert_true(trial_passed(&result));
    result.ranks[1].checked = true;
    assert_false(trial_passed(&result));
    trial_result_finish(&result);
}

static void problems_in_order(void **state)
{
    (void)state;
    struct problems problems = {0};
    problems_add(&problems, PROBLEM_WARNING, "b.md", 3, NULL, "second");
    problems_add(&problems, PROBLEM_ERROR, "b.md", 1, "less of it", "first \x1b %d", 1);
    problems_add(&problems, PROBLEM_ERROR, "a.md", 9, NULL, "zeroth");
    problems_sort(&problems);
    assert_int_equal(problems.errors, 2);
    struct text out = {0};
    for (size_t i = 0; i < problems.count; i++) {
        problem_print(&problems.items[i], &out);
    }
    assert_string_equal(out.data, "a.md:9: error: zeroth\n"
                                  "b.md:1: error: first \\x1b 1\n    try: less of it\n"
                                  "b.md:3: warning: second\n");
    text_finish(&out);
    problems_finish(&problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(question_in_blocks),
        cmocka_unit_test(a_copy_is_equal),
        cmocka_unit_test(details_are_hints),
        cmocka_unit_test(control_characters_are_refused_or_shown),
        cmocka_unit_test(attributes_and_heads),
        cmocka_unit_test(trials_are_read),
        cmocka_unit_test(problems_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
