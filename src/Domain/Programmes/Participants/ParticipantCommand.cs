namespace MentorshipFlow.Programmes.Participants;

/// <summary>Commands about mentees, mentors and their training. A command with an event asks to record it unchanged.</summary>
public abstract record ParticipantCommand : ProgrammeCommand
{
    private protected ParticipantCommand() { }

    /// <summary>Record an entry measurement.</summary>
    public sealed record MeasureEntry(ParticipantEvent.EntryMeasured Measurement) : ParticipantCommand;

    /// <summary>Propose pairs for stage 5. Pairs proposed before are left out.</summary>
    public sealed record ProposePairs(IReadOnlyList<ParticipantEvent.PairProposed> Pairs) : ParticipantCommand;

    /// <summary>Take mentors from the long-term base of an earlier programme of the organisation.</summary>
    /// <param name="Persons">Whom to take; empty for everybody who may take part and still consents.</param>
    /// <param name="Found">The long-term base, looked up by the caller; null if the organisation has no such programme.</param>
    public sealed record TakeLongTermMentors(
        Guid Programme, IReadOnlyList<Guid> Persons, IReadOnlyList<LongTermMentor>? Found = null) : ParticipantCommand;

    /// <summary>Void a fact recorded by mistake; the person is absent for a fact not about one person.</summary>
    public sealed record VoidParticipantFact(Guid? Person, Guid Fact, TextReference Reason) : ParticipantCommand;
}

/// <summary>Commands about mentees.</summary>
public abstract record MenteeCommand(Guid Person) : ParticipantCommand
{
    /// <summary>Record a mentee's application.</summary>
    /// <param name="Standing">From the person's stream, added by the caller; null if the person is not registered.</param>
    public sealed record ApplyAsMentee(Guid Person, PersonStatus? Standing) : MenteeCommand(Person);

    /// <summary>Record a mentee's request.</summary>
    public sealed record RecordRequest(ParticipantEvent.MenteeRequestRecorded Request) : MenteeCommand(Request.Person);

    /// <summary>Record information from third parties.</summary>
    public sealed record RecordInformation(ParticipantEvent.ThirdPartyInformationRecorded Information) : MenteeCommand(Information.Person);

    /// <summary>Assign a form.</summary>
    public sealed record AssignForm(Guid Person, string Form, string? Variant) : MenteeCommand(Person);

    /// <summary>Name the motivation.</summary>
    public sealed record NameMotivation(Guid Person, MenteeMotivation Motivation) : MenteeCommand(Person);

    /// <summary>Add a mentee to the base.</summary>
    public sealed record AddMenteeToBase(Guid Person) : MenteeCommand(Person);

    /// <summary>Enter a mentee's result.</summary>
    public sealed record EnterMenteeResult(Guid Person, EntryResult Result, TextReference? Text) : MenteeCommand(Person);

    /// <summary>Remove from the base, or close an application.</summary>
    public sealed record RemoveMentee(Guid Person, RemovalReason Reason, TextReference? Text) : MenteeCommand(Person);
}

/// <summary>Commands about mentors.</summary>
public abstract record MentorCommand(Guid Person) : ParticipantCommand
{
    /// <summary>Record a mentor's application.</summary>
    /// <param name="Standing">From the person's stream, added by the caller; null if the person is not registered.</param>
    public sealed record ApplyAsMentor(Guid Person, PersonStatus? Standing, MentorOffer Offer) : MentorCommand(Person);

    /// <summary>Change a mentor's offer.</summary>
    public sealed record ChangeOffer(Guid Person, MentorOffer Offer) : MentorCommand(Person);

    /// <summary>Record the answer on taking part in programmes of other organisations.</summary>
    public sealed record AnswerSharing(Guid Person, bool Permitted, SharingScope? Scope) : MentorCommand(Person);

    /// <summary>Name the enterprise.</summary>
    /// <param name="Partner">A partner of the programme.</param>
    public sealed record NameEnterprise(Guid Person, Guid Partner) : MentorCommand(Person);

