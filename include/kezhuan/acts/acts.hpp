#pragma once

/// All acts. Each is declared once: what it holds, and `evolve`, what it does to the state.
#include "kezhuan/acts/case_acts.hpp"
#include "kezhuan/acts/contract_acts.hpp"
#include "kezhuan/acts/data_acts.hpp"
#include "kezhuan/acts/disclosure_acts.hpp"
#include "kezhuan/acts/envelope.hpp"
#include "kezhuan/acts/income_acts.hpp"
#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/acts/party_acts.hpp"
#include "kezhuan/acts/registry_acts.hpp"
#include "kezhuan/acts/rights_acts.hpp"
#include "kezhuan/acts/state.hpp"

namespace [[gnu::visibility("default")]] kezhuan {

// What each act does to the state. Pure: the same act and outcome always do the same. Nothing is
// judged here, so a replay never refuses what was once recorded.

void evolve(State& state, const Envelope& envelope, const FoundRegistry& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AdoptPolicy& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const CorrectRecord& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ErasePersonal& act,
            const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const SettleOutstanding& act,
            const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const RegisterInstitution& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RegisterUnit& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RegisterPerson& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AssignPost& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EndPost& act, const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const RegisterSource& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordGrant& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EndGrant& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RegisterAchievement& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordProcessing& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordCertificate& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const CancelCertificate& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AttachEvidence& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ClassifyAchievement& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EnterAsset& act, const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const FileApplication& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReviseApplication& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const WithdrawApplication& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordResolution& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const FreezeEdition& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const OpenNotice& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ObjectToNotice& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AnswerObjection& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const CloseNotice& act, const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const DraftAgreement& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const SignAgreement& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EnterForce& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EndAgreement& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordCoOwnership& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordConsent& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordPriorRight& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const WaivePriorRight& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const LapsePriorRight& act,
            const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const OpenCase& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const SuspendCase& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ResumeCase& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const SendBackCase& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const TerminateCase& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const MoveCasePolicy& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordNegotiation& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EndNegotiation& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ChoosePathway& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const DraftImplementation& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordPricing& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordValuation& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordApproval& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AdoptGuide& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReviewRisks& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReviewExemption& act,
            const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const SignContract& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RegisterContract& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AmendContract& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const EndContract& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReachMilestone& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const WriteOffDue& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordReceipt& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RefundReceipt& act,
            const Outcome& outcome);

void evolve(State& state, const Envelope& envelope, const RecordCost& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReverseCost& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AdoptScheme& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const DraftDistribution& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ReleaseReserve& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AwardEquity& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordDividend& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const DisposeEquity& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecordPayment& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const RecoverPayment& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const IssueEvaluation& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const SubmitReport& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const FileReport& act, const Outcome& outcome);

/// Puts a booking on record: the booking itself, the balances of its case, the plan of its
/// receipts.
void post(State& state, const Envelope& envelope, const BookingOutcome& booking);

}  // namespace kezhuan
