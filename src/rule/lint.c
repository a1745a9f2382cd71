/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A lint of the repositories as they are. The result of most rules for a row depends only on its
 * file, and perhaps on a few tables that are known as a whole. These rules are run over the files
 * part by part: a part's rows and parsed documents are freed before the next part begins, so that
 * memory does not grow with the number of files. All other rules are run over whole tables: between
 * the parts, if nothing in these tables comes from the parts, else after the last one.
 */
#include "base/memory.h"
#include "rule/engine_internal.h"
#include "rule/lint_uses.h"
#include "rule/result.h"
#include "rule/skips.h"
#include "table/endings.h"
#include "table/spread.h"

/* Files of a part. These take a few MiB; smaller parts would cost more, as each takes some time for
   every table. */
#define PART_FILES 32
/* Initial bytes of a part's memory, and of that for the lists of gathered rows. */
#define PART_ARENA ((size_t)8 * 1024)
#define LISTING_ARENA ((size_t)1024)
/* With at least this many parts, tables are freed before the end; with fewer it is not worth it. */
#define MANY_PARTS 8
/* Files that are read ahead: enough to keep threads busy while few files have most of the rows. */
#define FILES_AHEAD 128

/* A table whose rows come from the parts. */
typedef struct Gathered {
    Table *table;
    ARRAY_OF(Row *) rows;
} Gathered;

typedef struct Lint {
    Engine engine; /* for whole tables; collects all findings */
    LintPlan plan;
    LintUses uses;
    Gathered *gathered;  /* for each of the plan's `gathered` */
    Arena listing;       /* memory for the lists of rows while they are gathered */
    TableDefList parted; /* all tables that are read part by part */
    DefMap stand_ins;    /* Table */
    DefMap outcomes;     /* of spread tables: an array of KnownFiles by repository */
    KeptRuns kept_runs;
    PartedRule *rests; /* for each rule, the outcome of its clauses over whole tables */
    Arena part;        /* memory of the part being linted, later of the rule being run */
    TablesPart parts[DOCUMENTS_MOST_PASSES]; /* a ring: that part, and those being read ahead */
    size_t begun;
    size_t ended;
    size_t part_count;
    size_t early_run;  /* how many of the plan's `early` have run */
    size_t repository; /* of the next part … */
    size_t first;      /* … and its first file */
} Lint;

static size_t jobs_of(const LintOptions *options) {
    return options->jobs ? options->jobs : 1;
}

/* part by part */

static size_t repository_number(const LintOptions *options, const Repository *repository) {
    return (size_t)(repository - options->repositories);
}

static void add_outcomes(Lint *lint, const Tables *tables, const Repository *repository) {
    const LintOptions *options = lint->engine.options;
    size_t count = 0;
    const TableOutcome *outcomes = tables_outcomes(tables, &count);
    for (size_t i = 0; i < count; i++) {
        const TableDef *def = outcomes[i].table->def;
        KnownFiles *all = def_map_get(&lint->outcomes, def);
        if (!all) {
            all = arena_new_array(lint->engine.arena, options->repository_count, KnownFiles);
            def_map_put(&lint->outcomes, def, all);
        }
        KnownFiles *files = &all[repository_number(options, repository)];
        files->read += outcomes[i].places_read;
        if (outcomes[i].places_failed > 0 && files->failed.len == 0)
            files->failed = str_copy(lint->engine.arena, outcomes[i].table->reason);
    }
}

static void keep_findings(Lint *lint, const Engine *part) {
    Arena *arena = lint->engine.arena;
    Finding *found = findings_copy(arena, part->findings.items, part->findings.len);
    for (size_t i = 0; i < part->findings.len; i++)
        array_push(arena, &lint->engine.findings, found[i]);
}

/* The stand-in for a table that is not gathered but has rows that are parents of gathered rows. */
static const Table *stand_in(Lint *lint, const TableDef *def) {
    Table *table = def_map_get(&lint->stand_ins, def);
    if (!table) {
        table = arena_new(lint->engine.arena, Table);
        table->def = def;
        def_map_put(&lint->stand_ins, def, table);
    }
    return table;
}

