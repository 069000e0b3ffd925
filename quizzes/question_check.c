#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/diag/trial.h"
#include "quizzes/outcome.h"
#include "quizzes/question_check.h"

struct checker {
    const struct question *question;
    struct problems *problems;
};

static void complain(struct checker *checker, enum problem_level level, int line,
                     const char *suggestion, const char *what)
{
    problems_add(checker->problems, level, checker->question->file,
                 line > 0 ? line : checker->question->line, suggestion, "%s", what);
}

static void error(struct checker *checker, int line, const char *suggestion, const char *what)
{
    complain(checker, PROBLEM_ERROR, line, suggestion, what);
}

static void warning(struct checker *checker, int line, const char *suggestion, const char *what)
{
    complain(checker, PROBLEM_WARNING, line, suggestion, what);
}

// Letters, digits, `-`, `_`, `.`; an id also has the slash behind its pack.
static bool is_name(const char *name, bool slash)
{
    if (*name == '\0') {
        return false;
    }
    for (; *name != '\0'; name++) {
        if (!isalnum((unsigned char)*name) && strchr("-_.", *name) == NULL &&
            !(slash && *name == '/')) {
            return false;
        }
    }
    return true;
}

// ---- options

static bool has_choices(const struct question *question)
{
    return question->kind != QUESTION_FIX && question->kind != QUESTION_ORDER;
}

