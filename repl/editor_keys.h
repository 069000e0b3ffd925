// Keys for lines that have several rows: Up and Down go from row to row, and through the history
// from the first and the last one; Home, End and Ctrl-K stay within a row; Alt-Enter begins a new
// one, as far in as the one above.
#ifndef RANKSH_REPL_EDITOR_KEYS_H
#define RANKSH_REPL_EDITOR_KEYS_H

#include <histedit.h>

void editor_keys_bind(EditLine *libedit);

#endif
