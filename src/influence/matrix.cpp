#include "influence/matrix.hpp"

#include "influence/circle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace northline {
namespace {

[[noreturn]] void too_many(std::uint64_t limit) {
  throw Error(Status::limit, "The influence of this strategy has more than " + std::to_string(limit) +
                                 " numbers; ask for single elements, or raise the limit.");
}

/// What goals bring of goals, one row for each node that work may lead to.
struct Goals {
  std::vector<std::uint32_t> column_of; ///< by node; no_row: no goal
  std::vector<std::uint32_t> nodes;     ///< by column

  explicit Goals(const LinkGraph& graph) : column_of(graph.size(), no_row) {
    for (std::uint32_t n = 0; n < graph.size(); ++n)
      if (graph.view().is(graph.element(n), Kind::goal)) {
        column_of[n] = static_cast<std::uint32_t>(nodes.size());
        nodes.push_back(n);
      }
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes.size()); }
};

bool is_work(const LinkGraph& graph, std::uint32_t node) {
  const Kind k = graph.view().kind(graph.element(node));
  return k == Kind::program || k == Kind::activity;
}

/// Programs, then activities.
std::vector<std::uint32_t> work_nodes(const LinkGraph& graph) {
  std::vector<std::uint32_t> nodes;
  for (const Kind k : {Kind::program, Kind::activity})
    for (std::uint32_t n = 0; n < graph.size(); ++n)
      if (graph.view().is(graph.element(n), k)) nodes.push_back(n);
  return nodes;
}

/// A row that is being added up: a number for each column, and which of them were touched.
template <class T> class Gather {
public:
  explicit Gather(std::uint32_t columns) : values_(columns), seen_(columns, 0) {}
  T& at(std::uint32_t column) {
    if (seen_[column] != turn_) {
      seen_[column] = turn_;
      touched_.push_back(column);
      values_[column] = T{};
    }
    return values_[column];
  }
  const std::vector<std::uint32_t>& sorted() {
    std::sort(touched_.begin(), touched_.end());
    return touched_;
  }
  const T& value(std::uint32_t column) const { return values_[column]; }
  void clear() {
    touched_.clear();
    ++turn_;
  }

private:
  std::vector<T> values_;
  std::vector<std::uint32_t> seen_, touched_;
  std::uint32_t turn_ = 1;
};

// ---- exact sizes, no circle refused: one number an entry
// -----------------------------------------------------