/* The only copy of a row of the part; its parents are copied too. */
static Row *keep_row(Lint *lint, Map *kept, const Row *row) {
    Row *copy = map_get(kept, (Str){(const char *)&row, sizeof row});
    if (copy)
        return copy;
    const Row **key = arena_new(&lint->part, const Row *);
    *key = row;
    copy = row_copy(lint->engine.arena, row);
    copy->table = stand_in(lint, row->table->def);
    if (row->parent)
        copy->parent = keep_row(lint, kept, row->parent);
    map_put(kept, (Str){(const char *)key, sizeof *key}, copy);
    return copy;
}

static void gather(Lint *lint, Tables *part) {
    Map kept;
    map_init(&kept, &lint->part);
    for (size_t i = 0; i < lint->plan.gathered.len; i++) {
        Gathered *gathered = &lint->gathered[i];
        const Table *table = tables_get(part, lint->plan.gathered.items[i]);
        table_take_place(gathered->table, table);
        gathered->table->given_up += table->given_up;
        for (size_t k = 0; k < table->row_count; k++)
            array_push(&lint->listing, &gathered->rows, keep_row(lint, &kept, table->rows[k]));
    }
}

static void run_part(Lint *lint, TablesPart files) {
    const LintOptions *options = lint->engine.options;
    Engine *whole = &lint->engine;
    Engine engine = {.arena = &lint->part,
                     .options = options,
                     .tables = tables_new_of_part(&lint->part, whole->tables, files),
                     .others = whole->tables,
                     .kept_runs = &lint->kept_runs};
    tables_set_memory(whole->tables, &lint->part);
    for (size_t i = 0; i < options->pack->rule_count; i++) {
        PlannedRule *rule = &lint->plan.rules[i];
        if (!rule->any_parted)
            continue;
        engine.left_out = rule->whole;
        engine.gave_up = rule->gave_up;
        engine.found = rule->found;
        engine.spent = rule->spent;
        engine_run_rule(&engine, options->pack->rules[i], engine_severity(options, i));
        rule->found = engine.found;
        rule->spent = engine.spent;
    }
    keep_findings(lint, &engine);
    gather(lint, engine.tables);
    add_outcomes(lint, engine.tables, files.repository);
    documents_end_pass(tables_documents(whole->tables));
    tables_set_memory(whole->tables, whole->arena);
    arena_reset(&lint->part);
}

/* Runs the clauses of a rule over whole tables, in memory that is reused. */
static void run_whole(Lint *lint, size_t index) {
    Engine *whole = &lint->engine;
    const PlannedRule *rule = &lint->plan.rules[index];
    PartedRule *rest = &lint->rests[index];
    Engine engine = {.arena = &lint->part,
                     .options = whole->options,
                     .tables = whole->tables,
                     .left_out = rule->parted,
                     .found = rule->found,
                     .spent = rule->spent};
    engine_run_rule(&engine, rest->rule, engine_severity(whole->options, index));
    keep_findings(lint, &engine);
    rest->clauses_run = engine.clauses_run;
    rest->skipped_count = engine.skipped.len;
    rest->skipped = skipped_copy(whole->arena, engine.skipped.items, engine.skipped.len);
    arena_reset(&lint->part);
    lint_uses_end_whole(&lint->uses, index);
}

/* Runs rules that need no parts between the parts, some before each, so that other threads have
   time to read ahead. */
static void run_early(Lint *lint, size_t part) {
    size_t due = lint->plan.early.len * part / lint->part_count;
    while (lint->early_run < due)
        run_whole(lint, lint->plan.early.items[lint->early_run++]);
}

static size_t part_size(const LintOptions *options) {
    return options->part ? options->part : PART_FILES;
}

static const SnapshotEntry *entries_of(const Repository *repository, size_t *count) {
    *count = 0;
    return repository->snapshot ? snapshot_entries(repository->snapshot, count) : NULL;
}

