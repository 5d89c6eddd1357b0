#include "document.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace northline::generator {
namespace {

constexpr Day assessed = day_of(2025, 11, 3);
constexpr Day governed = day_of(2026, 2, 2);
constexpr Day aimed = day_of(2026, 3, 9);
constexpr Day approved = day_of(2026, 4, 20);
constexpr Day equipped = day_of(2026, 4, 27);
constexpr Day planned = day_of(2026, 5, 11);

struct Measure {
  std::string_view key, quantity, unit, basis, statistic, per, direction, method;
  int decimals;
  int base_low, base_high;     // baseline, in units of the last decimal
  int change_low, change_high; // from baseline to target, in per cent of the baseline
};

// The first of a goal says what came of the work, the further ones what was done.
constexpr std::array<Measure, 9> outcomes = {{
    {"net_promoter_score", "survey_share", "points", "", "mean", "", "increase", "Postal and online survey",
     0, 10, 40, 20, 60},
    {"engagement_rate", "ratio", "%", "reach", "median", "", "increase",
     "Export of the platforms, own median", 2, 80, 300, 15, 60},
    {"qualified_leads", "flow", "leads", "", "sum", "month", "increase", "Count in the customer system", 0,
     40, 900, 10, 80},
    {"revenue", "money", "EUR", "", "sum", "quarter", "increase", "Ledger, by source code of the order", 0,
     20'000, 900'000, 5, 30},
    {"response_time", "duration", "hours", "", "median", "", "decrease", "Ticket system, first answer", 1, 60,
     480, 20, 60},
    {"retention_rate", "ratio", "%", "customers a year ago", "mean", "", "increase",
     "Contracts, cohort of the year before", 1, 550, 800, 3, 12},
    {"complaints", "flow", "complaints", "", "sum", "month", "decrease", "Complaints book, all channels", 0,
     30, 600, 10, 50},
    {"satisfaction", "survey_share", "%", "", "mean", "", "at_least", "Question after each contact", 1, 550,
     700, 8, 25},
    {"informed_share", "survey_share", "%", "", "mean", "", "range", "Panel, twice asked", 1, 300, 450, 10,
     40},
}};
constexpr std::array<Measure, 4> efforts = {{
    {"answers_given", "flow", "answers", "", "sum", "week", "increase", "Count in the ticket system", 0, 20,
     400, 10, 60},
    {"evenings_held", "flow", "evenings", "", "sum", "quarter", "increase", "Calendar", 0, 2, 12, 40, 100},
    {"people_trained", "stock", "employees", "", "sum", "", "increase", "Register of the course", 0, 5, 60,
     30, 100},
    {"pages_mended", "flow", "pages", "", "sum", "month", "increase", "Editorial system", 0, 5, 90, 20, 90},
}};

constexpr std::array<std::string_view, 10> topics = {"conduct",    "moderation", "crisis", "privacy",
                                                     "disclosure", "spending",   "brand",  "accessibility",
                                                     "records",    "evaluation"};
constexpr std::array<std::string_view, 8> departments = {"Marketing", "Sales",   "Customer care", "Logistics",
                                                         "Personnel", "Finance", "Workshop",      "IT"};
constexpr std::array<std::string_view, 8> tag_words = {"spring", "pilot",  "region", "été",
                                                       "kern",   "δοκιμή", "重点",   "renewal"};
constexpr std::array<std::string_view, 5> cadences = {"daily", "weekly", "fortnightly", "monthly",
                                                      "quarterly"};

class Document {
public:
  Document(const Plan& plan, std::FILE* file)
      : plan_(plan), seed_(plan.settings.seed), w_(file, plan.settings.compact, seed_) {}

  Statistics write() {
    w_.open_document();
    root();
    each(Kind::vision, [this](Reference e, Random& r) { vision(e, r); });
    each(Kind::mission, [this](Reference e, Random& r) { mission(e, r); });
    each(Kind::value, [this](Reference e, Random& r) { value(e, r); });
    each(Kind::assessment, [this](Reference e, Random& r) { assessment(e, r); });
    each(Kind::insight, [this](Reference e, Random& r) { insight(e, r); });
    each(Kind::goal, [this](Reference e, Random& r) { goal(e, r); });
    each(Kind::benefit, [this](Reference e, Random& r) { benefit(e, r); });
    each(Kind::audience, [this](Reference e, Random& r) { audience(e, r); });
    each(Kind::stakeholder, [this](Reference e, Random& r) { stakeholder(e, r); });
    each(Kind::channel, [this](Reference e, Random& r) { channel(e, r); });
    each(Kind::program, [this](Reference e, Random& r) { program(e, r); });
    each(Kind::activity, [this](Reference e, Random& r) { activity(e, r); });
    each(Kind::resource, [this](Reference e, Random& r) { resource(e, r); });
    each(Kind::metric, [this](Reference e, Random& r) { metric(e, r); });
    each(Kind::benchmark, [this](Reference e, Random& r) { benchmark(e, r); });
    each(Kind::policy, [this](Reference e, Random& r) { policy(e, r); });
    each(Kind::capability, [this](Reference e, Random& r) { capability(e, r); });
    each(Kind::risk, [this](Reference e, Random& r) { risk(e, r); });
    each(Kind::exclusion, [this](Reference e, Random& r) { exclusion(e, r); });
    w_.close_document();
    Statistics result;
    result.counted = w_.counted();
    result.defects = defects_;
    for (const Goal& g : plan_.goals) result.depth = std::max<std::uint64_t>(result.depth, g.layer + 1U);
    result.failed = w_.failed();
    return result;
  }

private:
  template <class Body> void each(Kind kind, Body body) {
    const std::uint32_t all = plan_.count(kind);
    if (all == 0) return;
    w_.open_kind(kind);
    for (std::uint32_t i = 0; i < all; ++i) {
      Random random(seed_, static_cast<std::uint64_t>(kind), i, for_writing);
      w_.open_element({kind, i});
      body({kind, i}, random);
      w_.close_element();
    }
    w_.close_kind();
  }

  bool defect(int code, Reference e, unsigned per_thousand) {
    if (!plan_.has(code, e.kind, e.index, per_thousand)) return false;
    ++defects_[code];
    return true;
  }
  Random edge_random(Reference e) const {
    return Random(seed_, static_cast<std::uint64_t>(e.kind), e.index, for_edges);
  }
  static bool there(std::uint32_t index) { return index != nobody; }
  std::uint32_t any(Kind kind, Random& random) const {
    return plan_.count(kind) == 0 ? nobody : static_cast<std::uint32_t>(random.below(plan_.count(kind)));
  }