    /// <summary>Add a mentor to the base.</summary>
    public sealed record AddMentorToBase(Guid Person, MentorCategory Category) : MentorCommand(Person);

    /// <summary>Enter a mentor's result.</summary>
    public sealed record EnterMentorResult(Guid Person, EntryResult Result, TextReference? Text) : MentorCommand(Person);

    /// <summary>Move a mentor to the long-term base.</summary>
    public sealed record MoveToLongTermBase(Guid Person) : MentorCommand(Person);

    /// <summary>Remove a mentor from the long-term base.</summary>
    public sealed record RemoveFromLongTermBase(Guid Person, RemovalReason Reason, TextReference? Text) : MentorCommand(Person);

    /// <summary>Remove from the base, or close an application.</summary>
    public sealed record RemoveMentor(Guid Person, RemovalReason Reason, TextReference? Text) : MentorCommand(Person);

    /// <summary>Select a mentor.</summary>
    public sealed record SelectMentor(Guid Person, SelectionGround Ground, TextReference? Text) : MentorCommand(Person);

    /// <summary>Reject a mentor.</summary>
    public sealed record RejectMentor(Guid Person, SelectionGround Ground, TextReference? Text) : MentorCommand(Person);

    /// <summary>Record an interview.</summary>
    public sealed record HoldInterview(ParticipantEvent.InterviewHeld Interview) : MentorCommand(Interview.Person);

    /// <summary>Record the result of a training.</summary>
    public sealed record CompleteTraining(ParticipantEvent.MentorTrainingCompleted Training) : MentorCommand(Training.Person);

    /// <summary>Record labour terms.</summary>
    public sealed record FixLabourTerms(ParticipantEvent.LabourTermsFixed Terms) : MentorCommand(Terms.Person);

    /// <summary>Declare a mentor ready.</summary>
    public sealed record DeclareReady(Guid Person) : MentorCommand(Person);

    /// <summary>Revoke readiness.</summary>
    public sealed record RevokeReadiness(Guid Person, RevocationReason Reason, TextReference? Text) : MentorCommand(Person);

    /// <summary>Record a mentor's withdrawal.</summary>
    /// <param name="EffectiveOn">The first day without the mentor; if absent, the earliest possible.</param>
    /// <param name="Holidays">Yearly holidays, such as <c>01-01</c>, which do not count in an employee's notice (L16).</param>
    public sealed record WithdrawMentor(
        Guid Person, Guid Id, DateOnly NoticeOn, DateOnly? EffectiveOn, WithdrawalReason Reason, TextReference? Text,
        IReadOnlyList<string> Holidays) : MentorCommand(Person);
}

/// <summary>Commands about training and other facts not about one mentor.</summary>
public abstract record TrainingCommand : ParticipantCommand
{
    private TrainingCommand() { }

    /// <summary>Record an expert.</summary>
    public sealed record EngageExpert(ParticipantEvent.ExpertEngaged Expert) : TrainingCommand;

    /// <summary>Record methodical materials.</summary>
    public sealed record PrepareMaterials(ParticipantEvent.TrainingMaterialsPrepared Materials) : TrainingCommand;

    /// <summary>Approve the training plan.</summary>
    public sealed record ApproveTrainingPlan(ParticipantEvent.TrainingPlanApproved Plan) : TrainingCommand;

    /// <summary>Record a training session.</summary>
    public sealed record HoldSession(ParticipantEvent.TrainingSessionHeld Session) : TrainingCommand;

    /// <summary>Record an information event for mentors.</summary>
    public sealed record InformMentors(ParticipantEvent.MentorsInformed Event) : TrainingCommand;

    /// <summary>Acknowledge a shortage of mentors.</summary>
    public sealed record AcknowledgeShortage(ParticipantEvent.ShortageAcknowledged Shortage) : TrainingCommand;
}
