#include "score/mean.hpp"

#include <array>

namespace northline {

void weights_of(std::span<const double> written, double top, std::vector<Weight>& weights) {
  weights.clear();
  Sum given;
  for (const double w : written)
    if (known(w)) given.add(w);
  if (given.count() == 0) {
    weights.assign(written.size(), given_weight(1));
    return;
  }
  const double middle = given.value() / static_cast<double>(given.count());
  for (const double w : written)
    weights.push_back(known(w) ? given_weight(w) : Weight{0, top, middle, false});
}

double extreme_mean(std::span<const double> values, std::span<const Weight> weights, bool least) {
  // Exact sums, because single terms are taken out again when a weight moves to the top of its range.
  ExactSum total, weighted;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    const double w = weights[i].given ? weights[i].point : weights[i].low;
    total.add(w);
    weighted.add(w * values[i]);
    if (!weights[i].given) open.push_back(i);
  }
  // Parts that are alike in everything may change places; then nothing depends on their order.
  std::sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (values[a] != values[b]) return least ? values[a] < values[b] : values[a] > values[b];
    if (weights[a].high != weights[b].high) return weights[a].high < weights[b].high;
    return weights[a].low < weights[b].low;
  });
  double best = unknown_number;
  const auto choose = [&] {
    double mean = 0;
    if (const double divisor = total.value(); divisor != 0) {
      mean = weighted.value() / divisor;
    } else {
      Sum plain;
      for (const double v : values) plain.add(v);
      mean = plain.value() / static_cast<double>(values.size());
    }
    if (!known(best) || (least ? mean < best : mean > best)) best = mean;
  };
  choose();
  for (const std::uint32_t i : open) {
    const Weight& w = weights[i];
    total.add(-w.low);
    total.add(w.high);
    weighted.add(-(w.low * values[i]));
    weighted.add(w.high * values[i]);
    choose();
  }
  return best;
}

Bounded weighted_mean(std::span<const Bounded> parts, std::span<const Weight> weights) {
  if (parts.size() == 1 && weights[0].given) return held(parts[0]);
  bool equal = false;
  const auto point = [&](std::size_t i) { return equal ? 1.0 : weights[i].point; };
  double total = 0;
  {
    Sum s;
    for (const Weight& w : weights) s.add(w.point);
    total = s.value();
    if (!std::isfinite(total)) { // weights beyond the range of a double
      Bounded range = parts[0];
      for (const Bounded& p : parts)
        range = {0, std::min(range.lower, p.lower), std::max(range.upper, p.upper), 0};
      return unknown_in(range.lower, range.upper);
    }
    equal = total == 0;
    if (equal) total = static_cast<double>(parts.size());
  }
  bool settled = true; // every part is exact and every weight given
  for (std::size_t i = 0; i < parts.size() && settled; ++i)
    settled = weights[i].given && parts[i].lower == parts[i].upper && parts[i].known == 1;
  if (settled) {
    Sum s;
    for (std::size_t i = 0; i < parts.size(); ++i) s.add(point(i) * parts[i].lower);
    return exactly(s.value() / total);
  }
  Bounded mean;
  Sum divisor, scores, plain;
  bool all_scored = true, all_given = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    all_given = all_given && weights[i].given;
    if (!known(parts[i].score)) {
      all_scored = false;
      continue;
    }
    divisor.add(point(i));
    scores.add(point(i) * parts[i].score);
    plain.add(parts[i].score);
  }
  if (divisor.count() != 0) {
    if (all_scored) {
      mean.score = scores.value() / total;
    } else {
      const double among = divisor.value() == 0 ? plain.value() / static_cast<double>(plain.count())
                                                : scores.value() / divisor.value();
      for (std::size_t i = 0; i < parts.size(); ++i)
        if (!known(parts[i].score)) scores.add(point(i) * clamp(among, parts[i].lower, parts[i].upper));
      mean.score = scores.value() / total;
    }
  }
  Sum share;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (weights[i].given) share.add(point(i) * parts[i].known);
  mean.known = share.value() / total;
  if (all_given) {
    Sum lower, upper;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      lower.add(point(i) * parts[i].lower);
      upper.add(point(i) * parts[i].upper);
    }
    mean.lower = lower.value() / total;
    mean.upper = upper.value() / total;
  } else {
    std::vector<double> bounds;
    for (const Bounded& p : parts) bounds.push_back(p.lower);
    mean.lower = extreme_mean(bounds, weights, true);
    bounds.clear();
    for (const Bounded& p : parts) bounds.push_back(p.upper);
    mean.upper = extreme_mean(bounds, weights, false);
  }
  return held(mean);
}

Bounded plain_mean(std::span<const Bounded> parts) {
  if (parts.size() == 1) return held(parts[0]);
  bool settled = true;
  for (const Bounded& p : parts) settled = settled && p.lower == p.upper && p.known == 1;
  if (settled) {
    Sum s;
    for (const Bounded& p : parts) s.add(p.lower);
    return exactly(s.value() / static_cast<double>(parts.size()));
  }
  Sum scores, lower, upper, share;
  for (const Bounded& p : parts) {
    if (known(p.score)) scores.add(p.score);
    lower.add(p.lower);
    upper.add(p.upper);
    share.add(p.known);
  }
  const double n = static_cast<double>(parts.size());
  Bounded mean{unknown_number, lower.value() / n, upper.value() / n, share.value() / n};
  if (const std::size_t scored = scores.count(); scored != 0) {
    if (scored != parts.size()) {
      const double among = scores.value() / static_cast<double>(scored);
      for (const Bounded& p : parts)
        if (!known(p.score)) scores.add(clamp(among, p.lower, p.upper));
    }
    mean.score = scores.value() / n;
  }
  return held(mean);
}

Bounded mean_in_order(std::span<const Bounded> parts, std::span<const double> given) {
  double total = 0;
  for (const double w : given) total += w;
  const bool equal = total == 0;
  if (equal) total = static_cast<double>(parts.size());
  Bounded mean{0, 0, 0, 0};
  double divisor = 0, among = 0, plain = 0;
  unsigned scored = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double w = equal ? 1.0 : given[i];
    mean.lower += w * parts[i].lower;
    mean.upper += w * parts[i].upper;
    mean.known += w * parts[i].known;
    if (!known(parts[i].score)) continue;
    divisor += w;
    among += w * parts[i].score;
    plain += parts[i].score;
    ++scored;
  }
  mean.lower /= total;
  mean.upper /= total;
  mean.known /= total;
  if (scored == 0) {
    mean.score = unknown_number;
  } else if (scored == parts.size()) {
    mean.score = among / total;
  } else {
    const double middle = divisor == 0 ? plain / scored : among / divisor;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (!known(parts[i].score))
        among += (equal ? 1.0 : given[i]) * clamp(middle, parts[i].lower, parts[i].upper);
    mean.score = among / total;
  }
  return held(mean);
}

} // namespace northline
