// A page of its own that a manager reads and prints: nothing is fetched, nothing runs, all text is escaped.
#include "report/digest.hpp"
#include "report/escape.hpp"

#include <algorithm>
#include <cmath>
#include <northline/northline.h>

namespace northline {
namespace {

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2430;--soft:#566170;--line:#d5dae1;--panel:#f5f7f9;--link:#0b57a4;
--error:#a51421;--error-bg:#fdecec;--warning:#8a4b00;--warning-bg:#fff3e0;--advice:#1d5a96;--advice-bg:#e9f2fb;--bar:#3a6ea5}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6e9ed;--soft:#a5afbb;--line:#363e48;--panel:#1c2229;--link:#86b9f0;
--error:#ff9a9a;--error-bg:#3a1a1d;--warning:#ffc27a;--warning-bg:#38280f;--advice:#9ccaf7;--advice-bg:#152b40;--bar:#6ea3dc}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main,header.page,footer{max-width:62rem;margin:0 auto;padding:0 1.5rem}
header.page{padding-top:2.5rem}
footer{padding-bottom:3rem;color:var(--soft);font-size:.875rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.4rem;line-height:1.3;margin:2.75rem 0 .75rem;overflow-wrap:anywhere}
h3{font-size:1.1rem;line-height:1.35;margin:0 0 .35rem;overflow-wrap:anywhere}
section.strategy+section.strategy{border-top:3px solid var(--line);margin-top:3.5rem;padding-top:.5rem}
p{margin:.35rem 0;max-width:46rem}
a{color:var(--link)}
.meta{color:var(--soft)}
.eyebrow{color:var(--soft);text-transform:uppercase;letter-spacing:.06em;font-size:.8rem;margin:0 0 .25rem}
.verdict{font-size:1.15rem;margin:1.25rem 0;max-width:46rem}
.tiles{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0;padding:0}
.tile{flex:1 1 8rem;border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;background:var(--panel);border-top-width:4px}
.tile dt{color:var(--soft);font-size:.9rem}
.tile dd{margin:0;font-size:1.9rem;font-weight:650;line-height:1.2;font-variant-numeric:tabular-nums}
.tile.error{border-top-color:var(--error)}.tile.warning{border-top-color:var(--warning)}.tile.advice{border-top-color:var(--advice)}.tile.score{border-top-color:var(--bar)}
ol.first{padding:0;margin:0;list-style:none;counter-reset:n}
ol.first>li{counter-increment:n;position:relative;padding:.85rem 1rem .85rem 3.4rem;border:1px solid var(--line);border-radius:.5rem;margin-bottom:.6rem;background:var(--panel)}
ol.first>li::before{content:counter(n);position:absolute;left:1rem;top:.8rem;font-weight:700;font-size:1.3rem;color:var(--soft)}
ol.first p{margin:.15rem 0}
article{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 1rem;border-left:4px solid var(--line)}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}article.advice{border-left-color:var(--advice)}
.badge{display:inline-block;border-radius:.3rem;padding:.02rem .5rem;font-size:.8rem;font-weight:650}
.badge.error{color:var(--error);background:var(--error-bg)}.badge.warning{color:var(--warning);background:var(--warning-bg)}.badge.advice{color:var(--advice);background:var(--advice-bg)}
.code{color:var(--soft);font-size:.85rem;font-variant-numeric:tabular-nums}
ul.found{margin:.6rem 0;padding-left:1.2rem}
ul.found>li{margin:.45rem 0;overflow-wrap:anywhere}
.place{color:var(--soft);font-size:.875rem}
.why{background:var(--panel);border-radius:.35rem;padding:.5rem .9rem;margin:.75rem 0 0}
.why p{font-size:.95rem}.why ul{margin:.35rem 0;padding-left:1.2rem}
code{font:.9em/1.4 ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;background:var(--panel);border-radius:.2rem;padding:0 .2rem}
.why code{background:none;padding:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.95rem}
caption{text-align:left;font-weight:650;padding:.25rem 0}
th,td{text-align:left;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
thead th{color:var(--soft);font-weight:600;font-size:.875rem;overflow-wrap:normal}
th[scope=row]{font-weight:500}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th.n,td.n{padding-right:1.25rem}
.share{white-space:nowrap;font-variant-numeric:tabular-nums}
.bar{display:inline-block;width:7rem;height:.6rem;border-radius:.3rem;background:var(--line);overflow:hidden;vertical-align:middle;margin-right:.6rem}
.bar>span{display:block;height:100%;background:var(--bar)}
@media print{
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#fff;--link:#000;--error:#8c0d18;--error-bg:#fff;--warning:#6f3c00;--warning-bg:#fff;--advice:#153f69;--advice-bg:#fff;--bar:#555}
@page{margin:18mm 16mm}
body{font-size:10.5pt}
main,header.page,footer{max-width:none;padding-left:0;padding-right:0}
h2,h3{break-after:avoid}li,tr,.tile{break-inside:avoid}article>h3,article>p{break-after:avoid}
section.strategy+section.strategy{break-before:page;border-top:0;margin-top:0}
.badge{border:1px solid currentColor}.bar,.bar>span,.tile{-webkit-print-color-adjust:exact;print-color-adjust:exact}
a{text-decoration:none}nav{display:none}
}
)css";

std::string_view css(Severity s) {
  return s == Severity::error ? "error" : s == Severity::warning ? "warning" : "advice";
}

/// A paragraph of a check's page: code, emphasis and links' texts; everything else is text.
std::string inline_markdown(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto between = [&](std::string_view mark, std::string_view tag) {
      if (s.substr(i, mark.size()) != mark) return false;
      const std::size_t end = s.find(mark, i + mark.size());
      if (end == std::string_view::npos || end == i + mark.size()) return false;
      const std::string_view inner = s.substr(i + mark.size(), end - i - mark.size());
      ((out += '<') += tag) += '>';
      out += mark == "`" ? markup(inner) : inline_markdown(inner);
      ((out += "</") += tag) += '>';
      i = end + mark.size();
      return true;
    };
    if (between("`", "code") || between("**", "strong") || (s[i] == '*' && between("*", "em"))) continue;
    if (s[i] == '[')
      if (const std::size_t middle = s.find("](", i); middle != std::string_view::npos)
        if (const std::size_t end = s.find(')', middle);
            end != std::string_view::npos &&
            s.substr(i + 1, middle - i - 1).find('[') == std::string_view::npos) {
          out += inline_markdown(s.substr(i + 1, middle - i - 1));
          i = end + 1;
          continue;
        }
    const std::size_t next = std::min(s.find_first_of("`*[", i + 1), s.size());
    append_markup(out, s.substr(i, next - i));
    i = next;
  }
  return out;
}

