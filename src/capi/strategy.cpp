#include "capi/strategy.hpp"

#include "base/json_text.hpp"
#include "io/json_writer.hpp"
#include "io/stratml.hpp"
#include "model/places.hpp"

namespace northline::capi {

Problems::Problems(std::vector<ShownProblem> repairs) {
  shown_.reserve(repairs.size());
  for (ShownProblem& repair : repairs)
    shown_.push_back(std::make_unique<const ShownProblem>(std::move(repair)));
}

const ShownProblem& Problems::at(std::size_t index) const {
  const std::lock_guard<std::mutex> guard(lock_);
  if (!shown_[index]) {
    if (!places_) places_ = std::make_unique<PlaceFinder>(snapshot_->text());
    const Problem& problem = snapshot_->problems()[index];
    ShownProblem shown;
    shown.code = problem_code(problem.what);
    shown.message = problem_message(*snapshot_, problem);
    const Element inside = problem.element == no_element ? root_element : problem.element;
    const Spot spot = offset_spot(*snapshot_, inside, problem.offset, index_);
    shown.pointer = spot.pointer;
    if (spot.in_text) {
      const Place place = places_->at(problem.offset);
      shown.line = place.line;
      shown.column = place.column;
    }
    shown_[index] = std::make_unique<const ShownProblem>(std::move(shown));
  }
  return *shown_[index];
}

std::string Problems::json() const {
  std::string out = "[";
  for (std::size_t i = 0; i < size(); ++i) {
    const ShownProblem& problem = at(i);
    out += i ? ",\n{\"code\":" : "\n{\"code\":";
    append_json_string(out, problem.code);
    out += ",\"message\":";
    append_json_string(out, problem.message);
    out += ",\"pointer\":";
    append_json_string(out, problem.pointer);
    if (problem.line)
      out += ",\"line\":" + std::to_string(problem.line) + ",\"column\":" + std::to_string(problem.column);
    out += "}";
  }
  return out + (size() ? "\n]" : "]");
}

Loaded load_json(std::shared_ptr<const Text> text, const Settings& settings) {
  ReadOptions how;
  how.limits = settings.limits;
  how.cancel = settings.token();
  how.progress = settings.progress();
  Loaded loaded;
  loaded.snapshot = read_json(std::move(text), how);
  loaded.problems = std::make_shared<const Problems>(loaded.snapshot);
  if (settings.strict) {
    try {
      require_no_problems(*loaded.snapshot);
    } catch (const Error& error) {
      Failure failure{static_cast<northline_status>(error.status()), error.what(), error.pointer(),
                      error.line(), error.column()};
      for (std::size_t i = 0; i < loaded.problems->size(); ++i)
        failure.problems.push_back(loaded.problems->at(i));
      throw failure;
    }
  }
  return loaded;
}

Loaded load_stratml(std::string_view xml, const Settings& settings) {
  StratmlOptions how;
  how.strict = settings.strict;
  how.max_repairs = settings.limits.problems;
  // Only limits that the caller made tighter than the reader's own say anything about XML.
  how.max_bytes = std::min(how.max_bytes, settings.limits.bytes);
  how.max_elements = std::min(how.max_elements, settings.limits.elements);
  if (settings.limits.depth != Limits{}.depth) how.max_depth = std::min(how.max_depth, settings.limits.depth);
  how.cancel = settings.token();
  StratmlResult read = read_stratml(xml, how);
  std::vector<ShownProblem> shown;
  for (std::vector<Repair>* list : {&read.repairs, &read.notes})
    for (Repair& repair : *list)
      shown.push_back({std::move(repair.name), std::move(repair.message), std::move(repair.path), repair.line,
                       repair.column});
  if (!read.ok) {
    Failure failure{static_cast<northline_status>(read.status), std::move(read.error_message), "",
                    read.error_line, read.error_column};
    if (read.status == Status::refused) failure.problems = std::move(shown);
    throw failure;
  }
  ReadOptions inside;
  inside.limits = settings.limits;
  inside.limits.bytes = Limits{}.bytes; // the caller counted the bytes of the XML
  inside.cancel = settings.token();
  inside.progress = settings.progress();
  return {read_json(Text::make(std::move(read.json)), inside),
          std::make_shared<const Problems>(std::move(shown))};
}

std::string write(const View& view, std::string_view format) {
  if (format == "canonical") return canonical_json(view);
  if (format != "json" && format != "compact")
    refuse(NORTHLINE_UNSUPPORTED, "A strategy cannot be written as \"" + std::string(format) +
                                      "\"; json, compact and canonical can.");
  WriteOptions how;
  how.compact = format == "compact";
  return write_json(view, how);
}

} // namespace northline::capi

using namespace northline::capi;

std::size_t northline_strategy::count(const northline::View& view, unsigned kind) const {
  if (!view.overlay() && !view.base().any_dead())
    return kind < northline::kind_count ? view.base().count(static_cast<northline::Kind>(kind))
                                        : view.base().size();
  return listed(view, kind).size();
}

northline::Element northline_strategy::at(const northline::View& view, unsigned kind,
                                          std::size_t index) const {
  if (!view.overlay() && !view.base().any_dead()) {
    const northline::Element first =
        kind < northline::kind_count ? view.base().first(static_cast<northline::Kind>(kind)) : 0;
    return first + static_cast<northline::Element>(index);
  }
  return listed(view, kind)[index];
}

