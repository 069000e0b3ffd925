// From a graded answer to a row in the store.
#include <stdlib.h>

#include "quizzes/fsrs.h"
#include "quizzes/quiz_inside.h"

static const int64_t longest_ms = 3600000; // whoever takes longer was away

static int grade_of(const struct quiz_entry *entry, const struct grade_answer *answer)
{
    if (!answer->right) {
        return FSRS_AGAIN;
    }
    return entry->hint || answer->unsure ? FSRS_HARD : FSRS_GOOD;
}

static char *join_topics(const struct question *question)
{
    struct text topics = {0};
    for (size_t i = 0; i < question->topic_count; i++) {
        text_addf(&topics, "%s%s", i > 0 ? "," : "", question->topics[i]);
    }
    return text_take(&topics);
}

// The options as text. NULL: no memory.
static struct answer_option *describe_options(const struct question *question)
{
    struct answer_option *options = calloc(question->option_count + 1, sizeof *options);
    bool fine = options != NULL;
    for (size_t i = 0; i < question->option_count && fine; i++) {
        struct text text = {0};
        page_plain(&question->options[i].text, &text);
        options[i] = (struct answer_option){
            .key = question->options[i].key,
            .text = text_take(&text),
            .misconception = question->options[i].misconception,
            .right = question->options[i].right,
        };
        fine = options[i].text != NULL;
    }
    return options;
}

static void free_options(struct answer_option *options)
{
    for (size_t i = 0; options != NULL && options[i].key != NULL; i++) {
        free((char *)options[i].text);
    }
    free(options);
}

enum status quiz_save(const struct quiz *quiz, const struct quiz_entry *again,
                      struct answer_receipt *ret_receipt)
{
    const struct quiz_entry *entry = &quiz->entries[quiz->at];
    const struct question *question = entry->question;
    const struct grade_answer *given = &quiz->answer;
    int64_t ms = quiz->answered.tick_ms - quiz->shown_tick;
    char *topics = join_topics(question);
    struct answer_option *options = describe_options(question);
    struct answer answer = {
        .learner = quiz->session.learner,
        .session = quiz->session.id,
        .position = (int)quiz->at,
        .item = {.key = question->id,
                 .card = question->card,
                 .kind = question_kind_name(question->kind),
                 .topics = topics,
                 .revision = question->revision,
                 .stem = question->title,
                 .options = options,
                 .option_count = question->option_count},
        .chosen = given->chosen,
        .cells = given->cells,
        .misconception = given->misconception,
        .right = given->right,
        .hint = entry->hint,
        .confidence = given->unsure ? ANSWER_UNSURE : ANSWER_SURE,
        .grade = grade_of(entry, given),
        .ms = ms < 0            ? 0
              : ms > longest_ms ? longest_ms
                                : ms,
        .seed = entry->seed,
        .at = quiz->answered,
        .again = again->question != NULL ? again->question->id : NULL,
        .again_seed = again->seed,
    };
    enum status status = topics != NULL && options != NULL
                             ? answer_save(quiz->store, &answer, ret_receipt)
                             : status_fail(STATUS_MEMORY, "no memory for the answer");
    free(topics);
    free_options(options);
    return status;
}