/// Paragraphs and lists of a check's page.
std::string paragraphs(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    std::string_view block = text.substr(at, end - at);
    at = end + 2;
    while (!block.empty() && block.front() == '\n') block.remove_prefix(1);
    if (block.empty()) continue;
    if (block.substr(0, 2) == "- ") {
      out += "<ul>";
      for (std::size_t i = 0; i < block.size();) {
        const std::size_t to = std::min(block.find("\n- ", i), block.size());
        out += "<li>" + inline_markdown(block.substr(i + 2, to - i - 2)) + "</li>";
        i = to + 1;
      }
      out += "</ul>";
    } else {
      out += "<p>" + inline_markdown(block) + "</p>";
    }
  }
  return out;
}

std::string hundred(double x) { return std::to_string(std::lround(100 * x)); }
// A bound that is printed must still hold.
std::string hundred_down(double x) { return std::to_string(std::lround(std::floor(100 * x + 1e-7))); }
std::string hundred_up(double x) { return std::to_string(std::lround(std::ceil(100 * x - 1e-7))); }

class Page {
public:
  Page(std::span<const Checked> all, const ReportOptions& o)
      : all_(all), o_(o), words_(o.messages ? *o.messages : english_) {}

  std::string write() {
    const bool many = all_.size() > 1;
    const std::string title = many || all_.empty() ? std::string(words_(Word::report_titles))
                                                   : strategy_title(words_, all_[0].findings->view());
    out_ += "<!DOCTYPE html>\n<html lang=\"";
    text(words_.language());
    out_ += words_.right_to_left() ? "\" dir=\"rtl\">\n" : "\" dir=\"ltr\">\n";
    out_ += "<head>\n<meta charset=\"utf-8\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'\">\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
            "<meta name=\"color-scheme\" content=\"light dark\">\n<title>";
    text(title);
    out_ += "</title>\n<style>";
    out_ += style;
    out_ += "</style>\n</head>\n<body>\n<header class=\"page\">\n";
    if (!many) element("p", "eyebrow", words_(Word::report_title));
    out_ += "<h1><bdi>";
    text(title);
    out_ += "</bdi></h1>\n";
    if (!many && !all_.empty()) meta(all_[0]);
    out_ += "</header>\n<main>\n";
    if (many) overview();
    for (file_ = 0; file_ < all_.size(); ++file_) {
      o_.cancel.check();
      strategy(all_[file_], many);
    }
    out_ += "</main>\n<footer><p>";
    text(fill(words_(Word::report_made_by), {{"version", NORTHLINE_VERSION}}));
    out_ += "</p></footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

private:
  void text(std::string_view s) { append_markup(out_, s); }
  void text(Word w) { text(words_(w)); }
  void element(std::string_view tag, std::string_view classes, std::string_view content) {
    (out_ += '<') += tag;
    if (!classes.empty()) ((out_ += " class=\"") += classes) += '"';
    out_ += '>';
    text(content);
    ((out_ += "</") += tag) += ">\n";
  }
  void column(Word w, bool number = false) {
    out_ += number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
    text(w);
    out_ += "</th>";
  }
  void number(std::string_view n) { ((out_ += "<td class=\"n\">") += n) += "</td>"; }
  std::string anchor(std::string_view what) const {
    return "s" + std::to_string(file_ + 1) + "-" + markup(what);
  }

  void meta(const Checked& c) {
    out_ += "<p class=\"meta\"><bdi>";
    text(fill(words_(Word::report_of_file), {{"file", c.file}}));
    out_ += "</bdi> ";
    text(summary_text(words_, *c.findings));
    out_ += "</p>\n";
  }

  void overview() {
    out_ += "<section aria-labelledby=\"all\">\n<h2 id=\"all\">";
    text(Word::heading_all);
    out_ += "</h2>\n<div class=\"scroll\"><table>\n<thead><tr>";
    column(Word::column_strategy);
    column(Word::heading_errors, true);
    column(Word::heading_warnings, true);
    column(Word::heading_advice, true);
    column(Word::column_score, true);
    out_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const Checked& c = all_[i];
      out_ += "<tr><th scope=\"row\"><a href=\"#s" + std::to_string(i + 1) + "\"><bdi>";
      text(strategy_title(words_, c.findings->view()));
      out_ += "</bdi></a> <span class=\"place\"><bdi>";
      text(c.file);
      out_ += "</bdi></span></th>";
      for (const Severity s : {Severity::error, Severity::warning, Severity::advice})
        number(std::to_string(c.findings->count(s)));
      number(c.score && known(c.score->overall.score) ? hundred(c.score->overall.score) : std::string("–"));
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table></div>\n</section>\n";
  }

  void strategy(const Checked& c, bool many) {
    const Findings& f = *c.findings;
    const std::string own = "s" + std::to_string(file_ + 1);
    out_ += "<section class=\"strategy\" id=\"" + own + "\"";
    if (many) {
      out_ += " aria-labelledby=\"" + own + "-title\">\n<h2 id=\"" + own + "-title\"><bdi>";
      text(strategy_title(words_, f.view()));
      out_ += "</bdi></h2>\n";
      meta(c);
    } else {
      out_ += ">\n";
    }
    if (c.repairs)
      element("p", "meta", fill(words_(Word::repaired), {{"file", c.file}, {"count", c.repairs}}));
    verdict(f);
    tiles(c);
    const Digest d = digest(f);
    PlaceFinder places(f.view().base().text());
    if (!d.groups.empty()) first(f, d);
    if (c.score) score(c);
    if (!d.groups.empty()) areas(d);
    severities(f, d, places);
    aside(f, d, places);
    out_ += "</section>\n";
  }

  void verdict(const Findings& f) {
    out_ += "<p class=\"verdict\">";
    if (f.total() == 0) {
      text(Word::report_all_well);
      out_ += " ";
      text(Word::report_all_well_more);
    } else {
      const Severity worst = f.count(Severity::error)     ? Severity::error
                             : f.count(Severity::warning) ? Severity::warning
                                                          : Severity::advice;
      constexpr Word verdicts[] = {Word::verdict_errors, Word::verdict_warnings, Word::verdict_advice};
      text(fill(words_(verdicts[static_cast<unsigned>(worst)]), {{"count", f.count(worst)}}));
    }
    out_ += "</p>\n";
  }

  void tile(std::string_view classes, Word name, const std::string& value) {
    out_ += "<div class=\"tile ";
    out_ += classes;
    out_ += "\"><dt>";
    text(name);
    out_ += "</dt><dd>" + value + "</dd></div>\n";
  }
  void tiles(const Checked& c) {
    out_ += "<dl class=\"tiles\">\n";
    tile("error", Word::heading_errors, std::to_string(c.findings->count(Severity::error)));
    tile("warning", Word::heading_warnings, std::to_string(c.findings->count(Severity::warning)));
    tile("advice", Word::heading_advice, std::to_string(c.findings->count(Severity::advice)));
    if (c.score)
      tile("score", Word::column_score,
           known(c.score->overall.score) ? hundred(c.score->overall.score) : markup(words_(Word::unknown)));
    out_ += "</dl>\n";
  }

  void badge(Severity s) {
    ((out_ += "<span class=\"badge ") += css(s)) += "\">";
    text(words_.severity(s));
    out_ += "</span> ";
  }

  void first(const Findings& f, const Digest& d) {
    const std::string id = anchor("first");
    out_ += "<h2 id=\"" + id + "\">";
    text(Word::heading_first);
    out_ += "</h2>\n<ol class=\"first\">\n";
    for (std::size_t k = 0; k < d.first.size() && k < 5; ++k) {
      const FindingGroup& g = d.groups[d.first[k]];
      out_ += "<li>";
      badge(g.severity);
      out_ += "<bdi>";
      text(f.message(g.rows[0], words_));
      out_ += "</bdi>\n";
      if (const std::string_view advice = words_.advice(*g.rule); !advice.empty()) {
        out_ += "<p><strong>";
        text(advice);
        out_ += "</strong></p>\n";
      }
      out_ += "<p class=\"place\">";
      if (g.rows.size() > 1) {
        text(fill(words_(Word::more_of_this_check), {{"count", std::uint64_t{g.rows.size() - 1}}}));
        out_ += " · ";
      }
      if (g.explains) {
        text(fill(words_(Word::explains), {{"count", std::uint64_t{g.explains}}}));
        out_ += " · ";
      }
      out_ += "<a href=\"#" + anchor(std::string(css(g.severity)) + "-" + std::string(g.rule->code)) + "\">";
      text(g.rule->code);
      out_ += "</a></p></li>\n";
    }
    out_ += "</ol>\n";
  }

  void score(const Checked& c) {
    const ScoreResult& r = *c.score;
    const View& v = c.findings->view();
    out_ += "<h2>";
    text(Word::heading_score);
    out_ += "</h2>\n<p>";
    const std::string lower = hundred_down(r.overall.lower), upper = hundred_up(r.overall.upper);
    if (!known(r.overall.score))
      text(fill(words_(Word::score_unknown), {{"lower", lower}, {"upper", upper}}));
    else if (lower == upper)
      text(fill(words_(Word::score_exact), {{"score", hundred(r.overall.score)}}));
    else
      text(fill(words_(Word::score_sentence),
                {{"score", hundred(r.overall.score)}, {"lower", lower}, {"upper", upper}}));
    if (r.weakest >= 0) {
      out_ += " ";
      text(fill(words_(Word::score_weakest), {{"dimension", dimension(r.weakest)}}));
    }
    if (known(r.sound)) {
      out_ += " ";
      text(fill(words_(Word::score_sound),
                {{"share", fill(words_(Word::percent), {{"number", hundred_down(r.sound)}})}}));
    }
    out_ += "</p>\n";
    if (r.goals.empty()) return;
    std::vector<const GoalScore*> goals;
    for (const GoalScore& g : r.goals) goals.push_back(&g);
    const auto rank = [](const GoalScore* g) {
      return known(g->score.score) ? g->score.score : g->score.lower;
    };
    std::stable_sort(goals.begin(), goals.end(),
                     [&](const GoalScore* a, const GoalScore* b) { return rank(a) < rank(b); });
    out_ += "<div class=\"scroll\"><table>\n<caption>";
    text(Word::score_lowest_goals);
    out_ += "</caption>\n<thead><tr>";
    column(Word::column_goal);
    column(Word::column_score);
    column(Word::column_bounds, true);
    column(Word::column_weakest);
    out_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t k = 0; k < goals.size() && k < 10; ++k) {
      const GoalScore& g = *goals[k];
      const std::string title = v.text(field::common::title, g.goal);
      out_ += "<tr><th scope=\"row\"><bdi>";
      text(shortened(title.empty() ? std::string(v.id(g.goal)) : title, 80));
      out_ += "</bdi></th><td class=\"share\">";
      if (known(g.score.score)) {
        const std::string n = hundred(g.score.score);
        out_ +=
            "<span class=\"bar\" aria-hidden=\"true\"><span style=\"width:" + n + "%\"></span></span>" + n;
      } else {
        text(Word::unknown);
      }
      out_ += "</td>";
      number(hundred_down(g.score.lower) + " – " + hundred_up(g.score.upper));
      out_ += "<td>";
      text(g.weakest >= 0 ? dimension(g.weakest) : std::string_view("–"));
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody>\n</table></div>\n";
  }
  std::string_view dimension(std::int8_t d) const {
    return words_(static_cast<Word>(static_cast<int>(Word::dimension_direction) + d));
  }

  void areas(const Digest& d) {
    out_ += "<h2>";
    text(Word::heading_areas);
    out_ += "</h2>\n<div class=\"scroll\"><table>\n<thead><tr>";
    column(Word::column_area);
    column(Word::heading_errors, true);
    column(Word::heading_warnings, true);
    column(Word::heading_advice, true);
    out_ += "</tr></thead>\n<tbody>\n";
    for (unsigned a = 0; a < d.areas.size(); ++a) {
      if (d.areas[a][0] + d.areas[a][1] + d.areas[a][2] == 0) continue;
      out_ += "<tr><th scope=\"row\">";
      text(words_.category(static_cast<Category>(a)));
      out_ += "</th>";
      for (unsigned s = 0; s < 3; ++s)
        number(d.areas[a][s] ? std::to_string(d.areas[a][s]) : std::string("–"));
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table></div>\n";
  }

  void severities(const Findings& f, const Digest& d, PlaceFinder& places) {
    constexpr Word headings[] = {Word::heading_errors, Word::heading_warnings, Word::heading_advice};
    constexpr Word meanings[] = {Word::meaning_errors, Word::meaning_warnings, Word::meaning_advice};
    for (const Severity s : {Severity::error, Severity::warning, Severity::advice}) {
      if (f.count(s) == 0) continue;
      const auto at = static_cast<unsigned>(s);
      out_ += "<h2 id=\"" + anchor(css(s)) + "\">";
      text(headings[at]);
      out_ += " <span class=\"code\">" + std::to_string(f.count(s)) + "</span></h2>\n";
      element("p", "meta", words_(meanings[at]));
      std::uint64_t shown = 0;
      for (const FindingGroup& g : d.groups)
        if (g.severity == s && shown < o_.max_findings) group(f, g, places, shown);
      if (shown < f.count(s))
        element("p", "meta", fill(words_(Word::not_listed), {{"count", f.count(s) - shown}}));
    }
  }

  void group(const Findings& f, const FindingGroup& g, PlaceFinder& places, std::uint64_t& shown) {
    const Rule& r = *g.rule;
    o_.cancel.check();
    out_ += "<article class=\"";
    out_ += css(g.severity);
    out_ += "\" id=\"" + anchor(std::string(css(g.severity)) + "-" + std::string(r.code)) + "\">\n<h3>";
    text(words_.question(r));
    out_ += "</h3>\n<p class=\"code\">";
    badge(g.severity);
    text(r.code);
    out_ += " ";
    text(r.name);
    out_ += " · ";
    text(words_.category(r.category));
    out_ += "</p>\n<ul class=\"found\">\n";
    for (const std::size_t i : g.rows) {
      if (shown >= o_.max_findings) break;
      ++shown;
      finding(f, i, places);
    }
    out_ += "</ul>\n";
    if (const std::string_view advice = words_.advice(r); !advice.empty()) {
      out_ += "<p><strong>";
      text(Word::label_do);
      out_ += ":</strong> ";
      text(advice);
      out_ += "</p>\n";
    }
    if (const std::string_view why = words_.why(r); !why.empty()) {
      out_ += "<div class=\"why\"><p><strong>";
      text(Word::label_why);
      out_ += "</strong></p>" + paragraphs(why) + "</div>\n";
    }
    out_ += "</article>\n";
  }

  void finding(const Findings& f, std::size_t i, PlaceFinder& places) {
    out_ += "<li><bdi>";
    text(f.message(i, words_));
    out_ += "</bdi> <span class=\"place\">(<bdi>";
    text(place_text(words_, f, i, places));
    out_ += "</bdi>)</span>";
    if (const auto fix = f.fix(i, words_)) {
      out_ += "<p class=\"place\">";
      text(Word::label_fix);
      out_ += " (";
      text(words_.safety(fix->safety));
      out_ += "): <bdi>";
      text(fix->title);
      out_ += "</bdi></p>";
    }
    out_ += "</li>\n";
  }

  void aside(const Findings& f, const Digest& d, PlaceFinder& places) {
    if (d.aside.empty()) return;
    out_ += "<h2>";
    text(Word::heading_aside);
    out_ += "</h2>\n<div class=\"scroll\"><table>\n<thead><tr>";
    column(Word::column_check);
    column(Word::column_finding);
    column(Word::column_place);
    column(Word::column_why_aside);
    out_ += "</tr></thead>\n<tbody>\n";
    for (std::size_t k = 0; k < d.aside.size() && k < o_.max_findings; ++k) {
      const std::size_t i = d.aside[k];
      out_ += "<tr><th scope=\"row\">";
      text(f.rule(i).code);
      out_ += "</th><td><bdi>";
      text(f.message(i, words_));
      out_ += "</bdi></td><td>";
      text(place_text(words_, f, i, places));
      out_ += "</td><td><bdi>";
      if (const Suppression* by = f.suppression(i))
        text(by->until.known() ? fill(words_(Word::suppressed_until),
                                      {{"date", to_string(by->until)}, {"reason", by->reason}})
                               : fill(words_(Word::suppressed_because), {{"reason", by->reason}}));
      else
        text(Word::baselined);
      out_ += "</bdi></td></tr>\n";
    }
    out_ += "</tbody>\n</table></div>\n";
    if (d.aside.size() > o_.max_findings)
      element("p", "meta",
              fill(words_(Word::not_listed), {{"count", std::uint64_t{d.aside.size() - o_.max_findings}}}));
  }

  std::span<const Checked> all_;
  const ReportOptions& o_;
  const Messages english_;
  const Messages& words_;
  std::size_t file_ = 0;
  std::string out_;
};

} // namespace

std::string report_html(std::span<const Checked> all, const ReportOptions& o) { return Page(all, o).write(); }

} // namespace northline
