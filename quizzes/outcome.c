#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "quizzes/outcome.h"

// ---- ends

// The next word `STATE[@RANKS]`; false at the end.
static bool next_word(const char **at, const char **ret_state, size_t *ret_state_length,
                      const char **ret_ranks, size_t *ret_ranks_length)
{
    *at += strspn(*at, " \t\n");
    size_t length = strcspn(*at, " \t\n");
    if (length == 0) {
        return false;
    }
    const char *sign = memchr(*at, '@', length);
    *ret_state = *at;
    *ret_state_length = sign != NULL ? (size_t)(sign - *at) : length;
    *ret_ranks = sign != NULL ? sign + 1 : NULL;
    *ret_ranks_length = sign != NULL ? length - *ret_state_length - 1 : 0;
    *at += length;
    return true;
}

static bool is_state(const char *state, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!isalnum((unsigned char)state[i]) && state[i] != '_' && state[i] != '.') {
            return false;
        }
    }
    bool word = (length == 2 && memcmp(state, "ok", 2) == 0) ||
                (length == 5 && memcmp(state, "waits", 5) == 0);
    return word || (length > 0 && isupper((unsigned char)state[0])) ||
           memchr(state, '.', length) != NULL;
}

bool outcome_valid_ends(const char *ends)
{
    const char *state, *ranks;
    size_t state_length, ranks_length;
    bool any = false;
    while (next_word(&ends, &state, &state_length, &ranks, &ranks_length)) {
        any = true;
        int *list;
        size_t count;
        if (!is_state(state, state_length)) {
            return false;
        }
        if (ranks != NULL) {
            if (trial_read_ranks(ranks, ranks_length, &list, &count) != STATUS_OK) {
                return false;
            }
            free(list);
        }
    }
    return any;
}

// Whether the set names `rank`; NULL and "all" name every rank.
static bool names_rank(const char *ranks, size_t length, int rank)
{
    int *list = NULL;
    size_t count = 0;
    if (ranks == NULL || trial_read_ranks(ranks, length, &list, &count) != STATUS_OK) {
        return ranks == NULL;
    }
    bool named = count == 0;
    for (size_t i = 0; i < count; i++) {
        named |= list[i] == rank;
    }
    free(list);
    return named;
}

// The state that `ends` gives to a rank.
static void expected_state(const char *ends, int rank, const char **ret_state, size_t *ret_length)
{
    *ret_state = "ok";
    *ret_length = 2;
    const char *state, *ranks;
    size_t state_length, ranks_length;
    while (ends != NULL && next_word(&ends, &state, &state_length, &ranks, &ranks_length)) {
        if (names_rank(ranks, ranks_length, rank)) {
            *ret_state = state;
            *ret_length = state_length;
        }
    }
}

// A class may be written without its module.
static bool is_class(const char *type, const char *wanted, size_t length)
{
    size_t type_length = strlen(type);
    return type_length >= length && memcmp(type + type_length - length, wanted, length) == 0 &&
           (type_length == length || type[type_length - length - 1] == '.');
}

static bool rank_ends(const char *ends, const struct trial_rank *rank)
{
    const char *state;
    size_t length;
    expected_state(ends, rank->rank, &state, &length);
    if (length == 2 && memcmp(state, "ok", 2) == 0) {
        return rank->state == TRIAL_IDLE && rank->error_type[0] == '\0';
    }
    if (length == 5 && memcmp(state, "waits", 5) == 0) {
        return rank->state == TRIAL_WAITING;
    }
    return rank->error_type[0] != '\0' && is_class(rank->error_type, state, length);
}

bool outcome_ends_agree(const char *ends, const struct trial_result *result, struct text *why)
{
    bool agree = true;
    for (size_t i = 0; i < result->count; i++) {
        const struct trial_rank *rank = &result->ranks[i];
        if (rank_ends(ends, rank)) {
            continue;
        }
        agree = false;
        if (why != NULL) {
            const char *state;
            size_t length;
            expected_state(ends, rank->rank, &state, &length);
            bool raised = rank->error_type[0] != '\0';
            text_addf(why, "rank %d: said to end %.*s, but %s%s%s\n", rank->rank, (int)length,
                      state, raised ? rank->error_type : trial_state_name(rank->state),
                      raised ? ": " : "", raised ? rank->error : "");
        }
    }
    return agree;
}

