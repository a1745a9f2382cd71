/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The practical lower bound of a lint: opens the repositories with libgit2, reads the files that
 * rules read, parses them with the same libraries, and does nothing else.
 *
 *     floor PATH…                            the work trees
 *     floor --history [--all-parents] PATH   each distinct blob of HEAD's history once, along first
 *                                            parents unless told otherwise
 *
 * Prints how many files and bytes it read.
 */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <git2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>
#include <yaml.h>

typedef struct Seen {
    git_oid id;
    UT_hash_handle hh;
} Seen;

typedef struct Floor {
    size_t files;
    size_t bytes;
    Seen *seen; /* trees and blobs that were read already, for a history */
} Floor;

static void die(const char *what) {
    const git_error *error = git_error_last();
    fprintf(stderr, "floor: %s: %s\n", what, error ? error->message : "failed");
    exit(3);
}

static bool ends_with(const char *path, const char *suffix) {
    size_t length = strlen(path);
    size_t tail = strlen(suffix);
    return length >= tail && strcmp(path + length - tail, suffix) == 0;
}

static void parse_markdown(const char *bytes, size_t length) {
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("autolink"));
    cmark_parser_feed(parser, bytes, length);
    cmark_node_free(cmark_parser_finish(parser));
    cmark_parser_free(parser);
}

static void parse_yaml(const char *bytes, size_t length) {
    yaml_parser_t parser;
    yaml_event_t event;
    if (!yaml_parser_initialize(&parser))
        die("libyaml");
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    for (bool done = false; !done && yaml_parser_parse(&parser, &event);) {
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

/* How the files that rules read are parsed, by their name; NULL parses nothing. */
typedef void (*Parse)(const char *bytes, size_t length);

static bool wanted(const char *path, Parse *parse) {
    static const struct {
        const char *suffix;
        Parse parse;
    } kinds[] = {{".md", parse_markdown}, {".markdown", parse_markdown},
                 {".yml", parse_yaml},    {".yaml", parse_yaml},
                 {".html", NULL},         {".svg", NULL},
                 {".css", NULL}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ends_with(path, kinds[i].suffix)) {
            *parse = kinds[i].parse;
            return true;
        }
    return false;
}

static void take(Floor *floor, Parse parse, const char *bytes, size_t length) {
    floor->files++;
    floor->bytes += length;
    if (parse)
        parse(bytes, length);
}

static void read_file(Floor *floor, const char *root, const char *path, Parse parse) {
    char name[4096];
    snprintf(name, sizeof name, "%s%s", root, path);
    FILE *file = fopen(name, "rb");
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)length + 1);
    if (!bytes || fread(bytes, 1, (size_t)length, file) != (size_t)length)
        die(name);
    fclose(file);
    take(floor, parse, bytes, (size_t)length);
    free(bytes);
}

static void read_work_tree(Floor *floor, const char *path) {
    git_repository *repository;
    git_index *index;
    Parse parse;
    if (git_repository_open(&repository, path) < 0 || git_repository_index(&index, repository) < 0)
        die(path);
    for (size_t i = 0; i < git_index_entrycount(index); i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        if (wanted(entry->path, &parse))
            read_file(floor, git_repository_workdir(repository), entry->path, parse);
    }
    git_index_free(index);
    git_repository_free(repository);
}

static bool first_time(Floor *floor, const git_oid *id) {
    Seen *seen;
    HASH_FIND(hh, floor->seen, id, sizeof *id, seen);
    if (seen)
        return false;
    seen = malloc(sizeof *seen);
    if (!seen)
        die("memory");
    seen->id = *id;
    HASH_ADD(hh, floor->seen, id, sizeof seen->id, seen);
    return true;
}

static void read_tree(Floor *floor, git_repository *repository, const git_oid *id) {
    git_tree *tree;
    Parse parse;
    if (!first_time(floor, id))
        return;
    if (git_tree_lookup(&tree, repository, id) < 0)
        die("tree");
    for (size_t i = 0; i < git_tree_entrycount(tree); i++) {
        const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
        const git_oid *child = git_tree_entry_id(entry);
        git_blob *blob;
        if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
            read_tree(floor, repository, child);
        else if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
                 wanted(git_tree_entry_name(entry), &parse) && first_time(floor, child)) {
            if (git_blob_lookup(&blob, repository, child) < 0)
                die("blob");
            take(floor, parse, git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
            git_blob_free(blob);
        }
    }
    git_tree_free(tree);
}

static void read_history(Floor *floor, const char *path, bool all_parents) {
    git_repository *repository;
    git_revwalk *walk;
    git_commit *commit;
    git_oid id;
    if (git_repository_open(&repository, path) < 0 || git_revwalk_new(&walk, repository) < 0 ||
        git_revwalk_push_head(walk) < 0)
        die(path);
    if (!all_parents)
        git_revwalk_simplify_first_parent(walk);
    while (git_revwalk_next(&id, walk) == 0) {
        if (git_commit_lookup(&commit, repository, &id) < 0)
            die("commit");
        read_tree(floor, repository, git_commit_tree_id(commit));
        git_commit_free(commit);
    }
    git_revwalk_free(walk);
    git_repository_free(repository);
}

int main(int argc, char **argv) {
    Floor floor = {0};
    bool history = argc > 1 && strcmp(argv[1], "--history") == 0;
    bool all_parents = history && argc > 2 && strcmp(argv[2], "--all-parents") == 0;
    bool unchecked = history && argc > 2 && strcmp(argv[2], "--unchecked") == 0;
    int first = 1 + history + all_parents + unchecked;
    if (argc <= first) {
        fprintf(stderr,
                "usage: floor PATH… | floor --history [--all-parents | --unchecked] PATH\n");
        return 2;
    }
    git_libgit2_init();
    if (unchecked) /* like govlint, do not verify the hashes of objects: see src/git/place.c */
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    cmark_gfm_core_extensions_ensure_registered();
    for (int i = first; i < argc; i++) {
        if (history)
            read_history(&floor, argv[i], all_parents);
        else
            read_work_tree(&floor, argv[i]);
    }
    printf("%zu files, %zu bytes\n", floor.files, floor.bytes);
    git_libgit2_shutdown();
    return 0;
}
