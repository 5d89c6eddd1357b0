#include "capi/strategy.hpp"

using namespace northline::capi;

namespace {

northline::Kind kind_named(std::string_view name) {
  const int kind = northline::find_kind(name);
  if (kind < 0)
    refuse(NORTHLINE_NOT_FOUND,
           "There is no kind \"" + std::string(name) +
               "\"; kinds are named in the singular, such as goal, and listed in the schema.");
  return static_cast<northline::Kind>(kind);
}

northline::Strategy& open_transaction(northline_strategy* strategy) {
  northline_strategy& s = need(strategy, "strategy");
  if (!s.strategy.in_transaction())
    refuse(NORTHLINE_WRONG_STATE,
           "The strategy has no open transaction; northline_strategy_begin opens one.");
  return s.strategy;
}

} // namespace

extern "C" {

northline_status northline_strategy_begin(northline_strategy* strategy,
                                          northline_error** out_error) noexcept {
  return guard("northline_strategy_begin", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    if (s.strategy.in_transaction())
      refuse(NORTHLINE_WRONG_STATE,
             "The strategy has an open transaction already; commit it or roll it back first.");
    s.strategy.begin();
  });
}

northline_status northline_strategy_commit(northline_strategy* strategy,
                                           northline_error** out_error) noexcept {
  return guard("northline_strategy_commit", out_error, [&] { open_transaction(strategy).commit(); });
}

northline_status northline_strategy_rollback(northline_strategy* strategy,
                                             northline_error** out_error) noexcept {
  return guard("northline_strategy_rollback", out_error, [&] { open_transaction(strategy).rollback(); });
}

northline_status northline_strategy_add_element(northline_strategy* strategy, const char* kind,
                                                size_t kind_size, const char* id, size_t id_size,
                                                northline_error** out_error) noexcept {
  return guard("northline_strategy_add_element", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    const std::string_view kind_name = text(kind, kind_size, "kind");
    const std::string_view new_id = text(id, id_size, "id");
    s.strategy.add_element(kind_named(kind_name), new_id);
  });
}

northline_status northline_strategy_remove_element(northline_strategy* strategy, const char* id,
                                                   size_t id_size, northline_error** out_error) noexcept {
  return guard("northline_strategy_remove_element", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    // The id may be a view of the strategy's own text, which ends with the edit.
    const std::string kept(text(id, id_size, "id"));
    s.strategy.remove_element(kept);
  });
}

northline_status northline_strategy_set_attribute(northline_strategy* strategy, const char* id,
                                                  size_t id_size, const char* name, size_t name_size,
                                                  const char* json, size_t json_size,
                                                  northline_error** out_error) noexcept {
  return guard("northline_strategy_set_attribute", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    const std::string kept(text(id, id_size, "id"));
    const std::string_view attribute = text(name, name_size, "name");
    s.strategy.set_attribute(kept, attribute, text(json, json_size, "json"));
  });
}

northline_status northline_strategy_unset_attribute(northline_strategy* strategy, const char* id,
                                                    size_t id_size, const char* name, size_t name_size,
                                                    northline_error** out_error) noexcept {
  return guard("northline_strategy_unset_attribute", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    const std::string kept(text(id, id_size, "id"));
    s.strategy.unset_attribute(kept, text(name, name_size, "name"));
  });
}

northline_status northline_strategy_add_relation(northline_strategy* strategy, const char* source,
                                                 size_t source_size, const char* type, size_t type_size,
                                                 const char* target, size_t target_size, const char* json,
                                                 size_t json_size, northline_error** out_error) noexcept {
  return guard("northline_strategy_add_relation", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    const std::string from(text(source, source_size, "source"));
    const std::string_view relation = text(type, type_size, "type");
    const std::string to(text(target, target_size, "target"));
    const MaybeText payload = maybe_text(json, json_size, "json");
    if (payload.given && payload.text.empty())
      refuse(NORTHLINE_INVALID_ARGUMENT, "json is empty; a relation without payload is asked for with NULL.");
    s.strategy.add_relation(from, relation, to, payload.text);
  });
}

northline_status northline_strategy_remove_relation(northline_strategy* strategy, const char* source,
                                                    size_t source_size, const char* type, size_t type_size,
                                                    const char* target, size_t target_size,
                                                    northline_error** out_error) noexcept {
  return guard("northline_strategy_remove_relation", out_error, [&] {
    northline_strategy& s = need(strategy, "strategy");
    const std::string from(text(source, source_size, "source"));
    const std::string_view relation = text(type, type_size, "type");
    const std::string to(text(target, target_size, "target"));
    s.strategy.remove_relation(from, relation, to);
  });
}

} // extern "C"