/// Rows are kept as lists where most of them is 0 and whole otherwise. Behind the last column of a list
/// stands no_row.
class ExactReach {
public:
  ExactReach(const LinkGraph& graph, const Goals& goals, const MatrixOptions& options)
      : graph_(graph), goals_(goals), options_(options), rows_(graph.size()), scratch_(goals.size(), 0),
        gather_(goals.size()) {
    Work work(options.cancel);
    for (std::uint32_t c = 0; c < graph.component_count(); ++c) {
      const auto inside = graph.members(c);
      if (is_work(graph, inside[0])) continue;
      work.step();
      if (inside.size() == 1)
        single(inside[0]);
      else
        circle(c);
    }
  }
  struct Row {
    std::size_t at = 0;
    std::uint32_t count = 0; ///< entries
    bool whole = false;
  };
  const Row& row(std::uint32_t node) const { return rows_[node]; }
  const double* whole(const Row& r) const { return whole_.data() + r.at; }
  const std::uint32_t* columns(const Row& r) const { return columns_.data() + r.at; }
  const double* values(const Row& r) const { return values_.data() + r.at; }

private:
  void single(std::uint32_t node) {
    // Adding whole rows to whole rows is worth it as soon as one of them is whole.
    bool all = false;
    for (const SizedLink& l : graph_.out(node)) all = all || rows_[l.other].whole;
    if (!all) {
      gather_.clear();
      for (const SizedLink& l : graph_.out(node)) {
        const Row& r = rows_[l.other];
        for (std::uint32_t i = 0; i < r.count; ++i)
          gather_.at(columns_[r.at + i]) += l.point * values_[r.at + i];
      }
      if (const std::uint32_t own = goals_.column_of[node]; own != no_row) gather_.at(own) += 1;
      keep_list(node);
      return;
    }
    std::fill(scratch_.begin(), scratch_.end(), 0.0);
    for (const SizedLink& l : graph_.out(node)) add(scratch_.data(), rows_[l.other], l.point);
    if (const std::uint32_t own = goals_.column_of[node]; own != no_row) scratch_[own] += 1;
    keep_whole(node, scratch_.data());
  }
  void circle(std::uint32_t c) {
    const auto inside = graph_.members(c);
    const std::uint32_t n = static_cast<std::uint32_t>(inside.size());
    const auto place = [&](std::uint32_t node) {
      return static_cast<std::uint32_t>(std::lower_bound(inside.begin(), inside.end(), node) -
                                        inside.begin());
    };
    // Only columns that some member reaches from outside are worked with.
    gather_.clear();
    SparseRows w(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      if (const std::uint32_t own = goals_.column_of[inside[i]]; own != no_row) gather_.at(own);
      for (const SizedLink& l : graph_.out(inside[i])) {
        if (graph_.component(l.other) == c) {
          w[i].push_back({place(l.other), l.point});
          continue;
        }
        const Row& r = rows_[l.other];
        for (std::uint32_t k = 0; k < (r.whole ? goals_.size() : r.count); ++k)
          gather_.at(r.whole ? k : columns_[r.at + k]);
      }
      tidy(w[i]);
    }
    const std::vector<std::uint32_t> used = gather_.sorted();
    const std::size_t width = used.size();
    room(std::uint64_t{n} * width);
    std::vector<std::uint32_t> at(goals_.size(), no_row);
    for (std::uint32_t k = 0; k < width; ++k) at[used[k]] = k;
    std::vector<double> block(n * width, 0);
    for (std::uint32_t i = 0; i < n; ++i) {
      double* mine = block.data() + i * width;
      if (const std::uint32_t own = goals_.column_of[inside[i]]; own != no_row) mine[at[own]] += 1;
      for (const SizedLink& l : graph_.out(inside[i])) {
        if (graph_.component(l.other) == c) continue;
        const Row& r = rows_[l.other];
        if (r.whole)
          for (std::uint32_t k = 0; k < goals_.size(); ++k) mine[at[k]] += l.point * whole_[r.at + k];
        else
          for (std::uint32_t k = 0; k < r.count; ++k)
            mine[at[columns_[r.at + k]]] += l.point * values_[r.at + k];
      }
    }
    Elimination(std::move(w), options_.cancel).solve(block.data(), width);
    for (std::uint32_t i = 0; i < n; ++i) {
      gather_.clear();
      for (std::uint32_t k = 0; k < width; ++k)
        if (block[i * width + k] != 0) gather_.at(used[k]) = block[i * width + k];
      keep_list(inside[i]);
    }
  }
  void add(double* to, const Row& r, double size) const {
    if (r.whole) {
      const double* from = whole_.data() + r.at;
      for (std::uint32_t k = 0; k < goals_.size(); ++k) to[k] += size * from[k];
    } else {
      for (std::uint32_t i = 0; i < r.count; ++i) to[columns_[r.at + i]] += size * values_[r.at + i];
    }
  }
  void keep_list(std::uint32_t node) {
    const std::vector<std::uint32_t>& touched = gather_.sorted();
    if (touched.size() > 32 && touched.size() * 4 > goals_.size()) {
      std::fill(scratch_.begin(), scratch_.end(), 0.0);
      for (const std::uint32_t c : touched) scratch_[c] = gather_.value(c);
      keep_whole(node, scratch_.data());
      return;
    }
    rows_[node] = {columns_.size(), static_cast<std::uint32_t>(touched.size()), false};
    room(touched.size());
    for (const std::uint32_t c : touched) {
      columns_.push_back(c);
      values_.push_back(gather_.value(c));
    }
    columns_.push_back(no_row);
    values_.push_back(0);
    ++lists_;
  }
  void keep_whole(std::uint32_t node, const double* values) {
    std::uint32_t count = 0;
    for (std::uint32_t k = 0; k < goals_.size(); ++k) count += values[k] != 0;
    room(goals_.size());
    rows_[node] = {whole_.size(), count, true};
    whole_.insert(whole_.end(), values, values + goals_.size());
  }
  void room(std::uint64_t more) const {
    if (values_.size() - lists_ + whole_.size() + more > options_.entries) too_many(options_.entries);
  }

