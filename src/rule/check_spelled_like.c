/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that a name is not a typo of one in another list. A name that several lists have is
 * intended, and two names in the same list are different names.
 */
#include "base/array.h"
#include "base/budget.h"
#include "base/person.h"
#include "base/typo.h"
#include "base/unicode.h"
#include "rule/check.h"

typedef struct SpelledLike {
    Text name;
    TextList by_names;
    size_t column;
    size_t *by;
    int fold;
} SpelledLike;

static const Field spelled_like_fields[] = {
    {"column", FIELD_TEXT, offsetof(SpelledLike, name), .required = true, .doc = "of names"},
    {"by", FIELD_TEXTS, offsetof(SpelledLike, by_names),
     .doc = "columns by which two rows, where both have them, are known to be one or two"},
    {"fold", FIELD_CHOICE, offsetof(SpelledLike, fold), .choices = fold_names,
     .doc = "what is ignored of them"},
    {0}};

static bool spelled_like_bind(const Binding *binding, Check *check, const YamlNode *node,
                              Error *error) {
    (void)node;
    SpelledLike *params = check->params;
    check->found_fails = true;
    return binding_column(binding, params->name, &params->column, error) &&
           binding_columns(binding, &params->by_names, &params->by, error);
}

/* A name, and the rows with this spelling in the order of the table. */
typedef struct Spelling {
    Str phrase;
    ARRAY_OF(const Row *) rows;
    bool in_lists; /* it is in several lists, so it is intended */
} Spelling;

typedef struct Spellings {
    Map by_phrase;
    ARRAY_OF(Spelling *) all;
    const TypoIndex *index;
    /* For each row of the table: … */
    const size_t *lists;
    const Spelling **spelling; /* its own; NULL if it has no name */
    Str *keys;                 /* the texts in the columns `by`; empty if one is absent */
    size_t visits_left;
} Spellings;

enum {
    VISITS_MOST = 262144, /* to spellings that may be like another, in all */
    ROWS_LOOKED_AT = 64,  /* of each spelling */
};

static Str phrase_of(const CheckRun *run, Arena *arena, const Row *row) {
    const SpelledLike *params = run->check->params;
    return person_fold(arena, row_cell(row, params->column).text);
}

static void add_spelling(const CheckRun *run, Arena *scratch, Spellings *spellings,
                         const Row *row) {
    Str phrase = phrase_of(run, scratch, row);
    Spelling *spelling = map_get(&spellings->by_phrase, phrase);
    if (!spelling) {
        spelling = arena_new(run->arena, Spelling);
        spelling->phrase = str_copy(run->arena, phrase);
        map_put(&spellings->by_phrase, spelling->phrase, spelling);
        array_push(run->arena, &spellings->all, spelling);
    }
    array_push(run->arena, &spelling->rows, row);
    spellings->spelling[row->index] = spelling;
    const SpelledLike *params = run->check->params;
    Str key;
    if (row_join(run->arena, row, params->by, params->by_names.count, (Fold)params->fold, &key))
        spellings->keys[row->index] = key;
    const Row *first = spelling->rows.items[0];
    spelling->in_lists |= spellings->lists[first->index] != spellings->lists[row->index];
}