static char *lower_plain(const struct page *page)
{
    struct text text = {0};
    page_plain(page, &text);
    char *plain = text_take(&text);
    for (char *at = plain; at != NULL && *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
    return plain;
}

static void check_option(struct checker *checker, size_t index)
{
    const struct question *question = checker->question;
    const struct question_option *option = &question->options[index];
    if (option->key == NULL || !is_name(option->key, false)) {
        error(checker, option->line, "- [ ] text <!-- key: a-short-name -->",
              "the option has no key, or one that is no name");
    }
    for (size_t other = 0; other < index && option->key != NULL; other++) {
        const char *key = question->options[other].key;
        if (key != NULL && strcmp(key, option->key) == 0) {
            error(checker, option->line, NULL, "another option has this key");
        }
    }
    if (option->text.count == 0) {
        error(checker, option->line, NULL, "the option has no text");
    }
    if (option->feedback.count == 0) {
        complain(checker, question->ours ? PROBLEM_ERROR : PROBLEM_WARNING, option->line,
                 "  > why this is right, or what is wrong about it", "the option has no feedback");
    }
    if (question->ours && !option->right && option->misconception == NULL) {
        error(checker, option->line, "<!-- key: …; misconception: its-name -->",
              "the wrong option names no misconception");
    }
    if (option->ends != NULL && !outcome_valid_ends(option->ends)) {
        error(checker, option->line, "ends: ValueError@1 waits@0,2-3", "`ends` can't be read");
    }
    char *text = lower_plain(&option->text);
    if (text != NULL &&
        (strstr(text, "all of the above") != NULL || strstr(text, "none of the above") != NULL)) {
        error(checker, option->line, "say what it means: options are shuffled",
              "'of the above' depends on an order that isn't kept");
    }
    free(text);
}

size_t question_option_length(const struct question_option *option)
{
    struct text text = {0};
    page_plain(&option->text, &text);
    size_t columns = utf8_columns(text_string(&text), text.length);
    text_finish(&text);
    return columns;
}

static void check_lengths(struct checker *checker)
{
    const struct question *question = checker->question;
    size_t key = 0, other = 0;
    for (size_t i = 0; i < question->option_count; i++) {
        size_t length = question_option_length(&question->options[i]);
        size_t *longest = question->options[i].right ? &key : &other;
        *longest = length > *longest ? length : *longest;
    }
    if (key > other + 20 && key * 2 > other * 3) {
        warning(checker, 0, "shorten it, or say as much in the others",
                "the right option is the longest by far");
    }
}

static void check_choices(struct checker *checker)
{
    const struct question *question = checker->question;
    size_t right = 0, wrong = 0;
    for (size_t i = 0; i < question->option_count; i++) {
        check_option(checker, i);
        right += question->options[i].right;
        wrong += !question->options[i].right;
    }
    if (!has_choices(question)) {
        if (right > 0) {
            error(checker, 0, "- [ ]", "fix and order questions have no right option");
        }
        return;
    }
    if (right == 0) {
        error(checker, 0, "- [x] the right one", "no option is marked as right");
    }
    if (right > 1 && question->kind != QUESTION_MULTIPLE) {
        error(checker, 0, "kind: multiple, or one [x]", "several options are marked as right");
    }
    if (question->kind == QUESTION_NUMBER) {
        return;
    }
    if (wrong == 0) {
        error(checker, 0, "- [ ] what is often believed", "there is no wrong option");
    }
    if (right > 0 && wrong > 0 && right + wrong < 3) {
        warning(checker, 0, NULL, "two options invite guessing");
    }
    if (question->option_count > 9) {
        error(checker, 0, NULL, "more than nine options have no letter");
    }
    check_lengths(checker);
}

// ---- the question

static void check_stem(struct checker *checker)
{
    char *title = strdup(checker->question->title);
    for (char *at = title; at != NULL && *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
    if (title == NULL) {
        return;
    }
    bool asks_which = strstr(title, "which") != NULL || strstr(title, "what") != NULL;
    bool negated = strstr(title, " not ") != NULL || strstr(title, " never ") != NULL;
    if (strstr(title, " except") != NULL ||
        (asks_which && negated && strstr(title, "why") == NULL)) {
        warning(checker, 0, "ask for what is so", "the stem is negative");
    }
    free(title);
}

static void check_code(struct checker *checker)
{
    const struct question *question = checker->question;
    static const struct {
        enum question_kind kind;
        const char *what, *suggestion;
    } needs[] = {
        {QUESTION_FIX, "a fix question shows broken code", "```python"},
        {QUESTION_FIX, "a fix question has one right version", "```python solution"},
        {QUESTION_FIX, "a fix question has a check", "```python check"},
        {QUESTION_ORDER, "an order question has its lines", "```python order"},
        {QUESTION_ORDER, "an order question has a check", "```python check"},
        {QUESTION_PREDICT, "a predict question has code to run", "```python"},
    };
    const char *const has[] = {question->code,  question->solution, question->check,
                               question->order, question->check,    question->code};
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        if (question->kind == needs[i].kind && has[i] == NULL) {
            error(checker, 0, needs[i].suggestion, needs[i].what);
        }
    }
    if (question->ends != NULL && !outcome_valid_ends(question->ends)) {
        error(checker, 0, "ends: ValueError@1 waits@0,2-3", "`ends` can't be read");
    }
    size_t pieces = 0;
    for (const char *at = question->order; at != NULL && *at != '\0'; at += *at == '\n') {
        size_t length = strcspn(at, "\n");
        pieces += length > 0;
        at += length;
    }
    if (question->order != NULL && (pieces < 2 || pieces + question->option_count > 26)) {
        error(checker, 0, NULL, "an order question has 2 to 26 lines, decoys included");
    }
}

void question_check(const struct question *question, struct problems *problems)
{
    struct checker checker = {.question = question, .problems = problems};
    if (question->id == NULL) {
        error(&checker, 0, "<!-- id: a-short-name; kind: single; topics: init -->",
              "the question has no id");
    } else if (!is_name(question->id, true)) {
        error(&checker, 0, "letters, digits, dashes", "the id is no name");
    }
    if (question->title[0] == '\0') {
        error(&checker, 0, "### What happens?", "the question asks nothing");
    }
    if (question->topic_count == 0) {
        complain(&checker, question->ours ? PROBLEM_ERROR : PROBLEM_WARNING, 0, "topics: init",
                 "the question has no topic");
    }
    for (size_t i = 0; i < question->topic_count; i++) {
        if (!is_name(question->topics[i], false)) {
            error(&checker, 0, "topics: init, deadlock", "a topic is no name");
        }
    }
    check_choices(&checker);
    check_code(&checker);
    check_stem(&checker);
    if (question->explanation.count == 0) {
        warning(&checker, 0, "numbered steps, then **Check:** in one line",
                "the question has no explanation");
    }
}