  const LinkGraph& graph_;
  const Goals& goals_;
  const MatrixOptions& options_;
  std::vector<Row> rows_;
  // Nodes without a row have the list at 0, which is empty.
  std::vector<double> whole_, values_{0.0};
  std::vector<std::uint32_t> columns_{no_row};
  std::size_t lists_ = 1;
  std::vector<double> scratch_;
  Gather<double> gather_;
};

/// A list of (column, value), columns rising, no_row behind the last, that counts `size` times.
struct SizedList {
  const std::uint32_t* columns;
  const double* values;
  double size;
};

/// The sum of the lists without what comes to 0; returns its length. Which list is next is not decided: all
/// are looked at, and those that are not there yet give 0.
template <unsigned n> std::uint32_t joined(const SizedList* lists, std::uint32_t* columns, double* values) {
  std::array<SizedList, n> rest;
  std::copy(lists, lists + n, rest.begin());
  for (std::uint32_t length = 0;;) {
    std::uint32_t least = rest[0].columns[0];
    for (unsigned i = 1; i < n; ++i) { // std::min() becomes a branch that is wrong half of the time
      const std::uint32_t other = rest[i].columns[0];
      least ^= (least ^ other) & (0U - static_cast<std::uint32_t>(other < least));
    }
    if (least == no_row) return length;
    double sum = 0;
    for (SizedList& l : rest) {
      const bool here = *l.columns == least;
      const auto bits = __builtin_bit_cast(std::uint64_t, l.size * *l.values);
      sum += __builtin_bit_cast(double, bits & (0 - std::uint64_t{here}));
      l.columns += here;
      l.values += here;
    }
    columns[length] = least;
    values[length] = sum;
    length += sum != 0;
  }
}

/// A sum of more lists than that.
class Lists {
public:
  explicit Lists(std::uint32_t columns) {
    for (unsigned i = 0; i < 2; ++i) {
      columns_[i].resize(columns);
      values_[i].resize(columns);
    }
  }
  void clear() { size_ = 0; }
  std::uint32_t size() const { return size_; }
  const std::uint32_t* columns() const { return columns_[now_].data(); }
  const double* values() const { return values_[now_].data(); }
  void add(const std::uint32_t* columns, const double* values, std::uint32_t count, double size) {
    const std::uint32_t* mine = columns_[now_].data();
    const double* own = values_[now_].data();
    std::uint32_t* to = columns_[now_ ^ 1U].data();
    double* sum = values_[now_ ^ 1U].data();
    std::uint32_t i = 0, k = 0, n = 0;
    while (i < size_ && k < count) {
      const std::uint32_t a = mine[i], b = columns[k];
      const double x = a <= b ? own[i] : 0, y = b <= a ? size * values[k] : 0;
      to[n] = a <= b ? a : b;
      sum[n++] = x + y;
      i += a <= b;
      k += b <= a;
    }
    for (; i < size_; ++i) {
      to[n] = mine[i];
      sum[n++] = own[i];
    }
    for (; k < count; ++k) {
      to[n] = columns[k];
      sum[n++] = size * values[k];
    }
    size_ = n;
    now_ ^= 1U;
  }

private:
  std::vector<std::uint32_t> columns_[2];
  std::vector<double> values_[2];
  unsigned now_ = 0;
  std::uint32_t size_ = 0;
};

