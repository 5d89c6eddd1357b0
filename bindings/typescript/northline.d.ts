// TypeScript declarations of a Northline document. Printed from the registry: do not edit by hand.

/** A day, YYYY-MM-DD. */
export type CivilDate = `${number}-${number}-${number}`;
/** A number, or a range with its likely value; uniform without one. */
export type Quantity = number | { low: number; likely?: number; high: number };
/** An amount in the document's currency, or in another one with its rate. */
export type Money = Quantity | { value: Quantity; currency?: string; rate?: number; rate_date?: CivilDate };
/** How often: a name, a number of times a week or a recurrence rule. */
export type Cadence = CadenceName | { per_week: number } | { rrule: string };
/** One relation type of one element: an id, several ids, or ids with what is said of each. */
export type Ends<Payload> = string | string[] | Record<string, Payload>;

/** Where an element stands in its life. */
export type Status =
  | "draft"
  | "planned"
  | "active"
  | "done"
  | "dropped"
  | "left";

/** Declared health, as its owner sees it. */
export type Health =
  | "on_track"
  | "at_risk"
  | "off_track";

/** A way of working that the strategy follows. */
export type Practice =
  | "landscape"
  | "clover"
  | "five-steps"
  | "channels-later"
  | "smacad";

/** What an assessment looks at. */
export type Subject =
  | "landscape"
  | "brand"
  | "customers"
  | "partners"
  | "competitors"
  | "capability"
  | "staff"
  | "peers";

/** The respect in which a subject was looked at. */
export type Aspect =
  | "brand"
  | "customers"
  | "partners";

/** What sort of finding an insight is. */
export type InsightType =
  | "need"
  | "frustration"
  | "excitement"
  | "sentiment"
  | "strength"
  | "weakness"
  | "opportunity"
  | "threat";

/** How a goal is put. */
export type GoalForm =
  | "goal"
  | "objective"
  | "key_result";

/** Whose goal it is. */
export type GoalLevel =
  | "corporate"
  | "business_unit"
  | "function"
  | "marketing"
  | "channel";

/** What a goal is about. */
export type GoalType =
  | "awareness"
  | "following"
  | "engagement"
  | "leads"
  | "sales"
  | "brand"
  | "values"
  | "trust"
  | "service"
  | "loyalty"
  | "advocacy"
  | "learning"
  | "process";

/** How the parts of a goal combine. */
export type Decomposition =
  | "and"
  | "or"
  | "xor";

/** Who gains. */
export type Beneficiary =
  | "company"
  | "customer"
  | "partner";

/** How an audience is drawn. */
export type AudienceType =
  | "segment"
  | "persona"
  | "account_list"
  | "community";

/** What a person or group is to the organisation. */
export type StakeholderType =
  | "executive"
  | "manager"
  | "employee"
  | "market_representative"
  | "partner"
  | "agency"
  | "regulator"
  | "competitor";

/** How somebody stands to the plan. */
export type Stance =
  | "champion"
  | "supporter"
  | "neutral"
  | "sceptic"
  | "blocker";

/** What somebody does for a goal, or gets from it. */
export type Role =
  | "performer"
  | "beneficiary";

/** Where a channel meets people. */
export type ChannelMode =
  | "online"
  | "offline";

/** Whose channel it is. */
export type Ownership =
  | "owned"
  | "earned"
  | "paid"
  | "partner"
  | "shared";

/** Whether a channel is in use. */
export type ChannelState =
  | "planned"
  | "active"
  | "dormant"
  | "excluded"
  | "retired"
  | "observed";

/** How a channel charges. */
export type CostModelName =
  | "fixed"
  | "cpm"
  | "cpc"
  | "cpa"
  | "per_post";

/** Who runs a program. */
export type Execution =
  | "internal"
  | "market"
  | "joint";

/** What sort of work a program is. */
export type ProgramType =
  | "engagement"
  | "campaign"
  | "community"
  | "service"
  | "listening"
  | "business_process"
  | "education"
  | "evaluation";

/** How often. */
export type CadenceName =
  | "daily"
  | "weekly"
  | "fortnightly"
  | "monthly"
  | "quarterly"
  | "half_yearly"
  | "yearly";

