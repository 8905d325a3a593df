#pragma once

/// All acts. Each is declared once: what it holds, and `evolve`, what it does to the state.
#include "kezhuan/acts/data_acts.hpp"
#include "kezhuan/acts/disclosure_acts.hpp"
#include "kezhuan/acts/envelope.hpp"
#include "kezhuan/acts/outcome.hpp"
#include "kezhuan/acts/party_acts.hpp"
#include "kezhuan/acts/registry_acts.hpp"
#include "kezhuan/acts/rights_acts.hpp"
#include "kezhuan/acts/state.hpp"

namespace kezhuan {

// What each act does to the state. Pure: the same act and outcome always do the same. Nothing is
// judged here, so a replay never refuses what was once recorded.

void evolve(State& state, const Envelope& envelope, const FoundRegistry& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const AdoptPolicy& act, const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const CorrectRecord& act,
            const Outcome& outcome);
void evolve(State& state, const Envelope& envelope, const ErasePersonal& act,
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

}  // namespace kezhuan
