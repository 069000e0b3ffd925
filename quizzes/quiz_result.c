// The result of a sitting: the score, what was wrong with what is right, the weakest topic first.
#include <stdlib.h>
#include <string.h>

#include "quizzes/answer_text.h"
#include "quizzes/quiz_inside.h"

// Confident errors, other errors, right ones, what was skipped.
static int line_rank(const struct quiz_line *line)
{
    return !line->answered ? 3 : line->right ? 2 : line->sure ? 0 : 1;
}

static int compare_lines(const void *first, const void *second)
{
    const struct quiz_line *a = first, *b = second;
    int order = line_rank(a) - line_rank(b);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static double share(const struct quiz_topic_score *score)
{
    return score->answered > 0 ? (double)score->right / score->answered : 2;
}

static int compare_scores(const void *first, const void *second)
{
    double a = share(first), b = share(second);
    return (a > b) - (a < b);
}

static void count_topics(struct quiz *quiz, const struct quiz_entry *entry)
{
    for (size_t i = 0; i < entry->question->topic_count; i++) {
        struct quiz_topic_score *score = quiz->scores;
        const char *topic = entry->question->topics[i];
        while (score < quiz->scores + quiz->result.topic_count &&
               strcmp(score->topic, topic) != 0) {
            score++;
        }
        if (score == quiz->scores + quiz->result.topic_count) {
            quiz->result.topic_count++;
            *score = (struct quiz_topic_score){.topic = topic};
        }
        score->answered++;
        score->right += entry->right;
    }
}

// What was said and what is right, for those that went wrong or were left out.
static bool explain(struct quiz_line *line)
{
    return line->right ||
           ((!line->answered || answer_text_given(line->question, line->chosen, &line->given)) &&
            answer_text_key(line->question, &line->key));
}

static bool add_line(struct quiz *quiz, const struct quiz_entry *entry)
{
    struct quiz_line *line = &quiz->lines[quiz->result.line_count++];
    bool answered = entry->progress == SESSION_ANSWERED;
    *line = (struct quiz_line){
        .question = entry->question,
        .number = (size_t)(entry - quiz->entries) + 1,
        .answered = answered,
        .right = answered && entry->right,
        .sure = answered && entry->sure,
        .hint = entry->hint,
        .chosen = entry->chosen != NULL ? entry->chosen : "",
        .feedback = entry->feedback,
    };
    return explain(line);
}

static void count_entry(struct quiz *quiz, const struct quiz_entry *entry)
{
    struct quiz_result *result = &quiz->result;
    bool answered = entry->progress == SESSION_ANSWERED;
    result->asked++;
    result->answered += answered;
    result->skipped += entry->progress == SESSION_SKIPPED;
    result->right += answered && entry->right;
    result->sure += answered && entry->sure;
    result->sure_right += answered && entry->sure && entry->right;
    result->unsure += answered && entry->unsure;
    result->unsure_right += answered && entry->unsure && entry->right;
    result->hints += answered && entry->hint;
    if (answered && !entry->gone) {
        count_topics(quiz, entry);
    }
}

void quiz_result_finish(struct quiz *quiz)
{
    for (size_t i = 0; i < quiz->result.line_count; i++) {
        page_finish(&quiz->lines[i].given);
        page_finish(&quiz->lines[i].key);
    }
    free(quiz->lines);
    free(quiz->scores);
    quiz->lines = NULL;
    quiz->scores = NULL;
    quiz->result = (struct quiz_result){0};
}

enum status quiz_sum_up(struct quiz *quiz)
{
    size_t topics = 1;
    for (size_t i = 0; i < quiz->count; i++) {
        topics += quiz->entries[i].question->topic_count;
    }
    quiz_result_finish(quiz);
    quiz->lines = calloc(quiz->count + 1, sizeof *quiz->lines);
    quiz->scores = calloc(topics, sizeof *quiz->scores);
    bool fine = quiz->lines != NULL && quiz->scores != NULL;
    for (size_t i = 0; i < quiz->count && fine; i++) {
        const struct quiz_entry *entry = &quiz->entries[i];
        if (!entry->again) {
            count_entry(quiz, entry);
            fine = entry->gone || add_line(quiz, entry);
        }
    }
    if (!fine) {
        quiz_result_finish(quiz);
        return status_fail(STATUS_MEMORY, "no memory for the result");
    }
    qsort(quiz->lines, quiz->result.line_count, sizeof *quiz->lines, compare_lines);
    qsort(quiz->scores, quiz->result.topic_count, sizeof *quiz->scores, compare_scores);
    quiz->result.lines = quiz->lines;
    quiz->result.topics = quiz->scores;
    quiz->result.used_ms = quiz->used_ms;
    quiz->result.out_of_time = quiz->out_of_time;
    quiz->result.next_due_ms = quiz->next_due_ms;
    return STATUS_OK;
}
