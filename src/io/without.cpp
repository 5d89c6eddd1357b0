#include "io/without.hpp"

#include "base/json_text.hpp"
#include "io/element_text.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"

#include <map>

namespace northline {
namespace {

/// References of the rewritten elements lead to the base, but no longer to what was taken out.
class Remaining : public Resolver {
public:
  Remaining(const Snapshot& base, Element gone) : base_(base), gone_(gone) {}
  Element find(std::string_view id) const override {
    const Element e = base_.find(id);
    return e == gone_ || (e != no_element && !base_.alive(e)) ? no_element : e;
  }
  Kind kind(Element e) const override { return base_.kind(e); }

private:
  const Snapshot& base_;
  Element gone_;
};

} // namespace

View folded(const View& view, Cancel cancel) {
  if (!view.overlay()) return view;
  ReadOptions how;
  how.cancel = cancel;
  return View(read_json(Text::make(write_json(view)), how));
}

View view_without(const View& view, Element gone) {
  const Snapshot& base = view.base();
  const std::string id(view.id(gone));
  std::map<Element, std::string> rewritten;
  for (unsigned r = 0; r < relation_count; ++r)
    for (const Edge edge : view.in(gone, static_cast<Relation>(r))) {
      if (edge.source == gone) continue;
      auto [i, fresh] = rewritten.try_emplace(edge.source);
      if (fresh) i->second = element_json(view, edge.source);
      const std::string_view name = info(static_cast<Relation>(r)).name;
      const std::string value(member_of(i->second, name));
      if (!value.empty() && names_target(value, id))
        i->second = with_member(i->second, name, without_target(value, id));
    }
  std::string d = "{";
  std::vector<Element> handles{no_element};
  if (const auto root = rewritten.find(root_element); root != rewritten.end()) {
    std::string text = root->second; // the maps of elements are not part of the root's own text
    for (unsigned k = 1; k < kind_count; ++k) {
      const std::string_view member = info(static_cast<Kind>(k)).member;
      if (json::find_member(text, 0, member) != std::string_view::npos) text = with_member(text, member, {});
    }
    d.append(text, 1, text.size() - 2);
    if (json::find_member(text, 0, "northline") == std::string_view::npos)
      d += d.size() > 1 ? ",\"northline\":1" : "\"northline\":1";
    handles[0] = root_element;
  } else {
    d += "\"northline\":1";
  }
  for (unsigned k = 1; k < kind_count; ++k) {
    bool first = true;
    for (const auto& [e, text] : rewritten) {
      if (e == root_element || view.kind(e) != static_cast<Kind>(k)) continue;
      d += first ? ",\"" + std::string(info(static_cast<Kind>(k)).member) + "\":{" : std::string(",");
      first = false;
      append_json_string(d, view.id(e));
      d += ":" + text;
      handles.push_back(e);
    }
    if (!first) d += "}";
  }
  d += "}";
  const Remaining remaining(base, gone);
  ReadOptions how;
  how.resolver = &remaining;
  auto delta = read_json(Text::make(std::move(d)), how);
  return View(view.shared_base(),
              std::make_shared<const Overlay>(base.size(), std::move(delta), std::move(handles),
                                              std::vector<Element>{gone}, base.size()));
}

} // namespace northline
