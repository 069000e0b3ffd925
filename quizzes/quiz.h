// A quiz as a state machine: it knows no terminal and no ranks. Whoever drives it shows what
// quiz_view says, passes on what the learner typed, and looks again.
//
//     quiz_begin(bank, store, learner, &request, &runner, store_now(), &quiz);
//     while (quiz_view(quiz, store_now())->state != QUIZ_DONE) ...
//
// An answer is on disk before its feedback can be seen: quiz_view has no feedback in any other
// state than QUIZ_FEEDBACK, and only a saved answer leads there. Killed at any moment, quiz_resume
// goes on at the first question without an answer.
#ifndef RANKSH_QUIZZES_QUIZ_H
#define RANKSH_QUIZZES_QUIZ_H

#include <stdbool.h>
#include <stddef.h>

#include "core/diag/trial.h"
#include "core/store/answer.h"
#include "core/store/session.h"
#include "core/store/store.h"
#include "quizzes/bank.h"

struct quiz;

enum quiz_state {
    QUIZ_ASK,      // quiz_type, quiz_submit, quiz_hint, quiz_skip, quiz_leave
    QUIZ_UNSAVED,  // the answer could not be saved: quiz_retry, quiz_use_memory, quiz_leave
    QUIZ_FEEDBACK, // quiz_live, quiz_next, quiz_leave
    QUIZ_DONE,     // quiz_leave; `result` is there
};

enum quiz_mark {
    QUIZ_UNMARKED,
    QUIZ_RIGHT_CHOSEN,
    QUIZ_RIGHT_MISSED,
    QUIZ_WRONG_CHOSEN,
};

struct quiz_option {
    char label; // 'a' …; order: the piece's letter
    const struct page *text;
    enum quiz_mark mark;         // QUIZ_FEEDBACK only
    const struct page *feedback; // QUIZ_FEEDBACK only, and then for those worth reading; else NULL
};

struct quiz_feedback {
    bool right;
    bool confident_error;     // sure and wrong: worth a word of its own
    const char *verdict;      // "Right.", "Not yet: …": one line
    const struct page *about; // feedback on what was given, for kinds without options; or NULL
    const struct page *key;   // the right answer where no option shows it; or NULL
    const struct page *explanation; // steps, then the one-line check
    const char *comes_back;         // "comes back in 3 days", "" when it is not scheduled
    bool live;                      // quiz_live can show it on ranks
};

struct quiz_line { // of the result, the confident errors first, then the other errors
    const struct question *question;
    size_t number; // in the sitting, from 1
    bool answered, right, sure, hint;
    const char *chosen;          // as answers are stored: option keys, the number, the code
    const struct page *feedback; // on what was chosen; NULL: none
    struct page given, key;      // what was chosen, what is right: for all but the right ones
};

struct quiz_topic_score {
    const char *topic;
    int right, answered;
};

struct quiz_result {
    int asked, answered, right, skipped;
    int sure, sure_right, unsure, unsure_right, hints;
    int64_t used_ms;
    bool out_of_time;
    const struct quiz_line *lines;
    size_t line_count;
    const struct quiz_topic_score *topics; // the weakest first
    size_t topic_count;
    int64_t next_due_ms; // 0: nothing scheduled
};

struct quiz_view {
    enum quiz_state state;
    enum session_kind kind;
    const char *title;
    bool in_memory;       // answers are lost when the lab ends: say so
    size_t number, count; // question 3 of 10
    bool again;           // asked once more after a wrong answer: number and count are of those
    const struct question *question;   // for its id, kind, topics and stem; not for its key
    const struct quiz_option *options; // in the shuffled order; order: the pieces
    size_t option_count;
    const char *code;                     // fix: what the learner edits; else NULL
    const char *unit;                     // number: "GB"; else NULL
    const struct page *hint;              // after quiz_hint; else NULL
    bool hint_left;                       // quiz_hint has something to show
    int64_t left_ms;                      // until time is up; -1: no limit
    const char *ask;                      // one line: which answers are possible now
    const char *unsaved;                  // QUIZ_UNSAVED: why, and what can be done
    const struct quiz_feedback *feedback; // QUIZ_FEEDBACK only; an exam never gets there
    const struct quiz_result *result;     // QUIZ_DONE only
};

struct quiz_request {
    enum session_kind kind;
    const char *what;       // "", a number, a topic, a question's id: as typed behind %quiz
    const char *const *ids; // instead: these questions (a lesson's), in this order; NULL: none
    size_t id_count;
    const char *lesson; // SESSION_LESSON: `lesson/step`; else NULL
    size_t count;       // 0: 10, or all that `what` or `ids` mean; an exam 20
    int64_t limit_ms;   // exam: -1 none, 0 ninety seconds a question
    bool keep_order;    // no shuffling of questions
    uint64_t seed;      // 0: by chance; tests give one
};

// Draws questions and saves the session; the unfinished questions of the same lesson's step go on
// instead. `runner` may be NULL (fix and order questions that need
// one are left out then) and, like `bank` and `store`, outlives the quiz.
// STATUS_NOT_FOUND: no such topic, id or lesson (the message has a did-you-mean), or nothing is
// due (the message says when); STATUS_INVALID: nonsense in `what`; else the store's failures.
enum status quiz_begin(struct bank *bank, struct store *store, int64_t learner,
                       const struct quiz_request *request, const struct trial_runner *runner,
                       struct store_time now, struct quiz **ret_quiz);

// Goes on with the learner's unfinished session of these kinds (bits 1 << kind).
// STATUS_NOT_FOUND: there is none.
enum status quiz_resume(struct bank *bank, struct store *store, int64_t learner, unsigned kinds,
                        const struct trial_runner *runner, struct store_time now,
                        struct quiz **ret_quiz);

void quiz_destroy(struct quiz *quiz); // what isn't answered stays for quiz_resume

// What to show now. Valid until the next call for this quiz. Time that is up ends an exam here.
const struct quiz_view *quiz_view(struct quiz *quiz, struct store_time now);

// A line as typed: letters or digits ("b", "bd", "2", with "," behind: not sure), a number with or
// without its unit, the pieces' letters in order; `?` and `s` too, in an exam `end`. Fix: see quiz_submit.
// STATUS_INVALID: no answer; the message says what is possible and nothing has changed.
// A failing store gives its status and QUIZ_UNSAVED.
enum status quiz_type(struct quiz *quiz, const char *line, struct store_time now);

// Code as the learner edited it (fix): runs it, checks it, saves the answer.
enum status quiz_submit(struct quiz *quiz, const char *code, bool sure, struct store_time now);

enum status quiz_hint(struct quiz *quiz);
enum status quiz_skip(struct quiz *quiz, struct store_time now);
enum status quiz_next(struct quiz *quiz, struct store_time now); // from QUIZ_FEEDBACK

// QUIZ_UNSAVED: once more; or, when the learner says so, in memory from here on.
enum status quiz_retry(struct quiz *quiz);
enum status quiz_use_memory(struct quiz *quiz);

// Runs the question's code on scratch ranks, for showing; where the options are code, the one that
// was chosen. STATUS_NOT_FOUND: it has no code.
enum status quiz_live(struct quiz *quiz, struct trial_result *ret_result);
const char *quiz_live_code(const struct quiz *quiz); // what quiz_live runs; NULL: nothing

// Ends the session: it won't be resumed. In an exam, hands it in.
enum status quiz_close(struct quiz *quiz, struct store_time now);

// Leaves it for later: notes the time used. quiz_destroy afterwards.
enum status quiz_leave(struct quiz *quiz, struct store_time now);

#endif