static void spelled_like_prepare(CheckRun *run) {
    const SpelledLike *params = run->check->params;
    Spellings *spellings = arena_new(run->arena, Spellings);
    map_init(&spellings->by_phrase, run->arena);
    spellings->lists = row_lists(run);
    spellings->spelling = arena_new_array(run->arena, run->table->row_count, const Spelling *);
    spellings->keys = arena_new_array(run->arena, run->table->row_count, Str);
    spellings->visits_left = VISITS_MOST;
    Arena scratch;
    arena_init(&scratch);
    for (size_t i = 0; i < run->table->row_count; i++) {
        const Row *row = run->table->rows[i];
        if (row->formed && row_cell(row, params->column).present)
            add_spelling(run, &scratch, spellings, row);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    Str *phrases = arena_new_array(run->arena, spellings->all.len, Str);
    for (size_t i = 0; i < spellings->all.len; i++)
        phrases[i] = spellings->all.items[i]->phrase;
    spellings->index = typo_index_new(run->arena, phrases, spellings->all.len);
    run->state = spellings;
}

/* The search for a spelling that a row's is like. */
typedef struct Search {
    const CheckRun *run;
    const Row *row;
    const Spelling *own;
    const Spelling *found;
    bool certain; /* it is the same by the columns `by` */
    Typo typo;
    bool gave_up;
} Search;

typedef enum Evidence { ONE_OR_TWO, SURELY_ONE, SURELY_TWO } Evidence;

/* Two names are different people's if one list has both, or if their accounts differ. */
static Evidence evidence(const Search *search, const Spelling *spelling) {
    const Spellings *spellings = search->run->state;
    Str here = spellings->keys[search->row->index];
    Evidence found = ONE_OR_TWO;
    for (size_t i = 0; i < spelling->rows.len && i < ROWS_LOOKED_AT; i++) {
        size_t row = spelling->rows.items[i]->index;
        Str there = spellings->keys[row];
        if (spellings->lists[row] == spellings->lists[search->row->index])
            return SURELY_TWO;
        if (here.len == 0 || there.len == 0)
            continue;
        if (str_equal(here, there))
            found = SURELY_ONE;
        else if (found == ONE_OR_TWO)
            found = SURELY_TWO;
    }
    return found;
}

/* Of two similar spellings, only the rarer one is reported; in a tie, the later one. */
static bool is_settled(const Spelling *spelling, const Spelling *than) {
    if (spelling->rows.len != than->rows.len)
        return spelling->rows.len > than->rows.len;
    return spelling->rows.items[0]->index < than->rows.items[0]->index;
}

/* "Müster" and "Muester" are the same name. Of "Emanul" and "Emanuel", one is a typo, as no letter
   has an accent. */
static bool is_respelled(const Search *search, const Spelling *spelling, const Typo *typo) {
    const SpelledLike *params = search->run->check->params;
    Str here = row_cell(search->row, params->column).text;
    Str there = row_cell(spelling->rows.items[0], params->column).text;
    return !(utf8_is_ascii(here) && utf8_is_ascii(there)) &&
           person_word_respelled(search->run->arena, typo->word, typo->other);
}

static void visit_spelling(size_t index, void *context) {
    Search *search = context;
    Spellings *spellings = search->run->state;
    const Spelling *spelling = spellings->all.items[index];
    if (spelling == search->own || spelling == search->found)
        return;
    if (!budget_spend(&spellings->visits_left, 1)) {
        search->gave_up = true;
        return;
    }
    Evidence known = evidence(search, spelling);
    Typo typo;
    if (known == SURELY_TWO || !is_settled(spelling, search->own) ||
        !typo_between(search->own->phrase, spelling->phrase, known == SURELY_ONE, &typo) ||
        is_respelled(search, spelling, &typo))
        return;
    bool certain = known == SURELY_ONE;
    if (search->found &&
        (certain != search->certain ? search->certain : is_settled(search->found, spelling)))
        return;
    search->found = spelling;
    search->certain = certain;
    search->typo = typo;
}

/* The word of a name whose folded form is this; NULL if there is none. */
static const PersonWord *find_word(const PersonWords *words, Str folded) {
    for (size_t i = 0; i < words->count; i++)
        if (str_equal(words->items[i].folded, folded))
            return &words->items[i];
    return NULL;
}

/* The row's name, with the differing word as the other row spells it. */
static Str respelled(const Search *search, Str name, Str other) {
    Arena *arena = search->run->arena;
    PersonWords words = person_words(arena, name);
    PersonWords other_words = person_words(arena, other);
    const PersonWord *word = find_word(&words, search->typo.word);
    const PersonWord *right = find_word(&other_words, search->typo.other);
    if (!word || !right)
        return (Str){0};
    size_t start = (size_t)(word->written.ptr - name.ptr);
    Str before = str_slice(name, 0, start);
    Str behind = str_slice(name, start + word->written.len, name.len);
    return str_printf(arena, STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(right->written),
                      STR_ARG(behind));
}

static bool spelled_like_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const SpelledLike *params = run->check->params;
    const Spellings *spellings = run->state;
    const Spelling *own = spellings->spelling[row->index];
    if (!own || own->in_lists)
        return true;
    const Cell cell = row_cell(row, params->column);
    Search search = {.run = run, .row = row, .own = own};
    typo_index_find(spellings->index, own->phrase, visit_spelling, &search);
    if (search.gave_up)
        document_give_up(tables_document(run->tables, row->at.source),
                         STR("it has too many names that are like others"));
    if (!search.found)
        return true;
    const Row *other = search.found->rows.items[0];
    const Cell other_cell = row_cell(other, params->column);
    failure->at = cell.at;
    failure->values.value = cell.text;
    failure->values.nearest = other_cell.text;
    failure->values.detail = respelled(&search, cell.text, other_cell.text);
    failure->values.other = other;
    failure_relate(run, failure, other_cell.at, "it is spelled so here");
    return false;
}

/* Rows are tied to those with the same spelling and to those whose spelling may be similar. */
static void spelled_like_ties(const CheckRun *run, const Row *row, size_t there, RowTies *out) {
    const SpelledLike *params = run->check->params;
    (void)there;
    if (!row->formed || !row_cell(row, params->column).present)
        return;
    Str phrase = phrase_of(run, run->arena, row);
    TypoHashes hashes = typo_hashes(phrase);
    row_ties_share(out, phrase);
    for (size_t i = 0; i < hashes.count; i++)
        row_ties_share(out, (Str){(const char *)&hashes.items[i], sizeof *hashes.items});
}

const CheckKind check_spelled_like = {
    .name = "spelled-like",
    .says = "{value} {nearest} {detail}",
    .summary = "the name is not a slip of the pen in one that another list has",
    .fields = spelled_like_fields,
    .size = sizeof(SpelledLike),
    .bind = spelled_like_bind,
    .prepare = spelled_like_prepare,
    .holds = spelled_like_holds,
    .ties = spelled_like_ties,
};
