/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/subject.h"

const Shape subjects_shape = {SHAPE_MAP, .items = &texts_shape};

static bool compile_globs(const Decoder *decoder, Subject *subject, Error *error) {
    subject->globs = arena_new_array(decoder->arena, subject->rules.count, const Pattern *);
    for (size_t i = 0; i < subject->rules.count; i++) {
        subject->globs[i] = decode_glob(decoder, subject->rules.items[i], error);
        if (!subject->globs[i])
            return false;
    }
    return true;
}

bool subjects_decode(const Decoder *decoder, const YamlNode *node, Subjects *out, Error *error) {
    static const Field rules = {.key = "a subject", .kind = FIELD_TEXTS};
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'subjects' must be a mapping of names to globs of rules");
    out->items = arena_new_array(decoder->arena, mapping->count, Subject);
    for (size_t i = 0; i < mapping->count; i++) {
        Subject *subject = &out->items[out->count++];
        subject->name = mapping->as.pairs[i].key->text;
        if (!decode_value(decoder, mapping->as.pairs[i].value, &rules, &subject->rules, error) ||
            !compile_globs(decoder, subject, error))
            return false;
    }
    return true;
}

static bool matches(const Subject *subject, Str id) {
    for (size_t i = 0; i < subject->rules.count; i++)
        if (pattern_matches(subject->globs[i], id))
            return true;
    return false;
}

void subjects_assign(const Subjects *subjects, Rule *rule) {
    size_t at = 0;
    while (at < subjects->count && !text_list_has(&subjects->items[at].rules, rule->id))
        at++;
    if (at == subjects->count)
        for (at = 0; at < subjects->count; at++)
            if (matches(&subjects->items[at], rule->id))
                break;
    rule->subject_order = at;
    rule->subject = at < subjects->count ? subjects->items[at].name : (Str){0};
}
