/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Selections: the paths of a repository that the globs of a table's definition choose. Many tables
 * have the same globs, so each selection is made once and remembered. Internal to table/.
 */
#ifndef GOVLINT_TABLE_SELECTION_H
#define GOVLINT_TABLE_SELECTION_H

#include <stdint.h>

#include "document/document.h"
#include "table/definition.h"

typedef enum SelectionKind {
    SELECT_FILES,
    SELECT_ENTRIES, /* files, symbolic links and submodules */
    SELECT_FOLDERS, /* those that any entry lies in */
} SelectionKind;

/* There are a million in a large lint. */
typedef struct Selected {
    const char *bytes; /* of the path */
    uint32_t length;
    uint32_t entry; /* its number in the snapshot; of a folder, that of the first entry in it */
} Selected;

static inline Str selected_path(const Selected *selected) {
    return (Str){selected->bytes, selected->length};
}

/* In order of paths; a folder stands where the first entry in it does. */
typedef struct Selection {
    Selected *items;
    size_t count;
    unsigned parts; /* what its documents are needed as: of prepare.c */
} Selection;

typedef struct Selections Selections;

Selections *selections_new(Arena *arena, Documents *documents);

/* The paths that any of `files` matches, and `exclude` neither of them nor of a folder above them.
 * Never NULL. The repository must have been given. */
Selection *selection_of(Selections *selections, const TableDef *def, const Repository *repository,
                        SelectionKind kind);

/* Its paths from one to another: a part of it, with the same items. */
Selection selection_between(const Selection *selection, Str first, Str last);

/* Whether globs of a definition choose a path, one by one. */
typedef struct Chooser Chooser;
Chooser *chooser_new(Arena *arena, const TableDef *def);
bool chooser_chooses(const Chooser *chooser, Arena *scratch, Str path);

/* The document of a file, read when first asked for; not where tables are kept, as what the
   selections remember may outlive documents. */
const Document *selected_document(Selections *selections, const Repository *repository,
                                  const Selected *selected);

#endif
