#include "repl/page_view.h"
#include "repl/study_page.h"

void study_page_styled(struct lab *lab, enum style style, const char *line)
{
    struct text out = {0};
    terminal_style(&lab->terminal, &out, style, line);
    text_add_char(&out, '\n');
    lab_print(lab, text_string(&out));
    text_finish(&out);
}

void study_page_print(struct lab *lab, const struct page *page)
{
    if (page == NULL || page->count == 0) {
        return;
    }
    struct text out = {0};
    page_view_add(&lab->terminal, page, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
}

void study_page_indented(struct lab *lab, const char *first, const struct page *page)
{
    struct text out = {0};
    page_view_add_indented(&lab->terminal, page, first, &out);
    lab_print(lab, text_string(&out));
    text_finish(&out);
}

bool study_page_read(struct lab *lab, const char *prompt, struct text *line)
{
    for (;;) {
        text_clear(line);
        switch (reader_line(lab->reader, prompt, line)) {
        case READER_LINE:
            return true;
        case READER_WOKEN:
            output_flush(lab->output);
            break;
        case READER_ENDED:
            lab->leave = true;
            return false;
        case READER_INTERRUPTED:
            return false;
        }
    }
}
