#include "report/fixing.hpp"

#include "io/json_reader.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace northline {
namespace {

// They keep a copy of the text, because it is replaced while they are still asked.
std::shared_ptr<const Findings> findings_of(std::string text, const CheckOptions& options) {
  ReadOptions how;
  how.cancel = options.cancel;
  return run_checks(View(read_json(Text::own(std::move(text)), how)), options);
}

/// Errors by code and focus, for telling new ones from old ones.
std::map<std::string, std::size_t> errors_of(const Findings& f) {
  std::map<std::string, std::size_t> out;
  for (std::size_t i = 0; i < f.size(); ++i)
    if (f.row(i).severity == Severity::error)
      ++out[std::string(f.rule(i).code) + "\x1F" + std::string(f.view().id(f.row(i).focus))];
  return out;
}
bool adds_error(const std::map<std::string, std::size_t>& before,
                const std::map<std::string, std::size_t>& after) {
  return std::any_of(after.begin(), after.end(), [&](const auto& e) {
    const auto was = before.find(e.first);
    return was == before.end() || was->second < e.second;
  });
}

bool wanted(const Fix& fix, const FixOptions& o) {
  return fix.safety == Safety::safe || (o.unsafe && fix.safety == Safety::unsafe);
}

struct Candidate {
  std::vector<TextEdit> edits;
  std::string key; ///< the same over rounds
  Mended mended;
};

bool touch(const std::vector<TextEdit>& a, const std::vector<TextEdit>& b) {
  for (const TextEdit& x : a)
    for (const TextEdit& y : b)
      if (x.offset <= y.offset + y.length && y.offset <= x.offset + x.length) return true;
  return false;
}

} // namespace

std::vector<TextEdit> fix_edits(const Findings& f, std::size_t finding) {
  std::size_t walked = 0;
  return fix_edits(f, finding, walked);
}
std::vector<TextEdit> fix_edits(const Findings& f, std::size_t finding, std::size_t& walked) {
  walked = 0;
  const auto fix = f.fix(finding);
  if (!fix || fix->patch.empty() || f.view().overlay()) return {};
  const Snapshot& base = f.view().base();
  const auto body = [&](std::string_view member, std::string_view id) {
    const Element e = f.view().find(id);
    if (e == no_element || e == root_element || info(f.view().kind(e)).member != member)
      return std::string_view::npos;
    return base.body_at(e);
  };
  return patch_edits(base.text(), fix->patch, body, walked);
}

