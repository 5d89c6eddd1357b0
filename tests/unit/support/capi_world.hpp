#pragma once
// A small world of objects for the tests of the C API, and the rows of
// capi_calls.inc that call every function on it.
#include "base/error.hpp"
#include "capi/own_checks.hpp"
#include "capi/strategy.hpp"

#include <northline/northline.h>

#include <cstring>
#include <string>
#include <vector>

namespace capi_test {

/// One problem (`colour`), one goal without line of sight (`loud`).
inline constexpr const char *document = R"({
  "northline": 1,
  "title": "Reach riders who never visit a shop",
  "visions": {"be-known": {"title": "Every rider knows us"}},
  "goals": {
    "grow-trust": {
      "importance": 80, "colour": "red", "due": "2027-06-30", "title": "Riders trust our advice",
      "serves": {"commuters": 0.7}
    },
    "loud": {"title": "Be louder"}
  },
  "audiences": {"commuters": {"title": "Commuters", "size": 40000}},
  "scoring": {"comparisons": {"dimensions": {"values": {"need": 1}}}}
})";

inline constexpr const char *plan =
    R"({"northline": 1, "goals": {"g": {}, "h": {"refines": "g"}},
  "programs": {"p": {"contributes_to": {"h": 50}}}})";

inline constexpr const char *stratml = R"(<?xml version="1.0" encoding="UTF-8"?>
<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core">
  <Name>Library plan</Name>
  <StrategicPlanCore>
    <Organization><Name>Town library</Name><Identifier>_o1</Identifier></Organization>
    <Vision><Description>A town that reads</Description><Identifier>_v1</Identifier></Vision>
    <Mission><Description>Lend to everybody</Description><Identifier>_m1</Identifier></Mission>
    <Goal><Name>Be read again</Name><Description>More loans a year</Description><Identifier>_g1</Identifier>
      <SequenceIndicator>1</SequenceIndicator></Goal>
  </StrategicPlanCore>
  <AdministrativeInformation><StartDate>2026-01-01</StartDate></AdministrativeInformation>
</StrategicPlan>
)";

inline constexpr const char *type_names[] = {
    "northline_error",   "northline_text",     "northline_cancel",
    "northline_options", "northline_strategy", "northline_findings",
    "northline_scores",  "northline_evaluation", "northline_simulation",
    "northline_influence"};

inline std::string to_string(northline_view view) {
  return view.data ? std::string(view.data, view.size) : "";
}

/// The text's content; frees it.
inline std::string take(northline_text *&text) {
  northline_view view{nullptr, 0};
  if (northline_text_view(text, &view) != NORTHLINE_OK)
    return "no text";
  std::string result = to_string(view);
  northline_text_free(text);
  text = nullptr;
  return result;
}

inline std::string saved(const northline_strategy *strategy) {
  northline_text *text = nullptr;
  if (northline_strategy_save(strategy, "compact", NORTHLINE_NUL_TERMINATED,
                              &text, nullptr) != NORTHLINE_OK)
    return "not saved";
  return take(text);
}

/// One object of every type.
struct World {
  northline_error *failure = nullptr; ///< an error to look at
  northline_text *text = nullptr;
  northline_cancel *cancel = nullptr;
  northline_options *options = nullptr;
  northline_strategy *strategy = nullptr;
  northline_findings *findings = nullptr;
  northline_scores *scores = nullptr;
  northline_evaluation *evaluation = nullptr;
  northline_simulation *simulation = nullptr;
  northline_influence *influence = nullptr; ///< of another document, which has work
  northline::View view{northline::Strategy().view()};
  northline_report report; ///< as a check's function is given one
  northline_error *error = nullptr; ///< what the call under test stores