const std::vector<northline::Element>& northline_strategy::listed(const northline::View& view,
                                                                  unsigned kind) const {
  const std::lock_guard<std::mutex> guard(lock);
  Listed& list = lists_[kind];
  if (list.revision != strategy.revision()) {
    list.revision = ~std::uint64_t{0};
    list.elements.clear();
    const auto keep = [&](northline::Element e) { list.elements.push_back(e); };
    if (kind < northline::kind_count)
      view.each(static_cast<northline::Kind>(kind), keep);
    else
      view.each_element(keep);
    list.revision = strategy.revision();
  }
  return list.elements;
}

namespace {

/// Tells the caller when the last object that needs a borrowed text is gone.
std::shared_ptr<const northline::Text> borrow(std::string_view text, northline_release release, void* user,
                                              const std::shared_ptr<bool>& armed) {
  auto inner = northline::Text::borrow(text);
  const northline::Text* shown = inner.get();
  return {shown, [inner = std::move(inner), release, user, armed](const northline::Text*) mutable {
            inner.reset();
            if (release && *armed) release(user);
          }};
}

} // namespace

extern "C" {

northline_status northline_strategy_create(northline_strategy** out_strategy,
                                           northline_error** out_error) noexcept {
  return guard("northline_strategy_create", out_error, [&] {
    northline_strategy*& out = into(out_strategy, "out_strategy");
    out = new northline_strategy();
  });
}

northline_status northline_strategy_load_json(const char* json, size_t json_size,
                                              const northline_options* options,
                                              northline_strategy** out_strategy,
                                              northline_error** out_error) noexcept {
  return guard("northline_strategy_load_json", out_error, [&] {
    const std::string_view document = bytes(json, json_size, "json");
    const Settings settings = settings_of(options);
    northline_strategy*& out = into(out_strategy, "out_strategy");
    out = new northline_strategy(load_json(northline::Text::own(std::string(document)), settings));
  });
}

northline_status northline_strategy_load_json_borrowed(const char* json, size_t json_size,
                                                       northline_release release, void* user,
                                                       const northline_options* options,
                                                       northline_strategy** out_strategy,
                                                       northline_error** out_error) noexcept {
  return guard("northline_strategy_load_json_borrowed", out_error, [&] {
    const std::string_view document = bytes(json, json_size, "json");
    const Settings settings = settings_of(options);
    northline_strategy*& out = into(out_strategy, "out_strategy");
    // Until the call has succeeded the text stays the caller's.
    const auto armed = std::make_shared<bool>(false);
    auto made =
        std::make_unique<northline_strategy>(load_json(borrow(document, release, user, armed), settings));
    *armed = true;
    out = made.release();
  });
}

northline_status northline_strategy_load_stratml(const char* xml, size_t xml_size,
                                                 const northline_options* options,
                                                 northline_strategy** out_strategy,
                                                 northline_error** out_error) noexcept {
  return guard("northline_strategy_load_stratml", out_error, [&] {
    const std::string_view document = bytes(xml, xml_size, "xml");
    const Settings settings = settings_of(options);
    northline_strategy*& out = into(out_strategy, "out_strategy");
    out = new northline_strategy(load_stratml(document, settings));
  });
}

northline_status northline_strategy_copy(const northline_strategy* strategy, northline_strategy** out_copy,
                                         northline_error** out_error) noexcept {
  return guard("northline_strategy_copy", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    northline_strategy*& out = into(out_copy, "out_copy");
    out = new northline_strategy(s);
  });
}

northline_status northline_strategy_save(const northline_strategy* strategy, const char* format,
                                         size_t format_size, northline_text** out_text,
                                         northline_error** out_error) noexcept {
  return guard("northline_strategy_save", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    const std::string_view written_as = text(format, format_size, "format");
    northline_text*& out = into(out_text, "out_text");
    out = make_text(write(s.view(), written_as));
  });
}

northline_status northline_strategy_problem_count(const northline_strategy* strategy, size_t* out_count,
                                                  northline_error** out_error) noexcept {
  return guard("northline_strategy_problem_count", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    into(out_count, "out_count") = s.problems ? s.problems->size() : 0;
  });
}

northline_status northline_strategy_problem(const northline_strategy* strategy, size_t index,
                                            northline_view* out_code, northline_view* out_message,
                                            northline_view* out_pointer, size_t* out_line, size_t* out_column,
                                            northline_error** out_error) noexcept {
  return guard("northline_strategy_problem", out_error, [&] {
    const northline_strategy& s = need(strategy, "strategy");
    index_below(index, s.problems ? s.problems->size() : 0, "problems");
    const ShownProblem& problem = s.problems->at(index);
    store(out_code, view_of(problem.code));
    store(out_message, view_of(problem.message));
    store(out_pointer, view_of(problem.pointer));
    store(out_line, problem.line);
    store(out_column, problem.column);
  });
}

void northline_strategy_free(northline_strategy* strategy) noexcept {
  guard_free("northline_strategy_free", [&] {
    if (strategy && is_a(strategy)) delete strategy;
  });
}

} // extern "C"