/** What sort of resource it is. */
export type ResourceType =
  | "person"
  | "team"
  | "agency"
  | "budget"
  | "tool"
  | "content";

/** The stage of the value chain a metric looks at. */
export type MetricType =
  | "input"
  | "activity"
  | "output"
  | "outcome"
  | "impact";

/** How a metric adds up. */
export type MetricQuantity =
  | "stock"
  | "flow"
  | "ratio"
  | "distinct"
  | "duration"
  | "survey_share"
  | "money"
  | "milestone";

/** Which way is better. */
export type MetricDirection =
  | "increase"
  | "decrease"
  | "at_least"
  | "at_most"
  | "range"
  | "milestone";

/** Whether a metric can still be had. */
export type MetricLife =
  | "active"
  | "degraded"
  | "withdrawn";

/** The period a flow is counted over. */
export type Per =
  | "day"
  | "week"
  | "month"
  | "quarter"
  | "year"
  | "cumulative";

/** Who counted. */
export type Attribution =
  | "platform"
  | "own"
  | "modelled";

/** How an observation was made. */
export type How =
  | "measured"
  | "entered";

/** What a policy is about. */
export type Topic =
  | "conduct"
  | "disclosure"
  | "privacy"
  | "moderation"
  | "crisis"
  | "brand"
  | "accessibility"
  | "records"
  | "evaluation"
  | "spending";

/** The leaf of the clover a capability belongs to. */
export type Area =
  | "culture"
  | "leadership"
  | "governance"
  | "technology";

/** What a risk endangers. */
export type RiskCategory =
  | "reputation"
  | "legal"
  | "privacy"
  | "safety"
  | "platform"
  | "supplier"
  | "people"
  | "money";

/** How well somebody was told. */
export type InformedLevel =
  | "told"
  | "understands"
  | "agrees";

/** How far a benchmark's source can be trusted. */
export type Grade =
  | "A"
  | "B"
  | "C";

/** The organisation whose strategy it is. */
export interface Organisation {
  /** Its name */
  name?: string;
  /** People employed (≥ 0) */
  employees?: number;
  /** Managers among them (≥ 0) */
  managers?: number;
  /** Executives among them (≥ 0) */
  executives?: number;
  /** Customers served (≥ 0) */
  customers?: number;
  /** The trade it is in */
  industry?: string;
}

/** The place in another document that an element was taken from. */
export interface Origin {
  /** The other document's name or address */
  document?: string;
  /** The element's id there */
  id?: string;
  /** SHA-256 of its canonical form when it was taken */
  hash?: string;
  /** The day it was taken */
  as_of?: CivilDate;
}

/** Where a metric started. */
export interface Baseline {
  /** The value at the start, in the metric's unit */
  value?: number;
  /** The day of that value */
  date?: CivilDate;
}

/** Where a metric is to be, and when. */
export interface Target {
  /** The value to reach, in the metric's unit */
  value?: number;
  /** The lower end of a range to stay in */
  min?: number;
  /** The upper end of a range to stay in */
  max?: number;
  /** The day it is to be reached */
  due?: CivilDate;
  /** A value beyond the target */
  stretch?: number;
  /** The least that still counts */
  threshold?: number;
  /** The value that counts as nothing reached */
  worst?: number;
  /** The way expected: pairs of share of time and share of way */
  curve?: [number, number][];
}

/** A value that was seen. */
export interface Observation {
  /** The day it was seen */
  date?: CivilDate;
  /** First day of the period it covers */
  start?: CivilDate;
  /** Last day of the period it covers */
  end?: CivilDate;
  /** The value, in the metric's unit */
  value?: number;
  /** Measured by a system or entered by hand */
  how?: How;
  /** Where the value comes from */
  source?: string;
}

/** A closed period, both ends included. */
export interface Window {
  /** First day */
  start?: CivilDate;
  /** Last day */
  end?: CivilDate;
  /** Why it is closed */
  reason?: string;
}

/** What a policy allows at most or asks at least. */
export interface Limits {
  /** Spend above this needs approval (≥ 0) */
  approval_above?: Money;
  /** Least and greatest share of spend that goes to evaluation */
  evaluation_share?: [number, number];
}

/** How a channel charges. */
export interface CostModel {
  /** What is paid for */
  model?: CostModelName;
  /** The price of one of them (≥ 0) */
  price?: Money;
}

