// Files with bytes changed, lost and doubled: every reader takes them without harm, and nothing that
// could be shown holds a control character.
#include "lessons/lesson.h"
#include "quizzes/gift.h"
#include "tests/unit/quizzes/samples.h"

enum { ROUNDS = 1500, MAX_SIZE = 16384 };

static uint32_t seed = 99;

static uint32_t chance(uint32_t limit)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % limit;
}

static size_t mangle(const char *from, size_t length, char *to)
{
    static const char *const pieces[] = {
        "\n", "```", "- [x] ", "> ",        "###",        "---\n", "<!--", "-->",
        "@",  ":",   ";",      "{",         "}",          "=",     "~",    "#",
        "%",  "\\",  "|",      "<details>", "</details>", "&#27;", "1.",   "\x1b["};
    memcpy(to, from, length);
    for (uint32_t i = chance(6) + 1; i > 0 && length > 8; i--) {
        size_t at = chance((uint32_t)length);
        const char *piece = pieces[chance(sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece), cut = chance(40);
        switch (chance(4)) {
        case 0: // a piece comes in
            if (length + size < MAX_SIZE) {
                memmove(to + at + size, to + at, length - at);
                memcpy(to + at, piece, size);
                length += size;
            }
            break;
        case 1: // some bytes go
            cut = cut < length - at ? cut : length - at;
            memmove(to + at, to + at + cut, length - at - cut);
            length -= cut;
            break;
        case 2: // one byte changes
            to[at] = (char)(chance(16) == 0 ? chance(256) : 0x20 + chance(0x5F));
            break;
        default: // the end is lost
            length = chance(8) == 0 ? at : length;
            break;
        }
    }
    return length;
}

static void assert_printable(const struct page *page)
{
    for (size_t i = 0; i < page->count; i++) {
        for (const char *at = page->blocks[i].text; *at != '\0'; at++) {
            assert_true((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
        }
    }
}

static void mangled_questions(void **state)
{
    (void)state;
    static char text[MAX_SIZE];
    size_t loaded = 0;
    for (int i = 0; i < ROUNDS; i++) {
        size_t length = mangle(samples, sizeof samples - 1, text);
        struct pack_file file = {"mine", "m.md", text, length, i % 2 == 0};
        struct problems problems = {0};
        struct bank *bank = NULL;
        assert_ok(bank_load_sources(&file, 1, sample_misconceptions, &problems, &bank));
        for (size_t k = 0; k < bank_count(bank); k++) {
            const struct question *question = bank_question(bank, k);
            assert_printable(&question->stem);
            assert_printable(&question->explanation);
            for (size_t o = 0; o < question->option_count; o++) {
                assert_printable(&question->options[o].text);
            }
        }
        loaded += bank_count(bank);
        bank_destroy(bank);
        problems_finish(&problems);
    }
    assert_true(loaded > ROUNDS); // most of it was read, not refused at once
}

static void mangled_lessons(void **state)
{
    (void)state;
    static const char lesson[] =
        "---\nid: l\ntitle: t\nranks: 4\nrequires: [a, b]\n---\nOpening.\n\n```python "
        "setup\nx\n```\n"
        "## Try\n<!-- step: try; rerun: yes; launch: lone -->\n```python try @0,2-3\nx\n```\n"
        "```python check @all\ny\n```\n<details><summary>Hint: E</summary>h</details>\n\nAfter.\n"
        "<!-- quiz: q, r -->\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "## Show\n<!-- step: s; outcome: hangs -->\n```python show\nx\n```\n";
    static char text[MAX_SIZE];
    for (int i = 0; i < ROUNDS; i++) {
        size_t length = mangle(lesson, sizeof lesson - 1, text);
        struct pack_file file = {"mine", "l.md", text, length, false};
        struct problems problems = {0};
        struct lesson_course *course = NULL;
        assert_ok(lesson_course_load_sources(&file, 1, &problems, &course));
        for (size_t k = 0; k < lesson_count(course); k++) {
            assert_printable(&lesson_at(course, k)->opening);
        }
        assert_true(lesson_count(course) == 1 || problems.errors > 0);
        lesson_course_destroy(course);
        problems_finish(&problems);
    }
}

static void mangled_imports(void **state)
{
    (void)state;
    static const char gift[] = "$CATEGORY: a/b\n\n::T\\:x::[html]Stem "
                               "{\n=a#f\n~%50%b\n~c\n####g\n}\n\nN? {#4:0.5 =%0%5..6}\n\n"
                               "True {T#a#b}\n\nMatch {=a -> b}\n\nMissing {=x ~y} word.\n";
    static char text[MAX_SIZE];
    for (int i = 0; i < ROUNDS; i++) {
        size_t length = mangle(gift, sizeof gift - 1, text);
        struct text out = {0};
        struct problems problems = {0};
        enum status status = gift_read("g", text, length, &out, &problems);
        assert_true(status == STATUS_OK || status == STATUS_INVALID);
        text_finish(&out);
        problems_finish(&problems);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mangled_questions),
        cmocka_unit_test(mangled_lessons),
        cmocka_unit_test(mangled_imports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
