#include <stdlib.h>
#include <string.h>

#include "core/diag/topic.h"
#include "repl/page_view.h"
#include "repl/topics.h"

enum { WHY_TOLD = 3 }; // how often a session says that there is %why

static const struct topic_list *list(struct lab *lab)
{
    if (lab->topics == NULL) {
        struct problems problems = {0};
        if (topic_list_load(&problems, &lab->topics) != STATUS_OK) {
            lab->topics = NULL;
        }
        problems_finish(&problems); // of the build, not of the learner
    }
    return lab->topics;
}

void topics_finish(struct lab *lab)
{
    topic_list_destroy(lab->topics);
    free(lab->error_class);
    free(lab->error_message);
    lab->topics = NULL;
    lab->error_class = lab->error_message = NULL;
}

static void replace(char **text, const char *other)
{
    char *copy = strdup(other);
    if (copy != NULL) {
        free(*text);
        *text = copy;
    }
}

void topics_note_error(struct lab *lab, struct diagnostic *diagnostic)
{
    replace(&lab->error_class, diagnostic->class_name);
    replace(&lab->error_message, diagnostic->message);
    const struct topic *topic =
        list(lab) != NULL
            ? topic_for_error(lab->topics, diagnostic->class_name, diagnostic->message)
            : NULL;
    if (topic == NULL) {
        return;
    }
    if (diagnostic->hint == NULL && topic->hint != NULL) {
        struct text hint = {0};
        text_add(&hint, topic->hint);
        bool again = lab->why_told > 0 && lab->why_unit == lab->last_unit; // on another rank
        if (topic->why != NULL && (again || lab->why_told < WHY_TOLD)) {
            text_add(&hint, " (%why tells more)");
            lab->why_told += !again;
            lab->why_unit = lab->last_unit;
        }
        diagnostic_set_hint(diagnostic, text_string(&hint));
        text_finish(&hint);
    }
}

static void show_paragraph(struct lab *lab, const char *text)
{
    struct page page = {0};
    struct text out = {0};
    if (page_parse(text, strlen(text), 1, &page) == STATUS_OK) {
        page_view_add(&lab->terminal, &page, &out);
        lab_print(lab, text_string(&out));
        page_finish(&page);
    }
    text_finish(&out);
}

bool topics_show_why(struct lab *lab)
{
    if (lab->error_class == NULL || list(lab) == NULL) {
        return false;
    }
    const struct topic *topic = topic_for_error(lab->topics, lab->error_class, lab->error_message);
    if (topic == NULL || (topic->why == NULL && topic->page.count == 0)) {
        return false;
    }
    struct text title = {0};
    terminal_style(&lab->terminal, &title, STYLE_STRONG, topic->title);
    lab_printf(lab, "%s\n", text_string(&title));
    text_finish(&title);
    if (topic->why != NULL) {
        show_paragraph(lab, topic->why);
    }
    if (topic->instead != NULL) {
        struct text instead = {0};
        text_addf(&instead, "Instead: %s", topic->instead);
        show_paragraph(lab, text_string(&instead));
        text_finish(&instead);
    }
    if (topic->page.count > 0) {
        struct text out = {0};
        page_view_add(&lab->terminal, &topic->page, &out);
        lab_print(lab, text_string(&out));
        text_finish(&out);
    }
    return true;
}

static void show_topic(struct lab *lab, const struct topic *topic)
{
    struct text out = {0};
    terminal_style(&lab->terminal, &out, STYLE_STRONG, topic->title);
    text_add_char(&out, '\n');
    page_view_add(&lab->terminal, &topic->page, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
}

void topics_add_met(const struct lab *lab, struct text *out)
{
    const struct topic *topic =
        lab->error_class != NULL && lab->topics != NULL
            ? topic_for_error(lab->topics, lab->error_class, lab->error_message)
            : NULL;
    if (topic != NULL && topic->hint != NULL) {
        size_t length = strlen(topic->title);
        bool ended = length > 0 && strchr(".?!", topic->title[length - 1]) != NULL;
        text_addf(out, "%s%s %s", topic->title, ended ? "" : ".", topic->hint);
    }
}

bool topics_show_name(struct lab *lab, const char *name)
{
    const struct topic *topic = list(lab) != NULL ? topic_for_name(lab->topics, name) : NULL;
    if (topic == NULL) {
        const char *near = list(lab) != NULL ? topic_nearest(lab->topics, name) : NULL;
        struct text hint = {0};
        if (near != NULL) {
            text_addf(&hint, "Did you mean ?%s", near);
        } else {
            text_add(&hint, "%help lists the commands.");
        }
        lab_mistake(lab, text_string(&hint), "nothing is known about '%s'", name);
        text_finish(&hint);
        return false;
    }
    show_topic(lab, topic);
    return true;
}

void topics_show_command(struct lab *lab, const char *name)
{
    struct text help = {0};
    text_addf(&help, "%%%s", name);
    const struct topic *topic =
        list(lab) != NULL ? topic_for_name(lab->topics, text_string(&help)) : NULL;
    if (topic != NULL) {
        lab_print(lab, "\n");
        show_topic(lab, topic);
    }
    text_finish(&help);
}
