#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repl/live_view.h"
#include "repl/quiz_screen.h"
#include "repl/signals.h"
#include "repl/study.h"
#include "repl/study_page.h"

// ---- showing

static void show_options(struct lab *lab, const struct quiz_view *view)
{
    for (size_t i = 0; i < view->option_count; i++) {
        const struct quiz_option *option = &view->options[i];
        char first[16];
        snprintf(first, sizeof first, "  %c) ", option->label);
        study_page_indented(lab, first, option->text);
    }
}

static void show_question(struct lab *lab, const struct quiz_view *view)
{
    struct text head = {0};
    text_addf(&head, "%s %zu of %zu", view->again ? "Once more:" : "Question", view->number,
              view->count);
    if (view->left_ms >= 0) {
        text_addf(&head, ", %lld:%02lld left", (long long)(view->left_ms / 60000),
                  (long long)(view->left_ms / 1000 % 60));
    }
    if (view->in_memory) {
        text_add(&head, " (in memory only)");
    }
    lab_print(lab, "\n");
    study_page_styled(lab, STYLE_LAB, text_string(&head));
    text_finish(&head);
    study_page_print(lab, &view->question->stem);
    lab_print(lab, "\n");
    show_options(lab, view);
}

static void show_hint(struct lab *lab, const struct quiz_view *view)
{
    if (view->hint != NULL) {
        study_page_indented(lab, "Hint: ", view->hint);
    }
}

static void show_feedback(struct lab *lab, const struct quiz_view *view)
{
    const struct quiz_feedback *feedback = view->feedback;
    lab_print(lab, "\n");
    study_page_styled(lab, feedback->right ? STYLE_GOOD : STYLE_ERROR, feedback->verdict);
    for (size_t i = 0; i < view->option_count; i++) {
        const struct quiz_option *option = &view->options[i];
        if (option->feedback != NULL) {
            char first[16];
            snprintf(first, sizeof first, "  %c: ", option->label);
            study_page_indented(lab, first, option->feedback);
        }
    }
    if (feedback->about != NULL) {
        study_page_indented(lab, "  ", feedback->about);
    }
    if (feedback->key != NULL && !feedback->right) {
        study_page_indented(lab, "Right is: ", feedback->key);
    }
    if (feedback->explanation != NULL && feedback->explanation->count > 0) {
        lab_print(lab, "\n");
        study_page_print(lab, feedback->explanation);
    }
    if (feedback->comes_back[0] != '\0') {
        study_page_styled(lab, STYLE_LAB, feedback->comes_back);
    }
}

static void print_time(struct text *out, int64_t ms)
{
    text_addf(out, ", in %lld:%02lld", (long long)(ms / 60000), (long long)(ms / 1000 % 60));
}

static void show_result(struct lab *lab, const struct quiz_view *view)
{
    const struct quiz_result *result = view->result;
    struct text out = {0};
    if (view->kind == SESSION_LESSON && result->asked == 1) {
        return; // the answer has said it
    }
    text_addf(&out, "\n%d of %d right", result->right,
              view->kind == SESSION_EXAM ? result->asked : result->answered);
    if (result->skipped > 0) {
        text_addf(&out, ", %d skipped", result->skipped);
    }
    if (view->kind == SESSION_EXAM) {
        print_time(&out, result->used_ms);
    }
    text_add(&out, result->out_of_time ? "; time was up.\n" : ".\n");
    if (result->sure > result->sure_right) {
        text_addf(&out, "Sure but wrong: %d.\n", result->sure - result->sure_right);
    }
    for (size_t i = 0; i < result->line_count; i++) {
        const struct quiz_line *line = &result->lines[i];
        if (line->answered && !line->right) {
            text_addf(&out, "- %s%s\n", line->question->title,
                      line->sure ? " (you were sure)" : "");
        }
    }
    for (size_t i = 0; i < result->topic_count; i++) {
        const struct quiz_topic_score *topic = &result->topics[i];
        if (topic->right < topic->answered) {
            text_addf(&out, "Weak: %s, %d of %d. %squiz %s asks more of it.\n", topic->topic,
                      topic->right, topic->answered, study_prefix(lab), topic->topic);
            break;
        }
    }
    lab_print(lab, text_string(&out));
    text_finish(&out);
}

// What an exam kept back: one question, what was said, what is right and why.
static void show_line(struct lab *lab, const struct quiz_line *line)
{
    char head[64];
    snprintf(head, sizeof head, "\nQuestion %zu%s", line->number,
             !line->answered ? ", without an answer"
             : line->sure    ? ", where you were sure"
                             : "");
    study_page_styled(lab, STYLE_LAB, head);
    study_page_print(lab, &line->question->stem);
    lab_print(lab, "\n");
    if (line->given.count > 0) {
        study_page_indented(lab, "You said: ", &line->given);
    }
    if (line->feedback != NULL) {
        study_page_indented(lab, "  ", line->feedback);
    }
    study_page_indented(lab, "Right is: ", &line->key);
    if (line->question->explanation.count > 0) {
        lab_print(lab, "\n");
        study_page_print(lab, &line->question->explanation);
    }
}