  // What every element may have. Those of most kinds were decided on; that of the world around us was not.
  void common(Reference e, Random& random, Day decided, std::string_view status = {},
              std::string_view health = {}) {
    Random own(seed_, static_cast<std::uint64_t>(e.kind), e.index, for_common);
    const Escapes escapes = own.chance(30) ? Escapes::all_beyond_ascii : Escapes::needed;
    const bool placeholder = defect(9, e, 26);
    if (placeholder && own.chance(300))
      w_.text_attribute("title", "TBD");
    else
      w_.text_attribute("title", title_of(seed_, e), escapes);
    if (placeholder)
      w_.text_attribute("description", own.chance(500) ? "[To be determined]" : "Lorem ipsum dolor sit amet");
    else if (own.chance(220))
      w_.text_attribute("description", description_of(seed_, e), escapes);
    // What an exclusion is tagged with, nothing else may be.
    if (own.chance(180) && e.kind != Kind::exclusion) {
      w_.attribute("tags");
      std::string& out = w_.out();
      out += '[';
      const int tags = own.between(1, 3);
      for (int i = 0; i < tags; ++i) {
        if (i > 0) w_.next(out);
        append_json_string(out, tag_words[(own.below(3) + static_cast<std::uint64_t>(i) * 3) % 8]);
      }
      out += ']';
    }
    if (!status.empty()) w_.text_attribute("status", status);
    if (!health.empty()) w_.text_attribute("health", health);
    if (own.chance(100)) w_.date_attribute("updated", as_of - own.between(0, 60));
    if (decided != 0) w_.date_attribute("decided", decided + random.between(0, 10));
    // What a program claims to bring comes from somewhere.
    if (e.kind == Kind::program || own.chance(60))
      w_.text_attribute("source", "Minutes of the steering group, item 4");
    if (own.chance(15)) {
      w_.member("x");
      w_.out() += R"({"row":[1,2.5e3,null,true],"note":"k\u00e4se"})";
    }
  }

  Quantity quantity(Random& random, std::int64_t digits, int decimals = 0, std::int64_t most = 0) {
    Quantity q;
    q.likely = {digits, decimals};
    q.range = random.chance(105);
    q.low = digits * 8 / 10;
    q.high = std::max(digits * 13 / 10, digits);
    if (most > 0) q.high = std::min(q.high, most);
    return q;
  }
  void money_attribute(std::string_view name, Random& random, std::int64_t amount) {
    if (random.chance(40)) {
      w_.attribute(name);
      std::string& out = w_.out();
      out += '{';
      w_.name(out, "value");
      w_.write_quantity(out, quantity(random, amount));
      w_.next(out);
      w_.name(out, "currency");
      out += "\"USD\"";
      w_.next(out);
      w_.name(out, "rate");
      out += "0.92";
      w_.next(out);
      w_.name(out, "rate_date");
      out += "\"2026-11-02\"}";
      return;
    }
    w_.quantity_attribute(name, quantity(random, amount));
  }

  std::string number_payload(std::int64_t digits, int decimals = 0) const {
    std::string text;
    append_number(text, {digits, decimals});
    return text;
  }
  std::string date_payload(Day day) const {
    std::string text;
    append_date(text, day);
    return text;
  }
  std::string quantity_payload(std::string_view name, const Quantity& q) {
    std::string text = "{";
    w_.name(text, name);
    w_.write_quantity(text, q);
    text += '}';
    return text;
  }
  // A share: bare number, or a range that has to be named.
  std::string share_payload(Random& random, std::string_view name, int percent) {
    const Quantity q = quantity(random, percent, 2, 100);
    if (q.range) return quantity_payload(name, q);
    w_.counted().quantities++;
    return number_payload(percent, 2);
  }

  void owned(Random& random) {
    const std::uint32_t owner = plan_.owner(random);
    if (there(owner)) w_.relation("owned_by", Reference{Kind::stakeholder, owner});
  }
  void text_list(std::string_view name, std::initializer_list<std::string_view> texts) {
    w_.attribute(name);
    std::string& out = w_.out();
    out += '[';
    bool first = true;
    for (const std::string_view text : texts) {
      if (!first) w_.next(out);
      first = false;
      append_json_string(out, text);
    }
    out += ']';
  }
  // Members of the root are attributes of the element that the root is.
  void text_member(std::string_view name, std::string_view value) {
    w_.member(name);
    append_json_string(w_.out(), value);
  }

  void root();
  void vision(Reference e, Random& r);
  void mission(Reference e, Random& r);
  void value(Reference e, Random& r);
  void assessment(Reference e, Random& r);
  void insight(Reference e, Random& r);
  void goal(Reference e, Random& r);
  void goal_relations(Reference e, Random& r);
  void benefit(Reference e, Random& r);
  void audience(Reference e, Random& r);
  void stakeholder(Reference e, Random& r);
  void channel(Reference e, Random& r);
  void program(Reference e, Random& r);
  void activity(Reference e, Random& r);
  void resource(Reference e, Random& r);
  void metric(Reference e, Random& r);
  void observations(Random& r, const Measure& m, std::int64_t base, std::int64_t target, Day from, Day due,
                    std::size_t rhythm, int count, Day last);
  void benchmark(Reference e, Random& r);
  void policy(Reference e, Random& r);
  void capability(Reference e, Random& r);
  void risk(Reference e, Random& r);
  void exclusion(Reference e, Random& r);

  // Whether the insight is one that somebody has to answer.
  int intensity(std::uint32_t insight) const {
    return Random(seed_, static_cast<std::uint64_t>(Kind::insight), insight, for_plan).between(20, 98);
  }
  std::uint32_t metric_goal(std::uint32_t metric) const {
    const std::uint32_t all = plan_.count(Kind::goal);
    if (metric < all) return metric;
    return all == 0 ? nobody : (metric - all) * 5 % all;
  }

