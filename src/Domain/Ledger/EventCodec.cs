using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MentorshipFlow.Organisations;
using MentorshipFlow.People;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Ledger;

/// <summary>Between an event and its stored form: a type name and an RFC 8785 body.</summary>
/// <remarks>
/// WARNING: names and properties are the storage format. A released event is never changed: its next version is a record of its own
/// with the name <c>{name}_v2</c>, and <see cref="OldEvents"/> reads the old one as the new. Every event has one approved stored example
/// in the tests; a changed example fails the build.
/// </remarks>
public static class EventCodec
{
    private static readonly FrozenDictionary<string, StoredType> ByName = new Dictionary<string, Type>
    {
        ["programme_drafted"] = typeof(CharterEvent.ProgrammeDrafted),
        ["programme_corrected"] = typeof(CharterEvent.ProgrammeCorrected),
        ["second_approver_policy_set"] = typeof(CharterEvent.SecondApproverPolicySet),
        ["definition_migrated"] = typeof(CharterEvent.DefinitionMigrated),
        ["programme_suspended"] = typeof(CharterEvent.ProgrammeSuspended),
        ["programme_resumed"] = typeof(CharterEvent.ProgrammeResumed),
        ["programme_cancelled"] = typeof(CharterEvent.ProgrammeCancelled),
        ["programme_completed"] = typeof(CharterEvent.ProgrammeCompleted),
        ["closing_voided"] = typeof(CharterEvent.ClosingVoided),
        ["delegation_granted"] = typeof(CharterEvent.DelegationGranted),
        ["delegation_revoked"] = typeof(CharterEvent.DelegationRevoked),
        ["legal_basis_registered"] = typeof(Fact.LegalBasisRegistered),
        ["objective_set"] = typeof(Fact.ObjectiveSet),
        ["expected_result_set"] = typeof(Fact.ExpectedResultSet),
        ["resource_registered"] = typeof(Fact.ResourceRegistered),
        ["partner_engaged"] = typeof(Fact.PartnerEngaged),
        ["outreach_held"] = typeof(Fact.OutreachHeld),
        ["outreach_not_applicable"] = typeof(Fact.OutreachNotApplicable),
        ["needs_survey_concluded"] = typeof(Fact.NeedsSurveyConcluded),
        ["administrative_meeting_held"] = typeof(Fact.AdministrativeMeetingHeld),
        ["programme_bank_entry_added"] = typeof(Fact.ProgrammeBankEntryAdded),
        ["contingent_recorded"] = typeof(Fact.ContingentRecorded),
        ["baseline_recorded"] = typeof(Fact.BaselineRecorded),
        ["fact_voided"] = typeof(PreparationEvent.FactVoided),
        ["form_enabled"] = typeof(PreparationEvent.FormEnabled),
        ["form_precondition_met"] = typeof(PreparationEvent.FormPreconditionMet),
        ["form_disabled"] = typeof(PreparationEvent.FormDisabled),
        ["curator_appointed"] = typeof(PreparationEvent.CuratorAppointed),
        ["curator_replaced"] = typeof(PreparationEvent.CuratorReplaced),
        ["curator_appointment_voided"] = typeof(PreparationEvent.CuratorAppointmentVoided),
        ["auditor_assigned"] = typeof(PreparationEvent.AuditorAssigned),
        ["auditor_released"] = typeof(PreparationEvent.AuditorReleased),
        ["roadmap_approved"] = typeof(PreparationEvent.RoadmapApproved),
        ["roadmap_item_rescheduled"] = typeof(PreparationEvent.RoadmapItemRescheduled),
        ["roadmap_item_completed"] = typeof(PreparationEvent.RoadmapItemCompleted),
        ["roadmap_item_not_applicable"] = typeof(PreparationEvent.RoadmapItemNotApplicable),
        ["roadmap_item_reopened"] = typeof(PreparationEvent.RoadmapItemReopened),
        ["document_registered"] = typeof(DocumentEvent.DocumentRegistered),
        ["document_file_attached"] = typeof(DocumentEvent.DocumentFileAttached),
        ["document_superseded"] = typeof(DocumentEvent.DocumentSuperseded),
        ["document_reinstated"] = typeof(DocumentEvent.DocumentReinstated),
        ["document_annulled"] = typeof(DocumentEvent.DocumentAnnulled),
        ["stage_work_opened"] = typeof(GateEvent.StageWorkOpened),
        ["stage_work_opening_corrected"] = typeof(GateEvent.StageWorkOpeningCorrected),
        ["stage_submitted"] = typeof(GateEvent.StageSubmitted),
        ["stage_submission_withdrawn"] = typeof(GateEvent.StageSubmissionWithdrawn),
        ["stage_countersigned"] = typeof(GateEvent.StageCountersigned),
        ["stage_countersignature_withdrawn"] = typeof(GateEvent.StageCountersignatureWithdrawn),
        ["stage_approved"] = typeof(GateEvent.StageApproved),
        ["stage_returned"] = typeof(GateEvent.StageReturned),
        ["stage_reopened"] = typeof(GateEvent.StageReopened),
        ["stage_approval_revoked"] = typeof(GateEvent.StageApprovalRevoked),
        ["gate_criterion_waived"] = typeof(GateEvent.GateCriterionWaived),
        ["gate_waiver_withdrawn"] = typeof(GateEvent.GateWaiverWithdrawn),
        ["certificate_issued"] = typeof(CertificationEvent.CertificateIssued),
        ["certificate_annulled"] = typeof(CertificationEvent.CertificateAnnulled),
        ["person_registered"] = typeof(RegistryEvent.PersonRegistered),
        ["person_details_replaced"] = typeof(RegistryEvent.PersonDetailsReplaced),
        ["person_changed"] = typeof(RegistryEvent.PersonChanged),
        ["representative_linked"] = typeof(RegistryEvent.RepresentativeLinked),
        ["representative_unlinked"] = typeof(RegistryEvent.RepresentativeUnlinked),
        ["clearance_confirmed"] = typeof(RegistryEvent.ClearanceConfirmed),
        ["clearance_revoked"] = typeof(RegistryEvent.ClearanceRevoked),
        ["organisation_left"] = typeof(RegistryEvent.OrganisationLeft),
        ["departure_voided"] = typeof(RegistryEvent.DepartureVoided),
        ["age_band_reached"] = typeof(RegistryEvent.AgeBandReached),
        ["programme_joined"] = typeof(RegistryEvent.ProgrammeJoined),
        ["consent_requested"] = typeof(ConsentEvent.ConsentRequested),
        ["consent_given"] = typeof(ConsentEvent.ConsentGiven),
        ["consent_refused"] = typeof(ConsentEvent.ConsentRefused),
        ["consent_withdrawn"] = typeof(ConsentEvent.ConsentWithdrawn),
        ["consent_withdrawal_voided"] = typeof(ConsentEvent.ConsentWithdrawalVoided),
        ["consent_voided"] = typeof(ConsentEvent.ConsentVoided),
        ["consent_replaced_on_majority"] = typeof(ConsentEvent.ConsentReplacedOnMajority),
        ["processing_restricted"] = typeof(ConsentEvent.ProcessingRestricted),
        ["processing_restriction_lifted"] = typeof(ConsentEvent.ProcessingRestrictionLifted),
        ["consent_text_published"] = typeof(PrivacyEvent.ConsentTextPublished),
        ["signer_policy_set"] = typeof(PrivacyEvent.SignerPolicySet),
        ["paper_policy_set"] = typeof(PrivacyEvent.PaperPolicySet),
        ["person_standing_recorded"] = typeof(ParticipantEvent.PersonStandingRecorded),
        ["mentee_applied"] = typeof(ParticipantEvent.MenteeApplied),
        ["mentee_request_recorded"] = typeof(ParticipantEvent.MenteeRequestRecorded),
        ["third_party_information_recorded"] = typeof(ParticipantEvent.ThirdPartyInformationRecorded),
        ["mentee_form_assigned"] = typeof(ParticipantEvent.MenteeFormAssigned),
        ["entry_measured"] = typeof(ParticipantEvent.EntryMeasured),
        ["mentee_added_to_base"] = typeof(ParticipantEvent.MenteeAddedToBase),
        ["mentee_removed_from_base"] = typeof(ParticipantEvent.MenteeRemovedFromBase),
        ["mentor_applied"] = typeof(ParticipantEvent.MentorApplied),
        ["mentor_application_changed"] = typeof(ParticipantEvent.MentorApplicationChanged),
        ["mentor_sharing_answered"] = typeof(ParticipantEvent.MentorSharingAnswered),
        ["mentor_added_to_base"] = typeof(ParticipantEvent.MentorAddedToBase),
        ["mentor_removed_from_base"] = typeof(ParticipantEvent.MentorRemovedFromBase),
        ["mentor_selected"] = typeof(ParticipantEvent.MentorSelected),
        ["mentor_rejected"] = typeof(ParticipantEvent.MentorRejected),
        ["interview_held"] = typeof(ParticipantEvent.InterviewHeld),
        ["expert_engaged"] = typeof(ParticipantEvent.ExpertEngaged),
        ["training_materials_prepared"] = typeof(ParticipantEvent.TrainingMaterialsPrepared),
        ["training_plan_approved"] = typeof(ParticipantEvent.TrainingPlanApproved),
        ["training_session_held"] = typeof(ParticipantEvent.TrainingSessionHeld),
        ["mentor_training_completed"] = typeof(ParticipantEvent.MentorTrainingCompleted),
        ["labour_terms_fixed"] = typeof(ParticipantEvent.LabourTermsFixed),
        ["mentor_declared_ready"] = typeof(ParticipantEvent.MentorDeclaredReady),
        ["readiness_revoked"] = typeof(ParticipantEvent.ReadinessRevoked),
        ["mentor_withdrew"] = typeof(ParticipantEvent.MentorWithdrew),
        ["mentors_informed"] = typeof(ParticipantEvent.MentorsInformed),
        ["shortage_acknowledged"] = typeof(ParticipantEvent.ShortageAcknowledged),
        ["participant_fact_voided"] = typeof(ParticipantEvent.ParticipantFactVoided),
        ["survey_wave_opened"] = typeof(SurveyEvent.SurveyWaveOpened),
        ["survey_participants_invited"] = typeof(SurveyEvent.SurveyParticipantsInvited),
        ["survey_wave_closed"] = typeof(SurveyEvent.SurveyWaveClosed),
        ["survey_wave_reopened"] = typeof(SurveyEvent.SurveyWaveReopened),
        ["survey_link_issued"] = typeof(SurveyEvent.SurveyLinkIssued),
        ["survey_link_revoked"] = typeof(SurveyEvent.SurveyLinkRevoked),
        ["survey_answered"] = typeof(SurveyEvent.SurveyAnswered),
        ["survey_answer_voided"] = typeof(SurveyEvent.SurveyAnswerVoided),
        ["organisation_created"] = typeof(OrganisationEvent.OrganisationCreated),
        ["operator_described"] = typeof(OrganisationEvent.OperatorDescribed),
        ["organisation_corrected"] = typeof(OrganisationEvent.OrganisationCorrected),
        ["access_key_issued"] = typeof(OrganisationEvent.AccessKeyIssued),
        ["access_key_revoked"] = typeof(OrganisationEvent.AccessKeyRevoked),
        ["definition_published"] = typeof(DefinitionEvent.DefinitionPublished),
        ["erasure_requested"] = typeof(ErasureEvent.ErasureRequested),
        ["erasure_request_voided"] = typeof(ErasureEvent.ErasureRequestVoided),
        ["erasure_term_extended"] = typeof(ErasureEvent.ErasureTermExtended),
        ["erasure_assessed"] = typeof(ErasureEvent.ErasureAssessed),
        ["personal_data_erased"] = typeof(ErasureEvent.PersonalDataErased),
        ["erasure_act_filed"] = typeof(ErasureEvent.ErasureActFiled),
        ["personal_data_viewed"] = typeof(AccessEvent.PersonalDataViewed),
        ["export_made"] = typeof(AccessEvent.ExportMade),
        ["questionnaire_published"] = typeof(QuestionnaireEvent.QuestionnairePublished),
    }.ToFrozenDictionary(pair => pair.Key, pair => new StoredType(pair.Key, pair.Value));

