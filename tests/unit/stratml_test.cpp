#include "io/stratml.hpp"

#include "io/json_reader.hpp"
#include "support/catch.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace {

using namespace northline;
using boost::json::value;

constexpr std::string_view iso1 = "urn:ISO:std:iso:17469:tech:xsd:stratml_core";
constexpr std::string_view iso2 = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport";
constexpr std::string_view old1 = "http://www.stratml.net";
constexpr std::string_view old2 = "http://www.stratml.net/PerformancePlanOrReport";

constexpr std::string_view goal =
    "<Goal><Name>Riders trust our advice</Name><Description>Advice is why people come.</Description>"
    "<Identifier>g1</Identifier></Goal>";

std::string text(std::initializer_list<std::string_view> parts) {
  std::string s;
  for (const auto p : parts) s += p;
  return s;
}
std::string part1(std::string_view core = goal, std::string_view behind = "", std::string_view uri = iso1) {
  return text({"<StrategicPlan xmlns=\"", uri, "\"><Name>Plan</Name><StrategicPlanCore>", core,
               "</StrategicPlanCore>", behind, "</StrategicPlan>"});
}
std::string part2(std::string_view core = goal, std::string_view behind = "", std::string_view uri = iso2,
                  std::string_view type = "Performance_Report") {
  return text({"<PerformancePlanOrReport xmlns=\"", uri, "\" Type=\"", type,
               "\"><Name>Plan</Name><StrategicPlanCore>", core, "</StrategicPlanCore>", behind,
               "</PerformancePlanOrReport>"});
}
/// A goal with one objective that has these contents behind its name and identifier.
std::string objective(std::string_view contents) {
  return text(
      {"<Goal><Name>G</Name><Description>D</Description><Identifier>g1</Identifier><Objective><Name>O</Name>"
       "<Identifier>o1</Identifier>",
       contents, "</Objective></Goal>"});
}
/// A Part 2 plan with one indicator; its attributes, and its contents behind the identifier.
std::string indicator(std::string_view contents, std::string_view attributes = "",
                      std::string_view unit = "people") {
  return part2(objective(
      text({"<PerformanceIndicator ", attributes,
            "><MeasurementDimension>Members</MeasurementDimension><UnitOfMeasurement>", unit,
            "</UnitOfMeasurement><Identifier>i1</Identifier>", contents, "</PerformanceIndicator>"})));
}
std::string instance(std::string_view results) {
  return text({"<MeasurementInstance>", results, "</MeasurementInstance>"});
}

std::set<int> numbers(const std::vector<Repair>& list) {
  std::set<int> out;
  for (const Repair& r : list) out.insert(r.number);
  return out;
}
const Repair* find(const std::vector<Repair>& list, int number) {
  for (const Repair& r : list)
    if (r.number == number) return &r;
  return nullptr;
}

StratmlResult read(std::string_view xml) {
  StratmlResult r = read_stratml(xml);
  INFO(r.error_message << " in line " << r.error_line);
  CHECK(r.ok);
  CHECK(r.error_message.empty());
  CHECK_NOTHROW(require_no_problems(*read_json(Text::borrow(r.json))));
  for (const auto* list : {&r.repairs, &r.notes})
    for (const Repair& one : *list) {
      CHECK(!one.name.empty());
      CHECK(one.message.size() > 15);
      CHECK((one.message.back() == '.' || one.message.back() == ')'));
      CHECK(one.path.front() == '/');
      CHECK((one.number >= 60) == (list == &r.notes));
    }
  return r;
}
value parsed(const StratmlResult& r) { return boost::json::parse(r.json); }
value parsed(std::string_view xml) { return parsed(read(xml)); }

/// The value at a pointer; a null that is nowhere else if there is none.
value at(const value& document, std::string_view pointer) {
  boost::json::error_code ec;
  const value* found = document.find_pointer(boost::json::string_view(pointer.data(), pointer.size()), ec);
  return found ? *found : value();
}
std::string str(const value& document, std::string_view pointer) {
  const value v = at(document, pointer);
  return v.is_string() ? std::string(v.as_string()) : std::string();
}

} // namespace