  World() {
    northline_options *strict = nullptr;
    northline_strategy *none = nullptr;
    (void)northline_options_create(&strict, nullptr);
    (void)northline_options_set_strict(strict, 1, nullptr);
    (void)northline_strategy_load_json(document, std::strlen(document), strict,
                                       &none, &failure);
    northline_options_free(strict);
    (void)northline_cancel_create(&cancel);
    (void)northline_options_create(&options, nullptr);
    (void)northline_strategy_load_json(document, std::strlen(document), nullptr,
                                       &strategy, nullptr);
    (void)northline_strategy_attribute(
        strategy, "grow-trust", NORTHLINE_NUL_TERMINATED, "title",
        NORTHLINE_NUL_TERMINATED, &text, nullptr);
    (void)northline_check(strategy, nullptr, &findings, nullptr);
    (void)northline_score(strategy, nullptr, &scores, nullptr);
    view = strategy->view();
    report.view = &view;
    report.said.push_back({"said before", "", {}});
    (void)northline_evaluate(strategy, nullptr, 0, nullptr, 0, nullptr, 0,
                             nullptr, &evaluation, nullptr);
    (void)northline_simulate(strategy, nullptr, 0, 100, 1, nullptr, 0, nullptr,
                             &simulation, nullptr);
    northline_strategy *planned = nullptr;
    (void)northline_strategy_load_json(plan, std::strlen(plan), nullptr,
                                       &planned, nullptr);
    (void)northline_influence_create(planned, "sparse",
                                     NORTHLINE_NUL_TERMINATED, nullptr,
                                     &influence, nullptr);
    northline_strategy_free(planned);
  }
  World(const World &) = delete;
  World &operator=(const World &) = delete;
  ~World() {
    northline_error_free(failure);
    northline_text_free(text);
    northline_cancel_free(cancel);
    northline_options_free(options);
    northline_strategy_free(strategy);
    northline_findings_free(findings);
    northline_scores_free(scores);
    northline_evaluation_free(evaluation);
    northline_simulation_free(simulation);
    northline_influence_free(influence);
    northline_error_free(error);
  }

  void *object(const std::string &type) {
    if (type == "northline_error")
      return failure;
    if (type == "northline_text")
      return text;
    if (type == "northline_cancel")
      return cancel;
    if (type == "northline_options")
      return options;
    if (type == "northline_strategy")
      return strategy;
    if (type == "northline_findings")
      return findings;
    if (type == "northline_evaluation")
      return evaluation;
    if (type == "northline_simulation")
      return simulation;
    if (type == "northline_influence")
      return influence;
    if (type == "northline_report")
      return &report;
    return scores;
  }
};

inline void free_object(const std::string &type, void *object) {
  if (type == "northline_error")
    northline_error_free(static_cast<northline_error *>(object));
  if (type == "northline_text")
    northline_text_free(static_cast<northline_text *>(object));
  if (type == "northline_cancel")
    northline_cancel_free(static_cast<northline_cancel *>(object));
  if (type == "northline_options")
    northline_options_free(static_cast<northline_options *>(object));
  if (type == "northline_strategy")
    northline_strategy_free(static_cast<northline_strategy *>(object));
  if (type == "northline_findings")
    northline_findings_free(static_cast<northline_findings *>(object));
  if (type == "northline_scores")
    northline_scores_free(static_cast<northline_scores *>(object));
  if (type == "northline_evaluation")
    northline_evaluation_free(static_cast<northline_evaluation *>(object));
  if (type == "northline_simulation")
    northline_simulation_free(static_cast<northline_simulation *>(object));
  if (type == "northline_influence")
    northline_influence_free(static_cast<northline_influence *>(object));
}

enum class Role { handle, text, number, out, create, raw };
struct Slot {
  Role role;
  const char
      *type; ///< of a handle; the example of a text; the name of something raw
  double value;
  bool optional;
};
inline Slot handle(const char *type, bool optional) {
  return {Role::handle, type, 0, optional};
}
inline Slot text(const char *example, bool optional) {
  return {Role::text, example, 0, optional};
}
inline Slot number(double value) { return {Role::number, "", value, false}; }
inline Slot out(bool optional) { return {Role::out, "", 0, optional}; }
inline Slot create(const char *type, bool optional) {
  return {Role::create, type, 0, optional};
}
inline Slot raw(const char *name) { return {Role::raw, name, 0, true}; }

class Arguments;
struct Call {
  const char *name;
  const char *before; ///< `begin`: the call needs an open transaction
  bool has_error;
  std::vector<Slot> slots;
  northline_status (*run)(Arguments &);
};

