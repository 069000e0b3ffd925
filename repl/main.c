// ranksh: the verbs of the command line, and the session at the prompt.
#include <stdio.h>
#include <string.h>

#include "repl/doctor.h"
#include "repl/exit_code.h"
#include "repl/launch.h"
#include "repl/lesson_screen.h"
#include "repl/lint.h"
#include "repl/options.h"
#include "repl/peers.h"
#include "repl/prompt.h"
#include "repl/run.h"
#include "repl/signals.h"
#include "repl/study.h"
#include "repl/study_main.h"
#include "repl/teach_main.h"
#include "repl/visit.h"
#include "repl/wrap.h"

static int lab_main(const struct options *options);
static int lesson_main(const struct options *options);

static const struct verb verbs[] = {
    {"", "", "the lab: a prompt", OPTION_COMMON, lab_main},
    {"run", "[-n N] FILE [ARG…]", "a script, on one process or on N ranks; - is stdin",
     OPTION_RANKS | OPTION_TAG_OUTPUT | OPTION_WAIT | OPTION_SCRIPT, run_main},
    {"", "[-n N] -c CODE [ARG…]", "the same for a string",
     OPTION_RANKS | OPTION_CODE | OPTION_TAG_OUTPUT | OPTION_WAIT, run_code_main},
    {"lesson", "[NAME]", "the list of lessons, or the lab at the beginning of one", OPTION_COMMON,
     lesson_main},
    {"quiz", "[exam] [TOPIC|LESSON|ID] [N]", "questions; goes on where you left", OPTION_COMMON,
     study_main_quiz},
    {"review", "", "the questions that are due", OPTION_COMMON, study_main_review},
    {"progress", "[--json]", "what is learned, what is weak, what is due",
     OPTION_JSON | OPTION_NO_ARGUMENT, study_main_progress},
    {"lint", "PATH…", "check lesson and question files, running their code on live ranks",
     OPTION_COMMON, lint_main},
    {"export", "[--format FORMAT]", "answers (csv, json) or questions (gift) for other programs",
     OPTION_FORMAT, teach_main_export},
    {"import", "FILE [PACK/NAME]", "questions from GIFT, or a file of ours, into a pack", 0,
     teach_main_import},
    {"new", "KIND NAME", "a pack, lesson or question to fill in", 0, teach_main_new},
    {"db", "check|backup|merge [FILE…]", "look after the database", OPTION_MINE, teach_main_db},
    {"stats", "[--json] [FILE…]", "what the answers say about the questions", OPTION_JSON,
     teach_main_stats},
    {"report", "[--json] [FILE…]", "learners by topics", OPTION_JSON, teach_main_report},
    {"doctor", "", "check what ranksh needs; says what to install", OPTION_NO_ARGUMENT,
     doctor_main},
    {NULL, NULL, NULL, 0, NULL},
};

static void welcome(struct lab *lab)
{
    if (!lab->terminal.input_is_tty) {
        return;
    }
    struct text lines = {0};
    wrap_add(&lab->terminal, 0,
             "ranksh " RANKSH_VERSION ": a shell for ranks. This is one process; torchrun 4 starts "
             "four.\n%lesson begins at the beginning, %help lists what there is, Ctrl-D leaves.\n",
             &lines);
    lab_print(lab, text_string(&lines));
    text_finish(&lines);
}

// A session; `lesson` (or NULL) is begun at once.
static int open_prompt(const struct options *options, const char *lesson)
{
    struct lab *lab = visit_open(options);
    if (lab == NULL) {
        fprintf(stderr, "ranksh: %s\n", status_message());
        return EXIT_NO_JOB;
    }
    lab->answer_request = peers_answer;
    launch_lone(lab);
    welcome(lab);
    if (lesson != NULL) {
        lesson_screen_start(lab, lesson, false);
    }
    prompt_loop(lab);
    int code = signals_ending() != 0 ? 128 + signals_ending() : lab->exit_code;
    if (code == EXIT_FINE && !lab->terminal.closed) {
        study_farewell(lab);
    }
    visit_close(lab);
    return code;
}

static int lab_main(const struct options *options)
{
    return open_prompt(options, NULL);
}

static int lesson_main(const struct options *options)
{
    return options->argument_count > 0 ? open_prompt(options, options->arguments[0])
                                       : study_main_lessons(options);
}

int main(int argc, char **argv)
{
    struct options options;
    if (options_parse(argc, argv, verbs, &options) != STATUS_OK) {
        fprintf(stderr, "ranksh: %s\n", status_message());
        return EXIT_USAGE;
    }
    if (options.help) {
        struct text help = {0};
        options_help(verbs, &help);
        fputs(text_string(&help), stdout);
        text_finish(&help);
        return EXIT_FINE;
    }
    if (options.version) {
        printf("ranksh %s\n", RANKSH_VERSION);
        return EXIT_FINE;
    }
    return options.verb->run(&options);
}
