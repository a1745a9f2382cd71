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
    SELECT_FOLDERS, /* those that contain any entry */
} SelectionKind;

/* A selected path. A large lint has a million of these, so it is small. */
typedef struct Selected {
    const char *bytes; /* of the path */
    uint32_t length;
    uint32_t entry; /* its index in the snapshot; for a folder, that of the first entry in it */
} Selected;

static inline Str selected_path(const Selected *selected) {
    return (Str){selected->bytes, selected->length};
}

/* Sorted by path; a folder comes where its first entry does. */
typedef struct Selection {
    Selected *items;
    size_t count;
    unsigned parts; /* which parts of its documents are needed, as flags; set by prepare.c */
} Selection;

typedef struct Selections Selections;

Selections *selections_new(Arena *arena, Documents *documents);

/* The paths that any of `files` matches, unless `exclude` matches them or a folder above them.
 * Never NULL. The repository must have been given. */
Selection *selection_of(Selections *selections, const TableDef *def, const Repository *repository,
                        SelectionKind kind);

/* The part of a selection from one path to another, both included; it shares the items. */
Selection selection_between(const Selection *selection, Str first, Str last);

/* Tests single paths against the globs of a definition. */
typedef struct Chooser Chooser;
Chooser *chooser_new(Arena *arena, const TableDef *def);
bool chooser_chooses(const Chooser *chooser, Arena *scratch, Str path);

/* The document of a file, read when first needed. Not for kept tables, as the selections' cache may
   outlive documents. */
const Document *selected_document(Selections *selections, const Repository *repository,
                                  const Selected *selected);

#endif
