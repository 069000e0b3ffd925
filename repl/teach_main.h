// The verbs for those who teach and for looking after files: `ranksh export|import|new|db|stats|report`.
// They need no terminal and no ranks.
#ifndef RANKSH_REPL_TEACH_MAIN_H
#define RANKSH_REPL_TEACH_MAIN_H

#include "repl/options.h"

int teach_main_export(const struct options *options);
int teach_main_import(const struct options *options);
int teach_main_new(const struct options *options);
int teach_main_db(const struct options *options);
int teach_main_stats(const struct options *options);
int teach_main_report(const struct options *options);

#endif
