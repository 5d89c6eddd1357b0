// Moves for programs and for people.
#include "base/json_text.hpp"
#include "session/moves.hpp"

#include <fmt/format.h>

namespace northline {
namespace {

void put_number(std::string& out, std::string_view name, double x) {
  out.append(",\"").append(name).append("\":");
  if (known(x))
    append_number(out, x + 0.0);
  else
    out += "null";
}
void put_text(std::string& out, std::string_view name, std::string_view text) {
  out.append(",\"").append(name).append("\":");
  append_json_string(out, text);
}
void put_value(std::string& out, const Bounded& v, double sound) {
  put_number(out, "score", v.score);
  put_number(out, "lower", v.lower);
  put_number(out, "upper", v.upper);
  put_number(out, "known", v.known);
  put_number(out, "sound", sound);
}

std::string signed_number(double x) { return fmt::format("{:+.4f}", std::fabs(x) < 0.00005 ? 0.0 : x); }

} // namespace

std::string moves_json(const Moves& m) {
  std::string out = "{\"version\":1,\"as_of\":";
  if (m.as_of.known())
    append_json_string(out, to_string(m.as_of));
  else
    out += "null";
  out += ",\"goal\":";
  if (m.goal != no_element)
    append_json_string(out, m.view.id(m.goal));
  else
    out += "null";
  put_value(out, m.overall, m.sound);
  out += fmt::format(",\"candidates\":{},\"tried\":{},\"moves\":[", m.candidates, m.tried);
  for (std::size_t i = 0; i < m.moves.size(); ++i) {
    const Move& x = m.moves[i];
    out += fmt::format("{}{{\"rank\":{}", i ? "," : "", i + 1);
    put_text(out, "kind", x.kind);
    put_text(out, "title", x.title);
    put_text(out, "assumes", x.assumes);
    out += ",\"element\":";
    if (x.element != no_element)
      append_json_string(out, m.view.id(x.element));
    else
      out += "null";
    out += ",\"gain\":{\"lower\":";
    append_number(out, x.gain_lower + 0.0);
    put_number(out, "score", x.gain);
    put_number(out, "sound", x.gain_sound);
    out += "}";
    if (m.goal != no_element) {
      out += ",\"goal_gain\":{\"lower\":";
      append_number(out, x.goal_gain_lower + 0.0);
      put_number(out, "score", x.goal_gain);
      out += "}";
    }
    out += ",\"after\":{\"score\":";
    if (known(x.overall.score))
      append_number(out, x.overall.score);
    else
      out += "null";
    put_number(out, "lower", x.overall.lower);
    put_number(out, "upper", x.overall.upper);
    put_number(out, "known", x.overall.known);
    put_number(out, "sound", x.sound);
    out += "},\"patch\":" + x.patch + "}";
  }
  return out + "]}";
}

std::string moves_text(const Moves& m) {
  std::string out = fmt::format("At least {:.4f}", m.overall.lower);
  if (known(m.overall.score)) out += fmt::format(", likely {:.4f}", m.overall.score);
  if (m.moves.empty())
    return out + fmt::format(". None of the {} changes that were tried gains anything.\n", m.tried);
  out += fmt::format(". The best of {} changes that were tried, by what each gains:\n", m.tried);
  for (std::size_t i = 0; i < m.moves.size(); ++i) {
    const Move& x = m.moves[i];
    out += fmt::format("\n{:>3}. {}\n     lower {}, score {}, sound {}", i + 1, x.title,
                       signed_number(x.gain_lower), signed_number(x.gain), signed_number(x.gain_sound));
    if (m.goal != no_element)
      out += fmt::format("; the goal: lower {}, score {}", signed_number(x.goal_gain_lower),
                         signed_number(x.goal_gain));
    out += fmt::format("\n     If: {}\n", x.assumes);
  }
  return out;
}

} // namespace northline