/** How an effect carries over in time. */
export interface Adstock {
  /** Geometric, delayed or weibull */
  shape?: string;
  /** The shape's numbers by name */
  parameters?: Record<string, number>;
}

/** How outcome grows with spend. */
export interface Curve {
  /** Linear, power, log, exponential, michaelis_menten, hill, logistic or piecewise */
  shape?: string;
  /** The shape's numbers by name */
  parameters?: Record<string, number>;
  /** How the effect carries over */
  adstock?: Adstock;
}

/** What is said of one `supports`: helps. */
export interface SupportsPayload {
  /** How much, -100 to 100 */
  contribution?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `refines`: is a part of. */
export interface RefinesPayload {
  /** Its weight among the parts (≥ 0) */
  weight?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `contributes_to`: this work helps. */
export interface ContributesToPayload {
  /** How much, -100 to 100 */
  contribution?: Quantity;
  /** Probability that the contribution occurs (0..1) */
  confidence?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `based_on`: rests on. */
export interface BasedOnPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `found_in`: was found in. */
export interface FoundInPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `felt_by`: is felt by. */
export interface FeltByPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `addresses`: answers. */
export interface AddressesPayload {
  /** How fully, 0 to 1; bare means fully */
  degree?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `serves`: is for. */
export interface ServesPayload {
  /** Weight among those served, 0 to 1 */
  priority?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `delivers`: brings the benefit. */
export interface DeliversPayload {
  /** Share of the benefit, 0 to 1 */
  share?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `present_on`: is found on. */
export interface PresentOnPayload {
  /** Share of the audience that is there, 0 to 1 */
  share?: Quantity;
  /** Contacts per person (0..1e9) */
  frequency?: Quantity;
  /** Visits a week (0..1e6) */
  visits_per_week?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `reaches`: reaches. */
export interface ReachesPayload {
  /** Share reached at least once, 0 to 1 */
  share?: Quantity;
  /** In which period; a month if absent */
  per?: Per;
  /** Money for a thousand contacts (≥ 0) */
  cost_per_thousand?: Money;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `uses`: works with. */
export interface UsesPayload {
  /** 1 = everything it can do for us; degrees need not sum to 1 */
  degree?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `consumes`: takes. */
export interface ConsumesPayload {
  /** Hours a week (0..1e9) */
  hours_per_week?: Quantity;
  /** Money over the time (≥ 0) */
  money?: Money;
  /** First day; the consumer's if absent */
  start?: CivilDate;
  /** Last day; the consumer's if absent */
  end?: CivilDate;
  /** The skill it takes */
  skill?: string;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `needs`: needs the capability. */
export interface NeedsPayload {
  /** The level needed, 0 to 5 */
  level?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `raises`: builds the capability. */
export interface RaisesPayload {
  /** The level it brings, 0 to 5 */
  level?: number;
  /** By when */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `depends_on`: waits for. */
export interface DependsOnPayload {
  /** Days between the end of one and the start of the other (-1e6..1e6) */
  lag?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `part_of`: belongs to. */
export interface PartOfPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `measured_by`: is measured by. */
export interface MeasuredByPayload {
  /** Weight among its metrics (≥ 0) */
  weight?: number;
  /** Picks the target that is meant */
  due?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `drives`: moves the other metric. */
export interface DrivesPayload {
  /** How strongly, -1 to 1 */
  strength?: number;
  /** After how many days (0..1e6) */
  lag?: number;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `numerator`: is the quotient whose numerator is. */
export interface NumeratorPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `denominator`: is the quotient whose denominator is. */
export interface DenominatorPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `replaced_by`: gave way to. */
export interface ReplacedByPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `owned_by`: is answered for by. */
export interface OwnedByPayload {
  /** Since when */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `reviewed_by`: is looked at by. */
export interface ReviewedByPayload {
  /** The day of the review; after as_of it is planned */
  date?: CivilDate;
  /** How often; the metric's cadence if absent */
  cadence?: Cadence;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `approved_by`: was approved by. */
export interface ApprovedByPayload {
  /** The day of approval */
  date?: CivilDate;
  /** The day approval was asked for */
  requested?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `sponsored_by`: is backed by. */
export interface SponsoredByPayload {
  /** Since when */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `informed`: was made known to. */
export interface InformedPayload {
  /** The day they were told */
  date?: CivilDate;
  /** Told, understands or agrees */
  level?: InformedLevel;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `performed_by`: is carried out by. */
export interface PerformedByPayload {
  /** Since when */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `consulted`: is discussed with. */
export interface ConsultedPayload {
  /** The day they were asked */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `works_as`: gives their hours as. */
export interface WorksAsPayload {
  /** Share of the person's hours, 0 to 1 */
  share?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `governed_by`: stands under. */
export interface GovernedByPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `guided_by`: follows the value. */
export interface GuidedByPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `co_created_with`: was made together with. */
export interface CoCreatedWithPayload {
  /** The day */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `conflicts_with`: pulls against. */
export interface ConflictsWithPayload {
  /** Why */
  reason?: string;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `takes_stance`: stands to it as. */
export interface TakesStancePayload {
  /** How */
  stance?: Stance;
  /** Why */
  reason?: string;
  /** Since when */
  date?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `holds_relationship`: holds the relationship with. */
export interface HoldsRelationshipPayload {
  /** Share of the audience's relationships, 0 to 1 */
  share?: Quantity;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `speaks_for`: speaks for. */
export interface SpeaksForPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `challenges`: contradicts. */
export interface ChallengesPayload {
  /** How strongly, 0 to 1 */
  strength?: number;
  /** The day it was answered */
  answered?: CivilDate;
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `threatens`: endangers. */
export interface ThreatensPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `mitigated_by`: is held down by. */
export interface MitigatedByPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What is said of one `rules_out`: excludes. */
export interface RulesOutPayload {
  /** Who says so, and why */
  why?: string;
  /** Where the figure comes from */
  source?: string;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** What every element may say. */
export interface Element {
  /** The name people call it by */
  title?: string;
  /** What it is, in a few sentences */
  description?: string;
  /** Free labels */
  tags?: string[];
  /** Where it stands in its life */
  status?: Status;
  /** Declared health */
  health?: Health;
  /** The day it was written down */
  created?: CivilDate;
  /** The day it last changed */
  updated?: CivilDate;
  /** The day it was decided, or decided again */
  decided?: CivilDate;
  /** Where the fact comes from */
  source?: string;
  /** The element of another document it was taken from */
  from?: Origin;
  /** The embedder's own data, kept untouched */
  x?: Record<string, unknown>;
}

/** The end that everything serves. */
export interface Vision extends Element {
  /** The long form; the title if absent */
  statement?: string;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** How the vision is pursued, in a breath. */
export interface Mission extends Element {
  /** The long form; the title if absent */
  statement?: string;
  /** Helps: vision */
  supports?: Ends<number | SupportsPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** A principle the organisation holds to. */
export interface Value extends Element {
  /** The long form; the title if absent */
  statement?: string;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Pulls against: value, goal, program */
  conflicts_with?: Ends<ConflictsWithPayload>;
}

/** A look at where things stand, made on a day by a method. */
export interface Assessment extends Element {
  /** What was looked at */
  subject?: Subject;
  /** In which respects it was looked at */
  aspects?: Aspect[];
  /** The day it was made */
  date?: CivilDate;
  /** How it was made */
  method?: string;
  /** How many people or items were asked or watched (≥ 0) */
  sample?: number;
  /** The day it goes stale; 365 days after the date if absent */
  valid_until?: CivilDate;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** What an assessment found and goals answer. */
export interface Insight extends Element {
  /** What sort of finding */
  type?: InsightType;
  /** How strong, 0 to 1 */
  intensity?: number;
  /** What it rests on */
  evidence?: string;
  /** Was found in: assessment */
  found_in?: Ends<FoundInPayload>;
  /** Is felt by: audience, stakeholder */
  felt_by?: Ends<FeltByPayload>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Contradicts: goal */
  challenges?: Ends<number | ChallengesPayload>;
}

/** What is to be achieved. */
export interface Goal extends Element {
  /** Broad goal, measurable objective or key result */
  form?: GoalForm;
  /** Whose goal it is */
  level?: GoalLevel;
  /** What it is about */
  type?: GoalType;
  /** Weight among its neighbours, 0 to 100 */
  importance?: number;
  /** First day */
  start?: CivilDate;
  /** The day it is to be reached */
  due?: CivilDate;
  /** Days until work shows its effect (0..1e6) */
  lag?: Quantity;
  /** Share of the audience that is enough, 0 to 1 */
  reach_needed?: Quantity;
  /** How its parts combine */
  decomposition?: Decomposition;
  /** What it looks like when it is reached */
  success?: string;
  /** Helps: vision, mission, goal */
  supports?: Ends<number | SupportsPayload>;
  /** Is a part of: goal */
  refines?: Ends<number | RefinesPayload>;
  /** Rests on: assessment, insight */
  based_on?: Ends<BasedOnPayload>;
  /** Answers: insight */
  addresses?: Ends<number | AddressesPayload>;
  /** Is for: audience, stakeholder */
  serves?: Ends<number | ServesPayload>;
  /** Brings the benefit: benefit */
  delivers?: Ends<number | DeliversPayload>;
  /** Needs the capability: capability */
  needs?: Ends<number | NeedsPayload>;
  /** Waits for: goal */
  depends_on?: Ends<number | DependsOnPayload>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Follows the value: value */
  guided_by?: Ends<GuidedByPayload>;
  /** Was made together with: audience, stakeholder */
  co_created_with?: Ends<CivilDate | CoCreatedWithPayload>;
  /** Pulls against: value, goal, program */
  conflicts_with?: Ends<ConflictsWithPayload>;
}

/** What somebody gains. */
export interface Benefit extends Element {
  /** Who gains */
  beneficiary?: Beneficiary;
  /** Worth a year */
  value?: Money;
  /** Is for: audience, stakeholder */
  serves?: Ends<number | ServesPayload>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** The people it is for. */
export interface Audience extends Element {
  /** How many people (≥ 0) */
  size?: Quantity;
  /** How it is drawn */
  type?: AudienceType;
  /** What tells its members from others */
  characteristics?: string[];
  /** Language tag */
  language?: string;
  /** Where they are */
  region?: string;
  /** Share that is online at all, 0 to 1 */
  online_share?: Quantity;
  /** Worth of one member a year */
  value_per_member?: Money;
  /** Is found on: channel */
  present_on?: Ends<number | PresentOnPayload>;
  /** Belongs to: audience */
  part_of?: Ends<PartOfPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** A person or group with a stake in the plan. */
export interface Stakeholder extends Element {
  /** What they are to the organisation */
  type?: StakeholderType;
  /** What sort of partner */
  partner_type?: string;
  /** Where they work */
  department?: string;
  /** How many people stand behind the entry; 1 if absent (≥ 1) */
  members?: number;
  /** How they stand to the plan */
  stance?: Stance;
  /** The day they were taken through the landscape */
  educated?: CivilDate;
  /** How much weight their word has, 0 to 1 */
  influence?: number;
  /** Performer, beneficiary or both */
  roles?: Role[];
  /** Hours a week of the person (0..168) */
  hours_per_week?: Quantity;
  /** Belongs to: stakeholder */
  part_of?: Ends<PartOfPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Gives their hours as: resource */
  works_as?: Ends<number | WorksAsPayload>;
  /** Stands to it as: goal, channel, program, policy */
  takes_stance?: Ends<Stance | TakesStancePayload>;
  /** Holds the relationship with: audience */
  holds_relationship?: Ends<number | HoldsRelationshipPayload>;
  /** Speaks for: audience */
  speaks_for?: Ends<SpeaksForPayload>;
}

/** A place where people are met. */
export interface Channel extends Element {
  /** Online or offline */
  mode?: ChannelMode;
  /** Whose it is */
  ownership?: Ownership;
  /** Key of the shared dictionary, such as tiktok */
  platform?: string;
  /** Whether it is in use; active if absent */
  state?: ChannelState;
  /** What it is for */
  purpose?: string;
  /** Why it is dormant, excluded or retired */
  reason?: string;
  /** The most posts it bears */
  ceiling?: Cadence;
  /** Hours to set it up */
  setup_hours?: Quantity;
  /** How it charges */
  cost_model?: CostModel;
  /** Contacts that come in a week (≥ 0) */
  contacts_per_week?: Quantity;
  /** Minutes one of them takes (0..1e6) */
  minutes_each?: Quantity;
  /** Contacts a week it can bear (≥ 0) */
  capacity?: Quantity;
  /** Reaches: audience */
  reaches?: Ends<number | ReachesPayload>;
  /** Takes: resource */
  consumes?: Ends<ConsumesPayload | ConsumesPayload[]>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Stands under: policy */
  governed_by?: Ends<GovernedByPayload>;
}

/** Work that helps goals. */
export interface Program extends Element {
  /** Who runs it */
  execution?: Execution;
  /** What sort of work */
  type?: ProgramType;
  /** First day */
  start?: CivilDate;
  /** Last day */
  end?: CivilDate;
  /** Whether it runs on without an end of its own */
  continuous?: boolean;
  /** Days it takes; wins over the end (0..1e6) */
  duration?: Quantity;
  /** The most it may spend (≥ 0) */
  budget?: Money;
  /** Whether it uses personal data */
  personal_data?: boolean;
  /** How outcome grows with spend */
  response?: Curve;
  /** This work helps: goal */
  contributes_to?: Ends<number | ContributesToPayload>;
  /** Rests on: assessment, insight */
  based_on?: Ends<BasedOnPayload>;
  /** Answers: insight */
  addresses?: Ends<number | AddressesPayload>;
  /** Is for: audience, stakeholder */
  serves?: Ends<number | ServesPayload>;
  /** Brings the benefit: benefit */
  delivers?: Ends<number | DeliversPayload>;
  /** Works with: channel, resource */
  uses?: Ends<number | UsesPayload>;
  /** Takes: resource */
  consumes?: Ends<ConsumesPayload | ConsumesPayload[]>;
  /** Needs the capability: capability */
  needs?: Ends<number | NeedsPayload>;
  /** Builds the capability: capability */
  raises?: Ends<number | RaisesPayload>;
  /** Waits for: program, activity */
  depends_on?: Ends<number | DependsOnPayload>;
  /** Belongs to: program */
  part_of?: Ends<PartOfPayload>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Is carried out by: stakeholder */
  performed_by?: Ends<CivilDate | PerformedByPayload>;
  /** Is discussed with: stakeholder */
  consulted?: Ends<CivilDate | ConsultedPayload>;
  /** Stands under: policy */
  governed_by?: Ends<GovernedByPayload>;
  /** Follows the value: value */
  guided_by?: Ends<GuidedByPayload>;
  /** Was made together with: audience, stakeholder */
  co_created_with?: Ends<CivilDate | CoCreatedWithPayload>;
  /** Pulls against: value, goal, program */
  conflicts_with?: Ends<ConflictsWithPayload>;
}

/** What is done, how often. */
export interface Activity extends Element {
  /** How often */
  cadence?: Cadence;
  /** First day */
  start?: CivilDate;
  /** Last day */
  end?: CivilDate;
  /** Hours each time (0..1e6) */
  hours_each?: Quantity;
  /** Money each time (≥ 0) */
  cost_each?: Money;
  /** This work helps: goal */
  contributes_to?: Ends<number | ContributesToPayload>;
  /** Works with: channel, resource */
  uses?: Ends<number | UsesPayload>;
  /** Takes: resource */
  consumes?: Ends<ConsumesPayload | ConsumesPayload[]>;
  /** Builds the capability: capability */
  raises?: Ends<number | RaisesPayload>;
  /** Waits for: program, activity */
  depends_on?: Ends<number | DependsOnPayload>;
  /** Belongs to: program */
  part_of?: Ends<PartOfPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Is carried out by: stakeholder */
  performed_by?: Ends<CivilDate | PerformedByPayload>;
  /** Is discussed with: stakeholder */
  consulted?: Ends<CivilDate | ConsultedPayload>;
  /** Stands under: policy */
  governed_by?: Ends<GovernedByPayload>;
}

/** Who does it, and with what. */
export interface Resource extends Element {
  /** What sort of resource */
  type?: ResourceType;
  /** Whether it belongs to the organisation */
  internal?: boolean;
  /** Hours a week; of a budget, money over its time (≥ 0) */
  capacity?: Quantity;
  /** First day it is there */
  start?: CivilDate;
  /** Last day it is there */
  end?: CivilDate;
  /** What is promised elsewhere, in the unit of capacity (≥ 0) */
  committed?: Quantity;
  /** Wiggle room: hours a week when customer-facing work pauses (0..168e6) */
  slack?: Quantity;
  /** Cost of an hour (≥ 0) */
  rate?: Money;
  /** Cost of a tool a month (≥ 0) */
  cost?: Money;
  /** Whether they already talk with customers */
  customer_facing?: boolean;
  /** What they can do */
  skills?: string[];
  /** Belongs to: resource */
  part_of?: Ends<PartOfPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** What is counted, how, how often. */
export interface Metric extends Element {
  /** The stage of the value chain */
  type?: MetricType;
  /** How it adds up */
  quantity?: MetricQuantity;
  /** Key of the shared dictionary, such as engagement_rate */
  measure?: string;
  /** The unit of its values */
  unit?: string;
  /** What a rate is taken over, such as followers or impressions */
  basis?: string;
  /** Mean, median or another statistic */
  statistic?: string;
  /** The period a flow is counted over */
  per?: Per;
  /** Who counted */
  attribution?: Attribution;
  /** Which way is better */
  direction?: MetricDirection;
  /** Where it started */
  baseline?: Baseline;
  /** Where it is to be, and when */
  targets?: Target[];
  /** How it is measured */
  method?: string;
  /** How often it is looked at */
  cadence?: Cadence;
  /** How many were asked (≥ 0) */
  sample?: number;
  /** Whether it can still be had; active if absent */
  life?: MetricLife;
  /** Whether it is a limit that must hold rather than an aim */
  guardrail?: boolean;
  /** The values seen so far */
  observations?: Observation[];
  /** Works with: channel, resource */
  uses?: Ends<number | UsesPayload>;
  /** Takes: resource */
  consumes?: Ends<ConsumesPayload | ConsumesPayload[]>;
  /** Moves the other metric: metric */
  drives?: Ends<number | DrivesPayload>;
  /** Is the quotient whose numerator is: metric */
  numerator?: Ends<NumeratorPayload>;
  /** Is the quotient whose denominator is: metric */
  denominator?: Ends<DenominatorPayload>;
  /** Gave way to: metric */
  replaced_by?: Ends<ReplacedByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** What others reach, comparable only on the same measure, basis and statistic. */
export interface Benchmark extends Element {
  /** Key of the shared dictionary */
  measure?: string;
  /** Key of the shared dictionary */
  platform?: string;
  /** The format of the post or advertisement */
  format?: string;
  /** What a rate is taken over */
  basis?: string;
  /** Mean, median or another statistic */
  statistic?: string;
  /** The trade or group it was taken from */
  segment?: string;
  /** Where it was taken */
  region?: string;
  /** When it was taken */
  period?: string;
  /** The day it was published or read */
  as_of?: CivilDate;
  /** The value */
  value?: Quantity;
  /** Its unit */
  unit?: string;
  /** How many accounts, posts or people (≥ 0) */
  sample?: number;
  /** How far its source can be trusted */
  grade?: Grade;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** A rule the organisation gives itself. */
export interface Policy extends Element {
  /** What it is about */
  topic?: Topic;
  /** Its wording */
  text?: string;
  /** Where its wording is */
  url?: string;
  /** Whether it governs everything without being named */
  applies_to_all?: boolean;
  /** The day it was approved */
  approved?: CivilDate;
  /** The day it is to be looked at again */
  review_due?: CivilDate;
  /** Closed periods, in which activities pause */
  windows?: Window[];
  /** What it allows at most or asks at least */
  limits?: Limits;
  /** Rests on: assessment, insight */
  based_on?: Ends<BasedOnPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Follows the value: value */
  guided_by?: Ends<GuidedByPayload>;
}

/** What the organisation is able to do. */
export interface Capability extends Element {
  /** The leaf of the clover */
  area?: Area;
  /** How far it is, 0 to 5 */
  maturity?: number;
  /** How far it has to be, 0 to 5 */
  required?: number;
  /** This work helps: goal */
  contributes_to?: Ends<number | ContributesToPayload>;
  /** Is measured by: metric */
  measured_by?: Ends<number | MeasuredByPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
}

/** What can go wrong. */
export interface Risk extends Element {
  /** What it endangers */
  category?: RiskCategory;
  /** How likely, 0 to 1 */
  probability?: Quantity;
  /** What it would cost (≥ 0) */
  impact?: Money;
  /** Whether it can be made good */
  reversible?: boolean;
  /** Was found in: assessment */
  found_in?: Ends<FoundInPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Endangers: goal, audience, channel, program */
  threatens?: Ends<ThreatensPayload>;
  /** Is held down by: program, activity, policy */
  mitigated_by?: Ends<MitigatedByPayload>;
}

/** What will not be done. */
export interface Exclusion extends Element {
  /** What is ruled out */
  statement?: string;
  /** Why */
  reason?: string;
  /** The day it is looked at again */
  until?: CivilDate;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Excludes: audience, channel, program */
  rules_out?: Ends<RulesOutPayload>;
}

/** The plan itself, the root of the document. */
export interface Strategy extends Element {
  /** Version of the document format */
  northline: 1;
  /** Id of the strategy itself; `strategy` if absent */
  id?: string;
  /** What the strategy covers and what it leaves out */
  scope?: string;
  /** The day the document speaks of; date checks use it */
  as_of?: CivilDate;
  /** First day of the strategy */
  start?: CivilDate;
  /** Last day of the strategy */
  end?: CivilDate;
  /** Whose strategy it is */
  organisation?: Organisation;
  /** ISO 4217 code that plain money is in */
  currency?: string;
  /** The ways of working it follows */
  practices?: Practice[];
  /** Rests on: assessment, insight */
  based_on?: Ends<BasedOnPayload>;
  /** Is answered for by: stakeholder */
  owned_by?: Ends<CivilDate | OwnedByPayload>;
  /** Is looked at by: stakeholder */
  reviewed_by?: Ends<CivilDate | ReviewedByPayload | ReviewedByPayload[]>;
  /** Was approved by: stakeholder */
  approved_by?: Ends<CivilDate | ApprovedByPayload>;
  /** Is backed by: stakeholder */
  sponsored_by?: Ends<CivilDate | SponsoredByPayload>;
  /** Was made known to: stakeholder */
  informed?: Ends<CivilDate | InformedPayload>;
  /** Was made together with: audience, stakeholder */
  co_created_with?: Ends<CivilDate | CoCreatedWithPayload>;
  /** The end that everything serves */
  visions?: Record<string, Vision>;
  /** How the vision is pursued, in a breath */
  missions?: Record<string, Mission>;
  /** A principle the organisation holds to */
  values?: Record<string, Value>;
  /** A look at where things stand, made on a day by a method */
  assessments?: Record<string, Assessment>;
  /** What an assessment found and goals answer */
  insights?: Record<string, Insight>;
  /** What is to be achieved */
  goals?: Record<string, Goal>;
  /** What somebody gains */
  benefits?: Record<string, Benefit>;
  /** The people it is for */
  audiences?: Record<string, Audience>;
  /** A person or group with a stake in the plan */
  stakeholders?: Record<string, Stakeholder>;
  /** A place where people are met */
  channels?: Record<string, Channel>;
  /** Work that helps goals */
  programs?: Record<string, Program>;
  /** What is done, how often */
  activities?: Record<string, Activity>;
  /** Who does it, and with what */
  resources?: Record<string, Resource>;
  /** What is counted, how, how often */
  metrics?: Record<string, Metric>;
  /** What others reach, comparable only on the same measure, basis and statistic */
  benchmarks?: Record<string, Benchmark>;
  /** A rule the organisation gives itself */
  policies?: Record<string, Policy>;
  /** What the organisation is able to do */
  capabilities?: Record<string, Capability>;
  /** What can go wrong */
  risks?: Record<string, Risk>;
  /** What will not be done */
  exclusions?: Record<string, Exclusion>;
  /** What-ifs by name */
  scenarios?: Record<string, unknown>;
  /** Configuration of the checks */
  checks?: Record<string, unknown>;
  /** Weights and thresholds */
  scoring?: Record<string, unknown>;
  /** By audience: the share that pairs of channels have in common */
  overlaps?: Record<string, unknown>;
  /** Positions by id; no analysis reads them */
  layout?: Record<string, unknown>;
}
