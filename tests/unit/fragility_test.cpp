// Fragility: the loss of score without each element, against documents that were written without it.
#include "base/error.hpp"
#include "io/json_reader.hpp"
#include "io/json_writer.hpp"
#include "io/without.hpp"
#include "score/fragility.hpp"
#include "session/strategy.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cmath>
#include <fstream>
#include <sstream>

using namespace northline;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(NORTHLINE_SOURCE_DIR) + "/" + name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

TEST_CASE("fragility: the council without each of its elements, to the last bit", "[fragility]") {
  const auto base = read_json(Text::own(file("examples/strategies/council.json")));
  const View view(base);
  const Fragility f = fragility(view);
  CHECK(f.losses.size() > 50);
  double before = 2;
  for (const Loss& l : f.losses) {
    CHECK(l.lower_loss <= before);
    before = l.lower_loss;
    Strategy s(base);
    s.remove_element(view.id(l.element));
    const View written(read_json(Text::make(write_json(s.view()))));
    const Bounded left = score(written).overall;
    CHECK(same(left.score, l.score));
    CHECK(left.lower == l.lower);
    CHECK(same(l.score_loss, f.overall.score - left.score));
  }
}

TEST_CASE("fragility: threads, kinds, edits, limits, cancelling", "[fragility]") {
  const auto base = read_json(Text::own(file("examples/strategies/council.json")));
  const View view(base);
  FragilityOptions how;
  how.kinds = kinds(Kind::program, Kind::stakeholder);
  const Fragility one = fragility(view, how);
  how.threads = 3;
  const Fragility three = fragility(view, how);
  REQUIRE(one.losses.size() == view.count(Kind::program) + view.count(Kind::stakeholder));
  REQUIRE(three.losses.size() == one.losses.size());
  for (std::size_t i = 0; i < one.losses.size(); ++i) {
    CHECK(one.losses[i].element == three.losses[i].element);
    CHECK(same(one.losses[i].lower_loss, three.losses[i].lower_loss));
  }
  Strategy s(base);
  s.add_element(Kind::program, "extra");
  CHECK(fragility(s.view(), how).losses.size() == one.losses.size() + 1);
  how.steps = 1000;
  CHECK_THROWS_AS(fragility(view, how), Error);
  const std::atomic<bool> stop{true};
  how = {};
  how.threads = 2;
  how.cancel = Cancel(&stop);
  CHECK_THROWS_AS(fragility(view, how), Error);
}
