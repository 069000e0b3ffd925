// Markdown as a terminal can show it: a flat list of blocks, each with its text, where it stands in
// its file, and the spans of its text that are code, strong or emphasised. Lessons, questions and
// help topics are read through it.
//
// Texts hold no control characters (they become visible, as \x1b) and no markup. Code is kept byte
// for byte; page_parse refuses a source that has control characters, so it holds none either.
#ifndef RANKSH_CORE_DIAG_PAGE_H
#define RANKSH_CORE_DIAG_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/status.h"
#include "core/base/text.h"

enum page_kind {
    PAGE_PARAGRAPH,
    PAGE_HEADING,    // level 1 to 6
    PAGE_CODE,       // info: the fence's info line; text ends with a newline
    PAGE_ITEM,       // the first paragraph of a list item; its other blocks follow, one deeper
    PAGE_TABLE,      // rows end with '\n', cells are parted by '\t'; the first row is the head
    PAGE_RULE,       // a thematic break
    PAGE_DIRECTIVE,  // an HTML comment that stands alone: the text inside, trimmed
    PAGE_HINT_BEGIN, // <details>: text is the summary
    PAGE_HINT_END,   // </details>
    PAGE_HTML,       // any other HTML: not for showing
};

enum page_style { PAGE_CODE_SPAN, PAGE_STRONG, PAGE_EMPHASIS };

struct page_span {
    size_t start, length; // bytes of the block's text
    enum page_style style;
};

struct page_block {
    enum page_kind kind;
    int line;        // in the file, from 1
    int level;       // PAGE_HEADING: its level
    int number;      // PAGE_ITEM: its number in a numbered list, 0 behind a bullet
    int depth;       // how many list items are around it (an item is not around itself)
    bool quoted;     // inside a block quote
    char *text;      // never NULL
    char *info;      // PAGE_CODE: never NULL; else NULL
    char *directive; // the HTML comment that stood in the text, trimmed; NULL when there was none
    struct page_span *spans;
    size_t span_count;
};

struct page {
    struct page_block *blocks;
    size_t count, capacity;
};

// Reads Markdown. `first_line` is the number of its first line in the file (1, or more when a head
// was cut off). STATUS_INVALID, with the line in the message, for what is no UTF-8 or holds control
// characters; STATUS_MEMORY. page_finish frees the result.
enum status page_parse(const char *markdown, size_t length, int first_line, struct page *ret_page);

void page_finish(struct page *page);

// Moves a block to the end of `page`; `*block` is empty then. False: no memory, nothing moved.
bool page_take(struct page *page, struct page_block *block);

// Adds a block of plain text, for code that has something to say on a page. False: no memory.
bool page_add(struct page *page, enum page_kind kind, const char *text);

// Adds the blocks of `from`. False: no memory, some of them are there.
bool page_copy(const struct page *from, struct page *page);

// The page as plain text for tests, exports and --plain: code spans in backticks, items with their
// mark, tables with ` | `, a blank line between blocks.
void page_plain(const struct page *page, struct text *out);

// The text of one block as page_plain would write it, without the line's end.
void page_block_plain(const struct page_block *block, struct text *out);

// The first code in a page: that of a code block, or of a code span, without a last newline.
// False when there is none; adds nothing then.
bool page_code(const struct page *page, struct text *out);

// ---- directions in comments, on info lines and in heads: `name: value; name: value`

struct page_attribute {
    const char *name, *value; // not zero-terminated
    size_t name_length, value_length;
};

// Takes the next one off `*at`; false at the end. A part without a colon comes as a name with an
// empty value. Blanks around both are cut.
bool page_attribute_next(const char **at, struct page_attribute *ret_attribute);

// Whether the attribute has this name, this value.
bool page_attribute_is(const struct page_attribute *attribute, const char *name);

// The value of `name` in `directive` (NULL is fine), malloc'ed. NULL when it isn't there, or no
// memory.
char *page_attribute_value(const char *directive, const char *name);

// The first lines of a file when it begins with `---`: `name: value` lines up to the next `---`.
// Says where the body begins and on which line. A file without a head gives length 0, line 1.
// STATUS_INVALID when the head has no end.
struct page_head {
    const char *text; // the lines between; not zero-terminated
    size_t length;
    size_t body;   // offset of the rest
    int body_line; // its line number, from 1
};

enum status page_head_read(const char *markdown, size_t length, struct page_head *ret_head);

#endif
