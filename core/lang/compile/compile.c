// Emitting: instructions with their positions, constants, sites, jumps, handlers.
#include <stdarg.h>
#include <string.h>

#include "core/base/memory.h"
#include "core/base/text.h"
#include "core/lang/compile/compile.h"
#include "core/lang/containers/list.h"
#include "core/lang/objects/function.h"
#include "core/lang/objects/names.h"
#include "core/lang/objects/raise.h"
#include "core/lang/text/str.h"

enum { VARIES = 1000 };

static const uint32_t LABEL = 1U << 31; // a handler whose target is not known yet

static const int effects[] = {
#define CODE_EFFECT(name, effect) [OP_##name] = effect,
    CODE_TABLE(CODE_EFFECT)};

// ---- tables

// Room for one more item; the tables are counted memory, as the code object's finish frees them.
static bool grow(struct compiler *compiler, void *table, uint32_t *capacity, uint32_t count,
                 size_t size)
{
    void **items = table;
    if (count < *capacity) {
        return !compiler->failed;
    }
    uint32_t room = *capacity * 2 + 8;
    void *moved = compiler->failed ? NULL : memory_resize(*items, *capacity * size, room * size);
    if (moved == NULL) {
        if (!compiler->failed) {
            raise_memory();
        }
        compiler->failed = true;
        return false;
    }
    *items = moved;
    *capacity = room;
    return true;
}

static bool same_constant(struct value left, struct value right)
{
    return left.tag == right.tag && left.integer == right.integer;
}

uint32_t compile_constant(struct compiler *compiler, struct value value)
{
    enum { LOOK_BACK = 64 };
    struct code *code = compiler->code;
    uint32_t count = code->constant_count;
    if (!value_is_set(value)) {
        compiler->failed = true;
        return 0;
    }
    for (uint32_t i = count; i > 0 && count - i < LOOK_BACK; i--) {
        if (same_constant(code->constants[i - 1], value)) {
            value_unref(value);
            return i - 1;
        }
    }
    if (!grow(compiler, &code->constants, &code->constant_capacity, count,
              sizeof *code->constants)) {
        value_unref(value);
        return 0;
    }
    code->constants[code->constant_count++] = value;
    return count;
}

uint32_t compile_site(struct compiler *compiler, struct str *name)
{
    struct code *code = compiler->code;
    uint32_t count = code->site_count;
    if (name == NULL ||
        !grow(compiler, &code->sites, &code->site_capacity, count, sizeof *code->sites)) {
        compiler->failed = true;
        object_unref(name);
        return 0;
    }
    code->sites[code->site_count++] = (struct site){.name = name};
    return count;
}

// ---- positions

static uint16_t near(uint32_t column)
{
    return column < CODE_FAR ? (uint16_t)column : CODE_FAR;
}

void compile_at(struct compiler *compiler, struct ast_span span)
{
    compiler->position = (struct position){.line = span.line,
                                           .end_line = span.end_line,
                                           .column = near(span.column),
                                           .end_column = near(span.end_column)};
}

void compile_mark(struct compiler *compiler, struct ast_span span, struct ast_span mark)
{
    compile_at(compiler, span);
    if (mark.line == span.line && mark.end_line == span.line) {
        compiler->position.mark = near(mark.column);
        compiler->position.mark_end = near(mark.end_column);
    }
}

// ---- instructions

uint32_t compile_here(const struct compiler *compiler)
{
    return compiler->code->count;
}

void compile_depth(struct compiler *compiler, int32_t change)
{
    compiler->depth = (uint32_t)((int32_t)compiler->depth + change);
    if (compiler->depth > compiler->code->stack_size) {
        compiler->code->stack_size = compiler->depth;
    }
}

static bool grow_instructions(struct compiler *compiler)
{
    struct code *code = compiler->code;
    uint32_t before = code->capacity, again = before;
    if (!grow(compiler, &code->instructions, &code->capacity, code->count,
              sizeof *code->instructions)) {
        return false;
    }
    if (code->capacity == before) {
        return true;
    }
    if (grow(compiler, &code->positions, &again, code->count, sizeof *code->positions)) {
        return true;
    }
    memory_free(code->instructions, code->capacity * sizeof *code->instructions);
    memory_free(code->positions, before * sizeof *code->positions);
    code->instructions = NULL;
    code->positions = NULL;
    code->capacity = code->count = 0;
    return false;
}