/// out = or += the sum of up to four rows; one pass over the row that is written.
void combine_rows(double* out, std::uint32_t n, const double* const* rows, const double* sizes,
                  unsigned count, bool fresh) {
  const double *a = rows[0], *b = rows[count > 1 ? 1 : 0], *c = rows[count > 2 ? 2 : 0],
               *d = rows[count > 3 ? 3 : 0];
  const double x = sizes[0], y = sizes[count > 1 ? 1 : 0], z = sizes[count > 2 ? 2 : 0],
               w = sizes[count > 3 ? 3 : 0];
  double* __restrict to = out;
  switch (count + (fresh ? 0U : 4U)) {
  case 1:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = x * a[k];
    break;
  case 2:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = x * a[k] + y * b[k];
    break;
  case 3:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = x * a[k] + y * b[k] + z * c[k];
    break;
  case 4:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = x * a[k] + y * b[k] + z * c[k] + w * d[k];
    break;
  case 5:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = to[k] + x * a[k];
    break;
  case 6:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = to[k] + x * a[k] + y * b[k];
    break;
  case 7:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = to[k] + x * a[k] + y * b[k] + z * c[k];
    break;
  default:
    for (std::uint32_t k = 0; k < n; ++k) to[k] = to[k] + x * a[k] + y * b[k] + z * c[k] + w * d[k];
    break;
  }
}

