// Inside the room: a quiz in all its parts, shared by the machine (quiz.c) and what it shows
// (quiz_show.c).
#ifndef RANKSH_QUIZZES_QUIZ_INSIDE_H
#define RANKSH_QUIZZES_QUIZ_INSIDE_H

#include "quizzes/grade.h"
#include "quizzes/quiz.h"

// One question of the sitting.
struct quiz_entry {
    const struct question *question;
    uint64_t seed;
    enum session_progress progress;
    bool hint;
    bool again; // asked once more after a wrong answer: counts for the schedule, not for the score
    bool gone;  // has left the bank since; another stands in for it
    bool right, sure, unsure;
    char *chosen; // NULL: not answered
    const struct page *feedback;
};

struct quiz {
    struct bank *bank;
    struct store *store;
    const struct trial_runner *runner; // NULL: none
    struct session session;            // its strings are the quiz's own
    struct quiz_entry *entries;
    size_t count, capacity;
    size_t at; // the question on screen
    enum quiz_state state;
    bool out_of_time;
    int64_t used_ms;    // before `since`
    int64_t since_tick; // when this process began to count
    int64_t shown_tick; // when the question came on screen
    struct grade_sheet sheet;
    struct grade_answer answer;    // the one that is held, or was saved last
    struct store_time answered;    // when it was given
    struct answer_receipt receipt; // 0: not saved
    char *unsaved;
    // what quiz_view shows; made anew by quiz_show
    struct quiz_view view;
    char ask[160];
    struct quiz_option options[GRADE_MAX_PIECES];
    struct page piece_pages[GRADE_MAX_PIECES];
    struct quiz_feedback feedback;
    struct page about, key;
    char *comes_back;
    char *live; // the code that can be run; NULL: none
    struct quiz_result result;
    struct quiz_line *lines;
    struct quiz_topic_score *scores;
    int64_t next_due_ms;
};

// Fills `quiz->view` for its state. STATUS_MEMORY.
enum status quiz_show(struct quiz *quiz, struct store_time now);

// Saves the answer that is held, with the question that is asked again (its question NULL: none).
enum status quiz_save(const struct quiz *quiz, const struct quiz_entry *again,
                      struct answer_receipt *ret_receipt);

// Fills `quiz->result`; quiz_result_finish empties it. STATUS_MEMORY.
enum status quiz_sum_up(struct quiz *quiz);
void quiz_result_finish(struct quiz *quiz);

// Makes the feedback for a saved answer; only a receipt leads here. STATUS_MEMORY.
enum status quiz_reveal(struct quiz *quiz, const struct answer_receipt *receipt);

// Frees what the last question showed.
void quiz_hide(struct quiz *quiz);

// Time used, this process's included.
int64_t quiz_used_ms(const struct quiz *quiz, struct store_time now);

#endif
