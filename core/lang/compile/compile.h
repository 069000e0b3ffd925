// From tree to code.
//
// compile.c emits instructions and keeps the tables of a code object; the other files go through
// the tree: compile_expression.c with compile_operator.c, compile_call.c and compile_constant.c,
// compile_statement.c, compile_control.c (whatever jumps: loops,
// try, with, return) and compile_function.c (whatever has code of its own).
#ifndef RANKSH_CORE_LANG_COMPILE_H
#define RANKSH_CORE_LANG_COMPILE_H

#include "core/lang/compile/code.h"
#include "core/lang/compile/scope.h"
#include "core/lang/objects/operator.h"
#include "core/lang/syntax/parse.h"

enum compile_mode { COMPILE_FILE, COMPILE_INTERACTIVE };

// The code of a whole unit; `flags` are added to all of its code objects (CODE_HIDDEN). NULL: a
// mistake is noted in `parse->error`, or something is raised.
struct code *compile_unit(struct parse *parse, enum compile_mode mode, unsigned flags);

// ---- shared by the files of the compiler

enum block_kind {
    BLOCK_LOOP,          // a while
    BLOCK_FOR,           // the iterator lies on the stack
    BLOCK_TRY,           // inside try, with except clauses
    BLOCK_FINALLY,       // inside try: its finally runs on each way out
    BLOCK_WITH,          // the exit function lies on the stack
    BLOCK_HANDLER,       // inside except: what was handled before lies on the stack
    BLOCK_NAME,          // inside except … as name: the name is deleted
    BLOCK_FINALLY_ERROR, // inside finally while an exception is on its way: that one too
    BLOCK_VALUE,         // a value to be returned lies on the stack
};

struct jumps { // instructions whose target is not known yet
    uint32_t *at;
    uint32_t count, capacity;
};

struct block {
    enum block_kind kind;
    struct block *outer;
    uint32_t depth;                 // of the stack when it was entered
    uint32_t start;                 // loops: where to continue
    struct jumps breaks;            // loops
    const struct ast_list *final;   // BLOCK_FINALLY
    const struct ast_handler *name; // BLOCK_NAME
    struct position position;       // BLOCK_WITH
    bool covered;                   // exceptions go to `target` from `covered_from` on
    uint32_t covered_from, handler_depth;
    uint32_t label; // stands for the target in the handler table until it is known
};

struct compiler {
    struct compiler *outer;
    struct parse *parse;
    struct scope *scope;
    struct code *code;          // owned
    struct dict *local_numbers; // name -> number; owned
    struct block *block;        // innermost
    struct position position;   // of what is emitted next
    uint32_t depth;             // of the stack
    uint32_t labels;            // given out
    enum compile_mode mode;
    unsigned flags;
    bool *future_annotations; // one for the unit
    struct list *sets;        // the frozensets among the unit's constants; one for the unit
    bool failed;
};

// ---- compile.c

bool compile_open(struct compiler *compiler, struct compiler *outer, struct scope *scope,
                  struct str *name, struct str *qualified);
struct code *compile_close(struct compiler *compiler); // the code, owned; NULL: failed

void compile_at(struct compiler *compiler, struct ast_span span);
void compile_mark(struct compiler *compiler, struct ast_span span, struct ast_span mark);

uint32_t compile_emit(struct compiler *compiler, enum code_opcode opcode, uint32_t operand);
uint32_t compile_emit_both(struct compiler *compiler, enum code_opcode opcode, uint32_t few,
                           uint32_t many);
void compile_depth(struct compiler *compiler, int32_t change); // for the VARIES

uint32_t compile_constant(struct compiler *compiler, struct value value); // takes it over
uint32_t compile_site(struct compiler *compiler, struct str *name);       // takes it over
void compile_load(struct compiler *compiler, struct value value);         // takes it over

uint32_t compile_here(const struct compiler *compiler);
void compile_jump(struct compiler *compiler, enum code_opcode opcode, struct jumps *jumps);
void compile_land(struct compiler *compiler, struct jumps *jumps); // here
void compile_jump_back(struct compiler *compiler, uint32_t target);

void compile_cover(struct compiler *compiler, struct block *block, uint32_t depth);
void compile_uncover(struct compiler *compiler, struct block *block);
void compile_catch(struct compiler *compiler, struct block *block); // exceptions arrive here

struct value compile_text(struct compiler *compiler, struct ast_text text); // interned
struct str *compile_name(struct compiler *compiler, struct ast_text text);  // mangled, interned
void compile_fail(struct compiler *compiler, struct ast_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// ---- the other files

void compile_expression(struct compiler *compiler, const struct ast_node *node);
void compile_operator(struct compiler *compiler, const struct ast_node *node);
bool compile_is_constant(const struct ast_node *node);
struct value compile_value(struct compiler *compiler, const struct ast_node *node); // of a constant
struct value compile_value_tuple(struct compiler *compiler, const struct ast_list *items);
bool compile_container(struct compiler *compiler,
                       const struct ast_node *node); // loads it; or false
enum operation compile_operation(enum ast_operator op);
int64_t compile_plain_local(struct compiler *compiler, const struct ast_node *node); // or -1
bool compile_has_star(const struct ast_list *items);
void compile_jump_if(struct compiler *compiler, const struct ast_node *node, bool when,
                     struct jumps *jumps);

enum name_use { NAME_LOAD, NAME_STORE, NAME_DELETE };
void compile_use(struct compiler *compiler, struct ast_text name, enum name_use use);

void compile_store(struct compiler *compiler, const struct ast_node *target);
void compile_delete(struct compiler *compiler, const struct ast_node *target);

void compile_statement(struct compiler *compiler, const struct ast_node *node);
void compile_body(struct compiler *compiler, const struct ast_list *body);

void compile_module(struct compiler *compiler, const struct ast_list *body);

void compile_control(struct compiler *compiler, const struct ast_node *node);

void compile_def(struct compiler *compiler, const struct ast_node *node);
void compile_class(struct compiler *compiler, const struct ast_node *node);
void compile_lambda(struct compiler *compiler, const struct ast_node *node);
void compile_comprehension(struct compiler *compiler, const struct ast_node *node);
void compile_annotation(struct compiler *compiler, const struct ast_node *node);
void compile_call(struct compiler *compiler, const struct ast_node *node);
void compile_at_attribute(struct compiler *compiler, const struct ast_node *attribute,
                          struct ast_span span);

#endif