void exact_matrix(const LinkGraph& graph, const Goals& goals, const std::vector<std::uint32_t>& rows,
                  const MatrixOptions& options, InfluenceMatrix& m) {
  const ExactReach reach(graph, goals, options);
  const std::uint32_t n = goals.size();
  const std::uint64_t all = static_cast<std::uint64_t>(rows.size()) * n;
  Work work(options.cancel);

  // A row has at least the entries of its longest part and at most those of all of them together; counting
  // them out is needed only where that does not decide.
  std::uint64_t least = 0, most = 0;
  for (const std::uint32_t node : rows) {
    std::uint64_t longest = 0, sum = 0;
    for (const SizedLink& l : graph.out(node)) {
      const std::uint64_t count = reach.row(l.other).count;
      longest = std::max(longest, count);
      sum += count;
    }
    least += longest;
    most += std::min<std::uint64_t>(sum, n);
  }
  m.sparse = most * 10 < all;
  if (!m.sparse && least * 10 < all) {
    std::vector<std::uint32_t> seen(n, no_row);
    std::uint64_t entries = 0;
    for (std::uint32_t i = 0; i < rows.size(); ++i)
      for (const SizedLink& l : graph.out(rows[i])) {
        work.step();
        const auto& r = reach.row(l.other);
        for (std::uint32_t k = 0; k < (r.whole ? n : r.count); ++k) {
          if (r.whole && reach.whole(r)[k] == 0) continue;
          const std::uint32_t column = r.whole ? k : reach.columns(r)[k];
          entries += seen[column] != i;
          seen[column] = i;
        }
      }
    m.sparse = entries * 10 < all;
  }
  if (options.shape != MatrixForm::automatic) m.sparse = options.shape == MatrixForm::sparse;

  if (!m.sparse) {
    if (all > options.entries) too_many(options.entries);
    m.values = RawNumbers(all);
    double* out = m.values.data();
    for (const std::uint32_t node : rows) {
      work.step();
      const double* parts[4];
      double sizes[4];
      unsigned count = 0;
      bool fresh = true;
      for (const SizedLink& l : graph.out(node)) {
        const auto& r = reach.row(l.other);
        if (!r.whole) continue;
        parts[count] = reach.whole(r);
        sizes[count++] = l.point;
        if (count < 4) continue;
        combine_rows(out, n, parts, sizes, count, fresh);
        fresh = false;
        count = 0;
      }
      if (count) {
        combine_rows(out, n, parts, sizes, count, fresh);
        fresh = false;
      }
      if (fresh) std::memset(out, 0, n * sizeof(double));
      for (const SizedLink& l : graph.out(node)) {
        const auto& r = reach.row(l.other);
        if (r.whole) continue;
        const std::uint32_t* columns = reach.columns(r);
        const double* values = reach.values(r);
        for (std::uint32_t k = 0; k < r.count; ++k) out[columns[k]] += l.point * values[k];
      }
      out += n;
    }
    return;
  }
  // Room for as many as there can be: what is not touched costs nothing.
  const std::uint64_t room = std::min(most, options.entries) + n + 1;
  m.first.assign(1, 0);
  m.first.reserve(rows.size() + 1);
  m.values = RawNumbers(room);
  double* values = m.values.data();
  m.column.reserve(std::min(most, options.entries));
  Lists lists(n);
  Gather<double> gather(n);
  std::vector<std::uint32_t> columns(std::size_t{n} + 1); // and one that comes to 0
  std::uint64_t entries = 0;
  const auto put = [&](std::uint32_t column, double x) {
    if (x == 0) return;
    m.column.push_back(column);
    values[entries++] = x;
  };
  for (const std::uint32_t node : rows) {
    work.step();
    const auto links = graph.out(node);
    bool merge = links.size() <= 8;
    for (const SizedLink& l : links) merge = merge && !reach.row(l.other).whole;
    if (merge && links.size() <= 3) { // few short lists, each in order: joining them beats looking columns up
      std::array<SizedList, 3> few;
      std::size_t i = 0;
      for (const SizedLink& l : links) {
        const auto& r = reach.row(l.other);
        few[i++] = {reach.columns(r), reach.values(r), l.point};
      }
      const auto join = i == 1 ? joined<1> : i == 2 ? joined<2> : joined<3>;
      const std::uint32_t length = i == 0 ? 0 : join(few.data(), columns.data(), values + entries);
      m.column.insert(m.column.end(), columns.begin(), columns.begin() + length);
      entries += length;
    } else if (merge) {
      lists.clear();
      for (const SizedLink& l : links) {
        const auto& r = reach.row(l.other);
        lists.add(reach.columns(r), reach.values(r), r.count, l.point);
      }
      for (std::uint32_t k = 0; k < lists.size(); ++k) put(lists.columns()[k], lists.values()[k]);
    } else {
      gather.clear();
      for (const SizedLink& l : links) {
        const auto& r = reach.row(l.other);
        for (std::uint32_t k = 0; k < (r.whole ? n : r.count); ++k) {
          const double x = r.whole ? reach.whole(r)[k] : reach.values(r)[k];
          if (x != 0) gather.at(r.whole ? k : reach.columns(r)[k]) += l.point * x;
        }
      }
      for (const std::uint32_t c : gather.sorted()) put(c, gather.value(c));
    }
    if (entries > options.entries) too_many(options.entries);
    m.first.push_back(entries);
  }
  m.values.shorten(entries);
}

// ---- ranges, unknown sizes, refused circles, signs
// --------------------------------------------------------------

