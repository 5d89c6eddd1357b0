#include "capi/influence.hpp"

#include "capi/strategy.hpp"

namespace northline::capi {

InfluenceQuery influence_query(const MaybeText& from, const MaybeText& to, const Settings& settings) {
  InfluenceQuery q;
  if (from.given) q.from = std::string(from.text);
  if (to.given) q.to = std::string(to.text);
  q.cancel = settings.token();
  return q;
}

PathQuery path_query(std::string_view from, std::string_view to, const MaybeText& over, std::size_t most,
                     std::size_t length, const Settings& settings) {
  constexpr std::size_t limit = 1'000'000;
  if (most > limit || length > limit)
    refuse(NORTHLINE_INVALID_ARGUMENT, "most and length are at most " + std::to_string(limit) + ".");
  PathQuery q;
  q.from = std::string(from);
  q.to = std::string(to);
  if (over.given) q.over = std::string(over.text);
  q.most = most;
  q.length = length;
  q.cancel = settings.token();
  return q;
}

KindSet kinds_of(const MaybeText& names) {
  std::vector<std::string> list;
  std::string_view rest = names.given ? names.text : std::string_view();
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    list.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return kinds_named(list);
}

std::string fragility_of(const View& view, KindSet kinds, const Settings& settings) {
  FragilityOptions how;
  how.as_of = settings.as_of;
  how.cancel = settings.token();
  how.progress = settings.progress();
  how.threads = settings.threads;
  how.kinds = kinds;
  return fragility_json(fragility(view, how), kinds, how.cancel);
}

namespace {

MatrixOptions matrix_options(const MaybeText& form, const Settings& settings) {
  MatrixOptions how;
  how.cancel = settings.token();
  if (!form.given || form.text.empty()) return how;
  if (form.text == "dense")
    how.shape = MatrixForm::dense;
  else if (form.text == "sparse")
    how.shape = MatrixForm::sparse;
  else
    refuse(NORTHLINE_INVALID_ARGUMENT,
           "form is \"" + std::string(form.text) + "\"; it has to be dense or sparse.");
  return how;
}

const double* numbers(const RawNumbers& list) { return list.size() ? list.data() : nullptr; }

} // namespace
} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_influence_create(const northline_strategy* strategy, const char* form,
                                            size_t form_size, const northline_options* options,
                                            northline_influence** out_influence,
                                            northline_error** out_error) noexcept {
  return guard("northline_influence_create", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const northline::MatrixOptions how =
        matrix_options(maybe_text(form, form_size, "form"), settings_of(options));
    northline_influence*& out = into(out_influence, "out_influence");
    out = new northline_influence(s.view(), how);
  });
}

northline_status northline_influence_size(const northline_influence* influence, size_t* out_rows,
                                          size_t* out_columns, size_t* out_entries, int32_t* out_sparse,
                                          northline_error** out_error) noexcept {
  return guard("northline_influence_size", out_error, [&] {
    const northline_influence& i = need(influence, "influence");
    store(out_rows, i.matrix.rows.size());
    store(out_columns, i.matrix.columns.size());
    store(out_entries, i.matrix.values.size());
    store(out_sparse, i.matrix.sparse ? 1 : 0);
  });
}

northline_status northline_influence_row(const northline_influence* influence, size_t index,
                                         northline_view* out_id, northline_error** out_error) noexcept {
  return guard("northline_influence_row", out_error, [&] {
    const northline_influence& i = need(influence, "influence");
    const northline::Element e = i.matrix.rows[index_below(index, i.matrix.rows.size(), "rows")];
    into(out_id, "out_id") = view_of(i.view.id(e));
  });
}

northline_status northline_influence_column(const northline_influence* influence, size_t index,
                                            northline_view* out_id, northline_error** out_error) noexcept {
  return guard("northline_influence_column", out_error, [&] {
    const northline_influence& i = need(influence, "influence");
    const northline::Element e = i.matrix.columns[index_below(index, i.matrix.columns.size(), "columns")];
    into(out_id, "out_id") = view_of(i.view.id(e));
  });
}

northline_status northline_influence_values(const northline_influence* influence, const double** out_values,
                                            const double** out_lower, const double** out_upper,
                                            northline_error** out_error) noexcept {
  return guard("northline_influence_values", out_error, [&] {
    const northline_influence& i = need(influence, "influence");
    into(out_values, "out_values") = numbers(i.matrix.values);
    store(out_lower, numbers(i.matrix.lower));
    store(out_upper, numbers(i.matrix.upper));
  });
}

northline_status northline_influence_sparse(const northline_influence* influence, const uint64_t** out_first,
                                            const uint32_t** out_columns,
                                            northline_error** out_error) noexcept {
  return guard("northline_influence_sparse", out_error, [&] {
    const northline_influence& i = need(influence, "influence");
    const uint64_t*& first = into(out_first, "out_first");
    const uint32_t*& columns = into(out_columns, "out_columns");
    if (!i.matrix.sparse)
      refuse(
          NORTHLINE_WRONG_STATE,
          "This influence is dense; its numbers stand row by row, as northline_influence_values gives them.");
    first = i.matrix.first.data();
    columns = i.matrix.column.data();
  });
}

void northline_influence_free(northline_influence* influence) noexcept {
  guard_free("northline_influence_free", [&] {
    if (influence && is_a(influence)) delete influence;
  });
}

northline_status northline_path(const northline_strategy* strategy, const char* from, size_t from_size,
                                const char* to, size_t to_size, const char* over, size_t over_size,
                                size_t most, size_t length, const northline_options* options,
                                northline_text** out_text, northline_error** out_error) noexcept {
  return guard("northline_path", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const northline::PathQuery query =
        path_query(text(from, from_size, "from"), text(to, to_size, "to"),
                   maybe_text(over, over_size, "over"), most, length, settings_of(options));
    northline_text*& out = into(out_text, "out_text");
    out = make_text(northline::path_json(s.view(), query));
  });
}

northline_status northline_fragility(const northline_strategy* strategy, const char* kinds, size_t kinds_size,
                                     const northline_options* options, northline_text** out_text,
                                     northline_error** out_error) noexcept {
  return guard("northline_fragility", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const northline::KindSet wanted = kinds_of(maybe_text(kinds, kinds_size, "kinds"));
    const Settings settings = settings_of(options);
    northline_text*& out = into(out_text, "out_text");
    out = make_text(fragility_of(s.view(), wanted, settings));
  });
}

} // extern "C"