TEST_CASE("StratML: a valid Part 2 report becomes a Northline document") {
  const StratmlResult r = read(part2(
      "<Organization><Name>Wheel &amp; Co</Name><Acronym>WC</Acronym></Organization>"
      "<Vision><Description>A city that rides</Description><Identifier>v1</Identifier></Vision>"
      "<Mission><Description>To get people riding</Description><Identifier>m1</Identifier></Mission>"
      "<Value><Name>Candour</Name><Description>We say what we know</Description></Value>"
      "<Goal><Name>Trust</Name><Description>Riders trust us</Description><Identifier>g1</Identifier>"
      "<SequenceIndicator>1</SequenceIndicator>"
      "<Stakeholder StakeholderTypeType=\"Person\"><Name>Ada Lane</Name><Description>Head of "
      "care</Description>"
      "<Role><Name>Owner</Name><RoleType>Performer</RoleType></Role></Stakeholder>"
      "<Stakeholder><Name>Riders</Name><Role><Name/><RoleType>Beneficiary</RoleType></Role></Stakeholder>"
      "<Objective><Name>Advice</Name><Description>Good advice</Description><Identifier>o1</Identifier>"
      "<PerformanceIndicator ValueChainStage=\"Outcome\" PerformanceIndicatorType=\"Quantitative\">"
      "<MeasurementDimension>Satisfaction</MeasurementDimension><UnitOfMeasurement>points</UnitOfMeasurement>"
      "<Identifier>i1</Identifier><MeasurementInstance>"
      "<TargetResult><StartDate>2026-01-01</StartDate><EndDate>2026-12-31</EndDate><NumberOfUnits>45.50</"
      "NumberOfUnits>"
      "</TargetResult>"
      "<ActualResult><StartDate>2026-01-01</StartDate><EndDate>2026-12-31</EndDate><NumberOfUnits>+41</"
      "NumberOfUnits>"
      "</ActualResult>"
      "</MeasurementInstance></PerformanceIndicator></Objective></Goal>",
      "<AdministrativeInformation><Identifier>plan-7</Identifier><StartDate>2026-01-01</StartDate>"
      "<EndDate>2027-12-31</EndDate><PublicationDate>2025-11-20</PublicationDate><Source>https://example.org/"
      "p</Source>"
      "</AdministrativeInformation><Submitter><GivenName>Nobody</GivenName><PhoneNumber>000</PhoneNumber></"
      "Submitter>"));
  CHECK(r.repairs.empty());
  const value d = parsed(r);
  CHECK(at(d, "/northline") == value(1));
  CHECK(str(d, "/id") == "plan-7");
  CHECK(str(d, "/title") == "Plan");
  CHECK(str(d, "/start") == "2026-01-01");
  CHECK(str(d, "/end") == "2027-12-31");
  CHECK(str(d, "/created") == "2025-11-20");
  CHECK(str(d, "/source") == "https://example.org/p");
  CHECK(str(d, "/organisation/name") == "Wheel & Co");
  CHECK(str(d, "/x/stratml/Organization/0/Acronym") == "WC");
  CHECK(str(d, "/visions/v1/statement") == "A city that rides");
  CHECK(str(d, "/visions/v1/title") == "A city that rides");
  CHECK(str(d, "/missions/m1/supports") == "v1");
  CHECK(str(d, "/values/value-candour/title") == "Candour");
  CHECK(str(d, "/values/value-candour/statement") == "We say what we know");
  CHECK(str(d, "/goals/g1/form") == "goal");
  CHECK(str(d, "/goals/g1/supports") == "m1");
  CHECK(str(d, "/goals/g1/owned_by") == "ada-lane");
  CHECK(str(d, "/goals/g1/serves") == "riders");
  CHECK(str(d, "/goals/g1/x/stratml/SequenceIndicator") == "1");
  CHECK(str(d, "/goals/o1/form") == "objective");
  CHECK(str(d, "/goals/o1/refines") == "g1");
  CHECK(at(d, "/goals/o1/supports").is_null());
  CHECK(str(d, "/goals/o1/measured_by") == "i1");
  CHECK(str(d, "/stakeholders/ada-lane/title") == "Ada Lane");
  CHECK(str(d, "/stakeholders/ada-lane/description") == "Head of care");
  CHECK(at(d, "/stakeholders/ada-lane/type").is_null());
  CHECK(str(d, "/stakeholders/ada-lane/roles/0") == "performer");
  CHECK(str(d, "/stakeholders/ada-lane/x/stratml/@StakeholderTypeType") == "Person");
  CHECK(str(d, "/stakeholders/ada-lane/x/stratml/mentions/0/Role/0/Name") == "Owner");
  CHECK(str(d, "/stakeholders/ada-lane/x/stratml/mentions/0/in") == "g1");
  CHECK(str(d, "/metrics/i1/title") == "Satisfaction (points)");
  CHECK(str(d, "/metrics/i1/type") == "outcome");
  CHECK(str(d, "/metrics/i1/unit") == "points");
  CHECK(at(d, "/metrics/i1/targets/0/value") == value(45.5));
  CHECK(str(d, "/metrics/i1/targets/0/due") == "2026-12-31");
  CHECK(str(d, "/metrics/i1/x/stratml/results/0/StartDate") == "2026-01-01");
  CHECK(at(d, "/metrics/i1/x/stratml/results/0/target") == value(0));
  CHECK(at(d, "/metrics/i1/observations/0/value") == value(41));
  CHECK(str(d, "/metrics/i1/observations/0/start") == "2026-01-01");
  CHECK(str(d, "/metrics/i1/x/stratml/@PerformanceIndicatorType") == "Quantitative");
  CHECK(str(d, "/x/stratml/@Type") == "Performance_Report");
  // A person's telephone is kept for a round trip and shown nowhere else.
  CHECK(str(d, "/x/stratml/Submitter/0/PhoneNumber") == "000");
  CHECK(r.json.find("000") == r.json.rfind("000"));
  CHECK(r.json.back() == '\n');
  CHECK(r.json.substr(0, 19) == "{\n  \"northline\": 1,");

  StratmlOptions strict;
  strict.strict = true;
  const StratmlResult s = read_stratml(part1(), strict);
  CHECK(s.ok);
  CHECK(s.json == read_stratml(part1()).json);
}

TEST_CASE("StratML: every editor's stage has a metric type") {
  const auto type = [](std::string_view stage) {
    return str(parsed(indicator("", text({"ValueChainStage=\"", stage, "\""}))), "/metrics/i1/type");
  };
  CHECK(type("Input") == "input");
  CHECK(type("Input_Processing") == "activity");
  CHECK(type("Output") == "output");
  CHECK(type("Output_Processing") == "output");
  CHECK(type("Outcome") == "outcome");
  const StratmlResult r = read(indicator("", "ValueChainStage=\"Output_Processing\""));
  CHECK(r.repairs.empty());
  CHECK(find(r.notes, 68));
  CHECK(str(parsed(r), "/metrics/i1/x/stratml/@ValueChainStage") == "Output_Processing");
}

TEST_CASE("StratML Q1: any prefix or the default namespace") {
  const StratmlResult plain = read(part1());
  const StratmlResult prefixed = read(text(
      {"<s:StrategicPlan xmlns:s=\"", iso1,
       "\"><s:Name>Plan</s:Name><s:StrategicPlanCore><s:Goal><s:Name>Riders trust our advice</s:Name>"
       "<s:Description>Advice is why people come.</s:Description><s:Identifier>g1</s:Identifier></s:Goal>"
       "</s:StrategicPlanCore></s:StrategicPlan>"}));
  CHECK(plain.repairs.empty());
  CHECK(prefixed.repairs.empty());
  CHECK(plain.json == prefixed.json);

  const StratmlResult unbound =
      read("<q:StrategicPlan><q:Name>P</q:Name><q:StrategicPlanCore><q:Goal><q:Name>G</q:Name>"
           "<q:Description/><q:Identifier>g</q:Identifier></q:Goal></q:StrategicPlanCore>"
           "</q:StrategicPlan>");
  CHECK(numbers(unbound.repairs) == std::set<int>{1, 4});
  CHECK(str(parsed(unbound), "/goals/g/title") == "G");
}

TEST_CASE("StratML Q2: five namespaces, or none") {
  CHECK(read(part1(goal, "", iso1)).repairs.empty());
  CHECK(read(part1(goal, "", old1)).repairs.empty());
  CHECK(read(part2(goal, "", iso2)).repairs.empty());
  CHECK(read(part2(goal, "", old2)).repairs.empty());
  const StratmlResult seen = read(part1(goal, "", "http://www.stratml.net/StratML"));
  CHECK(numbers(seen.repairs) == std::set<int>{2});
  const StratmlResult bare = read(part1(goal, "", ""));
  CHECK(numbers(bare.repairs) == std::set<int>{1});
  CHECK(bare.repairs[0].path == "/StrategicPlan");
  const StratmlResult swapped = read(part1(goal, "", iso2));
  CHECK(numbers(swapped.repairs) == std::set<int>{2});
  const StratmlResult mixed =
      read(part1(text({"<Goal xmlns=\"", iso2,
                       "\"><Name>G</Name><Description>D</Description><Identifier>g</Identifier></Goal>"})));
  CHECK(numbers(mixed.repairs) == std::set<int>{3});
  CHECK(mixed.repairs.size() == 1);
  CHECK(str(parsed(mixed), "/goals/g/title") == "G");
}