/// The arguments of one call, each of which can be replaced.
class Arguments {
public:
  Arguments(const Call &call, World &world, bool with_error)
      : call_(call), world_(world), with_error_(with_error),
        values_(call.slots.size()) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Slot &slot = call.slots[i];
      Value &value = values_[i];
      std::memset(value.out, untouched, sizeof value.out);
      value.pointer =
          slot.role == Role::handle ? world.object(slot.type) : value.out;
      value.number = slot.value;
      if (slot.role == Role::text) {
        value.text = std::strcmp(slot.type, "@document") == 0  ? document
                     : std::strcmp(slot.type, "@stratml") == 0 ? stratml
                                                               : slot.type;
        value.size = std::strlen(value.text);
      }
    }
    if (std::strcmp(call.before, "begin") == 0)
      (void)northline_strategy_begin(world.strategy, nullptr);
  }
  Arguments(const Arguments &) = delete;
  Arguments &operator=(const Arguments &) = delete;
  ~Arguments() {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (call_.slots[i].role != Role::create ||
          values_[i].pointer == nullptr || !touched(i))
        continue;
      void *made = nullptr;
      std::memcpy(&made, values_[i].out, sizeof made);
      free_object(call_.slots[i].type, made);
    }
  }

  void set_null(std::size_t i) {
    values_[i].pointer = nullptr;
    values_[i].text = nullptr;
    if (call_.slots[i].optional)
      values_[i].size = 0;
  }
  void set_handle(std::size_t i, void *object) { values_[i].pointer = object; }
  void set_text(std::size_t i, const char *data, std::size_t size) {
    values_[i].text = data;
    values_[i].size = size;
  }
  void end_at_nul(std::size_t i) { values_[i].size = NORTHLINE_NUL_TERMINATED; }
  void set_number(std::size_t i, double number) { values_[i].number = number; }

  template <class T> T *handle(std::size_t i) {
    return static_cast<T *>(values_[i].pointer);
  }
  const char *text(std::size_t i) const { return values_[i].text; }
  std::size_t size(std::size_t i) const { return values_[i].size; }
  std::int64_t number(std::size_t i) const {
    return static_cast<std::int64_t>(values_[i].number);
  }
  template <class T> T *out(std::size_t i) {
    static_assert(sizeof(T) <= sizeof(Value::out));
    return reinterpret_cast<T *>(values_[i].pointer);
  }
  template <class T> T raw(std::size_t) {
    if constexpr (std::is_same_v<T, char *>)
      return buffer_;
    else if constexpr (std::is_same_v<T, northline_decide>)
      return [](void *, const northline_strategy *, northline_view,
                northline_report *) -> std::int32_t { return 0; };
    else
      return nullptr;
  }
  northline_error **error() { return with_error_ ? &world_.error : nullptr; }

  bool outs_untouched(const std::string &function) const {
    // The one function that stores the size that was missing.
    if (function == "northline_text_copy")
      return true;
    for (std::size_t i = 0; i < values_.size(); ++i)
      if ((call_.slots[i].role == Role::out ||
           call_.slots[i].role == Role::create) &&
          touched(i))
        return false;
    return true;
  }

private:
  static constexpr unsigned char untouched = 0xA5;
  struct Value {
    void *pointer = nullptr;
    const char *text = nullptr;
    std::size_t size = 0;
    double number = 0;
    alignas(16) unsigned char out[16];
  };
  bool touched(std::size_t i) const {
    for (const unsigned char byte : values_[i].out)
      if (byte != untouched)
        return true;
    return false;
  }
  const Call &call_;
  World &world_;
  bool with_error_;
  std::vector<Value> values_;
  char buffer_[4096];
};

inline const std::vector<Call> &calls() {
  static const std::vector<Call> all = {
#include "../capi_calls.inc"
  };
  return all;
}

/// While it lives, every entry point of this thread calls `thrower` first.
class Hook {
public:
  explicit Hook(void (*thrower)(const char *));
  Hook(const Hook &) = delete;
  Hook &operator=(const Hook &) = delete;
  ~Hook();
  std::string entered() const; ///< the first entry point since
};

[[noreturn]] void throw_cancelled();

} // namespace capi_test
