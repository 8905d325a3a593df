#pragma once

#include "kezhuan/acts/acts.hpp"
#include "kezhuan/model/achievement.hpp"
#include "kezhuan/model/outstanding.hpp"
#include "kezhuan/model/settings.hpp"
#include "kezhuan/model/transfer.hpp"

/// Every act and every aggregate as a list of types: what table.hpp and aggregates.hpp are made
/// from, and whatever else has to be done once for each of them.
namespace [[gnu::visibility("default")]] kezhuan {

template <class... T>
struct TypeList {};

/// Grouped as in the documentation.
using AllActs = TypeList<
    FoundRegistry, AdoptPolicy, RegisterInstitution, RegisterUnit, RegisterPerson, AssignPost,
    EndPost, RegisterSource, RegisterAchievement, RecordGrant, EndGrant, RecordProcessing,
    RecordCertificate, CancelCertificate, AttachEvidence, ClassifyAchievement, FileApplication,
    ReviseApplication, WithdrawApplication, RecordResolution, FreezeEdition, OpenNotice,
    ObjectToNotice, AnswerObjection, CloseNotice, DraftAgreement, SignAgreement, EnterForce,
    EndAgreement, RecordCoOwnership, RecordConsent, RecordPriorRight, WaivePriorRight,
    LapsePriorRight, EnterAsset, OpenCase, SuspendCase, ResumeCase, SendBackCase, TerminateCase,
    MoveCasePolicy, RecordNegotiation, EndNegotiation, ChoosePathway, DraftImplementation,
    RecordPricing, RecordValuation, RecordApproval, AdoptGuide, ReviewRisks, ReviewExemption,
    SignContract, RegisterContract, AmendContract, EndContract, ReachMilestone, WriteOffDue,
    RecordReceipt, RefundReceipt, RecordCost, ReverseCost, AdoptScheme, DraftDistribution,
    ReleaseReserve, AwardEquity, RecordDividend, DisposeEquity, RecordPayment, RecoverPayment,
    IssueEvaluation, SubmitReport, FileReport, CorrectRecord, ErasePersonal, SettleOutstanding>;

/// In the order of `Kind`.
using AllAggregates =
    TypeList<Settings, Institution, Unit, Person, DataSource, UseGrant, Achievement, Certificate,
             Evidence, Application, Resolution, Edition, Notice, RightsAgreement, PriorRight,
             TransferCase, Contract, Receipt, DistributionPlan, Booking, Payment, Guide, Evaluation,
             TransferReport, Outstanding, AdoptedScheme>;

}  // namespace kezhuan
