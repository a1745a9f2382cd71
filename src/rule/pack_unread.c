/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/pack_unread.h"

#include "base/path.h"
#include "document/yaml.h"

static const YamlNode *parse_lone(Arena *arena, Str bytes) {
    const Source *source = source_new(arena, (Str){0}, (Str){0}, (Str){0}, bytes);
    const YamlStream *stream = yaml_parse(arena, source, span_between(0, bytes.len));
    const YamlNode *root = stream->count == 1 ? yaml_resolve(stream->documents[0]) : NULL;
    return root && root->kind == YAML_KIND_MAPPING ? root : NULL;
}

/* Whether a mapping has keys that only rules have together. */
static bool looks_like_rule(const YamlNode *root) {
    static const Str keys[] = {STR_INIT("summary"), STR_INIT("message"), STR_INIT("severity")};
    size_t found = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        found += yaml_lookup(root, keys[i]) != NULL;
    return found >= 2;
}

static bool looks_like_tables(const YamlNode *root) {
    bool reads = root->count > 0;
    for (size_t i = 0; i < root->count && reads; i++) {
        const YamlNode *value = yaml_resolve(root->as.pairs[i].value);
        reads = value->kind == YAML_KIND_MAPPING && yaml_lookup(value, STR("read"));
    }
    return reads;
}

bool pack_check_unread(Arena *arena, Str shown, const Snapshot *snapshot, Str folder,
                       const SnapshotEntry *entry, Error *error) {
    Str inside = path_folder(entry->path);
    Str below = folder.len > 0 ? str_printf(arena, STR_FMT "/", STR_ARG(folder)) : folder;
    Str name = path_name(entry->path);
    Str extension = path_extension(name);
    bool read = str_equal(extension, STR(".yml"));
    if (entry->kind != ENTRY_FILE || !str_starts_with(entry->path, below) || name.ptr[0] == '.' ||
        !(read || str_equal_nocase(extension, STR(".yml")) ||
          str_equal_nocase(extension, STR(".yaml"))))
        return true;
    Str place = path_join(arena, shown, str_slice(entry->path, below.len, entry->path.len));
    Str tables = path_join(arena, folder, STR("tables"));
    bool direct = str_equal(inside, folder) || str_equal(inside, tables);
    if (direct && !read)
        return error_set(error, ERROR_USAGE, STR_FMT ": a file of a pack is called " STR_FMT ".yml",
                         STR_ARG(place), STR_ARG(path_stem(name)));
    Str bytes;
    Error ignored = {0};
    if (direct || snapshot_find(snapshot, path_join(arena, inside, STR("pack.yml"))) ||
        !snapshot_read(snapshot, entry, &bytes, &ignored))
        return true;
    const YamlNode *root = parse_lone(arena, bytes);
    if (root && looks_like_rule(root))
        return error_set(error, ERROR_USAGE,
                         STR_FMT ": a rule is a file of the pack's folder itself: move it there",
                         STR_ARG(place));
    if (root && looks_like_tables(root))
        return error_set(error, ERROR_USAGE,
                         STR_FMT ": a file of tables is one of the folder tables itself: move it "
                                 "there",
                         STR_ARG(place));
    return true;
}
