#include "base/error.hpp"
#include "base/json_text.hpp"
#include "base/text.hpp"
#include "facts/pairwise.hpp"
#include "score/score.hpp"

#include <cmath>
#include <fmt/format.h>
#include <string>

namespace northline {
namespace {

constexpr std::string_view texts[] = {"leads to the vision or mission",   "answers what its audiences feel",
                                      "rests on an assessment",           "reaches its audiences",
                                      "is planned, staffed and paid for", "is measured",
                                      "has people who answer for it",     "stands under policies",
                                      "the organisation is ready for it", "can be reached in time"};
constexpr std::string_view areas[] = {"culture", "leadership", "governance", "technology"};

/// Reads `scoring`. Whoever sets a weight wants it to count, so what cannot be followed is refused.
class Reader {
public:
  Reader(std::string_view text, ScoreParameters& p) : text_(text), p_(p) {}

  void scoring(std::size_t at) {
    object(at, "/scoring", [&](std::string_view name, std::size_t value, const std::string& pointer) {
      if (name == "weights")
        object(value, pointer, [&](std::string_view dimension, std::size_t v, const std::string& where) {
          for (unsigned d = 0; d < dimension_count; ++d)
            if (dimension_name(static_cast<Dimension>(d)) == dimension) {
              p_.weights[d] = number(v, where, 0, 1e15);
              weighed_[d] = v;
              return;
            }
          refuse(v, where,
                 fmt::format("There is no dimension \"{}\"; the ten are {}.", dimension,
                             fmt::join(scored_dimensions(), ", ")));
        });
      else if (name == "parameters")
        object(value, pointer, [&](std::string_view parameter, std::size_t v, const std::string& where) {
          this->parameter(parameter, v, where);
        });
      else if (name == "aggregate")
        aggregate(value, pointer);
    });
  }
  /// Weights of dimensions that were judged in pairs. They share out among the judged ones what these would
  /// weigh without judgements, so that a dimension nobody compared keeps its place beside them.
  void compare(const Comparisons& c) {
    const Weights judged = weigh(c);
    for (std::size_t i = 0; i < c.items.size(); ++i)
      for (unsigned d = 0; d < dimension_count; ++d) {
        if (dimension_name(static_cast<Dimension>(d)) != c.items[i]) continue;
        if (weighed_[d])
          refuse(
              weighed_[d], "/scoring/weights/" + c.items[i],
              fmt::format("\"{}\" is weighed twice: by this number and by the comparisons under {}; one of "
                          "them has to go.",
                          c.items[i], c.pointer));
        p_.weights[d] = judged.weights[i] * static_cast<double>(c.items.size());
      }
  }

private:
  [[noreturn]] void refuse(std::size_t at, const std::string& pointer, const std::string& message) const {
    refuse_configuration(text_, at, pointer, message);
  }
  template <class F> void object(std::size_t at, const std::string& pointer, F&& f) {
    if (text_[at] != '{') refuse(at, pointer, fmt::format("{} has to be an object.", pointer));
    std::string scratch;
    for (json::Walker w(text_, at); w.next();) {
      const std::string name(json::decode(w.raw_key(), scratch));
      f(name, w.value_at(), pointer + "/" + name);
    }
  }
  double number(std::size_t at, const std::string& pointer, double low, double high) const {
    const double x = json::number_at(text_, at);
    if (!(x >= low && x <= high))
      refuse(at, pointer, fmt::format("{} has to be a number between {} and {}.", pointer, low, high));
    return x;
  }
  ScoreParameters::Topics topics(std::size_t at, const std::string& pointer) const {
    ScoreParameters::Topics set;
    if (text_[at] != '[') refuse(at, pointer, fmt::format("{} has to be a list of policy topics.", pointer));
    std::string scratch;
    for (json::Walker w(text_, at); w.next();) {
      int topic = -1;
      if (text_[w.value_at()] == '"')
        topic = find_value(Ref::topic, json::string_at(text_, w.value_at(), scratch));
      if (topic < 0)
        refuse(w.value_at(), pointer,
               fmt::format("{} names {}, which is no topic of a policy.", pointer, w.value()));
      set.bits |= 1U << static_cast<unsigned>(topic);
    }
    return set;
  }
  void parameter(std::string_view name, std::size_t at, const std::string& pointer) {
    struct Plain {
      std::string_view name;
      double ScoreParameters::*member;
      double high;
    };
    constexpr Plain plain[] = {{"no_findings", &ScoreParameters::no_findings, 1},
                               {"late_assessment", &ScoreParameters::late_assessment, 1},
                               {"validity_days", &ScoreParameters::validity_days, 1e6},
                               {"slack_worth", &ScoreParameters::slack_worth, 1},
                               {"group_owner", &ScoreParameters::group_owner, 1},
                               {"opposition_influence", &ScoreParameters::opposition_influence, 1},
                               {"no_outcome", &ScoreParameters::no_outcome, 1},
                               {"own_share", &ScoreParameters::own_share, 1},
                               {"sound_at", &ScoreParameters::sound_at, 1}};
    for (const Plain& p : plain)
      if (p.name == name) {
        p_.*p.member = number(at, pointer, 0, p.high);
        return;
      }
    if (name == "leaves") {
      object(at, pointer, [&](std::string_view area, std::size_t v, const std::string& where) {
        for (unsigned a = 0; a < 4; ++a)
          if (areas[a] == area) {
            p_.leaves[a] = number(v, where, 0, 1e15);
            return;
          }
        refuse(v, where,
               fmt::format("There is no leaf \"{}\"; the four are {}.", area, fmt::join(areas, ", ")));
      });
      return;
    }
    if (name == "required_topics") {
      // Naming the object replaces all of it, so that a topic can also be taken away.
      p_.every = p_.online_talk = p_.paid = p_.personal_data = {};
      object(at, pointer, [&](std::string_view when, std::size_t v, const std::string& where) {
        if (when == "every")
          p_.every = topics(v, where);
        else if (when == "online_talk")
          p_.online_talk = topics(v, where);
        else if (when == "paid")
          p_.paid = topics(v, where);
        else if (when == "personal_data")
          p_.personal_data = topics(v, where);
        else
          refuse(v, where,
                 fmt::format("Topics are required for every, online_talk, paid and personal_data, not for "
                             "\"{}\".",
                             when));
      });
      return;
    }
    refuse(at, pointer, fmt::format("There is no parameter \"{}\" of the score.", name));
  }
  void aggregate(std::size_t at, const std::string& pointer) {
    const std::string message =
        fmt::format("{} has to be \"mean\", \"weakest\" or {{\"power\": p}} with p one of -4, -2, -1, -0.5, "
                    "0.5, 1, 2, 4.",
                    pointer);
    std::string scratch;
    if (text_[at] == '"') {
      const std::string_view name = json::string_at(text_, at, scratch);
      if (name != "mean" && name != "weakest") refuse(at, pointer, message);
      p_.aggregate = name == "mean" ? Aggregate::mean : Aggregate::weakest;
      return;
    }
    const std::size_t value = text_[at] == '{' ? json::find_member(text_, at, "power") : std::string::npos;
    if (value == std::string::npos) refuse(at, pointer, message);
    const double p = number(value, pointer + "/power", -4, 4);
    // Whole powers of two and their inverses need no more than products and square roots, which give the
    // same bytes everywhere.
    const double size = std::fabs(p);
    if (size != 0.5 && size != 1 && size != 2 && size != 4) refuse(value, pointer + "/power", message);
    p_.aggregate = Aggregate::power;
    p_.power = p;
  }

  std::string_view text_;
  ScoreParameters& p_;
  std::array<std::size_t, dimension_count> weighed_{}; ///< where a number weighs the dimension
};

} // namespace

std::string_view dimension_name(Dimension d) { return scored_dimensions()[static_cast<unsigned>(d)]; }
std::string_view dimension_text(Dimension d) { return texts[static_cast<unsigned>(d)]; }

ScoreParameters::ScoreParameters() {
  const auto set = [](auto... topics) { return Topics{(0U | ... | (1U << static_cast<unsigned>(topics)))}; };
  every = set(choice::topic::conduct);
  online_talk = set(choice::topic::moderation, choice::topic::crisis);
  paid = set(choice::topic::disclosure);
  personal_data = set(choice::topic::privacy);
  weights.fill(1);
}

ScoreParameters score_parameters(const View& view) {
  ScoreParameters p;
  const Snapshot& home = *view.where(root_element).home;
  if (const std::size_t at = home.member_at(DocumentMember::scoring)) {
    Reader reader(home.text(), p);
    reader.scoring(at);
    if (const auto judged = dimension_comparisons(view)) reader.compare(*judged);
  }
  return p;
}

} // namespace northline
