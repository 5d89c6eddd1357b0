#include "check/reading.hpp"

namespace northline::rules {
namespace {

constexpr std::string_view footprint[] = {"status", "state", "contacts_per_week", "capacity"};

void decide(RuleRun& run, Element channel) {
  const View& v = run.view;
  const ElementOf<Kind::channel> c{channel};
  const Quantity contacts = v.get(field::channel::contacts_per_week, c);
  if (!contacts.known() || !usable(v, channel)) return;
  const Quantity capacity = v.get(field::channel::capacity, c);
  if (capacity.known() && contacts.low > capacity.high)
    run.report(channel)
        .number("contacts", contacts.low)
        .number("capacity", capacity.high)
        .at("contacts_per_week");
}

} // namespace

extern const Rule contacts_above_capacity = {
    .code = "NL421",
    .name = "contacts-above-capacity",
    .category = Category::channels,
    .severity = Severity::warning,
    .focus = kinds(Kind::channel),
    .question = "Can the channel bear the contacts that come in?",
    .message = "{contacts} contacts a week are expected on {focus}, which can bear {capacity}.",
    .advice = "Let people help themselves elsewhere, spread the contacts, or give the channel more "
              "capacity.",
    .parameters = {},
    .footprint = footprint,
    .decide = decide,
};

} // namespace northline::rules
