// Which names a function, class or module binds, and where the others come from. Made from the
// tree before it is compiled.
#ifndef RANKSH_CORE_LANG_SCOPE_H
#define RANKSH_CORE_LANG_SCOPE_H

#include "core/base/arena.h"
#include "core/lang/containers/dict.h"
#include "core/lang/syntax/ast.h"
#include "core/lang/syntax/syntax.h"

enum scope_kind { SCOPE_MODULE, SCOPE_FUNCTION, SCOPE_CLASS, SCOPE_COMPREHENSION };

enum scope_symbol { // as bits of a symbol's number in `symbols`
    SCOPE_BOUND = 1,
    SCOPE_PARAMETER = 2,
    SCOPE_GLOBAL = 4, // said so
    SCOPE_NONLOCAL = 8,
    SCOPE_USED = 16,
    SCOPE_CELL = 32, // bound here, and used by inner functions
    SCOPE_FREE = 64, // from an outer function
};

struct scope_directive { // a global or nonlocal statement
    const struct ast_node *node;
    struct scope_directive *next;
};

struct scope {
    enum scope_kind kind;
    const struct ast_node *node;                           // NULL: the module
    struct scope *outer, *first_inner, *last_inner, *next; // next of the same outer scope
    struct scope *looked_up;                               // the inner scope asked for last
    struct dict *symbols;                                  // name -> bits; owned
    struct str *class_name;             // for __private names; NULL outside of classes
    struct scope_directive *directives; // the last first
    bool generator;
    bool needs_class_cell; // of a class: a method uses super() or __class__
};

// The scope of a whole tree, with the inner ones below it; all of it lies in `arena` but for the
// symbols. NULL: a mistake is noted in `error`, or memory has ended and MemoryError is raised.
struct scope *scope_analyse(const struct ast_list *body, struct arena *arena,
                            struct syntax_error *error);
void scope_finish(struct scope *scope); // lets go of the symbols, of inner scopes too

// The scope that `node` opens inside `scope`.
struct scope *scope_inner(struct scope *scope, const struct ast_node *node);

// The bits of a name; 0: never seen.
unsigned scope_symbol(const struct scope *scope, struct str *name);

// The interned name as it is kept: `__x` in class C is `_C__x`. A new reference; NULL: raised.
struct str *scope_name(const struct scope *scope, struct ast_text text);

#endif