// ---- prints

// Splits `[0-2] line`. Without brackets the line is everybody's. Only a set of ranks counts as
// brackets: a printed list (`[1, 2]`) does not.
static const char *split_line(const char *span, const char **ret_ranks, size_t *ret_length)
{
    *ret_ranks = NULL;
    *ret_length = 0;
    const char *close = strchr(span, ']');
    if (span[0] != '[' || close == NULL || (close[1] != ' ' && close[1] != '\0')) {
        return span;
    }
    int *list;
    size_t count;
    if (trial_read_ranks(span + 1, (size_t)(close - span - 1), &list, &count) != STATUS_OK) {
        return span;
    }
    free(list);
    *ret_ranks = span + 1;
    *ret_length = (size_t)(close - span - 1);
    return close[1] == ' ' ? close + 2 : close + 1;
}

static void expect_line(const char *line, int rank, bool grouped, struct text *out)
{
    const char *ranks = NULL;
    size_t length = 0;
    const char *rest = grouped ? split_line(line, &ranks, &length) : line;
    if (ranks == NULL || names_rank(ranks, length, rank)) {
        text_add(out, out->length > 0 ? "\n" : "");
        text_add(out, rest);
    }
}

static void expect_block(const struct page_block *block, int rank, bool grouped, struct text *out)
{
    struct text line = {0};
    if (block->kind == PAGE_CODE) {
        for (const char *at = block->text; *at != '\0'; at += *at == '\n') {
            size_t length = strcspn(at, "\n");
            text_clear(&line);
            text_add_bytes(&line, at, length);
            expect_line(text_string(&line), rank, grouped, out);
            at += length;
        }
    }
    for (size_t i = 0; i < block->span_count; i++) {
        const struct page_span *span = &block->spans[i];
        if (span->style == PAGE_CODE_SPAN) {
            text_clear(&line);
            text_add_bytes(&line, block->text + span->start, span->length);
            expect_line(text_string(&line), rank, grouped, out);
        }
    }
    text_finish(&line);
}

static void expect(const struct page *option, int rank, bool grouped, struct text *out)
{
    for (size_t i = 0; i < option->count; i++) {
        expect_block(&option->blocks[i], rank, grouped, out);
    }
}

// Blanks at line ends don't count, as in trial_printed.
static bool prints(const struct page *option, const struct trial_rank *rank, bool grouped)
{
    struct trial_rank said = {.rank = rank->rank};
    struct text expected = {0};
    expect(option, rank->rank, grouped, &expected);
    said.output = text_take(&expected);
    char *wanted = said.output != NULL ? trial_printed(&said) : NULL;
    char *got = trial_printed(rank);
    bool agree = wanted != NULL && got != NULL && strcmp(wanted, got) == 0;
    free(said.output);
    free(wanted);
    free(got);
    return agree;
}

bool outcome_prints_agree(const struct page *option, const struct trial_result *result,
                          struct text *why)
{
    bool agree = true;
    for (size_t i = 0; i < result->count; i++) {
        const struct trial_rank *rank = &result->ranks[i];
        // the lone process has no rank to be named by
        if (!prints(option, rank, result->count > 1) &&
            (result->count > 1 || !prints(option, rank, true))) {
            agree = false;
            char *got = trial_printed(rank);
            if (why != NULL && got != NULL) {
                text_addf(why, "rank %d printed `%s`\n", rank->rank, got);
            }
            free(got);
        }
    }
    return agree;
}

bool outcome_same(const struct page *first, const char *first_ends, const struct page *second,
                  const char *second_ends, int rank)
{
    const char *state, *other_state;
    size_t length, other_length;
    expected_state(first_ends, rank, &state, &length);
    expected_state(second_ends, rank, &other_state, &other_length);
    struct text text = {0}, other = {0};
    expect(first, rank, true, &text);
    expect(second, rank, true, &other);
    bool same = length == other_length && memcmp(state, other_state, length) == 0 &&
                strcmp(text_string(&text), text_string(&other)) == 0;
    text_finish(&text);
    text_finish(&other);
    return same;
}
