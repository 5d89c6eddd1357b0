#pragma once
// What the document itself offers to put in where something is missing. Each of these gives one candidate or
// none: of two that fit nobody can tell which is meant.
#include "check/mending.hpp"

#include <functional>

namespace northline {

/// A metric that counts, but shows the success of nothing, drives nothing and is no part of another.
bool spare_metric(const View&, Element metric);
/// Whether the first goal leads up to the second over "supports" and "refines"; also where there are too many
/// goals between the two to say.
bool leads_up(const View&, Element from, Element to);
/// Whether the goal supports or refines an open one, a vision or a mission.
bool leads_somewhere(const View&, Element goal);

/// Whether no open work that contributes to the goal is to end after the day.
bool work_ends_by(const View&, Element goal, Date day);
/// The one target in force of a relation, of this kind.
Element only_target(const View&, Element source, Relation, Kind);
/// The one person in the plan who does not stand outside the organisation.
Element only_colleague(const View&);
/// The one open element of the kind that has most in common with this one: a metric, else a finding that both
/// answer, a benefit, or people whom nothing else of their two kinds is for. Where nothing is shared, the
/// only one there is of its kind.
Element kindred(const View&, Element, Kind, const std::function<bool(Element)>& fits);
/// Whether it is the only one of all open goals and programs that is measured by nothing: then a metric that
/// measures nothing can only be meant for it.
bool only_unmeasured(const View&, Element);
/// Whether other people answer for the two, so that one was hardly meant for the other.
bool apart(const View&, Element, Element);
/// Who would notice the risk first: the one person who answers for what it endangers, or the only one there
/// is.
Element watcher(const View&, Element risk);
/// The one open goal, or program, that could answer the insight: it serves those who feel it, or it is the
/// only one there is.
Element could_answer(const View&, Element insight);

/// Lets the one program that can answer what the person feels do so, or else be for them: this one, or one
/// that teaches, or the only one there is.
bool offer_answer(const Rendering&, Fix&, Element program = no_element);
/// Takes out the suppression that the finding is about, where it stands in the document.
bool offer_to_take_suppression_out(const Rendering&, Fix&);

/// Makes a program of the goal, under the same id, that contributes to the one above. Empty where something
/// would be lost: where another element refers to it, or where it says what programs cannot say.
std::string as_program(const View&, Element goal, Element above);
/// Where the finding points by a byte of the text (Report::at_offset), as a JSON Pointer; empty when the text
/// is not the one that was checked.
std::string pointed_at(const Rendering&);
/// Writes a part of one record of a list, such as the day of the second target.
std::string set_part(const View&, Element, std::string_view list, std::size_t index, std::string_view part,
                     std::string_view json);
/// A number to so many figures, as people would write it.
double to_figures(double x, int figures);
/// A number to so many places behind the point.
double to_places(double x, int places);

} // namespace northline
