/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Skips of rules that keep to one file: which of them could not look at everything, and why.
 */
#include "history/session_internal.h"
#include "rule/skips.h"

/* The failure of the first file of a repository, by path, that a table could not be read from. */
static const FileOutcome *first_failure(const Session *session, size_t repository,
                                        const SpreadTable *table) {
    const FileNode *first = NULL;
    const FileOutcome *found = NULL;
    for (size_t i = 0; i < session->failed.len; i++) {
        const FileNode *file = session->failed.items[i];
        if (file->repository != repository || (first && str_compare(file->path, first->path) > 0))
            continue;
        for (size_t k = 0; k < file->outcome_count; k++)
            if (file->outcomes[k].table == table && file->outcomes[k].failed.len > 0) {
                first = file;
                found = &file->outcomes[k];
            }
    }
    return found;
}

/* `read` counts the files of all repositories together; that is enough to know whether any was. */
static KnownFiles files_of(void *context, const TableDef *def, size_t repository) {
    const Session *session = context;
    const SpreadTable *table = session_spread(session, def);
    const FileOutcome *failed = first_failure(session, repository, table);
    return (KnownFiles){.read = table->read, .failed = failed ? failed->failed : (Str){0}};
}

void session_skips(Session *session, Engine *engine, const SessionRule *rule) {
    const Knowing knowing = {engine->arena, &session->options, session, files_of};
    const PartedRule parted = {.rule = rule->rule,
                               .parted = rule->spread,
                               .skipped = rule->skipped,
                               .skipped_count = rule->skipped_count,
                               .clauses_run = rule->clauses_run};
    (void)skips_tell(engine, &parted, &knowing);
}