    private static readonly FrozenDictionary<Type, StoredType> ByType = ByName.Values.ToFrozenDictionary(stored => stored.Type);

    /// <summary>Every released type name.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The type name of a kind of event.</summary>
    public static string NameOf<T>()
        where T : DomainEvent => ByType[typeof(T)].Name;

    /// <summary>The type name of an event.</summary>
    public static string NameOf(DomainEvent @event) => ByType[@event.GetType()].Name;

    /// <summary>The class behind a type name; null for an unknown one.</summary>
    public static Type? TypeOf(string name) => ByName.GetValueOrDefault(name)?.Type;

    /// <summary>The stored form of an event.</summary>
    public static (string Type, string Body) Write(DomainEvent @event)
    {
        var stored = ByType[@event.GetType()];
        return (stored.Name, JsonSerializer.Serialize(@event, stored.Json));
    }

    /// <summary>Reads a stored event.</summary>
    /// <exception cref="UnknownEventException">No version of this program knows the type, or the body does not fit it.</exception>
    public static DomainEvent Read(string type, string body)
    {
        if (OldEvents.TryRead(type, body) is { } upcast) return upcast;
        if (!ByName.TryGetValue(type, out var stored)) throw new UnknownEventException(type, null);
        try
        {
            return (DomainEvent?)JsonSerializer.Deserialize(body, stored.Json) ?? throw new UnknownEventException(type, null);
        }
        catch (JsonException exception)
        {
            throw new UnknownEventException(type, exception);
        }
    }

    // How a type is written is found out with its first event: of all of them together it would take longer than everything else at the start.
    private sealed class StoredType(string name, Type type)
    {
        private JsonTypeInfo? json;

        public string Name => name;

        public Type Type => type;

        public JsonTypeInfo Json => json ??= CanonicalJson.Options.GetTypeInfo(type);
    }
}

/// <summary>Where stored versions that are no longer written are read as today's events.</summary>
/// <remarks>Empty until the first event gets a second version: then its old name and the translation are one line of this switch.</remarks>
public static class OldEvents
{
    /// <summary>Today's event for an old name, or null when the name is today's.</summary>
    public static DomainEvent? TryRead(string type, string body) => type switch
    {
        _ => null,
    };
}

/// <summary>The ledger holds an event that this version of the program cannot read. Guessing would change history, so it stops with the name.</summary>
public sealed class UnknownEventException(string type, Exception? inner) : Exception($"Event type '{type}' cannot be read by this version.", inner)
{
    /// <summary>The stored type name.</summary>
    public string Type { get; } = type;
}
