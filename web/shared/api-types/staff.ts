import type { components, operations } from "../../../api/schema.gen.ts";

type Schemas = components["schemas"];
type BodyOf<Id extends keyof operations> = operations[Id] extends {
  requestBody: { content: { "application/json": infer Body } };
}
  ? Body
  : never;

export type StaffMe = Schemas["StaffMe"];
export type StaffTicket = Schemas["StaffTicket"];
export type Organisation = Schemas["Organisation"];
export type OrganisationDetail = Schemas["OrganisationDetail"];
/** What is written about an organisation: the console sends all of it. */
export type OrganisationFactsInput = Omit<BodyOf<"changeOrganisation">, "name" | "shortName" | "kind" | "state">;
export type OrganisationLink = Schemas["OrganisationLink"];
export type PastBranch = Schemas["PastOrganisations"]["items"][number];
export type OrganisationStatistics = Schemas["OrganisationStatistics"];
export type MemberStatistics = Schemas["MemberStatistics"];
export type ServiceStatistics = Schemas["ServiceStatistics"];
export type OrganisationKind = Organisation["kind"];
export type Service = Schemas["Service"];
export type PersonRow = Schemas["PersonItem"];
export type PersonPage = Schemas["Person"];
export type PersonThen = Schemas["PersonOn"];
export type EmploymentForm = PersonRow["employmentForm"];
export type StaffAccount = Schemas["StaffAccount"];
export type StoreDay = Schemas["StoreDays"]["stores"][number];
export type AuditRecord = Schemas["AuditRecord"];
export type CalendarYear = Schemas["CalendarYear"];
export type Deadline = Schemas["Deadline"];
export type JoiningItem = Schemas["JoiningItem"];
export type Transfer = Schemas["Transfer"];
export type TransferItem = Schemas["TransferItem"];
export type RegistrationItem = Schemas["RegistrationItem"];
export type Registration = Schemas["Registration"];
export type RegistrationPerson = Schemas["RegistrationPeople"]["items"][number];
export type RegistrationActInput = BodyOf<"actOnRegistration">;
export type Invitation = Schemas["Invitation"];
export type Joining = Schemas["Joining"];
export type VerificationRun = Schemas["VerificationRun"];
export type SignInSettings = Schemas["SignInSettings"];
export type SmsSettings = Schemas["SmsSettings"];
export type SmsTest = Schemas["SmsTest"];
export type OutboxMessage = Schemas["OutboxItem"];

export type StaffCampaign = Schemas["Campaign"];
export type CampaignState = StaffCampaign["state"];
export type StaffVoucherKind = Schemas["CampaignKind"];
export type KindShare = Schemas["KindShare"];
export type CampaignSchedule = Schemas["CampaignSchedule"];
export type EligibilityRule = Schemas["EligibilityRule"];
export type CampaignQuotas = Schemas["CampaignQuotas"];
export type CampaignPreview = Schemas["CampaignPreview"];
/** One person's answer to one step, with the paper that it rests on. */
export type Decision = Schemas["Decision"];
export type WaitingForMe = Schemas["WaitingForMe"];
export type ChangeRequest = Schemas["ChangeRequest"];
export type ChangePlan = Schemas["ChangePlan"];
export type ChangeSet = NonNullable<BodyOf<"previewChange">>;
export type Touches = Schemas["Touches"];
export type CampaignCopy = Schemas["CampaignCopy"];
/** What the maker of a campaign writes: the console always sends the whole form. */
export type CampaignInput = Omit<Required<BodyOf<"draftCampaign">>, "coverColour" | "kinds" | "schedule"> & {
  kinds: Omit<StaffVoucherKind, "id">[];
  schedule: CampaignSchedule;
};
export type FundSource = Schemas["FundSource"];

export type Rehearsal = Schemas["Rehearsal"];
export type RehearsalSummary = Schemas["RehearsalSummary"];
export type RehearsalTillCode = Schemas["RehearsalTillCode"];
export type NewRehearsal = BodyOf<"startRehearsal">;