/// The same with everything that is known of an entry.
class CellReach {
public:
  CellReach(const LinkGraph& graph, const Goals& goals, const MatrixOptions& options)
      : graph_(graph), goals_(goals), options_(options), first_(graph.size(), 0), count_(graph.size(), 0),
        gather_(goals.size()) {
    Work work(options.cancel);
    for (std::uint32_t c = 0; c < graph.component_count(); ++c) {
      const auto inside = graph.members(c);
      if (is_work(graph, inside[0])) continue;
      work.step();
      if (inside.size() == 1) {
        gather(inside[0], c, gather_);
        if (const std::uint32_t own = goals_.column_of[inside[0]]; own != no_row) add_one(gather_.at(own));
        keep(inside[0]);
      } else {
        circle(c);
      }
    }
  }
  /// What the node's links bring together, those within the component left out.
  void gather(std::uint32_t node, std::uint32_t component, Gather<Cell>& to) const {
    to.clear();
    for (const SizedLink& l : graph_.out(node)) {
      if (graph_.component(l.other) == component) continue;
      const std::size_t at = first_[l.other];
      for (std::uint32_t k = 0; k < count_[l.other]; ++k) to.at(columns_[at + k]).add(l, cells_[at + k]);
    }
  }

private:
  static void add_one(Cell& c) {
    for (double& x : c.positive) x += 1;
    c.flags |= Cell::good;
  }
  void circle(std::uint32_t c) {
    const auto inside = graph_.members(c);
    const std::uint32_t n = static_cast<std::uint32_t>(inside.size());
    std::vector<InnerLink> inner;
    Gather<std::uint8_t> all(goals_.size());
    for (std::uint32_t i = 0; i < n; ++i) {
      gather(inside[i], c, gather_);
      for (const std::uint32_t column : gather_.sorted()) all.at(column);
      if (const std::uint32_t own = goals_.column_of[inside[i]]; own != no_row) all.at(own);
      for (const SizedLink& l : graph_.out(inside[i]))
        if (graph_.component(l.other) == c)
          inner.push_back({i,
                           static_cast<std::uint32_t>(
                               std::lower_bound(inside.begin(), inside.end(), l.other) - inside.begin()),
                           l});
    }
    const std::vector<std::uint32_t> used = all.sorted();
    const std::size_t width = used.size();
    room(std::uint64_t{n} * width);
    std::vector<Cell> block(n * width);
    for (std::uint32_t i = 0; i < n; ++i) {
      gather(inside[i], c, gather_);
      if (const std::uint32_t own = goals_.column_of[inside[i]]; own != no_row) add_one(gather_.at(own));
      const auto& touched = gather_.sorted();
      for (std::size_t k = 0, t = 0; k < width && t < touched.size(); ++k)
        if (used[k] == touched[t]) block[i * width + k] = gather_.value(touched[t++]);
    }
    Circle(n, graph_.refused(c), std::move(inner), options_.cancel).solve(block.data(), width);
    for (std::uint32_t i = 0; i < n; ++i) {
      gather_.clear();
      for (std::size_t k = 0; k < width; ++k)
        if (block[i * width + k].flags) gather_.at(used[k]) = block[i * width + k];
      keep(inside[i]);
    }
  }
  void keep(std::uint32_t node) {
    const std::vector<std::uint32_t>& touched = gather_.sorted();
    room(touched.size());
    first_[node] = cells_.size();
    count_[node] = static_cast<std::uint32_t>(touched.size());
    for (const std::uint32_t c : touched) {
      columns_.push_back(c);
      cells_.push_back(gather_.value(c));
    }
  }
  void room(std::uint64_t more) const { // a cell takes the room of seven numbers
    if ((cells_.size() + more) * 7 > options_.entries) too_many(options_.entries);
  }

  const LinkGraph& graph_;
  const Goals& goals_;
  const MatrixOptions& options_;
  std::vector<std::size_t> first_;
  std::vector<std::uint32_t> count_, columns_;
  std::vector<Cell> cells_;
  Gather<Cell> gather_;
};