TEST_CASE("StratML Q3: a byte order mark, and other encodings") {
  const std::string plain = part1();
  const StratmlResult expected = read(plain);
  CHECK(read("\xEF\xBB\xBF" + plain).json == expected.json);
  std::string little = "\xFF\xFE", big;
  for (const char c : plain) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  CHECK(read(little).json == expected.json);
  CHECK(read(big).json == expected.json);
  CHECK(looks_like_xml(little));
  CHECK(looks_like_xml(big));
  const StratmlResult latin = read(
      text({"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><StrategicPlan xmlns=\"", iso1,
            "\"><Name>Caf\xE9</Name><StrategicPlanCore>", goal, "</StrategicPlanCore></StrategicPlan>"}));
  CHECK(str(parsed(latin), "/title") == "Caf\xC3\xA9");
  const StratmlResult windows = read(
      text({"<?xml version=\"1.0\" encoding=\"windows-1252\"?><StrategicPlan xmlns=\"", iso1,
            "\"><Name>It\x92s</Name><StrategicPlanCore>", goal, "</StrategicPlanCore></StrategicPlan>"}));
  CHECK(str(parsed(windows), "/title") == "It\xE2\x80\x99s");
  const StratmlResult wrong = read("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + plain);
  CHECK(numbers(wrong.repairs) == std::set<int>{30});
  CHECK(wrong.json == expected.json);

  const auto refused = [](const std::string& bytes, std::string_view word) {
    const StratmlResult r = read_stratml(bytes);
    INFO(r.error_message);
    CHECK(!r.ok);
    CHECK(r.json.empty());
    CHECK(r.error_message.find(word) != std::string::npos);
    CHECK(r.error_line >= 1);
    CHECK(r.error_column >= 1);
  };
  refused(part1("<Goal><Name>\xC0\xAF</Name></Goal>"), "0xC0 is not UTF-8");
  refused(part1("<Goal><Name>\xED\xA0\x80</Name></Goal>"), "not UTF-8");
  refused("<?xml version=\"1.0\" encoding=\"EBCDIC-US\"?>" + plain, "EBCDIC-US");
  refused(std::string("\xFF\xFE\0\0<\0\0\0", 8), "UTF-32");
  refused(little.substr(0, little.size() - 1), "cut in half");
  refused(std::string("\xFF\xFE<\0\0\xD8", 6), "surrogate");
}

TEST_CASE("StratML Q4: CRLF and LF in one document") {
  const StratmlResult r =
      read(part1("<Goal>\r\n<Name>A\r\nB</Name>\n<Description>one\r\ntwo</Description>\r\n"
                 "<Identifier>g</Identifier><Identifier>h</Identifier></Goal>"));
  const value d = parsed(r);
  CHECK(str(d, "/goals/g/title") == "A B");
  CHECK(str(d, "/goals/g/description") == "one\ntwo");
  CHECK(str(d, "/goals/g/x/stratml/Identifier") == "h");
  const Repair* twice = find(r.repairs, 8);
  REQUIRE(twice);
  CHECK(twice->line == 6);
  CHECK(twice->column == 27);
  CHECK(twice->path == "/StrategicPlan/StrategicPlanCore/Goal/Identifier[2]");
}

TEST_CASE("StratML Q5: instructions and comments before the root") {
  const StratmlResult r =
      read("<?xml version=\"1.0\"?>\n<?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?>\n"
           "<!-- <Goal>not one</Goal> -->\n" +
           part1() + "\n<!-- end -->\n");
  CHECK(r.repairs.empty());
  CHECK(r.json == read(part1()).json);
}

TEST_CASE("StratML Q6: children in another order") {
  const StratmlResult r = read(part1("<Goal><Identifier>g1</Identifier><Name>Riders trust our advice</Name>"
                                     "<Description>Advice is why people come.</Description></Goal>"));
  CHECK(numbers(r.repairs) == std::set<int>{5});
  CHECK(r.repairs.size() == 2); // both stand behind the identifier
  CHECK(r.repairs[0].path == "/StrategicPlan/StrategicPlanCore/Goal/Name");
  CHECK(r.repairs[0].line == 1);
  CHECK(r.json == read(part1()).json);
  // The 2010 edition has the description of a result first.
  const std::string result =
      "<MeasurementInstance><TargetResult><Description>d</Description><EndDate>2026-01-01</EndDate>"
      "</TargetResult></MeasurementInstance>";
  const std::string one = objective("<PerformanceIndicator><MeasurementDimension>M</MeasurementDimension>"
                                    "<UnitOfMeasurement>u</UnitOfMeasurement><Identifier>i1</Identifier>" +
                                    result + "</PerformanceIndicator>");
  CHECK(read(part2(one, "", old2)).repairs.empty());
  CHECK(numbers(read(part2(one, "", iso2)).repairs) == std::set<int>{5});
}

TEST_CASE("StratML Q7: the submitter in the wrong parent") {
  const std::string submitter = "<Submitter><GivenName>A</GivenName></Submitter>";
  const std::string inside = "<AdministrativeInformation>" + submitter + "</AdministrativeInformation>";
  CHECK(read(part1(goal, inside)).repairs.empty());
  CHECK(read(part2(goal, submitter)).repairs.empty());
  const StratmlResult two = read(part2(goal, inside));
  CHECK(numbers(two.repairs) == std::set<int>{6});
  CHECK(two.repairs[0].path == "/PerformancePlanOrReport/AdministrativeInformation/Submitter");
  CHECK(str(parsed(two), "/x/stratml/Submitter/0/GivenName") == "A");
  CHECK(numbers(read(part1(goal, submitter)).repairs) == std::set<int>{6});

  // Other elements out of place are read where they stand.
  const StratmlResult nested =
      read(part1(objective("<Objective><Name>Part</Name><Identifier>p1</Identifier></Objective>")));
  CHECK(numbers(nested.repairs) == std::set<int>{6});
  CHECK(str(parsed(nested), "/goals/p1/refines") == "o1");
  const StratmlResult orphan =
      read(part1("<Objective><Name>O</Name><Identifier>o</Identifier></Objective>" + std::string(goal)));
  CHECK(find(orphan.repairs, 6));
  CHECK(str(parsed(orphan), "/goals/o/form") == "objective");
  CHECK(at(parsed(orphan), "/goals/o/refines").is_null());
  const StratmlResult high =
      read(part1(goal, "<Vision><Description>V</Description><Identifier>v</Identifier></Vision>"));
  CHECK(find(high.repairs, 6));
  CHECK(str(parsed(high), "/goals/g1/supports") == "v");
}

TEST_CASE("StratML Q8: stray elements are kept with their source") {
  const StratmlResult r =
      read(part1("<id/>" + std::string(goal) + "<x:note xmlns:x=\"urn:x\" a='1'>keep &amp; me</x:note>"));
  CHECK(numbers(r.repairs) == std::set<int>{7});
  CHECK(r.repairs[0].path == "/StrategicPlan/StrategicPlanCore/id");
  const value d = parsed(r);
  CHECK(str(d, "/x/stratml/StrategicPlanCore/0/unknown/0") == "<id/>");
  CHECK(str(d, "/x/stratml/StrategicPlanCore/0/unknown/1") ==
        "<x:note xmlns:x=\"urn:x\" a='1'>keep &amp; me</x:note>");

  const StratmlResult odd = read(part1("loose words" + std::string(goal), "", iso1));
  CHECK(numbers(odd.repairs) == std::set<int>{28});
  CHECK(str(parsed(odd), "/x/stratml/StrategicPlanCore/0/text") == "loose words");
  const StratmlResult marked = read(part1("<Goal><Name>A <b>bold</b> goal</Name><Description>D</Description>"
                                          "<Identifier>g</Identifier></Goal>"));
  CHECK(numbers(marked.repairs) == std::set<int>{29});
  CHECK(str(parsed(marked), "/goals/g/title") == "A bold goal");
  CHECK(str(parsed(marked), "/goals/g/x/stratml/unknown/0") == "<Name>A <b>bold</b> goal</Name>");
  const StratmlResult attributes =
      read(part1("<Goal owner=\"me\"><Name lang=\"en\">G</Name><Description>D</Description>"
                 "<Identifier>g</Identifier></Goal>"));
  CHECK(numbers(attributes.repairs) == std::set<int>{10});
  CHECK(attributes.repairs[0].path == "/StrategicPlan/StrategicPlanCore/Goal/@owner");
  CHECK(str(parsed(attributes), "/goals/g/x/stratml/@owner") == "me");
  CHECK(str(parsed(attributes), "/goals/g/x/stratml/Name@lang") == "en");
  // Attributes of the schema instance namespace may stand anywhere.
  CHECK(
      read(part1("<Goal xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"false\"><Name>G</Name>"
                 "<Description>D</Description><Identifier>g</Identifier></Goal>"))
          .repairs.empty());
}

TEST_CASE("StratML Q9: empty elements") {
  const StratmlResult r =
      read(part2("<Organization><Name/></Organization><Vision><Description/></Vision><Value><Name/></Value>"
                 "<Goal><Name></Name><Description> </Description><Identifier>g</Identifier>"
                 "<Stakeholder StakeholderTypeType=\"Person\"><Name/><Description/></Stakeholder>"
                 "<Objective/></Goal><Goal><Name/><Description/></Goal>",
                 "<AdministrativeInformation><StartDate/><Source/></AdministrativeInformation>"));
  CHECK(r.repairs.empty()); // all of it is valid
  CHECK(numbers(r.notes) == std::set<int>{60, 61});
  const value d = parsed(r);
  CHECK(at(d, "/goals").as_object().size() == 1);
  CHECK(at(d, "/goals/g/title").is_null());
  CHECK(at(d, "/visions").is_null());
  CHECK(at(d, "/values").is_null());
  CHECK(at(d, "/stakeholders").is_null());
  CHECK(at(d, "/organisation").is_null());
  CHECK(at(d, "/start").is_null());
  CHECK(str(d, "/goals/g/x/stratml/Stakeholder/0/@StakeholderTypeType") == "Person");
  // Part 1 asks for a date where one is written; so does every schema for a blank that is not empty.
  CHECK(numbers(read(part1(goal, "<AdministrativeInformation><StartDate/></AdministrativeInformation>"))
                    .repairs) == std::set<int>{12});
  CHECK(
      numbers(read(part2(goal,
                         "<AdministrativeInformation><StartDate>\n</StartDate></AdministrativeInformation>"))
                  .repairs) == std::set<int>{12});
  // A vision that says nothing is nothing to support; its identifier is kept.
  const StratmlResult hollow =
      read(part1("<Vision><Description/><Identifier>v</Identifier></Vision>" + std::string(goal)));
  CHECK(at(parsed(hollow), "/goals/g1/supports").is_null());
  CHECK(str(parsed(hollow), "/x/stratml/Vision/0/Identifier") == "v");
  // Of two identifiers neither is lost.
  const StratmlResult two = read(
      part1("<Mission><Identifier>m1</Identifier><Identifier>m2</Identifier></Mission>" + std::string(goal)));
  CHECK(str(parsed(two), "/x/stratml/Mission/0/Identifier/0") == "m2");
  CHECK(str(parsed(two), "/x/stratml/Mission/0/Identifier/1") == "m1");
  const StratmlResult empty = read("<StrategicPlan/>");
  CHECK(numbers(empty.repairs) == std::set<int>{1, 9});
}

TEST_CASE("StratML Q10: placeholders become absent and are kept") {
  for (const std::string_view word :
       {"[To be determined]", "[To be identified]", "[To_be_identified]", "PLACEHOLDER_12", "ID-${uuid}",
        "${date(yyyy-MM-dd)}", "[TBD]", "TBD", "[ to be  confirmed ]"}) {
    INFO(word);
    const StratmlResult r = read(part1(text({"<Goal><Name>", word,
                                             "</Name><Description>D</Description><Identifier>g</Identifier>"
                                             "</Goal>"})));
    CHECK(numbers(r.repairs) == std::set<int>{22});
    CHECK(str(parsed(r), "/goals/g/x/stratml/Name") == word);
    CHECK(str(parsed(r), "/goals/g/title") == "D");
  }
  for (const std::string_view word : {"[Editor's note: see below]", "Placeholders are a nuisance",
                                      "To be the best", "[a] to be [b]", "costs ${amount} a year"}) {
    INFO(word);
    CHECK(read(part1(text({"<Goal><Name>", word,
                           "</Name><Description>D</Description><Identifier>g</Identifier></Goal>"})))
              .repairs.empty());
  }
  const StratmlResult dates =
      read(part2("<Goal><Name>G</Name><Description/><Identifier>ID-${uuid}</Identifier></Goal>",
                 "<AdministrativeInformation><Identifier>ID-${uuid}</Identifier>"
                 "<StartDate>${date(yyyy-MM-dd)}</StartDate></AdministrativeInformation>"));
  CHECK(numbers(dates.repairs) == std::set<int>{22});
  CHECK(dates.repairs.size() == 3);
  CHECK(at(parsed(dates), "/start").is_null());
  CHECK(str(parsed(dates), "/goals/goal-1/title") == "G");
}

TEST_CASE("StratML Q11: identifiers that are no XML names") {
  const auto id = [](std::string_view written) {
    const StratmlResult r = read(part1(text(
        {"<Goal><Name>G</Name><Description>D</Description><Identifier>", written, "</Identifier></Goal>"})));
    CHECK(numbers(r.repairs) == std::set<int>{20});
    const value d = parsed(r);
    const auto goals = at(d, "/goals").as_object();
    CHECK(std::string(goals.begin()->value().at("x").at("stratml").at("Identifier").as_string()) == written);
    return std::string(goals.begin()->key());
  };
  CHECK(id("0eaf2c34-c5ef-11ee") == "_0eaf2c34-c5ef-11ee");
  CHECK(id("[7] b/c") == "_7__b_c");
  CHECK(id(std::string(300, 'a')) == std::string(128, 'a'));
  CHECK(read(part1("<Goal><Name>G</Name><Description>D</Description><Identifier> \n_ümlaut.1 "
                   "</Identifier></Goal>"))
            .repairs.empty());
}

TEST_CASE("StratML Q12: repeated identifiers") {
  const std::string one = "<Goal><Name>G</Name><Description>D</Description><Identifier>g</Identifier></Goal>";
  const StratmlResult r = read(part1(one + one + one));
  CHECK(numbers(r.repairs) == std::set<int>{21});
  CHECK(r.repairs.size() == 2);
  CHECK(r.repairs[0].path == "/StrategicPlan/StrategicPlanCore/Goal[2]/Identifier");
  const value d = parsed(r);
  CHECK(at(d, "/goals/g").is_object());
  CHECK(str(d, "/goals/g-2/x/stratml/Identifier") == "g");
  CHECK(at(d, "/goals/g-3").is_object());
  // The plan has an id too, and may not have to share it.
  const StratmlResult taken =
      read(part1("<Goal><Name>G</Name><Description>D</Description><Identifier>strategy</Identifier></Goal>"));
  CHECK(numbers(taken.repairs) == std::set<int>{21});
  CHECK(at(parsed(taken), "/goals/strategy-2").is_object());
}

TEST_CASE("StratML Q13: empty identifiers") {
  const StratmlResult r = read(part1("<Organization><Identifier/></Organization>"
                                     "<Goal><Name>G</Name><Description>D</Description><Identifier/></Goal>"));
  CHECK(numbers(r.repairs) == std::set<int>{18});
  CHECK(r.repairs.size() == 2);
  CHECK(at(parsed(r), "/goals/goal-1").is_object());
}

TEST_CASE("StratML Q14: a goal and its objective under one identifier") {
  const StratmlResult r =
      read(part1("<Goal><Name>G</Name><Description>D</Description><Identifier>same</Identifier>"
                 "<Objective><Name>O</Name><Identifier>same</Identifier></Objective></Goal>"));
  CHECK(numbers(r.repairs) == std::set<int>{21});
  CHECK(str(parsed(r), "/goals/same-2/refines") == "same");
}

TEST_CASE("StratML Q15: missing identifiers") {
  const std::string core =
      "<Goal><Name>A</Name><Description>D</Description></Goal>"
      "<Goal><Name>B</Name><Description>D</Description><Objective><Name>O</Name><PerformanceIndicator>"
      "<MeasurementDimension>M</MeasurementDimension><UnitOfMeasurement>u</UnitOfMeasurement>"
      "</PerformanceIndicator></Objective></Goal>"
      "<Goal><Name>C</Name><Description>D</Description><Identifier>goal-1</Identifier></Goal>";
  const StratmlResult r = read(part2(core));
  CHECK(numbers(r.repairs) == std::set<int>{19});
  CHECK(r.repairs.size() == 4);
  const value d = parsed(r);
  CHECK(str(d, "/goals/goal-1/title") == "C"); // an id that is written wins over one that is made
  CHECK(str(d, "/goals/goal-1-2/title") == "A");
  CHECK(str(d, "/goals/goal-2-objective-1/refines") == "goal-2");
  CHECK(str(d, "/goals/goal-2-objective-1/measured_by") == "goal-2-objective-1-indicator-1");
  CHECK(read(part2(core)).json == r.json);
}

TEST_CASE("StratML Q16: names of the other edition") {
  const std::string old = "<Submitter><FirstName>A</FirstName><LastName>B</LastName></Submitter>";
  const std::string current = "<Submitter><GivenName>A</GivenName><Surname>B</Surname></Submitter>";
  CHECK(read(part2(goal, old, old2)).repairs.empty());
  CHECK(read(part2(goal, current, iso2)).repairs.empty());
  const StratmlResult r = read(part2(goal, old, iso2));
  CHECK(numbers(r.repairs) == std::set<int>{23});
  CHECK(r.repairs.size() == 2);
  CHECK(str(parsed(r), "/x/stratml/Submitter/0/FirstName") == "A");
  CHECK(numbers(read(part2(goal, current, old2)).repairs) == std::set<int>{23});
}

TEST_CASE("StratML Q17: IndicatorType") {
  const StratmlResult r = read(indicator("", "IndicatorType=\"Qualitative\""));
  CHECK(numbers(r.repairs) == std::set<int>{24});
  CHECK(r.repairs[0].path ==
        "/PerformancePlanOrReport/StrategicPlanCore/Goal/Objective/PerformanceIndicator/@IndicatorType");
  CHECK(str(parsed(r), "/metrics/i1/x/stratml/@IndicatorType") == "Qualitative");
}

TEST_CASE("StratML Q18: empty values of a list") {
  const StratmlResult r = read(indicator(
      "<Relationship RelationshipType=\"\"><ReferentIdentifier>z</ReferentIdentifier></Relationship>",
      "ValueChainStage=\"\" PerformanceIndicatorType=\" \""));
  CHECK(numbers(r.repairs) == std::set<int>{12});
  CHECK(r.repairs.size() == 3);
  CHECK(at(parsed(r), "/metrics/i1/type").is_null());
  const StratmlResult role =
      read(part2("<Organization><Name>W</Name><Stakeholder><Name>S</Name><Role><Name/><RoleType/></Role>"
                 "</Stakeholder></Organization>" +
                 std::string(goal)));
  CHECK(numbers(role.repairs) == std::set<int>{12});
  const StratmlResult type = read(part2(goal, "", iso2, ""));
  CHECK(numbers(type.repairs) == std::set<int>{12});
  const StratmlResult none =
      read(text({"<PerformancePlanOrReport xmlns=\"", iso2, "\"><Name>P</Name><StrategicPlanCore>", goal,
                 "</StrategicPlanCore></PerformancePlanOrReport>"}));
  CHECK(numbers(none.repairs) == std::set<int>{11});
}

TEST_CASE("StratML Q19: values that no list knows, and other spellings") {
  const StratmlResult r = read(indicator("", "ValueChainStage=\"Throughput\""));
  CHECK(numbers(r.repairs) == std::set<int>{13});
  CHECK(str(parsed(r), "/metrics/i1/x/stratml/@ValueChainStage") == "Throughput");
  CHECK(at(parsed(r), "/metrics/i1/type").is_null());
  const StratmlResult spelled = read(indicator("", "ValueChainStage=\"input processing\""));
  CHECK(numbers(spelled.repairs) == std::set<int>{14});
  CHECK(str(parsed(spelled), "/metrics/i1/type") == "activity");
  CHECK(str(parsed(spelled), "/metrics/i1/x/stratml/@ValueChainStage") == "input processing");
}

TEST_CASE("StratML Q20: figures in prose are not read as numbers") {
  const StratmlResult r =
      read(indicator(instance("<TargetResult><EndDate>2026-06-30</EndDate><NumberOfUnits/>"
                              "<Description>increase to 25 members</Description></TargetResult>")));
  CHECK(r.repairs.empty());
  CHECK(find(r.notes, 63));
  const value d = parsed(r);
  CHECK(at(d, "/metrics/i1/targets/0/value").is_null());
  CHECK(str(d, "/metrics/i1/targets/0/due") == "2026-06-30");
  CHECK(str(d, "/metrics/i1/x/stratml/results/0/Description") == "increase to 25 members");
  for (const std::string_view bad : {"25 members", "1,000", "25%", "1e5", ".", "INF", "--1"}) {
    INFO(bad);
    const StratmlResult n =
        read(indicator(instance(text({"<TargetResult><EndDate>2026-06-30</EndDate><NumberOfUnits>", bad,
                                      "</NumberOfUnits></TargetResult>"}))));
    CHECK(numbers(n.repairs) == std::set<int>{16});
    CHECK(str(parsed(n), "/metrics/i1/x/stratml/results/0/NumberOfUnits") == bad);
  }
  const std::pair<std::string_view, double> good[] = {{"007", 7}, {".5", 0.5},     {"5.", 5},
                                                      {"+3", 3},  {"-2.50", -2.5}, {"-0", 0}};
  for (const auto& [written, meant] : good) {
    INFO(written);
    const StratmlResult n =
        read(indicator(instance(text({"<TargetResult><EndDate>2026-06-30</EndDate><NumberOfUnits>", written,
                                      "</NumberOfUnits></TargetResult>"}))));
    CHECK(n.repairs.empty());
    CHECK(at(parsed(n), "/metrics/i1/targets/0/value").to_number<double>() == meant);
  }
  const std::string huge = "9" + std::string(400, '0'), precise = "3.14159265358979323846";
  CHECK(numbers(read(indicator(instance("<TargetResult><NumberOfUnits>" + huge +
                                        "</NumberOfUnits></TargetResult>")))
                    .repairs) == std::set<int>{16});
  CHECK(str(parsed(indicator(
                instance("<TargetResult><NumberOfUnits>" + precise + "</NumberOfUnits></TargetResult>"))),
            "/metrics/i1/x/stratml/results/0/NumberOfUnits") == precise);
}

TEST_CASE("StratML Q21: zero stays zero") {
  const StratmlResult r =
      read(indicator(instance("<TargetResult><EndDate>2026-06-30</EndDate><NumberOfUnits>0</NumberOfUnits>"
                              "</TargetResult>")));
  CHECK(r.repairs.empty());
  CHECK(find(r.notes, 64));
  CHECK(at(parsed(r), "/metrics/i1/targets/0/value") == value(0));
}

TEST_CASE("StratML Q22: a currency as unit") {
  const StratmlResult r = read(indicator("", "", "$"));
  CHECK(r.repairs.empty());
  CHECK(find(r.notes, 65));
  CHECK(str(parsed(r), "/metrics/i1/unit") == "$");
  CHECK(at(parsed(r), "/currency").is_null());
}

TEST_CASE("StratML Q23: several results for one period") {
  const std::string one = "<TargetResult><StartDate>2026-01-01</StartDate><EndDate>2026-06-30</EndDate>"
                          "<NumberOfUnits>5</NumberOfUnits></TargetResult>";
  const StratmlResult r = read(indicator(instance(one + one) + instance(one)));
  CHECK(r.repairs.empty());
  CHECK(find(r.notes, 66));
  CHECK(at(parsed(r), "/metrics/i1/targets").as_array().size() == 3);
}

TEST_CASE("StratML Q24: target and actual result of different periods") {
  const StratmlResult r = read(indicator(
      instance(
          "<TargetResult><EndDate>2026-06-30</EndDate><NumberOfUnits>5</NumberOfUnits></TargetResult>"
          "<ActualResult><EndDate>2026-07-31</EndDate><NumberOfUnits>4</NumberOfUnits></ActualResult>"
          "<ActualResult><StartDate>2026-07-31</StartDate><NumberOfUnits>3</NumberOfUnits></ActualResult>") +
      instance(
          "<TargetResult><EndDate>2026-08-30</EndDate></TargetResult>"
          "<ActualResult><EndDate>2026-09-30Z</EndDate><NumberOfUnits>4</NumberOfUnits></ActualResult>")));
  CHECK(r.repairs.empty());
  CHECK(numbers(r.notes) == std::set<int>{67, 71, 72});
  const value d = parsed(r);
  CHECK(str(d, "/metrics/i1/observations/0/date") == "2026-07-31");
  CHECK(str(d, "/metrics/i1/observations/1/date") == "2026-09-30");
  CHECK(str(d, "/metrics/i1/x/stratml/results/0/in") == "MeasurementInstance[1]/ActualResult[2]");
  CHECK(at(d, "/metrics/i1/x/stratml/results/0/NumberOfUnits") == value(3));
  CHECK(str(d, "/metrics/i1/x/stratml/results/1/EndDate") == "2026-09-30Z");
  for (const std::string_view bad : {"2026-02-30", "soon", "2026-1-1", "30.06.2026", "2026-06-30T00:00:00"}) {
    INFO(bad);
    const StratmlResult b = read(part1(
        goal, text({"<AdministrativeInformation><EndDate>", bad, "</EndDate></AdministrativeInformation>"})));
    CHECK(numbers(b.repairs) == std::set<int>{15});
    CHECK(str(parsed(b), "/x/stratml/AdministrativeInformation/0/EndDate") == bad);
  }
  const StratmlResult reversed =
      read(part1(goal, "<AdministrativeInformation><StartDate>2027-01-01</StartDate>"
                       "<EndDate>2026-01-01</EndDate></AdministrativeInformation>"));
  CHECK(numbers(reversed.repairs) == std::set<int>{17});
  CHECK(at(parsed(reversed), "/start").is_null());
  CHECK(str(parsed(reversed), "/x/stratml/StartDate") == "2027-01-01");
}

TEST_CASE("StratML Q25: a referent in another document") {
  const StratmlResult r =
      read(indicator("<Relationship RelationshipType=\"Narrower_Than\"><Identifier>r1</Identifier>"
                     "<ReferentIdentifier>_elsewhere</ReferentIdentifier><Name>N</Name>"
                     "</Relationship>"));
  CHECK(r.repairs.empty());
  REQUIRE(find(r.notes, 70));
  CHECK(find(r.notes, 70)->message.find("out of this document") != std::string::npos);
  const value d = parsed(r);
  CHECK(str(d, "/metrics/i1/x/stratml/Relationship/0/ReferentIdentifier/0") == "_elsewhere");
  CHECK(str(d, "/metrics/i1/x/stratml/Relationship/0/@RelationshipType") == "Narrower_Than");
  CHECK(str(d, "/metrics/i1/x/stratml/Relationship/0/Identifier") == "r1");
  // Within the document it is no relation either, for an indicator has none such; nothing is guessed.
  const StratmlResult here =
      read(indicator("<Relationship RelationshipType=\"Broader_Than\">"
                     "<ReferentIdentifier>g1</ReferentIdentifier>"
                     "<ReferentIdentifier>[To be determined]</ReferentIdentifier></Relationship>"));
  CHECK(numbers(here.repairs) == std::set<int>{22});
  CHECK(find(here.notes, 70)->message.find("`supports`") != std::string::npos);
  CHECK(at(parsed(here), "/metrics/i1/x/stratml/Relationship/0/ReferentIdentifier").as_array().size() == 2);
}

TEST_CASE("StratML Q26: a relationship's identifier as its referent") {
  const std::string relation = "<Relationship><Identifier>g1</Identifier></Relationship>";
  const StratmlResult r = read(indicator(relation));
  CHECK(numbers(r.repairs) == std::set<int>{25});
  CHECK(str(parsed(r), "/metrics/i1/x/stratml/Relationship/0/Identifier") == "g1");
  const std::string one = objective("<PerformanceIndicator><MeasurementDimension>M</MeasurementDimension>"
                                    "<UnitOfMeasurement>u</UnitOfMeasurement><Identifier>i1</Identifier>" +
                                    relation + "</PerformanceIndicator>");
  CHECK(read(part2(one, "", old2)).repairs.empty()); // there it is the rule
}

TEST_CASE("StratML Q27: a strategic plan that holds actual results") {
  const std::string core =
      objective("<PerformanceIndicator><MeasurementDimension>M</MeasurementDimension>"
                "<UnitOfMeasurement>u</UnitOfMeasurement><Identifier>i1</Identifier><MeasurementInstance>"
                "<ActualResult><EndDate>2026-01-01</EndDate><NumberOfUnits>4</NumberOfUnits></ActualResult>"
                "</MeasurementInstance></PerformanceIndicator>");
  CHECK(read(part2(core)).repairs.empty());
  CHECK(read(part2(core, "", iso2, "Performance_Plan")).repairs.empty());
  const StratmlResult r = read(part2(core, "", iso2, "Strategic_Plan"));
  CHECK(numbers(r.repairs) == std::set<int>{26});
  CHECK(r.repairs[0].path == "/PerformancePlanOrReport/@Type");
  CHECK(r.repairs[0].column > 80);
}

TEST_CASE("StratML Q28: sequence indicators are kept as they are") {
  for (const std::string_view s : {"1", "1.1", "G1"}) {
    const StratmlResult r =
        read(part1(text({"<Goal><Name>G</Name><Description>D</Description><Identifier>g</Identifier>"
                         "<SequenceIndicator>",
                         s, "</SequenceIndicator></Goal>"})));
    CHECK(r.repairs.empty());
    CHECK(str(parsed(r), "/goals/g/x/stratml/SequenceIndicator") == s);
  }
  CHECK(at(parsed(part1("<Goal><Name>G</Name><Description>D</Description><Identifier>g</"
                        "Identifier><SequenceIndicator/></Goal>")),
           "/goals/g/x")
            .is_null());
}

TEST_CASE("StratML Q29: what is not well-formed ends with one clear error") {
  struct Case {
    std::string xml;
    std::string_view word;
    unsigned line, column;
  };
  const Case cases[] = {
      {"", "empty", 1, 1},
      {"goals: 3", "not XML", 1, 1},
      {"<StrategicPlan>\n <Name>A</Name>", "ends inside <StrategicPlan>, which was opened in line 1", 2, 16},
      {"<StrategicPlan>\n<D+-escription/></StrategicPlan>", "may not stand in the tag <D>", 2, 3},
      {"<StrategicPlan>\nR&D</StrategicPlan>", "written '&amp;'", 2, 2},
      {"<a>&nbsp;</a>", "'&nbsp;' is not known", 1, 4},
      {"<a>&#0;</a>", "no character", 1, 4},
      {"<a>&#xD800;</a>", "no character", 1, 4},
      {"<a>\x01</a>", "U+0001", 1, 4},
      {"<a>\n</b>", "</b> stands where <a>, opened in line 1", 2, 1},
      {"<a/><b/>", "second root", 1, 5},
      {"<a/> words", "behind the root", 1, 6},
      {"</a>", "never opened", 1, 1},
      {"<a b='1' b='2'/>", "twice", 1, 10},
      {"<a b=1/>", "quotes", 1, 4},
      {"<a b/>", "no value", 1, 4},
      {"<a b='<'/>", "&lt;", 1, 7},
      {"<a b='1'c='2'/>", "may not stand in the tag", 1, 9},
      {"<a b='1", "never ends", 1, 4},
      {"<a", "never ends", 1, 1},
      {"<a><!-- b -- c --></a>", "inside a comment", 1, 11},
      {"<a><!-- b", "never ends", 1, 4},
      {"<a><![CDATA[ b", "never ends", 1, 4},
      {"<a>]]></a>", "']]>'", 1, 4},
      {"<a><?xml version='1.0'?></a>", "very beginning", 1, 4},
      {"<?xml version='1.0'", "never ends", 1, 1},
      {"<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "document type declaration", 1, 1},
      {"<a>< b</a>", "&lt;", 1, 5},
      {"<ä>ü<b></ä>", "</ä> stands where <b>", 1, 8},
  };
  for (const Case& c : cases) {
    INFO(c.xml);
    const StratmlResult r = read_stratml(c.xml);
    INFO(r.error_message);
    CHECK(!r.ok);
    CHECK(r.json.empty());
    CHECK(r.error_message.find(c.word) != std::string::npos);
    CHECK(r.error_message.back() == '.');
    CHECK(r.status == Status::not_xml);
    CHECK(r.error_line == c.line);
    CHECK(r.error_column == c.column);
  }
  // Every document that was cut off is refused, wherever the cut is.
  const std::string whole = part2(goal);
  for (std::size_t n = 0; n < whole.size(); ++n)
    CHECK(!read_stratml(std::string_view(whole).substr(0, n)).ok);
}

TEST_CASE("StratML Q30: ^^ ends a paragraph") {
  const StratmlResult r = read(
      part1("<Goal><Name>G</Name><Description>one ^^ two^^^^three</Description><Identifier>g</Identifier>"
            "<OtherInformation>a^^b</OtherInformation></Goal>"));
  CHECK(numbers(r.repairs) == std::set<int>{27});
  CHECK(r.repairs.size() == 1);
  CHECK(str(parsed(r), "/goals/g/description") == "one\n\ntwo\n\nthree");
  CHECK(str(parsed(r), "/goals/g/x/stratml/OtherInformation") == "a^^b"); // verbatim
}

TEST_CASE("StratML Q31: large documents, deep documents and limits") {
  std::string core;
  for (int i = 0; i < 4000; ++i)
    core += "<Goal><Name>Goal " + std::to_string(i) +
            "</Name><Description/><Stakeholder><Name>Same</Name></Stakeholder><id/></Goal>";
  const StratmlResult r = read(part1(core));
  CHECK(at(parsed(r), "/goals").as_object().size() == 4000);
  CHECK(at(parsed(r), "/stakeholders").as_object().size() == 1);
  CHECK(r.repairs.back().path == "/StrategicPlan/StrategicPlanCore/Goal[4000]/id");

  const auto nested = [](int depth) {
    std::string s = "<StrategicPlan><StrategicPlanCore><Goal>";
    for (int i = 0; i < depth; ++i) s += "<Objective><Name>O</Name>";
    for (int i = 0; i < depth; ++i) s += "</Objective>";
    return s + "</Goal></StrategicPlanCore></StrategicPlan>";
  };
  CHECK(at(parsed(nested(100)), "/goals").as_object().size() == 101);
  const StratmlResult deep = read_stratml(nested(200000));
  CHECK(!deep.ok);
  CHECK(deep.status == Status::limit);
  CHECK(deep.error_message.find("deeper than 128") != std::string::npos);

  const auto fails = [](const std::string& xml, StratmlOptions o, std::string_view word) {
    const StratmlResult f = read_stratml(xml, o);
    INFO(f.error_message);
    CHECK(!f.ok);
    CHECK(f.status == Status::limit);
    CHECK(f.json.empty());
    CHECK(f.error_message.find(word) != std::string::npos);
  };
  StratmlOptions o;
  o.max_bytes = 100;
  fails(part1(), o, "at most 100 are read");
  o = {};
  o.max_elements = 5;
  fails(part1(), o, "more than 5 elements");
  o = {};
  o.max_repairs = 10;
  fails(part1(core), o, "more than 10 repairs");
  std::string many = "<StrategicPlan";
  for (int i = 0; i < 300; ++i) many += " a" + std::to_string(i) + "='1'";
  fails(many + "/>", {}, "more than 256 attributes");
  many = "<StrategicPlan";
  for (int i = 0; i < 100; ++i) many += " xmlns:a" + std::to_string(i) + "='u'";
  fails(many + "/>", {}, "64 namespace declarations");
}

TEST_CASE("StratML Q32: lookalike vocabularies") {
  for (const std::string_view root : {"OrganizationalStrategyDocument", "Plan", "html", "s:model"}) {
    const StratmlResult r =
        read_stratml(text({"<?xml version=\"1.0\"?>\n<", root, "><Name>x</Name></", root, ">"}));
    CHECK(!r.ok);
    CHECK(r.error_message.find("<StrategicPlan>") != std::string::npos);
    CHECK(r.error_message.find("<PerformancePlanOrReport>") != std::string::npos);
    CHECK(r.error_message.find(root) != std::string::npos);
    CHECK(r.error_line == 2);
  }
  // The right root with invented wrappers: everything in them is kept, nothing is guessed.
  const StratmlResult r =
      read("<StrategicPlan><Name>P</Name><Goals><Goal><Name>G</Name></Goal></Goals></StrategicPlan>");
  CHECK(numbers(r.repairs) == std::set<int>{1, 7, 9});
  CHECK(str(parsed(r), "/x/stratml/unknown/0") == "<Goals><Goal><Name>G</Name></Goal></Goals>");
}

TEST_CASE("StratML: strict reading lists every repair and yields nothing") {
  StratmlOptions strict;
  strict.strict = true;
  const std::string xml =
      part1("<id/><Goal><Identifier>1</Identifier><Name>G</Name><Description>[TBD]</Description></Goal>");
  const StratmlResult lenient = read(xml);
  const StratmlResult r = read_stratml(xml, strict);
  CHECK(!r.ok);
  CHECK(r.json.empty());
  REQUIRE(r.repairs.size() == lenient.repairs.size());
  CHECK(numbers(r.repairs) == std::set<int>{5, 7, 20, 22});
  CHECK(r.status == Status::refused);
  CHECK(r.error_message.find("needs 5") != std::string::npos);
  CHECK(r.error_line == r.repairs[0].line);
  CHECK(r.error_column == r.repairs[0].column);
  for (std::size_t i = 1; i < r.repairs.size(); ++i) CHECK(r.repairs[i - 1].column <= r.repairs[i].column);
}

TEST_CASE("StratML: stakeholders of one name are one") {
  const StratmlResult r = read(part2(
      "<Organization><Name>First</Name><Stakeholder StakeholderTypeType=\"Person\"><Name>Ada  Lane</Name>"
      "<Description>Head</Description></Stakeholder></Organization><Organization><Name>Second</Name></"
      "Organization>"
      "<Goal><Name>G</Name><Description>D</Description><Identifier>g</Identifier>"
      "<Stakeholder StakeholderTypeType=\"Organization\"><Name>Ada "
      "Lane</Name><Description>Chair</Description><Role><Name/>"
      "<RoleType>Performer</RoleType><RoleType>Beneficiary</RoleType></Role></Stakeholder>"
      "<Stakeholder><Name>Ada Lane</Name></Stakeholder><Stakeholder><Name>!!</Name></Stakeholder>"
      "<Stakeholder><Name/><Description>the crowd</Description></Stakeholder></Goal>"));
  CHECK(r.repairs.empty());
  const value d = parsed(r);
  CHECK(at(d, "/stakeholders").as_object().size() == 3);
  CHECK(str(d, "/stakeholders/ada-lane/description") == "Head");
  CHECK(str(d, "/stakeholders/ada-lane/x/stratml/mentions/0/Description") == "Chair");
  CHECK(str(d, "/stakeholders/ada-lane/x/stratml/mentions/0/@StakeholderTypeType") == "Organization");
  CHECK(at(d, "/stakeholders/ada-lane/roles").as_array().size() == 2);
  CHECK(str(d, "/goals/g/owned_by") == "ada-lane");
  CHECK(str(d, "/goals/g/serves") == "ada-lane");
  CHECK(str(d, "/stakeholders/stakeholder/title") == "!!");
  CHECK(str(d, "/stakeholders/stakeholder-2/description") == "the crowd");
  CHECK(str(d, "/organisation/name") == "First");
  CHECK(str(d, "/x/stratml/Organization/0/Stakeholder/0") == "ada-lane");
  CHECK(str(d, "/x/stratml/Organization/1/Name") == "Second");
}

TEST_CASE("StratML: titles are made from long statements between words") {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "größere Räder ";
  const value d = parsed(part1("<Mission><Description>" + words +
                               "</Description><Identifier>m</Identifier></Mission>" + std::string(goal)));
  const std::string title = str(d, "/missions/m/title");
  CHECK(title.size() < 110);
  CHECK(title.substr(title.size() - 3) == "…");
  CHECK(words.compare(0, title.size() - 3, title, 0, title.size() - 3) == 0);
  CHECK(words[title.size() - 3] == ' ');
  CHECK(str(d, "/goals/g1/supports") == "m");
}

TEST_CASE("StratML: what looks like XML") {
  CHECK(looks_like_xml("<a/>"));
  CHECK(looks_like_xml("\xEF\xBB\xBF \n<?xml version='1.0'?>"));
  CHECK(!looks_like_xml("{\"northline\": 1}"));
  CHECK(!looks_like_xml("// <a>\n{}"));
  CHECK(!looks_like_xml(""));
}

TEST_CASE("StratML: every number is documented, once") {
  std::set<int> seen;
  std::set<std::string_view> names;
  for (const auto& i : stratml_repairs()) {
    CHECK(seen.insert(i.number).second);
    CHECK(names.insert(i.name).second);
    CHECK(i.text.back() == '.');
  }
#ifdef NORTHLINE_SOURCE_DIR
  std::ifstream file(NORTHLINE_SOURCE_DIR "/docs/stratml.md");
  REQUIRE(file);
  const std::string page((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const auto& i : stratml_repairs()) {
    const std::string row = text({"| ", std::to_string(i.number), " | `", i.name, "` | ", i.text, " |"});
    INFO(row);
    CHECK(page.find(row) != std::string::npos);
  }
#endif
}
