#include "capi/own_checks.hpp"

#include "capi/options.hpp"
#include "check/configuration.hpp"

namespace northline::capi {

std::vector<std::shared_ptr<const OwnCheck>> own_checks(const std::vector<OwnCode>& all,
                                                        const northline_strategy* handle) {
  std::vector<std::shared_ptr<const OwnCheck>> made;
  for (const OwnCode& code : all)
    made.push_back(std::make_shared<CodedCheck>(code.words, [decide = code.decide, user = code.user,
                                                             handle](const View& view, Element focus, Date,
                                                                     std::vector<CodedCheck::Said>& out) {
      northline_report report;
      report.view = &view;
      const std::int32_t failed = decide(user.get(), handle, view_of(view.id(focus)), &report);
      if (failed != 0 || !report.failure.empty())
        throw OwnCheckFailure(
            report.failure.empty() ? "Its function said that it failed, and not why." : report.failure, true);
      out = std::move(report.said);
    }));
  return made;
}

} // namespace northline::capi

using namespace northline::capi;

extern "C" {

northline_status northline_options_add_check(northline_options* options, const char* definition,
                                             size_t definition_size, northline_decide decide,
                                             northline_release release, void* user,
                                             northline_error** out_error) noexcept {
  return guard("northline_options_add_check", out_error, [&] {
    northline_options& o = need(options, "options");
    const std::string_view written = text(definition, definition_size, "definition");
    if (decide == nullptr)
      refuse(NORTHLINE_INVALID_ARGUMENT, "decide is NULL; a check in code needs a function.");
    OwnCode code;
    code.words = northline::read_own_words(written);
    code.decide = decide;
    // Until the call has succeeded the user data stay the caller's.
    const auto armed = std::make_shared<bool>(false);
    code.user = std::shared_ptr<void>(user, [release, armed](void* p) {
      if (release && *armed) release(p);
    });
    for (OwnCode& other : o.settings.own)
      if (other.words.code == code.words.code) {
        std::swap(other, code);
        *armed = true;
        return;
      }
    o.settings.own.push_back(std::move(code));
    *armed = true;
  });
}

northline_status northline_report_add(northline_report* report, const char* message, size_t message_size,
                                      const char* at, size_t at_size, northline_error** out_error) noexcept {
  return guard("northline_report_add", out_error, [&] {
    northline_report& r = need(report, "report");
    northline::CodedCheck::Said said;
    said.message = text(message, message_size, "message");
    if (const MaybeText member = maybe_text(at, at_size, "at"); member.given) said.at = member.text;
    if (said.message.empty())
      refuse(NORTHLINE_INVALID_ARGUMENT, "The message is empty; a finding says what is wrong.");
    bool known = said.at.empty() || northline::find_relation(said.at) >= 0;
    for (unsigned k = 0; k < northline::kind_count && !known; ++k)
      known = northline::find_attribute(static_cast<northline::Kind>(k), said.at) >= 0;
    if (!known) refuse(NORTHLINE_NOT_FOUND, "There is no attribute or relation \"" + said.at + "\".");
    r.said.push_back(std::move(said));
  });
}

northline_status northline_report_relate(northline_report* report, const char* id, size_t id_size,
                                         northline_error** out_error) noexcept {
  return guard("northline_report_relate", out_error, [&] {
    northline_report& r = need(report, "report");
    const std::string_view wanted = text(id, id_size, "id");
    if (r.said.empty())
      refuse(NORTHLINE_WRONG_STATE,
             "There is no finding yet that the element could belong to; add one first.");
    const northline::Element e = r.view->find(wanted);
    if (e == northline::no_element)
      refuse(NORTHLINE_NOT_FOUND, "No element has the id \"" + std::string(wanted) + "\".");
    r.said.back().related.push_back(e);
  });
}

northline_status northline_report_fail(northline_report* report, const char* message, size_t message_size,
                                       northline_error** out_error) noexcept {
  return guard("northline_report_fail", out_error, [&] {
    northline_report& r = need(report, "report");
    const std::string_view why = text(message, message_size, "message");
    r.failure = why.empty() ? std::string("Its function failed.") : std::string(why);
  });
}

} // extern "C"