// ---- code seen live

static void see_live(struct lab *lab, struct quiz *quiz)
{
    live_view_code(lab, quiz_live_code(quiz));
    terminal_status(&lab->terminal, "running it …");
    struct trial_result result;
    enum status status = quiz_live(quiz, &result);
    terminal_clear_status(&lab->terminal);
    if (status != STATUS_OK) {
        lab_failure(lab);
        return;
    }
    live_view_result(lab, &result);
    trial_result_finish(&result);
}

// ---- asking

enum step { STEP_ON, STEP_LEAVE, STEP_FAILED, STEP_DONE };

static enum step read_answer(struct lab *lab, const char *prompt, struct text *line)
{
    return study_page_read(lab, prompt, line) ? STEP_ON : STEP_LEAVE;
}

// Code for a fix question: edited in place, or typed whole in plain mode.
static enum step read_code(struct lab *lab, const char *code, struct text *ret_code)
{
    struct text line = {0};
    enum step step = STEP_ON;
    size_t length = strlen(code);
    text_add_bytes(&line, code, length - (length > 0 && code[length - 1] == '\n'));
    bool in_place = reader_prefill(lab->reader, text_string(&line));
    lab_say(lab, in_place ? "the arrows move, Alt-Enter begins a new line, Enter runs it"
                          : "type all of the code as it should be; an empty line ends it");
    if (in_place) {
        step = read_answer(lab, "fix> ", ret_code);
    }
    while (!in_place && step == STEP_ON) {
        step = read_answer(lab, "fix> ", &line);
        if (step != STEP_ON || line.length == 0) {
            break;
        }
        text_add(ret_code, text_string(&line));
        text_add_char(ret_code, '\n');
    }
    text_finish(&line);
    return step;
}

static enum step ask_fix(struct lab *lab, struct quiz *quiz, const struct quiz_view *view)
{
    struct text code = {0};
    enum step step = read_code(lab, view->code, &code);
    if (step == STEP_ON) {
        char sure = reader_key(lab->reader, "Are you sure? [y/n] ", "yn");
        step = sure == 0 ? STEP_LEAVE : STEP_ON;
        terminal_status(&lab->terminal, "running it …");
        if (step == STEP_ON &&
            quiz_submit(quiz, text_string(&code), sure == 'y', store_now()) != STATUS_OK) {
            terminal_clear_status(&lab->terminal);
            lab_failure(lab);
        }
        terminal_clear_status(&lab->terminal);
    }
    text_finish(&code);
    return step;
}

// Commands that mean the same as a key here.
static enum step take_command(struct lab *lab, struct text *line)
{
    static const struct {
        const char *command, *key; // NULL: leaves the quiz
    } commands[] = {{"%hint", "?"},  {"%skip", "s"}, {"%next", "s"}, {"%play", NULL},
                    {"%quit", NULL}, {"exit", NULL}, {"quit", NULL}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(text_string(line), commands[i].command) != 0) {
            continue;
        }
        if (commands[i].key == NULL) {
            lab->leave |= strcmp(commands[i].command, "%play") != 0;
            return STEP_LEAVE;
        }
        text_clear(line);
        text_add(line, commands[i].key);
    }
    return STEP_ON;
}

static enum step ask(struct lab *lab, struct quiz *quiz, const struct quiz_view *view)
{
    struct text line = {0};
    study_page_styled(lab, STYLE_LAB, view->ask);
    enum step step = read_answer(lab, "answer> ", &line);
    if (step == STEP_ON) {
        step = take_command(lab, &line);
    }
    bool hint = strcmp(text_string(&line), "?") == 0;
    if (step == STEP_ON && view->code != NULL && line.length == 0) {
        text_finish(&line);
        return ask_fix(lab, quiz, view);
    }
    if (step == STEP_ON && quiz_type(quiz, text_string(&line), store_now()) != STATUS_OK &&
        quiz_view(quiz, store_now())->state == QUIZ_ASK) {
        lab_failure(lab);
    }
    if (step == STEP_ON && hint) {
        show_hint(lab, quiz_view(quiz, store_now()));
    }
    text_finish(&line);
    return step;
}

