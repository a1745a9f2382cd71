/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Readers of the tree itself: files and folders by pattern. A row is a path, which has no bytes of
 * its own, so its place is the start of the file, or the folder.
 */
#include "base/path.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_NAME, COLUMN_STEM, COLUMN_FOLDER, COLUMN_WITHIN };

/* Listing a file does not read it, so its source has only a path. Mostly it is that of the row that
   is expected next, which is found faster. */
static const Source *source_of(Reading *reading, const Repository *repository, Str path) {
    const Table *before = reading->before;
    if (before && reading->row_before < before->row_count) {
        const Source *source = before->rows[reading->row_before]->at.source;
        if (str_equal(source->path, path) && str_equal(source->repository, repository->name))
            return source;
    }
    return documents_folder(reading->documents, repository, path);
}

static Row *new_row(Reading *reading, const Repository *repository, Str path) {
    Location at = {source_of(reading, repository, path), {0, 0}};
    Row *row = row_new(reading, at, at);
    row_set(row, COLUMN_TEXT, path, at);
    row_set(row, COLUMN_PATH, path, at);
    row_set(row, COLUMN_NAME, path_name(path), at);
    row_set(row, COLUMN_STEM, path_stem(path), at);
    row_set(row, COLUMN_FOLDER, path_folder(path), at);
    return row;
}

static void add_entry(Reading *reading, const Repository *repository, Str path) {
    row_finish(reading, new_row(reading, repository, path));
}

/* `within` distinguishes the folders, including those of different repositories. */
static void add_path(Reading *reading, const Repository *repository, Str path) {
    Row *row = new_row(reading, repository, path);
    StrBuf within;
    strbuf_init(&within, reading->arena);
    strbuf_append(&within, repository->name);
    strbuf_append_char(&within, '/');
    strbuf_append(&within, path_folder(path));
    row_set(row, COLUMN_WITHIN, strbuf_str(&within), row->at);
    row_finish(reading, row);
}

static void files_of(Reading *reading, const Repository *repository) {
    reading->places_read++;
    reading_each_file(reading, repository, add_entry);
}

static void folders_of(Reading *reading, const Repository *repository) {
    reading->places_read++;
    reading_each_folder(reading, repository, add_entry);
}

static void paths_of(Reading *reading, const Repository *repository) {
    reading->places_read++;
    reading_each_folder(reading, repository, add_path);
    reading_each_entry(reading, repository, add_path);
}

void read_files(Reading *reading) {
    reading_each_repository(reading, files_of);
}

void read_folders(Reading *reading) {
    reading_each_repository(reading, folders_of);
}

void read_paths(Reading *reading) {
    reading_each_repository(reading, paths_of);
}