/* At least 1. */
static size_t count_parts(const LintOptions *options) {
    size_t parts = 0;
    for (size_t i = 0; i < options->repository_count; i++) {
        size_t count;
        (void)entries_of(&options->repositories[i], &count);
        parts += (count + part_size(options) - 1) / part_size(options);
    }
    return parts > 0 ? parts : 1;
}

/* The next files of a repository; false where there are no more. */
static bool next_files(Lint *lint, TablesPart *out) {
    const LintOptions *options = lint->engine.options;
    for (; lint->repository < options->repository_count; lint->repository++, lint->first = 0) {
        const Repository *repository = &options->repositories[lint->repository];
        size_t count;
        const SnapshotEntry *entries = entries_of(repository, &count);
        size_t first = lint->first;
        if (first >= count)
            continue;
        lint->first = first + part_size(options);
        size_t last = lint->first < count ? lint->first - 1 : count - 1;
        *out = (TablesPart){repository, entries[first].path, entries[last].path};
        return true;
    }
    return false;
}

/* Starts reading the files of the next part; false if there is none. */
static bool begin_part(Lint *lint) {
    Arena scratch;
    TablesPart files;
    if (!next_files(lint, &files))
        return false;
    lint->parts[lint->begun++ % DOCUMENTS_MOST_PASSES] = files;
    arena_init(&scratch);
    tables_prepare(tables_new_of_part(&scratch, lint->engine.tables, files), lint->parted.items,
                   lint->parted.len, jobs_of(lint->engine.options));
    arena_free(&scratch);
    return true;
}

/* Whether to start reading the next part; always if no other is being read. */
static bool wants_part(const Lint *lint) {
    size_t ahead = lint->begun - lint->ended;
    return ahead == 0 || (jobs_of(lint->engine.options) > 1 && ahead < DOCUMENTS_MOST_PASSES &&
                          documents_in_passes(tables_documents(lint->engine.tables)) < FILES_AHEAD);
}

/* Other threads read the files of the next parts while those of one are linted. */
static void run_parts(Lint *lint) {
    while (lint->parted.len > 0) {
        while (wants_part(lint) && begin_part(lint))
            ;
        if (lint->begun == lint->ended)
            break;
        run_early(lint, lint->ended + 1);
        run_part(lint, lint->parts[lint->ended++ % DOCUMENTS_MOST_PASSES]);
    }
    lint_uses_end_parts(&lint->uses);
    run_early(lint, lint->part_count);
    documents_stop_threads(tables_documents(lint->engine.tables));
    if (lint->part_count >= MANY_PARTS)
        memory_give_back();
}

/* as a whole */

static KnownFiles files_of(void *context, const TableDef *def, size_t repository) {
    const Lint *lint = context;
    const KnownFiles *all = def_map_get(&lint->outcomes, def);
    return all ? all[repository] : (KnownFiles){0};
}

/* From now on, gathered tables are used as if they had been read as a whole. */
static void put_gathered(Lint *lint) {
    Engine *engine = &lint->engine;
    const Knowing knowing = {engine->arena, engine->options, lint, files_of};
    for (size_t i = 0; i < lint->plan.gathered.len; i++) {
        Gathered *gathered = &lint->gathered[i];
        Table *table = gathered->table;
        table->row_count = gathered->rows.len;
        table->rows = array_copy(engine->arena, &gathered->rows);
        for (size_t k = 0; k < table->row_count; k++) {
            table->rows[k]->table = table;
            table->rows[k]->index = (uint32_t)k;
        }
        skips_set_known(&knowing, table);
        tables_put(engine->tables, table);
    }
    arena_free(&lint->listing);
}

