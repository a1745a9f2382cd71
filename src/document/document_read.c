/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reading a document: its bytes, and whether they are usable text. Nothing fails here: a file that
 * cannot be read becomes a document in another state, and the rules decide what that means.
 */
#include <stdint.h>

#include "base/unicode.h"
#include "document/document_internal.h"

Source *repository_source(Arena *arena, const Repository *repository, Str path, Str bytes) {
    const Snapshot *snapshot = repository->snapshot;
    Str label = snapshot ? snapshot_label(snapshot) : (Str){0};
    Source *source = source_new(arena, repository->name, label, path, bytes);
    source->named = snapshot && snapshot_has_name(snapshot);
    return source;
}

static const char *missing_reason(const Repository *repository, const SnapshotEntry *entry,
                                  Str path) {
    if (!entry)
        return snapshot_has_folder(repository->snapshot, path) ? "it is a folder"
                                                               : "there is no such file";
    return entry->kind == ENTRY_SYMLINK ? "it is a symbolic link" : "it is a submodule";
}

static bool read_entry(Arena *arena, Document *document, const Snapshot *snapshot,
                       const SnapshotEntry *entry, Str *out) {
    Error error = {.kind = ERROR_NONE};
    if (snapshot_read_into(snapshot, arena, entry, out, &error))
        return true;
    document->state = DOCUMENT_UNREADABLE;
    document->problem = str_copy(arena, str_from_c(error.message));
    *out = (Str){0};
    return false;
}

/* Reads the bytes. If there are none, returns false and sets state and problem. */
static bool read_bytes(Arena *arena, Document *document, Str path, Str *out) {
    const Repository *repository = document->repository;
    if (!repository->snapshot) {
        document->state = DOCUMENT_UNREADABLE;
        document->problem = str_printf(arena, "the repository '" STR_FMT "' was not given",
                                       STR_ARG(repository->name));
        return false;
    }
    const SnapshotEntry *entry = snapshot_find(repository->snapshot, path);
    if (!entry || entry->kind != ENTRY_FILE) {
        document->state = DOCUMENT_MISSING;
        document->problem = str_from_c(missing_reason(repository, entry, path));
        return false;
    }
    if (document->parts->beyond) {
        document->state = DOCUMENT_UNREADABLE;
        document->problem =
            str_printf(arena, "there are more than %d files to read: it and the next are not read",
                       DOCUMENTS_MAX_READ);
        return false;
    }
    return read_entry(arena, document, repository->snapshot, entry, out);
}

static Str utf8_problem(Arena *arena, Str bytes, size_t bad) {
    bool utf16 = str_starts_with(bytes, STR("\xff\xfe")) || str_starts_with(bytes, STR("\xfe\xff"));
    if (utf16)
        return STR("this is UTF-16");
    if (bytes.ptr[bad] == '\0')
        return STR("a NUL byte");
    return str_printf(arena, "the byte 0x%02X is not UTF-8",
                      (unsigned)(unsigned char)bytes.ptr[bad]);
}

static void check_utf8(Arena *arena, Document *document, Str bytes) {
    size_t bad = SIZE_MAX;
    utf8_valid(bytes, &bad);
    size_t nul = str_find(bytes, (Str){"", 1}, 0);
    bad = nul < bad ? nul : bad;
    if (bad >= bytes.len)
        return;
    document->state = DOCUMENT_NOT_UTF8;
    document->problem_span = span_between(bad, bad + 1);
    document->problem = utf8_problem(arena, bytes, bad);
}

static void check_merged(Arena *arena, Document *document) {
    document->conflicts = conflicts_find(arena, document->source, &document->conflict_count);
    if (document->conflict_count == 0)
        return;
    document->state = DOCUMENT_UNMERGED;
    document->problem = STR("a merge conflict was left in it");
}

/* Sets everything but the bytes. */
static void fill(Document *document, Arena *arena, Str path, bool read, Str bytes) {
    if (read)
        check_utf8(arena, document, bytes);
    Source *source = repository_source(arena, document->repository, path, bytes);
    if (document->parts->lines)
        source_set_lines_arena(source, document->parts->lines);
    document->source = source;
    if (document->state == DOCUMENT_OK)
        check_merged(arena, document);
}

void document_read(Document *document, Arena *arena, const Repository *repository, Str path) {
    Str bytes = {0};
    document->repository = repository;
    document->parts->arena = arena;
    fill(document, arena, path, read_bytes(arena, document, path, &bytes), bytes);
}

void document_read_entry(Document *document, Arena *arena, const Repository *repository,
                         const Snapshot *from, const SnapshotEntry *entry) {
    Str bytes = {0};
    document->repository = repository;
    document->parts->arena = arena;
    Str path = str_copy(arena, entry->path); /* the snapshot may be freed before the document */
    fill(document, arena, path, read_entry(arena, document, from, entry, &bytes), bytes);
}