export type Notice = Schemas["Notice"];
export type BenefitsOffice = Schemas["BenefitsOffice"];
export type AuditBundle = Schemas["AuditBundles"]["items"][number];
export type Award = Schemas["Award"];
export type AwardShare = Schemas["AwardShare"];
export type AwardRehearsal = Schemas["AwardRehearsal"];
export type MatchedPeople = Schemas["MatchedPeople"];
export type PaperTickets = Schemas["PaperTickets"];

export type StaffRelease = Schemas["StaffRelease"];
export type ReleaseShare = Schemas["ReleaseShare"];
export type Monitor = Schemas["ReleaseMonitor"];
/** One second of a release, as the server counted it. */
export type MonitorSample = Schemas["MonitorSecond"];
/** What happened to one person in one release. */
export type WhyAnswer = Schemas["WhyNot"];

export type Merchant = Schemas["Merchant"];
export type MerchantStore = Schemas["MerchantStore"];
export type MerchantClerk = Merchant["clerks"][number];
/** An acceptance without network that did not become a redemption. */
export type Discrepancy = Schemas["DiscrepancyPage"]["items"][number];

export type Place = Schemas["Place"];
export type Hall = Schemas["Hall"];
export type HallDetail = Schemas["HallDetail"];
export type HallBooking = Schemas["HallBooking"];
export type SeatMapSaved = Schemas["SeatMapSaved"];
export type SettlementItem = Schemas["SettlementItem"];
export type Settlement = Schemas["Settlement"];
export type StatementItem = Schemas["StatementItem"];
export type StatementOfSettlement = Schemas["StatementOfSettlement"];
/** What a union owes one merchant for a period. */
export type Statement = Schemas["Statement"];
export type StatementLine = Schemas["StatementLine"];
export type DailyReconciliation = Schemas["DailyReconciliation"];
export type DailyReconciliationLines = Schemas["DailyReconciliationLines"];
export type Leverage = Schemas["Leverage"];
export type ValueLedger = Schemas["ValueLedger"];
export type LedgerEntry = Schemas["LedgerEntryPage"]["items"][number];
export type FundChange = Schemas["FundChange"];

export type Agreement = Schemas["Agreement"];
export type BankAccount = Schemas["BankAccount"];
export type MerchantApplication = Schemas["MerchantApplication"];
export type Plaque = Schemas["Plaque"];
export type Goods = Schemas["Goods"];
export type Series = Schemas["Series"];
export type SeriesInput = BodyOf<"openSeries">;
export type PlanDetail = Schemas["PlanDetail"];
export type PlannedSession = Schemas["PlannedSession"];
export type SessionInput = BodyOf<"planSession">;
export type SessionChangeInput = BodyOf<"replanSession">;
export type Film = Schemas["Film"];
export type StaffAbsence = Schemas["Absence"];
export type StaffSession = Schemas["StaffSession"];
export type Charter = Schemas["Charter"];
export type CharterDetail = Schemas["CharterDetail"];
export type StaffSessionDetail = Schemas["StaffSessionDetail"];
export type ChangePreview = Schemas["SessionChangePreview"];
export type SeriesStatistics = Schemas["SeriesStatistics"];

export type Duplicate = Schemas["Duplicate"];
export type DuplicateSide = Schemas["DuplicateSide"];
export type MergeItem = Schemas["MergeList"]["items"][number];
export type Import = Schemas["Import"];
export type RegisterSettings = Schemas["RegisterSettings"];
export type DutyReview = Schemas["DutyReviews"]["items"][number];
export type DutyReviewLine = Schemas["DutyReviewLine"];
export type HandOverPreview = Schemas["HandOverPreview"];
export type PeopleExport = Schemas["PeopleExport"];
export type AskExport = Schemas["AskExport"];
export type ImportItem = Schemas["ImportList"]["items"][number];
export type ImportLine = Schemas["ImportLine"];
export type ImportMapping = NonNullable<Import["mapping"]>;
export type SheetKind = Schemas["SheetKinds"]["items"][number];