uint32_t compile_emit(struct compiler *compiler, enum code_opcode opcode, uint32_t operand)
{
    struct code *code = compiler->code;
    if (compiler->failed || !grow_instructions(compiler)) {
        return 0;
    }
    if (operand >= 1U << 24) {
        compile_fail(compiler, (struct ast_span){0}, "too much code in one function");
        return 0;
    }
    code->instructions[code->count] = (uint32_t)opcode | operand << 8;
    code->positions[code->count] = compiler->position;
    if (effects[opcode] != VARIES) {
        compile_depth(compiler, effects[opcode]);
    }
    return code->count++;
}

uint32_t compile_emit_both(struct compiler *compiler, enum code_opcode opcode, uint32_t few,
                           uint32_t many)
{
    if (many > UINT16_MAX) {
        compile_fail(compiler, (struct ast_span){0}, "too much code in one function");
    }
    return compile_emit(compiler, opcode, few | many << 8);
}

void compile_load(struct compiler *compiler, struct value value)
{
    uint32_t constant = compile_constant(compiler, value);
    compile_emit(compiler, OP_LOAD_CONSTANT, constant);
}

// ---- jumps: how far, from behind the instruction

void compile_jump(struct compiler *compiler, enum code_opcode opcode, struct jumps *jumps)
{
    uint32_t at = compile_emit(compiler, opcode, 0);
    if (jumps->count == jumps->capacity) {
        uint32_t capacity = jumps->capacity * 2 + 4;
        uint32_t *moved = arena_alloc(&compiler->parse->arena, capacity * sizeof *moved);
        if (moved == NULL) {
            if (!compiler->failed) {
                raise_memory();
            }
            compiler->failed = true;
            return;
        }
        if (jumps->count > 0) {
            memcpy(moved, jumps->at, jumps->count * sizeof *moved);
        }
        jumps->at = moved;
        jumps->capacity = capacity;
    }
    jumps->at[jumps->count++] = at;
}

void compile_land(struct compiler *compiler, struct jumps *jumps)
{
    struct code *code = compiler->code;
    for (uint32_t i = 0; !compiler->failed && i < jumps->count; i++) {
        uint32_t *instruction = &code->instructions[jumps->at[i]];
        *instruction = (*instruction & 0xFF) | (code->count - jumps->at[i] - 1) << 8;
    }
    jumps->count = 0;
}

void compile_jump_back(struct compiler *compiler, uint32_t target)
{
    compile_emit(compiler, OP_JUMP_BACK, compile_here(compiler) + 1 - target);
}

// ---- exceptions

void compile_cover(struct compiler *compiler, struct block *block, uint32_t depth)
{
    if (block->label == 0) {
        block->label = ++compiler->labels;
    }
    block->covered = true;
    block->covered_from = compile_here(compiler);
    block->handler_depth = depth;
}

void compile_uncover(struct compiler *compiler, struct block *block)
{
    struct code *code = compiler->code;
    uint32_t here = compile_here(compiler);
    if (!block->covered) {
        return;
    }
    block->covered = false;
    if (here == block->covered_from || !grow(compiler, &code->handlers, &code->handler_capacity,
                                             code->handler_count, sizeof *code->handlers)) {
        return;
    }
    code->handlers[code->handler_count++] =
        (struct handler){block->covered_from, here, LABEL | block->label, block->handler_depth};
}

void compile_catch(struct compiler *compiler, struct block *block)
{
    struct code *code = compiler->code;
    for (uint32_t i = 0; i < code->handler_count; i++) {
        if (code->handlers[i].target == (LABEL | block->label)) {
            code->handlers[i].target = compile_here(compiler);
        }
    }
    compiler->depth = block->handler_depth;
    compile_depth(compiler, 1);
}

// ---- texts and mistakes

struct value compile_text(struct compiler *compiler, struct ast_text text)
{
    (void)compiler;
    return value_object(str_intern(str_create(text.data, text.length)));
}

struct str *compile_name(struct compiler *compiler, struct ast_text text)
{
    return scope_name(compiler->scope, text);
}

void compile_fail(struct compiler *compiler, struct ast_span span, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_addv(&text, format, arguments);
    va_end(arguments);
    if (!compiler->failed) {
        syntax_fail(&compiler->parse->error, &compiler->parse->arena, SYNTAX_ERROR, span, "%s",
                    text_string(&text));
    }
    compiler->failed = true;
    text_finish(&text);
}

// ---- code objects

static bool add_local(struct compiler *compiler, struct str *name)
{
    struct code *code = compiler->code;
    code->locals[code->local_count] = object_ref(name);
    return dict_set_name(compiler->local_numbers, name, value_int(code->local_count++));
}

