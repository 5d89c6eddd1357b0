#include "compare/whole.hpp"

#include "io/json_reader.hpp"
#include "io/json_writer.hpp"

namespace northline::compare {

std::shared_ptr<const Snapshot> read_again(std::string text, Cancel cancel) {
  ReadOptions how;
  how.cancel = cancel;
  return read_json(Text::make(std::move(text)), how);
}

std::shared_ptr<const Snapshot> whole_snapshot(const View& v, Cancel cancel) {
  return v.overlay() ? read_again(write_json(v), cancel) : v.shared_base();
}

} // namespace northline::compare
