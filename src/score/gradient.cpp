#include "score/gradient_run.hpp"

namespace northline {

Gradient gradient(const View& view, const GradientOptions& options) {
  SlopeTape tape(Numbers(view).limit());
  return run_gradient(view, options, tape, NoWatch{});
}

} // namespace northline