// Numbers the locals: bound names of a function (parameters come first in its scope already), and
// behind them the free ones. A class has one, the cell of __class__.
static bool number_locals(struct compiler *compiler)
{
    struct scope *scope = compiler->scope;
    struct code *code = compiler->code;
    bool is_function = scope->kind == SCOPE_FUNCTION || scope->kind == SCOPE_COMPREHENSION;
    uint32_t most = scope->symbols->count + 1;
    struct str **names = memory_alloc_zero(most * sizeof *names);
    struct dict_entry *entry;
    uint32_t position = 0;
    if (names == NULL) {
        raise_memory();
        return false;
    }
    code->locals = names;
    bool fine = true;
    while (fine && is_function && (entry = dict_next(scope->symbols, &position)) != NULL) {
        int64_t bits = entry->value.integer;
        if ((bits & SCOPE_BOUND) && !(bits & (SCOPE_GLOBAL | SCOPE_NONLOCAL))) {
            fine = add_local(compiler, str_of(entry->key));
        }
    }
    if (fine && scope->needs_class_cell) {
        fine = add_local(compiler, name_class);
    }
    uint32_t first_free = code->local_count;
    position = 0;
    while (fine && (entry = dict_next(scope->symbols, &position)) != NULL) {
        if (entry->value.integer & SCOPE_FREE) {
            fine = add_local(compiler, str_of(entry->key));
        }
    }
    code->free_count = code->local_count - first_free;
    struct str **fitting =
        memory_resize(names, most * sizeof *names, code->local_count * sizeof *names);
    if (fitting == NULL) {
        for (uint32_t i = 0; i < code->local_count; i++) {
            object_unref(names[i]);
        }
        memory_free(names, most * sizeof *names);
        code->locals = NULL;
        code->local_count = 0;
        raise_memory();
        return false;
    }
    code->locals = fitting;
    return fine;
}

bool compile_open(struct compiler *compiler, struct compiler *outer, struct scope *scope,
                  struct str *name, struct str *qualified)
{
    *compiler = (struct compiler){
        .outer = outer,
        .scope = scope,
        .parse = outer != NULL ? outer->parse : NULL,
        .mode = COMPILE_FILE,
        .flags = outer != NULL ? outer->flags : 0,
        .future_annotations = outer != NULL ? outer->future_annotations : NULL,
        .sets = outer != NULL ? outer->sets : NULL,
        .position = outer != NULL ? outer->position : (struct position){.line = 1, .end_line = 1},
    };
    compiler->code = type_allocate(&code_type, 0);
    compiler->local_numbers = dict_create();
    if (compiler->code != NULL) {
        compiler->code->name = object_ref(name);
        compiler->code->qualified = object_ref(qualified);
        compiler->code->flags = compiler->flags;
        compiler->code->source = outer != NULL ? source_ref(outer->code->source) : NULL;
        compiler->code->first_line = compiler->position.line;
    }
    compiler->failed = compiler->code == NULL || compiler->local_numbers == NULL || name == NULL ||
                       qualified == NULL || !number_locals(compiler);
    return !compiler->failed;
}

struct code *compile_close(struct compiler *compiler)
{
    struct code *code = compiler->code;
    if (!compiler->failed) {
        code->stack_size += 2;
    }
    object_unref(compiler->local_numbers);
    if (compiler->failed) {
        if (compiler->outer != NULL) {
            compiler->outer->failed = true;
        }
        object_unref(code);
        return NULL;
    }
    return code;
}

struct code *compile_unit(struct parse *parse, enum compile_mode mode, unsigned flags)
{
    struct scope *scope = scope_analyse(&parse->body, &parse->arena, &parse->error);
    struct str *name = scope != NULL ? str_interned("<module>") : NULL;
    struct compiler compiler = {0};
    struct code *code = NULL;
    bool future = false;
    struct list *sets = name != NULL ? list_create(0) : NULL;
    if (sets != NULL && compile_open(&compiler, NULL, scope, name, name)) {
        compiler.parse = parse;
        compiler.mode = mode;
        compiler.flags = flags;
        compiler.future_annotations = &future;
        compiler.sets = sets;
        compiler.code->source = source_ref(parse->source);
        compiler.code->flags = flags | CODE_MODULE;
        compile_module(&compiler, &parse->body);
    }
    if (sets != NULL) {
        code = compile_close(&compiler);
    }
    object_unref(sets);
    object_unref(name);
    scope_finish(scope);
    return code;
}
