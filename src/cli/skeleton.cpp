#include "cli/skeleton.hpp"

#include "base/error.hpp"
#include "base/json_text.hpp"

namespace northline::cli {
namespace {

// Each skeleton holds what the practice's first steps ask for and nothing that a later step would decide: an
// empty plan with the right questions in it beats a full one with invented answers.
struct Skeleton {
  std::string_view practice, title, members;
};

constexpr Skeleton skeletons[] = {
    {"landscape", "Look at the landscape, then decide",
     R"(  "assessments": {
    "landscape-assessment": {"title": "How people in our trade talk with their customers", "subject": "landscape", "owned_by": "lead"},
    "brand-assessment": {"title": "What our name stands for", "subject": "brand", "owned_by": "lead"},
    "customer-assessment": {"title": "What our customers need and what annoys them", "subject": "customers", "owned_by": "lead"},
    "partner-assessment": {"title": "How our partners stand", "subject": "partners", "owned_by": "lead"},
    "competitor-assessment": {"title": "What our competitors do for their brand, customers and partners", "subject": "competitors", "owned_by": "lead"},
    "staff-assessment": {"title": "What our own people can and want", "subject": "staff", "owned_by": "lead"}
  })"},
    {"clover", "Culture, leadership and governance before technology",
     R"(  "capabilities": {
    "culture": {"title": "Working openly with customers and one another", "area": "culture", "owned_by": "lead"},
    "leadership": {"title": "Backing from the top, in public and with time", "area": "leadership", "owned_by": "lead"},
    "governance": {"title": "Knowing who may decide, speak and answer", "area": "governance", "owned_by": "lead"},
    "technology": {"title": "Tools that the other three can carry", "area": "technology", "owned_by": "lead"}
  })"},
    {"five-steps", "Learn, aim, measure, choose, do",
     R"(  "assessments": {
    "comparable-trades": {"title": "What competitors and comparable trades do, and what went wrong for them", "subject": "competitors", "owned_by": "lead"}
  },
  "risks": {
    "reputation": {"title": "A post of ours harms our name", "category": "reputation", "owned_by": "lead"}
  })"},
    {"channels-later", "The company's goals and its customers first, channels last",
     R"(  "visions": {
    "vision": {"title": "What the company wants to be for its customers", "owned_by": "sponsor"}
  },
  "assessments": {
    "customer-assessment": {"title": "Who our customers are, what they read and where they meet", "subject": "customers", "owned_by": "lead"}
  })"},
    {"smacad", "Know where you stand, then decide with the market",
     R"(  "assessments": {
    "brand-assessment": {"title": "What our name stands for", "subject": "brand", "owned_by": "lead"},
    "customer-assessment": {"title": "What customers feel: needs, frustrations, excitements", "subject": "customers", "owned_by": "lead"},
    "partner-assessment": {"title": "The partners who sell for us", "subject": "partners", "owned_by": "lead"},
    "competitor-assessment": {"title": "Competitors: their brand, customers and partners", "subject": "competitors", "owned_by": "lead"}
  })"},
};

} // namespace

std::string skeleton(std::string_view practice, std::string_view title, Date today) {
  for (const Skeleton& s : skeletons) {
    if (s.practice != practice) continue;
    std::string out = "{\n  \"northline\": 1,\n  \"title\": ";
    append_json_string(out, title.empty() ? s.title : title);
    out += ",\n  \"as_of\": \"" + to_string(today) + "\",\n  \"practices\": [\"" + std::string(practice) +
           "\"],\n";
    out += "  \"owned_by\": \"lead\",\n  \"sponsored_by\": \"sponsor\",\n";
    out += s.members;
    out += R"(,
  "stakeholders": {
    "lead": {"title": "Whoever leads this strategy", "type": "manager"},
    "sponsor": {"title": "The executive who backs it", "type": "executive"}
  }
}
)";
    return out;
  }
  throw Error(Status::invalid_argument,
              "There is no practice \"" + std::string(practice) +
                  "\"; write landscape, clover, five-steps, channels-later or smacad.");
}

} // namespace northline::cli
