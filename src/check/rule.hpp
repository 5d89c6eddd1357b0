#pragma once
// All that a check includes. A check is one file: metadata, footprint, decision, message and, where one can
// be stated, a fix. It looks from one element along relations and asks facts about the whole; it never loops
// over all elements unless its focus is the strategy itself.
#include "facts/facts.hpp"
#include "model/view.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace northline {

enum class Severity : std::uint8_t { error, warning, advice, off };
enum class Category : std::uint8_t {
  structure,
  landscape,
  goals,
  audience,
  channels,
  resources,
  metrics,
  people,
  order,
  governance,
  execution,
  benefits
};
std::string_view severity_name(Severity);
std::string_view category_name(Category);

/// A limit that users may change.
struct Parameter {
  std::string_view name;
  double value;
  std::string_view text;
  double small = unknown_number; ///< its value for small organisations, where that differs
};

/// Sets of checks that are switched on and off together. Every check is in `core` unless it names others.
enum class Pack : std::uint16_t {
  core = 1 << 0, ///< on unless switched off
  okr = 1 << 1,
  measurement = 1 << 2,
  governance = 1 << 3,
  money = 1 << 4,
  channels = 1 << 5,
  public_sector = 1 << 6,
  landscape = 1 << 7,
  clover = 1 << 8,
  five_steps = 1 << 9,
  channels_later = 1 << 10,
  smacad = 1 << 11,
};
constexpr Pack operator|(Pack a, Pack b) {
  return static_cast<Pack>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr bool intersect(Pack a, Pack b) {
  return (static_cast<unsigned>(a) & static_cast<unsigned>(b)) != 0;
}

enum class Safety : std::uint8_t { safe, unsafe, display };
/// A change that mends a finding: a JSON Patch (RFC 6902) against the document.
struct Fix {
  std::string title; ///< may have places for the finding's arguments and for `values`
  Safety safety = Safety::display;
  std::string patch;                                                 ///< JSON text of a list of operations
  std::vector<std::pair<std::string_view, std::string>> values = {}; ///< texts for places of the title
};

/// One of several sentences of a check: taken for findings that have the text argument "variant" of this
/// name.
struct Variant {
  std::string_view name, text;
};

class Messages;
class Report;
class Rendering;
struct Rule;

/// What a check is given: one focus element, the view, facts and its parameters.
class RuleRun {
public:
  const View& view;
  Facts& facts;
  Date as_of; ///< unknown: date checks stay silent

  RuleRun(const View& v, Facts& f, Date day) : view(v), facts(f), as_of(day) {}
  /// Value of the parameter at this position of the rule's list.
  double parameter(unsigned index) const { return parameters_[index]; }
  /// An empty list whose memory the next focus uses again, because allocating for every element takes longer
  /// than most checks do. `which` (0 to 3) tells lists in use at once apart.
  std::vector<Element>& list(unsigned which) {
    lists_[which].clear();
    return lists_[which];
  }
  /// Starts a finding about the element; it is kept when the returned object goes out of scope.
  Report report(Element focus);

private:
  friend class Report;
  friend class Engine;
  std::span<const double> parameters_;
  class Findings* findings_ = nullptr;
  std::uint16_t rule_ = 0;
  Severity severity_ = Severity::warning;
  bool severity_chosen_ = false; ///< by the user, for the whole code
  std::vector<Element> lists_[4];
};

/// Collects the evidence of one finding. Arguments are typed and named as in the rule's message.
class Report {
public:
  Report(RuleRun& run, Element focus);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  Report& number(std::string_view name, double value);
  Report& text(std::string_view name, std::string_view value);
  Report& date(std::string_view name, Date value);
  Report& element(std::string_view name, Element e); ///< shown as title and id; also a related element
  Report& related(Element e);                        ///< evidence that the message does not name
  Report& relation(const Edge& e);                   ///< evidence: a relation
  Report& key(std::string_view argument);            ///< this text tells two findings on one focus apart
  Report& at(std::string_view member);               ///< points at a member of the focus, not at its key
  Report& at_target(Relation r, Element target);     ///< points at the place where the focus names the target
  Report& at_offset(std::uint32_t offset);           ///< points at a byte of the text (problems of reading)
  /// Another severity than the rule's own, for the few rules that have two; the user's choice wins over it.
  Report& severity(Severity);

private:
  RuleRun& run_;
};

/// One check.
struct Rule {
  std::string_view code; ///< "NL202"
  std::string_view name; ///< "no-line-of-sight"
  Category category;
  Severity severity;
  KindSet focus;             ///< kinds it is asked of; kinds(Kind::strategy): once for the whole
  std::string_view question; ///< one line
  /// With {argument} and {focus}; {n|day|days} chooses by a number. Numbers take a format: {n:amount} in the
  /// strategy's currency, {n:unit} with the text argument "unit", {n:close} the same to four figures,
  /// {n:percent} of a share, {n:exact}, {n:others} one less.
  std::string_view message;
  std::string_view advice; ///< what would be right, one sentence
  std::span<const Parameter> parameters;
  /// What it may read, from the focus: "due", ">supports" (out), "<supports.status" (in, then an attribute),
  /// paths of several steps, "fact line_of_sight", "all goal.status" (only when the focus is the strategy).
  std::span<const std::string_view> footprint;
  void (*decide)(RuleRun&, Element focus);
  /// What is asked instead when an earlier version is there; null: the same.
  void (*against)(RuleRun&, Element focus, const View& earlier) = nullptr;
  /// Renders what the template cannot; null: the template serves.
  std::string (*render)(const Rendering&) = nullptr;
  /// Writes the fix of a finding; false when this one has none.
  bool (*fix)(const Rendering&, Fix&) = nullptr;
  /// A finding of one of these codes about the same focus, or about an element that this finding shows,
  /// explains it: then it is a consequence, and is neither counted nor printed unless asked for.
  std::span<const std::string_view> consequence_of = {};
  /// Where it is listed besides its category; without `core` it runs only when one of its packs is asked for.
  Pack packs = Pack::core;
  /// Its severity in an organisation of at most 25 people, where that differs.
  std::optional<Severity> small = std::nullopt;
  /// Its other sentences, where it has several.
  std::span<const Variant> variants = {};
  /// English that its text arguments may hold ("has no target"), and titles of its fixes: all that a
  /// catalogue has to translate besides the sentences.
  std::span<const std::string_view> phrases = {};
};

/// A finding while it is turned into words, for `render` and `fix`.
class Rendering {
public:
  const View& view;
  Element focus;
  /// The argument's text, number or element; empty, NaN or no_element when it has none of this name.
  std::string text(std::string_view argument) const;
  double number(std::string_view argument) const;
  Date date(std::string_view argument) const;
  Element element(std::string_view argument) const;
  std::uint32_t offset() const; ///< as given to at_offset
  Date as_of() const;           ///< the day the run spoke of
  /// The check's sentence of this name, filled; its message without one.
  std::string say(std::string_view variant = {}) const;
  /// The element as messages show it.
  std::string describe(Element) const;
  const Messages& messages() const { return messages_; }
  const class PlaceIndex& places() const; ///< for looking members up in values that may be large

  Rendering(const View& v, const class Findings& all, std::size_t row, const Messages& messages);

private:
  const class Findings& all_;
  std::size_t row_;
  const Messages& messages_;
};

/// "goal "Riders trust our advice" (grow-trust)", or the id alone when there is no title.
std::string describe(const View&, Element);
std::string describe(const View&, Element, const Messages&);

/// Whether the element takes part in the plan: not dropped, and nobody who left.
inline bool in_force(const View& v, Element e) {
  const auto s = v.get(field::common::status, e);
  return s != choice::status::dropped && s != choice::status::left;
}
/// In force and not finished: what goals and programs are asked of.
inline bool open(const View& v, Element e) {
  return in_force(v, e) && v.get(field::common::status, e) != choice::status::done;
}
/// Neither dropped, done nor still a draft.
inline bool committed(const View& v, Element e) {
  return open(v, e) && v.get(field::common::status, e) != choice::status::draft;
}

// ---- building fixes ----
namespace patch {
std::string remove(const std::string& pointer);
std::string replace(const std::string& pointer, std::string_view json);
std::string add(const std::string& pointer, std::string_view json);
/// Takes an attribute out.
std::string remove_attribute(const View&, Element, std::string_view name);
/// Takes one relation out, in whatever form it is written.
std::string remove_relation(const View&, Element source, Relation, Element target);
/// Leaves each target of a relation written as a list in it once, at its first place.
std::string remove_repeats(const View&, Element source, Relation);
/// Names a further target, in whatever form the relation is written.
std::string add_relation(const View&, Element source, Relation, std::string_view target_id);
} // namespace patch

} // namespace northline