  const Plan& plan_;
  std::uint64_t seed_;
  Writer w_;
  std::map<int, std::uint64_t> defects_;
};

void Document::root() {
  Random r(seed_, 99, 0, for_writing);
  const bool any_person = plan_.count(Kind::stakeholder) > 0;
  w_.member("northline");
  w_.out() += '1';
  text_member("title", "Generated strategy: \"people first\" – Menschen zuerst · 人を第一に");
  w_.member("decided");
  append_date(w_.out(), approved);
  text_member("scope", "Everything that customers see of us; not the supply chain.");
  w_.member("as_of");
  append_date(w_.out(), as_of);
  w_.member("start");
  append_date(w_.out(), day_of(2026, 1, 1));
  w_.member("end");
  append_date(w_.out(), day_of(2028, 12, 31));
  w_.member("organisation");
  std::string& out = w_.out();
  out += '{';
  w_.name(out, "name");
  out += "\"Halden & Söhne\"";
  const std::array<std::pair<std::string_view, std::uint64_t>, 4> figures = {
      {{"employees", plan_.employees},
       {"managers", plan_.managers},
       {"executives", plan_.executives},
       {"customers", plan_.customers}}};
  for (const auto& [name, figure] : figures) {
    w_.next(out);
    w_.name(out, name);
    append_number(out, {static_cast<std::int64_t>(figure), 0});
  }
  w_.next(out);
  w_.name(out, "industry");
  out += "\"mobility\"}";
  text_member("currency", "EUR");
  w_.member("practices");
  out += "[\"landscape\"";
  w_.next(out);
  out += "\"smacad\"]";
  std::vector<Edge> edges;
  for (std::uint32_t i = 0; i < std::min<std::uint32_t>(plan_.count(Kind::assessment), 8); ++i)
    edges.push_back({{Kind::assessment, i}, {}});
  w_.relation("based_on", edges);
  if (any_person) {
    const Reference first{Kind::stakeholder, 0};
    w_.relation("owned_by", first);
    w_.relation("reviewed_by", {{first, date_payload(as_of + 20)}});
    Day day = approved;
    if (plan_.settings.defects && plan_.count(Kind::policy) > 1) {
      day = governed - 30;
      ++defects_[802];
    }
    w_.relation("approved_by", {{first, date_payload(day)}});
    w_.relation("sponsored_by", first);
    edges.clear();
    // Everybody who decides, and as many of the others as a list bears, was told.
    const std::uint32_t informed =
        std::min<std::uint32_t>(plan_.executive_count + plan_.manager_count + plan_.employee_count, 250);
    for (std::uint32_t i = 0; i < informed; ++i) edges.push_back({{Kind::stakeholder, i}, {}});
    w_.relation("informed", edges);
    edges.clear();
    for (std::size_t i = 0; i < std::min<std::size_t>(plan_.market.size(), 5); ++i)
      edges.push_back({{Kind::stakeholder, plan_.market[i]}, date_payload(aimed + 3)});
    // Those whom the customers know took part.
    const std::uint32_t partners_from =
        plan_.executive_count + plan_.manager_count + plan_.employee_count + plan_.market_count;
    for (std::uint32_t i = partners_from; i < plan_.count(Kind::stakeholder); ++i)
      if (i % 3 != 2) edges.push_back({{Kind::stakeholder, i}, date_payload(aimed + 4)});
    w_.relation("co_created_with", edges);
  }
  (void)r;
}

void Document::vision(Reference e, Random& r) {
  common(e, r, aimed - 20);
  w_.text_attribute("statement", description_of(seed_, {Kind::vision, e.index + 1000}));
  owned(r);
}

void Document::mission(Reference e, Random& r) {
  common(e, r, aimed - 15);
  w_.text_attribute("statement", description_of(seed_, {Kind::mission, e.index + 1000}));
  if (plan_.count(Kind::vision) > 0)
    w_.relation("supports", Reference{Kind::vision, e.index % plan_.count(Kind::vision)});
  owned(r);
}

void Document::value(Reference e, Random& r) {
  common(e, r, aimed - 25);
  w_.text_attribute("statement", description_of(seed_, {Kind::value, e.index + 1000}));
  owned(r);
}

void Document::assessment(Reference e, Random& r) {
  constexpr std::array<std::string_view, 8> subjects = {"landscape",   "customers",  "brand", "partners",
                                                        "competitors", "capability", "staff", "peers"};
  common(e, r, 0, "done");
  const std::string_view subject = subjects[e.index % subjects.size()];
  w_.text_attribute("subject", subject);
  if (subject == "competitors") text_list("aspects", {"brand", "customers", "partners"});
  const Day date = assessed + r.between(0, 60);
  w_.date_attribute("date", date);
  w_.text_attribute("method", "Interviews, desk research and a count over four weeks");
  w_.number_attribute("sample", r.between(40, 2'000));
  w_.date_attribute("valid_until",
                    defect(103, e, 300) ? as_of - 20 : day_of(2027, 12, 31) + r.between(0, 90));
  owned(r);
}

void Document::insight(Reference e, Random& r) {
  constexpr std::array<std::string_view, 8> types = {"need",     "frustration", "excitement",  "sentiment",
                                                     "weakness", "strength",    "opportunity", "threat"};
  common(e, r, 0);
  const std::uint32_t audiences = plan_.count(Kind::audience);
  // Every audience has at least one need, frustration or excitement.
  w_.text_attribute("type", types[e.index < audiences ? e.index % 3 : r.below(types.size())]);
  w_.number_attribute("intensity", intensity(e.index), 2);
  if (!defect(105, e, 60)) w_.text_attribute("evidence", "Named by 31 of 120 people asked");
  Random edge = edge_random(e);
  if (plan_.count(Kind::assessment) > 0)
    w_.relation("found_in", Reference{Kind::assessment, e.index % plan_.count(Kind::assessment)});
  if (audiences > 0) {
    std::vector<Edge> edges = {{{Kind::audience, e.index % audiences}, {}}};
    const auto second = static_cast<std::uint32_t>(edge.below(audiences));
    if (edge.chance(150) && second != e.index % audiences) edges.push_back({{Kind::audience, second}, {}});
    w_.relation("felt_by", edges);
  }
}

void Document::goal(Reference e, Random& r) {
  constexpr std::array<std::string_view, 7> levels = {"corporate", "business_unit", "function", "marketing",
                                                      "marketing", "channel",       "channel"};
  constexpr std::array<std::string_view, 11> types = {"trust",    "sales",     "service",    "loyalty",
                                                      "leads",    "awareness", "engagement", "brand",
                                                      "advocacy", "learning",  "following"};
  const Goal& g = plan_.goals[e.index];
  // Parts begin after their whole.
  const Day start = day_of(2026, 6, 1) + g.layer * 10 + r.between(0, 9);
  common(e, r, aimed, "active", r.chance(400) ? "on_track" : "");
  w_.text_attribute("form", g.layer < 3 ? "goal" : g.layer < 6 ? "objective" : "key_result");
  w_.text_attribute("level", levels[g.layer]);
  w_.text_attribute("type", types[g.layer == 0 ? r.below(5) : r.below(types.size())]);
  w_.number_attribute("importance", r.between(2, 20) * 5);
  const bool late = there(g.parent) && defect(208, e, 80);
  const Day due = late ? plan_.goals[g.parent].due + 30 : g.due;
  w_.date_attribute("start", defect(209, e, 15) ? due + 10 : start);
  if (!defect(207, e, 40)) w_.date_attribute("due", due);
  if (g.lag > 0) w_.quantity_attribute("lag", quantity(r, g.lag, 0, g.lag));
  if (r.chance(500)) w_.quantity_attribute("reach_needed", quantity(r, r.between(5, 30), 2, 100));
  if (g.children > 0 && g.refined) w_.text_attribute("decomposition", r.chance(700) ? "and" : "or");
  if (r.chance(200)) w_.text_attribute("success", "Nobody has to ask twice");
  goal_relations(e, r);
}

void Document::goal_relations(Reference e, Random& r) {
  const Goal& g = plan_.goals[e.index];
  Random edge = edge_random(e);
  const std::uint32_t visions = plan_.count(Kind::vision);
  const bool cut = there(g.parent) && g.children == 0 && defect(202, e, 140);
  std::vector<Edge> supports, refines;
  if (!there(g.parent)) {
    if (visions > 0) supports.push_back({{Kind::vision, e.index % visions}, {}});
  } else if (!cut) {
    const Goal& parent = plan_.goals[g.parent];
    const Reference up{Kind::goal, g.parent};
    if (parent.refined) {
      std::string weight;
      // Weights of the parts sum to 100; with very many parts nobody gives weights.
      if (parent.children <= 20) {
        const std::uint32_t share = 100 / parent.children;
        weight = number_payload(share + (g.rank < 100 % parent.children ? 1 : 0));
      }
      refines.push_back({up, weight});
      if (there(parent.parent) && plan_.goals[parent.parent].refined && defect(18, e, 30))
        refines.push_back({{Kind::goal, parent.parent}, weight.empty() ? weight : number_payload(1)});
      if (defect(22, e, 15)) supports.push_back({up, number_payload(5)});
    } else {
      std::string contribution;
      if (parent.children <= 8) {
        const int size = 48 / static_cast<int>(parent.children);
        const Quantity q = quantity(edge, size, 0, size);
        if (q.range) {
          contribution = quantity_payload("contribution", q);
        } else {
          contribution = number_payload(size);
          w_.counted().quantities++;
        }
      }
      supports.push_back({up, contribution});
    }
  }
  if (g.refined && g.children > 0 && defect(3, e, 15))
    refines.push_back({{Kind::goal, g.first_child},
                       refines.empty() || refines[0].payload.empty() ? std::string() : number_payload(10)});
  w_.relation("supports", supports);
  w_.relation("refines", refines);

  const bool groundless = defect(107, e, 80);
  const std::uint32_t assessments = plan_.count(Kind::assessment);
  const std::uint32_t insights = plan_.count(Kind::insight);
  if (assessments > 0 && !groundless)
    w_.relation("based_on", Reference{Kind::assessment, static_cast<std::uint32_t>(edge.below(assessments))});
  if (insights > 0 && !groundless) {
    std::vector<Edge> edges;
    for (std::uint32_t i = e.index; i < insights && edges.size() < 5; i += plan_.count(Kind::goal))
      if (!plan_.has(106, Kind::insight, i, 200)) edges.push_back({{Kind::insight, i}, {}});
    if (edges.empty() && e.index >= insights && edge.chance(300)) {
      const auto insight = static_cast<std::uint32_t>(edge.below(insights));
      if (!plan_.has(106, Kind::insight, insight, 200))
        edges.push_back({{Kind::insight, insight}, share_payload(edge, "degree", edge.between(20, 100))});
    }
    // What its people feel: the insight that stands at the place of the audience is theirs.
    const bool answered = std::any_of(edges.begin(), edges.end(), [&](const Edge& edge_of) {
      return edge_of.target.index % std::max(plan_.count(Kind::audience), 1U) == g.audience;
    });
    if (there(g.audience) && g.audience < insights && !answered &&
        !plan_.has(106, Kind::insight, g.audience, 200))
      edges.push_back({{Kind::insight, g.audience}, {}});
    w_.relation("addresses", edges);
  }
  if (there(g.audience) && !(g.children == 0 && defect(302, e, 120))) {
    std::vector<Edge> edges = {{{Kind::audience, g.audience}, {}}};
    if (there(g.second_audience)) {
      edges[0].payload = number_payload(8, 1);
      edges.push_back({{Kind::audience, g.second_audience}, number_payload(2, 1)});
    }
    w_.relation("serves", edges);
  }
  const std::uint32_t benefits = plan_.count(Kind::benefit);
  if (benefits > 0 && (e.index < benefits || edge.chance(250)))
    w_.relation("delivers", Reference{Kind::benefit, e.index % benefits});
  const std::uint32_t capabilities = plan_.count(Kind::capability);
  if (capabilities > 0 && edge.chance(100))
    w_.relation("needs", {{{Kind::capability, static_cast<std::uint32_t>(edge.below(capabilities))},
                           number_payload(2)}});
  const std::uint32_t metrics = plan_.count(Kind::metric);
  if (metrics > 0 && !defect(601, e, 80)) {
    std::vector<Edge> edges;
    if (e.index < metrics) edges.push_back({{Kind::metric, e.index}, {}});
    // Where goals outnumber metrics, one metric stands for several goals.
    if (edges.empty()) edges.push_back({{Kind::metric, e.index % metrics}, {}});
    const std::uint32_t all = plan_.count(Kind::goal);
    if (e.index % 5 == 0 && all + e.index / 5 < metrics && metric_goal(all + e.index / 5) == e.index)
      edges.push_back({{Kind::metric, all + e.index / 5}, {}});
    w_.relation("measured_by", edges);
  }
  if (!defect(704, e, 60)) {
    const std::uint32_t owner = g.layer == 0 ? plan_.executive(edge) : plan_.owner(edge);
    if (there(owner)) w_.relation("owned_by", Reference{Kind::stakeholder, owner});
  }
  if (g.layer == 0 || edge.chance(150)) {
    const std::uint32_t sponsor = plan_.executive(edge);
    if (there(sponsor)) w_.relation("sponsored_by", Reference{Kind::stakeholder, sponsor});
  }
  const std::uint32_t values = plan_.count(Kind::value);
  if (values > 0 && (e.index < values || edge.chance(50)))
    w_.relation("guided_by", Reference{Kind::value, e.index % values});
  if (!plan_.market.empty() && edge.chance(60))
    w_.relation("co_created_with",
                Reference{Kind::stakeholder, plan_.market[edge.below(plan_.market.size())]});
  if (g.children == 0 && e.index > 0 && defect(211, e, 60))
    w_.relation("conflicts_with",
                {{{Kind::goal, e.index - 1}, "{\"reason\":\"Both need the same evenings\"}"}});
  (void)r;
}

void Document::benefit(Reference e, Random& r) {
  constexpr std::array<std::string_view, 5> whose = {"customer", "company", "customer", "company", "partner"};
  common(e, r, aimed);
  w_.text_attribute("beneficiary", whose[e.index % whose.size()]);
  money_attribute("value", r, std::int64_t{r.between(2, 400)} * 500);
  if (plan_.count(Kind::audience) > 0)
    w_.relation("serves", Reference{Kind::audience, e.index % plan_.count(Kind::audience)});
  // The result of the goal that delivers it.
  if (e.index < std::min(plan_.count(Kind::goal), plan_.count(Kind::metric)))
    w_.relation("measured_by", Reference{Kind::metric, e.index});
}

void Document::audience(Reference e, Random& r) {
  common(e, r, aimed - 10);
  const std::uint64_t size = plan_.audience_sizes[e.index];
  if (size > 0) {
    // A range around the size of a part could sum to more than the whole.
    const bool part = there(plan_.audience_parents[e.index]);
    const auto people = static_cast<std::int64_t>(size);
    w_.quantity_attribute("size", part ? quantity(r, people, 0, people) : Quantity{{people, 0}, false, 0, 0});
  }
  w_.text_attribute("type", r.chance(700) ? "segment" : "community");
  text_list("characteristics", {"rides to work", "asks before buying"});
  constexpr std::array<std::string_view, 4> regions = {"north", "south", "west", "east"};
  w_.text_attribute("language", tag_of(language_of(seed_, e)));
  w_.text_attribute("region", regions[r.below(4)]);
  const Quantity online = quantity(r, r.between(60, 97), 2, 100);
  w_.quantity_attribute("online_share", online);
  if (r.chance(400)) money_attribute("value_per_member", r, r.between(5, 300));
  std::vector<Edge> edges;
  for (const std::uint32_t place : plan_.audience_channels[e.index])
    if (there(place)) {
      // Even the upper end of a range stays below the lower end of those online.
      const auto most = static_cast<int>((online.range ? online.low : online.likely.digits) * 10 / 13);
      edges.push_back({{Kind::channel, place}, share_payload(r, "share", r.between(30, most))});
    }
  w_.relation("present_on", edges);
  if (there(plan_.audience_parents[e.index]))
    w_.relation("part_of", Reference{Kind::audience, plan_.audience_parents[e.index]});
}

void Document::stakeholder(Reference e, Random& r) {
  common(e, r, 0, plan_.has(709, e.kind, e.index, 20) && e.index > plan_.executive_count ? "left" : "active");
  const std::uint32_t managers_from = plan_.executive_count;
  const std::uint32_t employees_from = managers_from + plan_.manager_count;
  const std::uint32_t market_from = employees_from + plan_.employee_count;
  const std::uint32_t partners_from = market_from + plan_.market_count;
  constexpr std::array<std::string_view, 3> others = {"partner", "agency", "regulator"};
  const bool executive = e.index < managers_from;
  const bool manager = !executive && e.index < employees_from;
  const bool employee = !executive && !manager && e.index < market_from;
  const bool market = e.index >= market_from && e.index < partners_from;
  const std::string_view other = others[e.index % 3];
  w_.text_attribute("type", executive  ? "executive"
                            : manager  ? "manager"
                            : employee ? "employee"
                            : market   ? "market_representative"
                                       : other);
  if (!executive && !manager && !employee && !market && other == "partner")
    w_.text_attribute("partner_type", "dealer");
  if (executive || manager || employee)
    w_.text_attribute("department", departments[r.below(departments.size())]);
  const bool blocks = e.index > 0 && defect(702, e, 50);
  const std::uint64_t stance = r.below(100);
  w_.text_attribute("stance", blocks        ? "blocker"
                              : stance < 15 ? "champion"
                              : stance < 55 ? "supporter"
                              : stance < 96 ? "neutral"
                                            : "sceptic");
  const bool uneducated = executive && defect(703, e, 300);
  if (!uneducated && (executive || manager || r.chance(500)))
    w_.date_attribute("educated", assessed + 70 + r.between(0, 20));
  const int influence = executive ? r.between(60, 100) : manager ? r.between(30, 70) : r.between(2, 40);
  w_.number_attribute("influence", blocks ? 80 : stance >= 96 ? std::min(influence, 45) : influence, 2);
  if (employee) w_.quantity_attribute("hours_per_week", quantity(r, r.between(20, 40)));
  Random edge = edge_random(e);
  if (manager && plan_.executive_count > 0) {
    w_.relation("part_of", Reference{Kind::stakeholder, plan_.executive(edge)});
  } else if (employee) {
    w_.relation("part_of", Reference{Kind::stakeholder, plan_.owner(edge)});
  }
  const bool works = employee && e.index - employees_from < plan_.people.size();
  if (works || market) text_list("roles", {works ? "performer" : "beneficiary"});
  if (works)
    w_.relation("works_as", {{{Kind::resource, plan_.people[e.index - employees_from]},
                              number_payload(edge.between(2, 10), 1)}});
  const std::uint32_t audiences = plan_.count(Kind::audience);
  if (market) {
    // Together they speak for everybody.
    std::vector<Edge> edges;
    for (std::uint32_t i = e.index - market_from; i < audiences; i += plan_.market_count)
      edges.push_back({{Kind::audience, i}, {}});
    w_.relation("speaks_for", edges);
  } else if (!executive && !manager && !employee && audiences > 0) {
    const Reference who{Kind::audience, static_cast<std::uint32_t>(edge.below(audiences))};
    w_.relation("holds_relationship", {{who, number_payload(edge.between(1, 9), 1)}});
  }
}

void Document::channel(Reference e, Random& r) {
  constexpr std::array<std::string_view, 8> platforms = {"website",  "newsletter", "facebook", "instagram",
                                                         "linkedin", "tiktok",     "youtube",  "whatsapp"};
  const Channel& c = plan_.channels[e.index];
  common(e, r, planned - 5, c.live ? "active" : "");
  const bool offline = e.index % 5 == 4;
  const bool paid = e.index >= 2 && !offline && e.index % 5 == 3;
  constexpr std::array<std::string_view, 4> whose = {"shared", "earned", "owned", "partner"};
  w_.text_attribute("mode", offline ? "offline" : "online");
  w_.text_attribute("ownership", e.index < 2 ? "owned" : paid ? "paid" : whose[r.below(whose.size())]);
  if (!offline) w_.text_attribute("platform", platforms[e.index % platforms.size()]);
  constexpr std::array<std::string_view, 3> rests = {"dormant", "excluded", "retired"};
  w_.text_attribute("state", c.live ? "active" : rests[e.index / 16 % 3]);
  w_.text_attribute("purpose", e.index % 3 == 0 ? "Listening and answering" : "Telling what we do");
  if (!c.live) w_.text_attribute("reason", "Costs more than it brings");
  if (c.live) {
    w_.attribute("ceiling");
    std::string& out = w_.out();
    out += '{';
    w_.name(out, "per_week");
    append_number(out, {static_cast<std::int64_t>(c.posts_per_week + c.posts_per_week / 5 + 7), 0});
    out += '}';
  }
  w_.quantity_attribute("setup_hours", quantity(r, r.between(2, 80)));
  if (paid) {
    w_.attribute("cost_model");
    std::string& out = w_.out();
    out += '{';
    w_.name(out, "model");
    out += "\"cpm\"";
    w_.next(out);
    w_.name(out, "price");
    w_.write_quantity(out, quantity(r, r.between(20, 120), 1));
    out += '}';
  }
  std::vector<Edge> edges;
  for (const std::uint32_t audience : plan_.reached[e.index])
    edges.push_back({{Kind::audience, audience}, share_payload(r, "share", r.between(5, 23))});
  w_.relation("reaches", edges);
  if (paid && !plan_.budgets.empty() && c.live && c.posts_per_week > 0) {
    std::string payload = "{";
    w_.name(payload, "money");
    append_number(payload, {1'200, 0});
    payload += '}';
    w_.relation("consumes", {{{Kind::resource, plan_.budgets[0]}, payload}});
  }
  if (!defect(406, e, 100)) owned(r);
  edges.clear();
  const std::uint32_t policies = plan_.count(Kind::policy);
  if (!offline && !paid)
    for (std::uint32_t i = 1; i < std::min(policies, 3U); ++i) edges.push_back({{Kind::policy, i}, {}});
  if (paid && policies > 4) edges.push_back({{Kind::policy, 4}, {}});
  w_.relation("governed_by", edges);
}

void Document::program(Reference e, Random& r) {
  constexpr std::array<std::string_view, 8> types = {"campaign",         "engagement", "service",
                                                     "business_process", "community",  "listening",
                                                     "education",        "evaluation"};
  constexpr std::array<std::string_view, 3> executions = {"internal", "joint", "market"};
  const Program& p = plan_.programs[e.index];
  common(e, r, planned, p.start > as_of ? "planned" : "active", r.chance(400) ? "on_track" : "");
  const std::uint64_t execution = r.below(100);
  // Where nobody speaks for the market, nothing can be run with it.
  const bool alone = execution < 75 || plan_.market.empty();
  w_.text_attribute("execution", executions[alone ? 0 : execution < 93 ? 1 : 2]);
  std::string_view type = types[e.index < types.size() ? e.index : r.below(types.size())];
  const bool unruled = defect(855, e, 80);
  if (unruled) type = "engagement";
  w_.text_attribute("type", type);
  const bool late = there(p.goal) && defect(902, e, 80);
  const Day end = late ? plan_.goals[p.goal].due + 45 : p.end;
  if (!defect(901, e, 30)) {
    w_.date_attribute("start", p.start);
    w_.date_attribute("end", end);
    if (r.chance(80)) w_.boolean_attribute("continuous", true);
    if (r.chance(400)) {
      const Day days = end - p.start + 1; // both of them included
      w_.quantity_attribute("duration", quantity(r, days, 0, days));
    }
  }
  const bool overspent = p.money > 0 && !plan_.without_resources(e.index) && defect(504, e, 120);
  const bool bare = plan_.without_resources(e.index);
  const std::int64_t spend = bare ? 0 : p.money + p.activity_cost;
  if (spend > 0) {
    const std::int64_t budget =
        overspent ? std::max<std::int64_t>(1, p.money / 2) : spend * 26 / 25 / 50 * 50 + 50;
    // A range below the sum spent would look like an overrun.
    Quantity q = quantity(r, budget);
    q.low = budget;
    if (overspent) q.range = false;
    w_.quantity_attribute("budget", q);
  }
  const bool personal = plan_.count(Kind::policy) > 3 && r.chance(150);
  if (personal) w_.boolean_attribute("personal_data", true);

  Random edge = edge_random(e);
  if (!defect(206, e, 70) && there(p.goal)) {
    std::vector<Edge> edges;
    // The one program of a goal that nothing else helps has to bring most of it.
    const bool mainstay = e.index == p.goal && plan_.goals[p.goal].children == 0 &&
                          plan_.count(Kind::program) <= plan_.count(Kind::goal);
    const int size = mainstay ? edge.between(60, 80) : edge.between(20, 38);
    const Quantity q = quantity(edge, size, 0, mainstay ? 85 : 40);
    if (q.range) {
      edges.push_back({{Kind::goal, p.goal}, quantity_payload("contribution", q)});
    } else if (edge.chance(200)) {
      std::string payload = "{";
      w_.name(payload, "contribution");
      append_number(payload, {size, 0});
      w_.next(payload);
      w_.name(payload, "confidence");
      append_number(payload, {edge.between(50, 95), 2});
      payload += '}';
      edges.push_back({{Kind::goal, p.goal}, payload});
    } else {
      edges.push_back({{Kind::goal, p.goal}, number_payload(size)});
    }
    if (there(p.second_goal))
      edges.push_back({{Kind::goal, p.second_goal}, number_payload(edge.between(2, 4))});
    w_.relation("contributes_to", edges);
  }
  if (!alone)
    w_.relation("co_created_with", Reference{Kind::stakeholder, plan_.market[e.index % plan_.market.size()]});
  const std::uint32_t audience = there(p.goal) ? plan_.goals[p.goal].audience : nobody;
  if (there(audience)) w_.relation("serves", Reference{Kind::audience, audience});
  std::vector<Edge> edges;
  for (const std::uint32_t channel : p.channels)
    if (there(channel))
      edges.push_back({{Kind::channel, channel}, share_payload(edge, "degree", edge.between(10, 100))});
  if (!plan_.resting_channels.empty() && defect(403, e, 45))
    edges.push_back({{Kind::channel, plan_.resting_channels[edge.below(plan_.resting_channels.size())]},
                     number_payload(5, 1)});
  if (there(audience) && plan_.live_channels.size() > 8 && plan_.has(307, e.kind, e.index, 110)) {
    const std::uint32_t channel = plan_.live_channels[edge.below(plan_.live_channels.size())];
    if (!plan_.present(audience, channel)) {
      edges.push_back({{Kind::channel, channel}, number_payload(5, 1)});
      ++defects_[307];
    }
  }
  if (e.index < plan_.tools.size())
    edges.push_back({{Kind::resource, plan_.tools[e.index]}, number_payload(5, 1)});
  w_.relation("uses", edges);
  edges.clear();
  if (bare) ++defects_[510];
  if (!bare && there(p.budget)) {
    std::string payload = "{";
    w_.name(payload, "money");
    append_number(payload, {p.money, 0});
    payload += '}';
    edges.push_back({{Kind::resource, p.budget}, payload});
  }
  if (!bare && there(p.team)) {
    std::string payload = "{";
    w_.name(payload, "hours_per_week");
    append_number(payload, {p.team_quarters * 25, 2});
    payload += '}';
    edges.push_back({{Kind::resource, p.team}, payload});
  }
  w_.relation("consumes", edges);
  const std::uint32_t capabilities = plan_.count(Kind::capability);
  if (capabilities > 0 && (e.index < capabilities || edge.chance(150)))
    w_.relation("needs", {{{Kind::capability, e.index % capabilities}, number_payload(2)}});
  if (there(p.after)) w_.relation("depends_on", Reference{Kind::program, p.after});
  const std::uint32_t metrics = plan_.count(Kind::metric);
  // What is done shows before what comes of it, and that is measured at the goal.
  const std::uint32_t results = std::min(metrics, plan_.count(Kind::goal));
  if (metrics > results)
    w_.relation("measured_by", Reference{Kind::metric, results + e.index % (metrics - results)});
  else if (there(p.goal) && p.goal < metrics)
    w_.relation("measured_by", Reference{Kind::metric, p.goal});
  if (!defect(704, e, 60)) owned(edge);
  const std::uint32_t reviewer = plan_.owner(edge);
  if (there(reviewer))
    w_.relation("reviewed_by", {{{Kind::stakeholder, reviewer},
                                 date_payload(std::min(end, std::max(p.start, as_of) + 25))}});
  if (spend > 40'000) {
    const std::uint32_t boss = plan_.executive(edge);
    if (there(boss)) w_.relation("approved_by", {{{Kind::stakeholder, boss}, date_payload(planned + 12)}});
  }
  edges.clear();
  const std::uint32_t policies = plan_.count(Kind::policy);
  const bool talks = type == "engagement" || type == "community" || type == "service";
  // Policies stand in the order of `topics`; conduct applies to all.
  if (talks && !unruled)
    for (std::uint32_t i = 1; i < std::min(policies, 3U); ++i) edges.push_back({{Kind::policy, i}, {}});
  if (personal) edges.push_back({{Kind::policy, 3}, {}});
  w_.relation("governed_by", edges);
  if (plan_.settings.broken && edge.chance(50)) {
    w_.broken_relation("conflicts_with", "nowhere-" + std::to_string(e.index));
    ++defects_[1];
  }
}

void Document::activity(Reference e, Random& r) {
  const Activity& a = plan_.activities[e.index];
  const bool alone = !there(a.after) && !there(a.blocks) && defect(7, e, 40);
  common(e, r, 0, a.end < as_of ? "done" : a.start > as_of ? "planned" : "active");
  const bool vague = defect(904, e, 50);
  if (!vague) {
    if (a.cadence == Cadence::weekly && r.chance(60))
      w_.raw_attribute("cadence", "{\"rrule\":\"FREQ=WEEKLY;BYDAY=TU\"}");
    else
      w_.text_attribute("cadence", cadences[static_cast<std::size_t>(a.cadence)]);
  }
  w_.date_attribute("start", a.start);
  w_.date_attribute("end", a.end);
  Quantity hours{{std::int64_t{a.quarters_each} * 25, 2},
                 a.range,
                 std::int64_t{a.quarters_each} * 20,
                 std::int64_t{a.quarters_each} * 65 / 2};
  if (!vague) w_.quantity_attribute("hours_each", hours);
  if (a.cost_each > 0 && !(there(a.program) && plan_.without_resources(a.program)))
    money_attribute("cost_each", r, a.cost_each);
  if (alone) return;

  Random edge = edge_random(e);
  if (there(a.program) && plan_.programs[a.program].goal != nobody && defect(21, e, 60))
    w_.relation("contributes_to", {{{Kind::goal, plan_.programs[a.program].goal}, number_payload(5)}});
  std::vector<Edge> edges;
  if (there(a.program)) {
    const auto& channels = plan_.programs[a.program].channels;
    const std::uint32_t channel = channels[edge.below(3)];
    const std::uint32_t used = there(channel) ? channel : channels[0];
    if (there(used) && edge.chance(600))
      edges.push_back({{Kind::channel, used}, share_payload(edge, "degree", edge.between(5, 100))});
  }
  if (!plan_.resting_channels.empty() && defect(403, e, 35))
    edges.push_back({{Kind::channel, plan_.resting_channels[edge.below(plan_.resting_channels.size())]},
                     number_payload(5, 1)});
  if (e.index < plan_.contents.size())
    edges.push_back({{Kind::resource, plan_.contents[e.index]}, number_payload(1)});
  else if (!plan_.tools.empty() && edge.chance(60))
    edges.push_back({{Kind::resource, plan_.tools[edge.below(plan_.tools.size())]}, number_payload(5, 1)});
  w_.relation("uses", edges);
  if (there(a.resource)) {
    std::string payload;
    if (a.hours_stated) {
      Quantity week = hours;
      const std::int64_t times = a.cadence == Cadence::daily ? 5 : 1;
      const std::int64_t over = a.cadence == Cadence::fortnightly ? 2 : a.cadence >= Cadence::monthly ? 4 : 1;
      week.likely.digits = std::max<std::int64_t>(5, hours.likely.digits * times / over);
      week.low = std::min(week.likely.digits, hours.low * times / over);
      week.high = std::max(week.likely.digits, hours.high * times / over);
      payload = quantity_payload("hours_per_week", week);
    }
    w_.relation("consumes", {{{Kind::resource, a.resource}, payload}});
  }
  edges.clear();
  if (there(a.after)) edges.push_back({{Kind::activity, a.after}, {}});
  if (there(a.blocks)) {
    edges.push_back({{Kind::activity, a.blocks}, {}});
    ++defects_[4];
  }
  w_.relation("depends_on", edges);
  if (there(a.program)) w_.relation("part_of", Reference{Kind::program, a.program});
  const std::uint32_t who = plan_.employee(edge);
  if (there(who) && edge.chance(40)) w_.relation("performed_by", Reference{Kind::stakeholder, who});
  if (plan_.settings.broken && edge.chance(10)) {
    w_.broken_relation("governed_by", "nowhere-" + std::to_string(e.index));
    ++defects_[1];
  } else if (plan_.settings.broken && there(who) && edge.chance(10)) {
    w_.relation("governed_by", Reference{Kind::stakeholder, who});
    ++defects_[2];
  }
}

void Document::resource(Reference e, Random& r) {
  constexpr std::array<std::string_view, 6> types = {"person", "team", "agency", "budget", "tool", "content"};
  const ResourceType type = plan_.resource_types[e.index];
  const bool hours =
      type == ResourceType::person || type == ResourceType::team || type == ResourceType::agency;
  common(e, r, type == ResourceType::tool ? planned + 8 : equipped, "active");
  w_.text_attribute("type", types[static_cast<std::size_t>(type)]);
  w_.boolean_attribute("internal", type != ResourceType::agency);
  if (hours) {
    const std::int64_t peak = plan_.peak_quarters[e.index];
    const std::int64_t committed = type == ResourceType::person ? r.between(0, 8) : r.between(0, 40);
    // A tenth of spare hours above the busiest week, a whole number of them.
    std::int64_t capacity = (peak * 11 / 10 + 3) / 4 + committed + (type == ResourceType::person ? 10 : 20);
    if (peak > 16 && defect(501, e, 400)) capacity = std::max<std::int64_t>(1, peak / 8);
    w_.number_attribute("capacity", capacity);
    if (committed > 0) w_.number_attribute("committed", committed);
    const bool facing = r.chance(300);
    if (facing) w_.quantity_attribute("slack", quantity(r, r.between(1, 8)));
    money_attribute("rate", r, r.between(30, 140));
    w_.boolean_attribute("customer_facing", facing);
    if (r.chance(300)) text_list("skills", {"writing", "facilitation"});
  } else if (type == ResourceType::budget) {
    const std::int64_t money = plan_.money_planned[e.index] + (e.index == plan_.budgets[0] ? 1'200 * 400 : 0);
    w_.number_attribute("capacity", money * 21 / 20 / 100 * 100 + 500);
    w_.date_attribute("start", day_of(2026, 1, 1));
    w_.date_attribute("end", day_of(2028, 12, 31));
  } else if (type == ResourceType::tool) {
    money_attribute("cost", r, r.between(10, 900));
  }
  Random edge = edge_random(e);
  if (type == ResourceType::person && !plan_.teams.empty())
    w_.relation("part_of", Reference{Kind::resource, plan_.teams[edge.below(plan_.teams.size())]});
  if (type != ResourceType::person) owned(edge);
}

void Document::observations(Random& r, const Measure& m, std::int64_t base, std::int64_t target, Day from,
                            Day due, std::size_t rhythm, int count, Day last) {
  constexpr std::array<int, 5> days = {1, 7, 14, 30, 91};
  w_.attribute("observations");
  std::string& out = w_.out();
  out += '[';
  for (int i = 0; i < count; ++i) {
    const Day date = last - (count - 1 - i) * days[rhythm];
    w_.list_item(i == 0);
    out += '{';
    w_.name(out, "date");
    append_date(out, date);
    w_.next(out);
    w_.name(out, "value");
    // Along the straight way to the target, up to a tenth before or behind it.
    const std::int64_t way = std::int64_t{date - from} * r.between(95, 110);
    const std::int64_t whole = std::int64_t{due - from} * 100;
    // A step that has begun counts; of a way of three steps, a third would be lost otherwise.
    const std::int64_t step = target < base ? 1 - whole : whole - 1;
    const std::int64_t reached = base + ((target - base) * way + step) / whole;
    const std::int64_t short_of = target < base ? target + 1 : target - 1;
    append_number(out, {reached == target && way < whole ? short_of : reached, m.decimals});
    if (r.chance(250)) {
      w_.next(out);
      w_.name(out, "how");
      out += r.chance(500) ? "\"measured\"" : "\"entered\"";
    }
    out += '}';
    ++w_.counted().observations;
  }
  if (count > 0)
    w_.list_end();
  else
    out += ']';
}

void Document::metric(Reference e, Random& r) {
  const std::uint32_t all = plan_.count(Kind::goal);
  const bool leading = e.index >= all;
  const std::uint32_t goal = metric_goal(e.index);
  const Day due = there(goal) ? plan_.goals[goal].due : day_of(2027, 12, 31);
  const Measure& m = leading ? efforts[r.below(efforts.size())] : outcomes[r.below(outcomes.size())];
  constexpr std::array<int, 5> days = {1, 7, 14, 30, 91};
  constexpr std::array<int, 5> most = {0, 52, 26, 24, 8};
  const std::uint64_t pick = r.below(100);
  const std::size_t rhythm = pick < 30 ? 1 : pick < 42 ? 2 : pick < 88 ? 3 : 4;
  const Day last = as_of - r.between(0, 5) - (defect(613, e, 80) ? 250 : 0);
  const int count = r.chance(60) ? 0 : r.between(std::max(1, most[rhythm] / 3), most[rhythm]);
  const Day from = std::min(last - count * days[rhythm], aimed + 20);
  const std::int64_t base = r.between(m.base_low, m.base_high);
  const std::int64_t change =
      std::max<std::int64_t>(m.decimals == 0 ? 2 : 4, base * r.between(m.change_low, m.change_high) / 100);
  const std::int64_t target =
      m.direction == "decrease" ? std::max<std::int64_t>(0, base - change) : base + change;

  common(e, r, aimed + 21);
  w_.text_attribute("type", leading         ? (r.chance(500) ? "activity" : "output")
                            : r.chance(850) ? "outcome"
                                            : "impact");
  w_.text_attribute("quantity", m.quantity);
  w_.text_attribute("measure", m.key);
  w_.text_attribute("unit", m.unit);
  if (!m.basis.empty()) w_.text_attribute("basis", m.basis);
  w_.text_attribute("statistic", m.statistic);
  if (!m.per.empty()) w_.text_attribute("per", m.per);
  w_.text_attribute("direction", m.direction);
  std::string& out = w_.out();
  if (!defect(603, e, 80)) {
    w_.attribute("baseline");
    out += '{';
    w_.name(out, "value");
    append_number(out, {base, m.decimals});
    w_.next(out);
    w_.name(out, "date");
    append_date(out, from);
    out += '}';
  }
  if (!defect(602, e, 110)) {
    w_.attribute("targets");
    out += "[{";
    if (m.direction == "range") {
      w_.name(out, "min");
      append_number(out, {target, m.decimals});
      w_.next(out);
      w_.name(out, "max");
      append_number(out, {target + change, m.decimals});
    } else {
      w_.name(out, "value");
      append_number(out, {defect(609, e, 110) ? base : target, m.decimals});
    }
    w_.next(out);
    w_.name(out, "due");
    append_date(out, due);
    out += "}]";
  }
  if (!defect(606, e, 50)) w_.text_attribute("method", m.method);
  if (!defect(604, e, 40)) w_.text_attribute("cadence", cadences[rhythm]);
  if (m.quantity == "survey_share") w_.number_attribute("sample", r.between(80, 1'500));
  if (r.chance(200)) w_.text_attribute("life", "active");
  observations(r, m, base, target, from, due, rhythm, count, last);

  Random edge = edge_random(e);
  if (leading && there(goal) && goal < plan_.count(Kind::metric))
    w_.relation("drives", {{{Kind::metric, goal}, number_payload(edge.between(1, 8), 1)}});
  const std::uint32_t reviewer = plan_.owner(edge);
  if (there(reviewer) && !defect(605, e, 60))
    w_.relation("reviewed_by", {{{Kind::stakeholder, reviewer}, date_payload(as_of + edge.between(2, 7))}});
}

void Document::benchmark(Reference e, Random& r) {
  const Measure& m = outcomes[1];
  constexpr std::array<std::string_view, 4> platforms = {"facebook", "instagram", "linkedin", "tiktok"};
  common(e, r, 0);
  w_.text_attribute("measure", m.key);
  w_.text_attribute("platform", platforms[r.below(platforms.size())]);
  w_.text_attribute("basis", m.basis);
  w_.text_attribute("statistic", m.statistic);
  w_.text_attribute("segment", "Invented trade no. " + std::to_string(e.index + 1));
  w_.date_attribute("as_of", day_of(2026, 1, 31));
  w_.quantity_attribute("value", quantity(r, r.between(90, 400), 2));
  w_.text_attribute("unit", m.unit);
  w_.number_attribute("sample", r.between(100, 5'000));
  w_.text_attribute("grade", "B");
  owned(r);
}

void Document::policy(Reference e, Random& r) {
  const std::string_view topic = topics[e.index % topics.size()];
  const bool open = defect(852, e, 60);
  common(e, r, 0, open ? "draft" : "active");
  w_.text_attribute("topic", topic);
  w_.text_attribute("text", "Be fair, say who you are, and ask before you post somebody's picture.");
  if (e.index == 0) w_.boolean_attribute("applies_to_all", true);
  if (!open) w_.date_attribute("approved", governed + r.between(0, 30));
  w_.date_attribute("review_due", defect(853, e, 80) ? as_of - 30 : day_of(2028, 2, 1));
  if (topic == "spending")
    w_.raw_attribute("limits",
                     plan_.settings.compact ? "{\"approval_above\":50000}" : "{\"approval_above\": 50000}");
  if (plan_.count(Kind::assessment) > 0)
    w_.relation("based_on", Reference{Kind::assessment, e.index % plan_.count(Kind::assessment)});
  if (!defect(857, e, 80)) owned(r);
  std::vector<Edge> edges;
  const std::uint32_t deciders = std::min<std::uint32_t>(plan_.executive_count + plan_.manager_count, 12);
  for (std::uint32_t i = 0; i < deciders && !open; ++i)
    edges.push_back({{Kind::stakeholder, i}, date_payload(governed + 40)});
  w_.relation("informed", edges);
}

void Document::capability(Reference e, Random& r) {
  constexpr std::array<std::string_view, 4> areas = {"culture", "leadership", "governance", "technology"};
  common(e, r, 0);
  const bool technology = e.index % 4 == 3;
  w_.text_attribute("area", areas[e.index % 4]);
  w_.number_attribute("maturity", technology ? 25 : r.between(30, 45), 1);
  w_.number_attribute("required", technology ? 25 : 30, 1);
  owned(r);
}

void Document::risk(Reference e, Random& r) {
  constexpr std::array<std::string_view, 8> categories = {"reputation", "legal",    "privacy", "safety",
                                                          "platform",   "supplier", "people",  "money"};
  common(e, r, 0, "active");
  w_.text_attribute("category", categories[r.below(categories.size())]);
  w_.quantity_attribute("probability", quantity(r, r.between(2, 60), 2, 100));
  money_attribute("impact", r, std::int64_t{r.between(1, 300)} * 1'000);
  w_.boolean_attribute("reversible", r.chance(900));
  Random edge = edge_random(e);
  if (plan_.count(Kind::assessment) > 0)
    w_.relation("found_in", Reference{Kind::assessment,
                                      static_cast<std::uint32_t>(edge.below(plan_.count(Kind::assessment)))});
  owned(edge);
  const std::uint32_t goal = any(Kind::goal, edge);
  if (there(goal)) w_.relation("threatens", Reference{Kind::goal, goal});
  const std::uint32_t program = any(Kind::program, edge);
  if (there(program)) w_.relation("mitigated_by", Reference{Kind::program, program});
}

void Document::exclusion(Reference e, Random& r) {
  common(e, r, aimed);
  w_.text_attribute("statement", "We do not buy addresses and do not answer for others.");
  w_.text_attribute("reason", "It costs more trust than it brings");
  w_.date_attribute("until", day_of(2028, 6, 30));
  owned(r);
  // Only what is out for good is ruled out; the others sleep.
  if (e.index < plan_.dead_channels.size() && plan_.dead_channels[e.index] / 16 % 3 == 1)
    w_.relation("rules_out", Reference{Kind::channel, plan_.dead_channels[e.index]});
}

} // namespace

Statistics write_document(const Plan& plan, std::FILE* file) { return Document(plan, file).write(); }

} // namespace northline::generator