FixResult fix_text(std::string_view text, const FixOptions& options) {
  FixResult result;
  result.text = std::string(text);
  auto findings = findings_of(result.text, options.checks);
  std::set<std::string> refused; // fixes that did harm are not tried again
  for (std::size_t round = 0; round < options.rounds; ++round) {
    std::vector<Candidate> round_of;
    const auto prints = findings->fingerprints();
    for (std::size_t i = 0; i < findings->size(); ++i) {
      const auto fix = findings->fix(i);
      if (!fix || !wanted(*fix, options)) continue;
      Candidate c{{}, prints[i], {}};
      if (refused.count(c.key) != 0) continue;
      try {
        c.edits = fix_edits(*findings, i);
      } catch (const Error& e) {
        if (e.status() != Status::refused) throw;
      }
      if (c.edits.empty()) continue;
      bool free = true;
      for (const Candidate& other : round_of) free = free && !touch(c.edits, other.edits);
      if (!free) continue; // the next round
      c.mended = {std::string(findings->rule(i).code), fix->title, findings->message(i)};
      round_of.push_back(std::move(c));
      constexpr std::size_t most = 1000; // each is compared with all of its round
      if (round_of.size() == most) break;
    }
    if (round_of.empty()) break;
    const auto before = errors_of(*findings);
    const auto with = [&](const std::vector<const Candidate*>& chosen) {
      std::vector<TextEdit> all;
      for (const Candidate* c : chosen) all.insert(all.end(), c->edits.begin(), c->edits.end());
      std::sort(all.begin(), all.end(),
                [](const TextEdit& a, const TextEdit& b) { return a.offset < b.offset; });
      return apply_edits(result.text, all);
    };
    std::vector<const Candidate*> chosen;
    for (const Candidate& c : round_of) chosen.push_back(&c);
    std::string next = with(chosen);
    auto after = findings_of(next, options.checks);
    if (adds_error(before, errors_of(*after))) { // find out who does it: one at a time
      chosen.clear();
      next = result.text;
      for (const Candidate& c : round_of) {
        chosen.push_back(&c);
        std::string tried = with(chosen);
        auto seen = findings_of(tried, options.checks);
        if (adds_error(before, errors_of(*seen))) {
          refused.insert(c.key);
          chosen.pop_back();
          continue;
        }
        next = std::move(tried);
        after = std::move(seen);
      }
    }
    if (chosen.empty()) continue;
    for (const Candidate* c : chosen) result.mended.push_back(c->mended);
    result.text = std::move(next);
    findings = std::move(after);
  }
  for (std::size_t i = 0; i < findings->size(); ++i)
    if (const auto fix = findings->fix(i); fix && fix->safety == Safety::unsafe && !options.unsafe)
      ++result.left;
  result.findings = std::move(findings);
  return result;
}

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  if (before == after) return "";
  const auto lines_of = [](std::string_view t) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < t.size();) {
      const std::size_t end = std::min(t.find('\n', at), t.size() - 1);
      lines.push_back(t.substr(at, end - at + 1));
      at = end + 1;
    }
    return lines;
  };
  const std::vector<std::string_view> a = lines_of(before), b = lines_of(after);
  // Myers (1986), from the first line that differs to the last; few lines do, so the quadratic part is small.
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  const auto n = static_cast<std::ptrdiff_t>(a.size() - head - tail);
  const auto m = static_cast<std::ptrdiff_t>(b.size() - head - tail);
  std::vector<char> script; // '=' both, '-' of a, '+' of b
  constexpr std::ptrdiff_t most = 500;
  std::vector<std::vector<std::ptrdiff_t>> rounds;
  std::vector<std::ptrdiff_t> reach(static_cast<std::size_t>(2 * std::min(n + m, most) + 3), 0);
  const std::ptrdiff_t middle = std::min(n + m, most) + 1;
  bool found = false;
  for (std::ptrdiff_t d = 0; d <= std::min(n + m, most) && !found; ++d) {
    rounds.push_back(reach);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      const auto at = [&](std::ptrdiff_t i) -> std::ptrdiff_t& {
        return reach[static_cast<std::size_t>(middle + i)];
      };
      std::ptrdiff_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m &&
             a[head + static_cast<std::size_t>(x)] == b[head + static_cast<std::size_t>(x - k)])
        ++x;
      at(k) = x;
      if (x >= n && x - k >= m) {
        found = true;
        break;
      }
    }
  }
  if (found) {
    std::ptrdiff_t x = n, y = m;
    for (auto d = static_cast<std::ptrdiff_t>(rounds.size()) - 1; d > 0; --d) {
      const auto at = [&](std::ptrdiff_t i) {
        return rounds[static_cast<std::size_t>(d)][static_cast<std::size_t>(middle + i)];
      };
      const std::ptrdiff_t k = x - y;
      const std::ptrdiff_t from = k == -d || (k != d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
      const std::ptrdiff_t px = at(from), py = px - from;
      for (; x > px && y > py; --x, --y) script.push_back('=');
      script.push_back(x == px ? '+' : '-');
      x = px, y = py;
    }
    for (; x > 0 && y > 0; --x, --y) script.push_back('=');
    std::reverse(script.begin(), script.end());
  } else { // hardly a line is the same: all of the one for all of the other
    script.assign(static_cast<std::size_t>(n), '-');
    script.insert(script.end(), static_cast<std::size_t>(m), '+');
  }
  std::string whole(head, '=');
  whole.append(script.begin(), script.end());
  whole.append(tail, '=');

  std::string out = "--- " + std::string(name) + "\n+++ " + std::string(name) + "\n";
  constexpr std::size_t around = 3;
  std::size_t ia = 0, ib = 0;
  for (std::size_t i = 0; i < whole.size();) {
    if (whole[i] == '=') {
      ++i, ++ia, ++ib;
      continue;
    }
    const std::size_t lead = std::min(around, i);
    std::size_t begin = i - lead, end = i, same = 0;
    for (std::size_t j = i; j < whole.size() && same <= 2 * around; ++j) {
      same = whole[j] == '=' ? same + 1 : 0;
      if (whole[j] != '=') end = j + 1;
    }
    end = std::min(end + around, whole.size());
    std::size_t of_a = 0, of_b = 0;
    for (std::size_t j = begin; j < end; ++j) {
      of_a += whole[j] != '+';
      of_b += whole[j] != '-';
    }
    std::size_t la = ia - lead, lb = ib - lead;
    out += "@@ -" + std::to_string(of_a ? la + 1 : la) + "," + std::to_string(of_a) + " +" +
           std::to_string(of_b ? lb + 1 : lb) + "," + std::to_string(of_b) + " @@\n";
    for (std::size_t j = begin; j < end; ++j) {
      const std::string_view line = whole[j] == '+' ? b[lb] : a[la];
      out.push_back(whole[j] == '=' ? ' ' : whole[j]);
      out += line;
      if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
      la += whole[j] != '+';
      lb += whole[j] != '-';
    }
    ia = la, ib = lb, i = end;
  }
  return out;
}

} // namespace northline
