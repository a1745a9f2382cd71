/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that columns of a row are in order, such as that a term ends after it began and not
 * before today.
 */
#include <string.h>

#include "rule/check.h"

typedef struct InOrder {
    TextList names;
    bool strict;
} InOrder;

static const Field in_order_fields[] = {
    {"columns", FIELD_TEXTS, offsetof(InOrder, names), .required = true,
     .doc = "of days or whole numbers, the least first; also other.COLUMN, and today"},
    {"strict", FIELD_BOOL, offsetof(InOrder, strict), .doc = "none may be the same as the next"},
    {0}};

/* "today" is the day of the run, unless the table has such a column. */
static bool is_today(const TableDef *table, Str name) {
    return str_equal(name, STR("today")) && table_def_column(table, name) == COLUMN_NONE;
}

static bool in_order_bind(const Binding *binding, Check *check, const YamlNode *node,
                          Error *error) {
    InOrder *params = check->params;
    if (params->names.count < 2)
        return decode_error(binding->decoder, node, error,
                            "'in-order' compares two columns or more");
    for (size_t i = 0; i < params->names.count; i++) {
        Text name = params->names.items[i];
        bool today = is_today(binding->table, name.str);
        if (!today && !binding_side(binding, name, error))
            return false;
        check->of_day = check->of_day || today;
        check->of_other = check->of_other || side_is_other(name.str);
    }
    return true;
}

/* "2026-03-01" (ISO 8601), or the part of it that is known: "2026-03", "2026". */
static bool is_day(Str text) {
    char whole[] = "0000-01-01";
    if (text.len != 4 && text.len != 7 && text.len != sizeof whole - 1)
        return false;
    memcpy(whole, text.ptr, text.len);
    return day_is_valid(str_from_c(whole));
}

static Str without_zeros(Str text) {
    while (text.len > 1 && text.ptr[0] == '0')
        text = str_slice(text, 1, text.len);
    return text;
}

typedef enum Order { BEFORE, SAME, AFTER, UNKNOWN } Order;

static Order order_of(int compared) {
    return compared < 0 ? BEFORE : compared > 0 ? AFTER : SAME;
}

/* Only the parts that both days have are compared: May may be before or after the third of May. */
static Order compare(Str a, Str b) {
    if (str_is_number(a) && str_is_number(b)) {
        a = without_zeros(a);
        b = without_zeros(b);
        return a.len != b.len ? order_of(a.len < b.len ? -1 : 1) : order_of(str_compare(a, b));
    }
    if (!is_day(a) || !is_day(b))
        return UNKNOWN;
    size_t both = a.len < b.len ? a.len : b.len;
    Order order = order_of(str_compare(str_slice(a, 0, both), str_slice(b, 0, both)));
    return order == SAME && a.len != b.len ? UNKNOWN : order;
}

static Cell cell_of(const CheckRun *run, const Row *row, const Row *other, Str name) {
    if (!is_today(run->table->def, name))
        return row_side(row, other, name);
    return (Cell){.text = run->day, .present = run->day.len > 0};
}

static bool in_order_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const InOrder *params = run->check->params;
    Cell before = {.present = false};
    for (size_t i = 0; i < params->names.count; i++) {
        Str name = params->names.items[i].str;
        const Cell cell = cell_of(run, row, failure->values.other, name);
        if (!cell.present || (!str_is_number(cell.text) && !is_day(cell.text)))
            continue;
        Order order = before.present ? compare(before.text, cell.text) : BEFORE;
        if (order == AFTER || (order == SAME && params->strict)) {
            const Cell *at = cell.at.source ? &cell : &before;
            failure->at = at->at;
            failure->values.value = at->text;
            failure->values.detail = at == &cell ? before.text : cell.text;
            return false;
        }
        before = cell;
    }
    return true;
}

const CheckKind check_in_order = {
    .name = "in-order",
    .says = "{value} {detail}",
    .summary = "what columns say, where they are there, is in order: days or whole numbers",
    .fields = in_order_fields,
    .size = sizeof(InOrder),
    .short_key = "columns",
    .bind = in_order_bind,
    .holds = in_order_holds,
    .keeps_to_file = check_keeps_to_row,
    .by_row = true,
};