static enum step after_feedback(struct lab *lab, struct quiz *quiz, const struct quiz_view *view)
{
    bool live = view->feedback->live;
    for (;;) {
        struct text line = {0};
        enum step step = read_answer(
            lab, live ? "[Enter] goes on, v shows it live: " : "[Enter] goes on: ", &line);
        bool wants_live = live && tolower((unsigned char)text_string(&line)[0]) == 'v';
        text_finish(&line);
        if (step != STEP_ON) {
            return step;
        }
        if (!wants_live) {
            break;
        }
        see_live(lab, quiz);
        live = false;
    }
    if (quiz_next(quiz, store_now()) != STATUS_OK) {
        lab_failure(lab);
        return STEP_FAILED;
    }
    return STEP_ON;
}

static enum step mend_saving(struct lab *lab, struct quiz *quiz, const struct quiz_view *view)
{
    lab_mistake(lab, NULL, "%s", view->unsaved);
    char key = reader_key(lab->reader, "[r] try again  [m] go on in memory  [l] leave: ", "rml");
    if (key == 'r' || key == 'm') {
        enum status status = key == 'r' ? quiz_retry(quiz) : quiz_use_memory(quiz);
        if (status != STATUS_OK && key == 'm') {
            lab_failure(lab);
        }
        return STEP_ON;
    }
    return STEP_LEAVE;
}

// After an exam: the errors one by one, those first of which the learner was sure.
static void explain_errors(struct lab *lab, const struct quiz_result *result)
{
    size_t wrong = 0;
    struct text line = {0};
    enum step step = STEP_ON;
    for (size_t i = 0; i < result->line_count; i++) {
        wrong += !result->lines[i].right;
    }
    for (size_t i = 0; i < result->line_count && step == STEP_ON && wrong > 0; i++) {
        if (result->lines[i].right) {
            continue;
        }
        step = read_answer(lab,
                           i == 0 ? "[Enter] explains what was not right, s leaves it: "
                                  : "[Enter] goes on, s leaves it: ",
                           &line);
        if (tolower((unsigned char)text_string(&line)[0]) == 's') {
            break;
        }
        if (step == STEP_ON) {
            show_line(lab, &result->lines[i]);
        }
    }
    text_finish(&line);
}

// The one-line check at the end of an explanation is what is worth remembering.
static void note_learned(struct lab *lab, const struct page *explanation)
{
    const char *last = NULL;
    for (size_t i = 0; explanation != NULL && i < explanation->count; i++) {
        if (explanation->blocks[i].kind == PAGE_PARAGRAPH) {
            last = explanation->blocks[i].text;
        }
    }
    if (last != NULL) {
        static const char label[] = "Check: ";
        bool labelled = strncmp(last, label, sizeof label - 1) == 0;
        study_learned(lab, labelled ? last + sizeof label - 1 : last);
    }
}

static enum step play_on(struct lab *lab, struct quiz *quiz, const struct quiz_view *view)
{
    switch (view->state) {
    case QUIZ_ASK:
        return ask(lab, quiz, view);
    case QUIZ_UNSAVED:
        return mend_saving(lab, quiz, view);
    case QUIZ_FEEDBACK:
        show_feedback(lab, view);
        if (view->feedback->right) {
            note_learned(lab, view->feedback->explanation);
        }
        return after_feedback(lab, quiz, view);
    case QUIZ_DONE:
        break;
    }
    show_result(lab, view);
    if (view->kind == SESSION_EXAM) {
        explain_errors(lab, view->result);
    }
    return STEP_DONE;
}

enum quiz_screen_end quiz_screen_play(struct lab *lab, struct quiz *quiz)
{
    size_t shown = 0;
    bool shown_again = false;
    enum step step = STEP_ON;
    bool exam = quiz_view(quiz, store_now())->kind == SESSION_EXAM;
    lab_say(lab, exam ? "an exam: feedback comes at the end; Ctrl-C leaves, your answers stay"
                      : "? asks for a hint, s skips, Ctrl-C leaves; what you answered stays");
    while (step == STEP_ON) {
        const struct quiz_view *view = quiz_view(quiz, store_now());
        bool known = shown == view->number && shown_again == view->again;
        if (view->state == QUIZ_ASK && !known) {
            shown = view->number;
            shown_again = view->again;
            show_question(lab, view);
        }
        step = play_on(lab, quiz, view);
    }
    if (step == STEP_LEAVE) {
        static const char *const names[] = {
            [SESSION_PRACTICE] = "quiz",
            [SESSION_REVIEW] = "review",
            [SESSION_EXAM] = "quiz exam",
            [SESSION_LESSON] = "lesson",
        };
        lab_say(lab, "left; %s%s goes on where you were", study_prefix(lab),
                names[quiz_view(quiz, store_now())->kind]);
    }
    quiz_leave(quiz, store_now());
    quiz_destroy(quiz);
    return step == STEP_DONE    ? QUIZ_SCREEN_FINISHED
           : step == STEP_LEAVE ? QUIZ_SCREEN_LEFT
                                : QUIZ_SCREEN_FAILED;
}