/* Runs what is left of a rule after the parts, then records what its clauses could not look at. */
static void run_rest(Lint *lint, size_t index) {
    Engine *engine = &lint->engine;
    const PlannedRule *rule = &lint->plan.rules[index];
    const Knowing knowing = {engine->arena, engine->options, lint, files_of};
    size_t skipped_before = engine->skipped.len;
    if (rule->any_whole && !rule->early)
        run_whole(lint, index);
    engine->rules_run += skips_tell(engine, &lint->rests[index], &knowing);
    engine->complete[index] = engine->skipped.len == skipped_before;
}

static void run_rests(Lint *lint) {
    const LintOptions *options = lint->engine.options;
    for (size_t i = 0; i < options->pack->rule_count; i++)
        if (lint->plan.rules[i].on && !rule_is_of_ignores(options->pack->rules[i]))
            run_rest(lint, i);
}

static void start(Lint *lint, Documents *documents) {
    Engine *engine = &lint->engine;
    const LintOptions *options = engine->options;
    Arena *arena = engine->arena;
    arena_init_for(&lint->part, PART_ARENA);
    arena_init_for(&lint->listing, LISTING_ARENA);
    def_map_init(&lint->outcomes, arena);
    def_map_init(&lint->stand_ins, arena);
    lint->kept_runs.arena = arena;
    map_init(&lint->kept_runs.runs, arena);
    engine->tables = tables_new(arena, documents, options->repositories, options->repository_count,
                                options->pack->patterns);
    engine->complete = arena_new_array(arena, options->pack->rule_count, bool);
    lint->plan = lint_plan(engine);
    lint->part_count = count_parts(options);
    if (lint->part_count >= MANY_PARTS)
        lint->uses = lint_uses_new(engine, &lint->plan);
    lint->rests = arena_new_array(arena, options->pack->rule_count, PartedRule);
    for (size_t i = 0; i < options->pack->rule_count; i++)
        lint->rests[i] = (PartedRule){.rule = options->pack->rules[i],
                                      .parted = lint->plan.rules[i].parted,
                                      .gave_up = lint->plan.rules[i].gave_up};
    lint->gathered = arena_new_array(arena, lint->plan.gathered.len, Gathered);
    for (size_t i = 0; i < lint->plan.parted.len; i++)
        array_push(arena, &lint->parted, lint->plan.parted.items[i]);
    for (size_t i = 0; i < lint->plan.gathered.len; i++) {
        array_push(arena, &lint->parted, lint->plan.gathered.items[i]);
        lint->gathered[i].table = arena_new(arena, Table);
        lint->gathered[i].table->def = lint->plan.gathered.items[i];
    }
    tables_gather(engine->tables, lint->plan.gathered.items, lint->plan.gathered.len);
}

static void count_endings(const Lint *lint, const TableDef *def) {
    const LintOptions *options = lint->engine.options;
    for (size_t i = 0; i < options->repository_count; i++) {
        const Repository *repository = &options->repositories[i];
        if (repository->snapshot && table_def_names_repository(def, repository->name))
            (void)tables_tally(lint->engine.tables, def, repository);
    }
}

/* Reads what is needed from all files before the first part is linted. */
static void prepare_whole(Lint *lint) {
    tables_prepare(lint->engine.tables, lint->plan.whole.items, lint->plan.whole.len,
                   jobs_of(lint->engine.options));
    for (size_t i = 0; i < lint->plan.counted.len; i++)
        count_endings(lint, lint->plan.counted.items[i]);
}

void lint_run(Arena *arena, Documents *documents, const LintOptions *options, LintResult *out) {
    Lint lint = {.engine = {.arena = arena, .options = options}};
    *out = (LintResult){0};
    start(&lint, documents);
    prepare_whole(&lint);
    run_parts(&lint);
    put_gathered(&lint);
    run_rests(&lint);
    arena_free(&lint.part);
    size_t count = 0;
    const Document *const *all = documents_all(documents, &count);
    engine_finish(&lint.engine, all, count, out);
    out->rules = lint.engine.rules_run;
    result_finish(arena, options, all, count, out);
    if (options->base_count > 0)
        lint_compare(arena, options->bases, options->base_count, options->keep_known, out);
}