void bounded_matrix(const LinkGraph& graph, const Goals& goals, const std::vector<std::uint32_t>& rows,
                    const MatrixOptions& options, InfluenceMatrix& m) {
  const CellReach reach(graph, goals, options);
  const std::uint32_t n = goals.size();
  const std::uint64_t all = static_cast<std::uint64_t>(rows.size()) * n;
  Work work(options.cancel);
  Gather<Cell> gather(n);
  std::vector<double> values, lower, upper;
  m.first.assign(1, 0);
  for (const std::uint32_t node : rows) {
    work.step();
    reach.gather(node, no_row, gather);
    for (const std::uint32_t c : gather.sorted()) {
      const Effect e = gather.value(c).effect(no_element);
      if (e.value == 0 && e.lower == 0 && e.upper == 0) continue;
      m.column.push_back(c);
      values.push_back(e.value);
      lower.push_back(e.lower);
      upper.push_back(e.upper);
    }
    if (values.size() * 3 > options.entries) too_many(options.entries);
    m.first.push_back(values.size());
  }
  m.sparse =
      options.shape == MatrixForm::automatic ? values.size() * 10 < all : options.shape == MatrixForm::sparse;
  if (m.sparse) {
    const auto kept = [](const std::vector<double>& list) {
      RawNumbers made(list.size());
      std::copy(list.begin(), list.end(), made.data());
      return made;
    };
    m.values = kept(values);
    m.lower = kept(lower);
    m.upper = kept(upper);
    return;
  }
  if (all * 3 > options.entries) too_many(options.entries);
  const auto spread = [&](const std::vector<double>& list) {
    RawNumbers made(all);
    std::fill_n(made.data(), all, 0.0);
    for (std::size_t r = 0; r < rows.size(); ++r)
      for (std::uint64_t i = m.first[r]; i < m.first[r + 1]; ++i) made.data()[r * n + m.column[i]] = list[i];
    return made;
  };
  m.values = spread(values);
  m.lower = spread(lower);
  m.upper = spread(upper);
  m.first.clear();
  m.column.clear();
}

} // namespace

InfluenceMatrix influence_matrix(const LinkGraph& graph, const MatrixOptions& options) {
  const Goals goals(graph);
  const std::vector<std::uint32_t> rows = work_nodes(graph);
  InfluenceMatrix m;
  m.rows.reserve(rows.size());
  for (const std::uint32_t node : rows) m.rows.push_back(graph.element(node));
  m.columns.reserve(goals.size());
  for (const std::uint32_t node : goals.nodes) m.columns.push_back(graph.element(node));
  if (graph.exact())
    exact_matrix(graph, goals, rows, options, m);
  else
    bounded_matrix(graph, goals, rows, options, m);
  return m;
}

InfluenceConflicts conflicts(const LinkGraph& graph, std::size_t most, const MatrixOptions& options) {
  InfluenceConflicts found;
  if (!graph.harm()) return found;
  const Goals goals(graph);
  const CellReach reach(graph, goals, options);
  Work work(options.cancel);
  Gather<Cell> gather(goals.size());
  const auto lost = [](const Effect& e) { return known(e.value) ? std::min(e.helps, e.hurts) : -1.0; };
  const auto worse = [&](const InfluenceConflict& a, const InfluenceConflict& b) {
    const double x = lost(a.effect), y = lost(b.effect);
    if (x != y) return x > y;
    return a.work != b.work ? a.work < b.work : a.goal < b.goal;
  };
  for (const std::uint32_t node : work_nodes(graph)) {
    work.step();
    reach.gather(node, no_row, gather);
    for (const std::uint32_t c : gather.sorted()) {
      const Element goal = graph.element(goals.nodes[c]);
      const InfluenceConflict one{graph.element(node), goal, gather.value(c).effect(goal)};
      if (!one.effect.conflict()) continue;
      ++found.count;
      found.worst.push_back(one);
    }
    if (found.worst.size() > most * 2 + 4096) {
      std::nth_element(found.worst.begin(), found.worst.begin() + static_cast<std::ptrdiff_t>(most),
                       found.worst.end(), worse);
      found.worst.resize(most);
    }
  }
  std::sort(found.worst.begin(), found.worst.end(), worse);
  if (found.worst.size() > most) found.worst.resize(most);
  return found;
}

} // namespace northline
