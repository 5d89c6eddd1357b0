// SARIF 2.1.0 (OASIS), for code scanning services and editors.
#include "base/error.hpp"
#include "check/page_text.hpp"
#include "report/escape.hpp"
#include "report/fixing.hpp"
#include "report/json.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <northline/northline.h>

namespace northline {
namespace {

std::string_view level(Severity s) {
  return s == Severity::error     ? "error"
         : s == Severity::warning ? "warning"
         : s == Severity::advice  ? "note"
                                  : "none";
}

/// "no-line-of-sight" → "NoLineOfSight", as names of rules are written there.
std::string pascal(std::string_view name) {
  std::string out;
  bool up = true;
  for (const char c : name) {
    if (c == '-') {
      up = true;
      continue;
    }
    out.push_back(up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
    up = false;
  }
  return out;
}

/// A language as SARIF takes it: two letters, perhaps a country.
bool fits(std::string_view language) {
  const auto letters = [&](std::size_t at) {
    return at + 2 <= language.size() && std::isalpha(static_cast<unsigned char>(language[at])) != 0 &&
           std::isalpha(static_cast<unsigned char>(language[at + 1])) != 0;
  };
  return letters(0) && (language.size() == 2 || (language.size() == 5 && language[2] == '-' && letters(3)));
}

class Writer {
public:
  Writer(std::span<const Checked> all, const ReportOptions& o)
      : all_(all), o_(o), words_(o.messages ? *o.messages : english_) {}

  std::string write() {
    for (const Checked& c : all_)
      for (std::size_t i = 0; i < c.findings->size(); ++i)
        rules_.emplace(c.findings->rule(i).code, &c.findings->rule(i));
    j_.open('{');
    j_.key("$schema").string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                             "sarif-schema-2.1.0.json");
    j_.key("version").string("2.1.0");
    j_.key("runs").open('[').open('{');
    j_.key("tool").open('{').key("driver").open('{');
    j_.key("name").string("Northline");
    j_.key("version").string(NORTHLINE_VERSION);
    j_.key("semanticVersion").string(NORTHLINE_VERSION);
    j_.key("shortDescription");
    text("Checks, scores and explains strategies.");
    j_.key("properties").open('{').key("ruleSet").string(rule_set_version).close('}');
    j_.key("rules").open('[');
    unsigned index = 0;
    for (const auto& [code, rule] : rules_) {
      indices_[code] = index++;
      write_rule(*rule);
    }
    j_.close(']').close('}').close('}');
    if (fits(words_.language()))
      j_.key("language").string(words_.language() == "en" ? "en-US" : words_.language());
    j_.key("columnKind").string("unicodeCodePoints");
    j_.key("defaultEncoding").string("utf-8");
    j_.key("invocations").open('[').open('{').key("executionSuccessful").boolean(true).close('}').close(']');
    j_.key("artifacts").open('[');
    for (const Checked& c : all_) {
      j_.open('{').key("location").open('{').key("uri").string(uri_of(c.file)).close('}');
      if (c.findings->view().base().shared_text()->has_places()) {
        j_.key("length").count(c.findings->view().base().text().size());
        j_.key("mimeType").string("application/json");
      }
      j_.key("encoding").string("utf-8").close('}');
    }
    j_.close(']');
    j_.key("results").open('[');
    for (std::size_t file = 0; file < all_.size(); ++file) write_results(file);
    j_.close(']').close('}').close(']').close('}');
    return std::move(j_.out += '\n');
  }

private:
  void text(std::string_view s) { j_.open('{').key("text").string(s).close('}'); }
  /// Words with text of the document in them.
  void said(std::string_view s) { text(safe_message(s)); }
  static std::string safe_message(std::string_view s) {
    std::string safe;
    append_message(safe, s);
    return safe;
  }

  void write_rule(const Rule& r) {
    j_.open('{').key("id").string(r.code);
    j_.key("name").string(pascal(r.name));
    j_.key("shortDescription");
    said(words_.question(r));
    j_.key("fullDescription");
    said(words_.advice(r).empty() ? words_.question(r) : words_.advice(r));
    if (const std::string page = without_links(rule_page(r)); !page.empty()) {
      j_.key("help").open('{').key("text").string(page).key("markdown").string(page).close('}');
    }
    j_.key("defaultConfiguration").open('{').key("level").string(level(r.severity)).close('}');
    j_.key("properties").open('{').key("category").string(category_name(r.category));
    j_.key("tags").open('[').string(category_name(r.category)).close(']').close('}');
    j_.close('}');
  }

  void write_region(std::string_view name, std::size_t offset, std::size_t length, PlaceFinder& places) {
    const Place from = places.at(offset), to = places.at(offset + length);
    j_.key(name).open('{');
    j_.key("startLine").count(from.line).key("startColumn").count(from.column);
    j_.key("endLine").count(to.line).key("endColumn").count(to.column);
    j_.key("byteOffset").count(offset).key("byteLength").count(length);
    j_.close('}');
  }
  /// The fix as replacements of text.
  void write_fix(const Checked& c, std::size_t file, const Findings& f, std::size_t i, PlaceFinder& places) {
    if (!f.view().base().shared_text()->has_places() || walked_ > most_walked) return;
    const auto fix = f.fix(i, words_);
    if (!fix || fix->safety == Safety::display) return;
    std::vector<TextEdit> edits;
    std::size_t walked = f.view().base().text().size();
    try {
      edits = fix_edits(f, i, walked);
    } catch (const Error& e) {
      if (e.status() != Status::refused) throw; // it cannot be carried out on this text
    }
    walked_ += walked;
    if (edits.empty()) return;
    j_.key("fixes").open('[').open('{').key("description");
    said(fix->title);
    j_.key("artifactChanges").open('[').open('{');
    write_artifact(c, file);
    j_.key("replacements").open('[');
    for (const TextEdit& e : edits) {
      j_.open('{');
      write_region("deletedRegion", e.offset, e.length, places);
      j_.key("insertedContent");
      text(e.text);
      j_.close('}');
    }
    j_.close(']').close('}').close(']').close('}').close(']');
  }

  void write_artifact(const Checked& c, std::size_t file) {
    j_.key("artifactLocation")
        .open('{')
        .key("uri")
        .string(uri_of(c.file))
        .key("index")
        .count(file)
        .close('}');
  }
  void write_physical(const Checked& c, std::size_t file, const Spot& s, PlaceFinder& places) {
    j_.key("physicalLocation").open('{');
    write_artifact(c, file);
    if (s.in_text) write_region("region", s.offset, s.length, places);
    j_.close('}');
  }
  void write_logical(const View& v, Element e, std::string_view pointer) {
    j_.key("logicalLocations").open('[').open('{');
    if (e == root_element) {
      j_.key("fullyQualifiedName").string(pointer.empty() ? "/" : pointer);
      j_.key("kind").string("strategy");
    } else {
      j_.key("name").string(v.id(e));
      j_.key("fullyQualifiedName").string(pointer);
      j_.key("kind").string(info(v.kind(e)).name);
    }
    j_.close('}').close(']');
  }

  void write_results(std::size_t file) {
    const Checked& c = all_[file];
    const Findings& f = *c.findings;
    const View& v = f.view();
    const auto prints = f.fingerprints();
    PlaceFinder places(v.base().text());
    for (std::size_t i = 0; i < f.size(); ++i) {
      if ((i & 255U) == 0) o_.cancel.check();
      const Findings::Row& row = f.row(i);
      const Rule& r = f.rule(i);
      const Spot s = f.spot(i);
      j_.open('{').key("ruleId").string(r.code).key("ruleIndex").count(indices_[r.code]);
      j_.key("level").string(level(row.severity));
      j_.key("message");
      said(f.message(i, words_));
      j_.key("locations").open('[').open('{');
      write_physical(c, file, s, places);
      write_logical(v, row.focus, s.pointer);
      j_.close('}').close(']');
      write_related(c, file, f, i, places);
      write_fix(c, file, f, i, places);
      j_.key("partialFingerprints").open('{').key("northline/v1").string(prints[i]).close('}');
      if (const Suppression* by = f.suppression(i)) {
        j_.key("suppressions").open('[').open('{').key("kind").string("external");
        j_.key("status")
            .string("accepted")
            .key("justification")
            .string(safe_message(by->reason))
            .close('}')
            .close(']');
      } else if (f.suppressed() > 0) {
        j_.key("suppressions").raw("[]"); // says that it is not suppressed, where others are
      }
      if (f.baselined() > 0) j_.key("baselineState").string(f.baselined(i) ? "unchanged" : "new");
      if (const std::size_t cause = f.cause(i); cause != Findings::no_row)
        j_.key("properties").open('{').key("causedBy").string(prints[cause]).close('}');
      j_.close('}');
    }
  }

  void write_related(const Checked& c, std::size_t file, const Findings& f, std::size_t i,
                     PlaceFinder& places) {
    const View& v = f.view();
    std::vector<Element> related;
    for (const auto& a : f.arguments(i))
      if ((a.type == Findings::ArgumentType::element || a.type == Findings::ArgumentType::related) &&
          a.element != no_element && a.element != root_element &&
          std::find(related.begin(), related.end(), a.element) == related.end())
        related.push_back(a.element);
    if (related.empty()) return;
    j_.key("relatedLocations").open('[');
    for (std::size_t k = 0; k < related.size(); ++k) {
      const Spot s = element_spot(v, related[k]);
      j_.open('{').key("id").count(k);
      write_physical(c, file, s, places);
      write_logical(v, related[k], s.pointer);
      j_.key("message");
      said(describe(v, related[k], words_));
      j_.close('}');
    }
    j_.close(']');
  }

  std::span<const Checked> all_;
  const ReportOptions& o_;
  const Messages english_;
  const Messages& words_;
  std::map<std::string_view, const Rule*> rules_;
  std::map<std::string_view, unsigned> indices_;
  // Some fixes are turned into edits by walking the document: beyond this many bytes they are left out.
  static constexpr std::uint64_t most_walked = 1'000'000'000;
  std::uint64_t walked_ = 0;
  JsonOut j_;
};

} // namespace

std::string report_sarif(std::span<const Checked> all, const ReportOptions& o) {
  return Writer(all, o).write();
}

} // namespace northline
