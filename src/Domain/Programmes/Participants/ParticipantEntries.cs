using System.Collections.Immutable;

namespace MentorshipFlow.Programmes.Participants;

/// <summary>The current state of one mentee of a programme.</summary>
/// <param name="AppliedOn">The day of the application.</param>
/// <param name="LateJoin">Gate 2 was already approved at the time of the application.</param>
/// <param name="Requests">Requests that are not voided, in the order of recording.</param>
/// <param name="Information">Third-party information, in the order of recording.</param>
/// <param name="Form">The latest assignment.</param>
/// <param name="EnteredOn">The day of entry to the base; null outside of it.</param>
/// <param name="EnteredAt">The programme's version at entry to the base; 0 outside of it.</param>
/// <param name="Removed">The removal from the base; null after a new entry.</param>
/// <param name="Stays">Reasons for the end of each earlier stay in the base, except stays recorded by mistake.</param>
public sealed record MenteeEntry(
    Guid Person, DateOnly AppliedOn, bool LateJoin, ImmutableList<ParticipantEvent.MenteeRequestRecorded> Requests,
    ImmutableList<ParticipantEvent.ThirdPartyInformationRecorded> Information, ParticipantEvent.MenteeFormAssigned? Form,
    DateOnly? EnteredOn, int EnteredAt, ParticipantEvent.MenteeRemovedFromBase? Removed, ImmutableList<RemovalReason> Stays)
{
    /// <summary>The latest result.</summary>
    public ParticipantEvent.MenteeResultEntered? Result { get; init; }

    /// <summary>The motivation that was named last.</summary>
    public MenteeMotivation? Motivation { get; init; }

    /// <summary>Whether the person is in the base now.</summary>
    public bool InBase => EnteredAt > 0;

    /// <summary>Whether the person is or was in the base, except by mistake.</summary>
    public bool EverInBase => InBase || !Stays.IsEmpty;

    internal static MenteeEntry Of(ParticipantEvent.MenteeApplied e, DateOnly on) =>
        new(e.Person, on, e.LateJoin, [], [], null, null, 0, null, []);

    internal MenteeEntry Left(ParticipantEvent.MenteeRemovedFromBase e) => this with
    {
        EnteredOn = null, EnteredAt = 0, Removed = e,
        Stays = InBase && e.Reason != RemovalReason.RecordedByMistake ? Stays.Add(e.Reason) : Stays,
    };
}

/// <summary>The current state of one mentor of a programme.</summary>
/// <param name="LateJoin">Gate 3 was already approved at the time of the application.</param>
/// <param name="Offer">The latest offer.</param>
/// <param name="Sharing">The latest answer.</param>
/// <param name="Category">Set at the first entry to the base.</param>
/// <param name="EnteredOn">The day of entry to the base; null outside of it.</param>
/// <param name="EnteredAt">The programme's version at entry to the base; 0 outside of it.</param>
/// <param name="Decided">The latest selection decision: <see cref="ParticipantEvent.MentorSelected"/> or
/// <see cref="ParticipantEvent.MentorRejected"/>.</param>
/// <param name="DeclaredReadyOn">The day of the declaration of readiness, if it was not revoked.</param>
/// <param name="Stays">Reasons for the end of each earlier stay in the base, except stays recorded by mistake.</param>
/// <param name="Declarations">Number of declarations of readiness, except those by mistake.</param>
public sealed record MentorEntry(
    Guid Person, DateOnly AppliedOn, bool LateJoin, MentorOffer Offer, ParticipantEvent.MentorSharingAnswered? Sharing,
    MentorCategory? Category, DateOnly? EnteredOn, int EnteredAt, ParticipantEvent.MentorRemovedFromBase? Removed,
    ParticipantEvent? Decided, ImmutableList<ParticipantEvent.InterviewHeld> Interviews,
    ImmutableList<ParticipantEvent.MentorTrainingCompleted> Trainings, ImmutableList<ParticipantEvent.LabourTermsFixed> LabourTerms,
    DateOnly? DeclaredReadyOn, ImmutableList<ParticipantEvent.MentorWithdrew> Withdrawals, ImmutableList<RemovalReason> Stays,
    int Declarations)
{
    /// <summary>The latest result.</summary>
    public ParticipantEvent.MentorResultEntered? Result { get; init; }

    /// <summary>The partner that was named last as the mentor's enterprise.</summary>
    public Guid? Enterprise { get; init; }

    /// <summary>The consent under which the mentor is in the long-term base; null outside of it.</summary>
    public Guid? LongTerm { get; init; }

    /// <summary>Whether the person is in the base now.</summary>
    public bool InBase => EnteredAt > 0;

    /// <summary>Whether the person is or was in the base, except by mistake.</summary>
    public bool EverInBase => InBase || !Stays.IsEmpty;

    /// <summary>Whether the latest selection decision is positive.</summary>
    public bool Selected => Decided is ParticipantEvent.MentorSelected;

    /// <summary>The latest withdrawal that is not voided.</summary>
    public ParticipantEvent.MentorWithdrew? Withdrawal => Withdrawals.IsEmpty ? null : Withdrawals[^1];

    /// <summary>In the base, and no withdrawal has taken effect.</summary>
    public bool AvailableOn(DateOnly day) => InBase && !(Withdrawal?.EffectiveOn <= day);

    /// <summary>Declared ready and still in the base. Consents and restrictions are checked by
    /// <see cref="PersonalPath.IsReady"/>.</summary>
    public bool ReadyOn(DateOnly day) => DeclaredReadyOn is not null && AvailableOn(day);

    internal static MentorEntry Of(ParticipantEvent.MentorApplied e, DateOnly on) =>
        new(e.Person, on, e.LateJoin, e.Offer, null, null, null, 0, null, null, [], [], [], null, [], [], 0);

    internal MentorEntry Left(ParticipantEvent.MentorRemovedFromBase e) => this with
    {
        EnteredOn = null, EnteredAt = 0, Removed = e, DeclaredReadyOn = null,
        Stays = InBase && e.Reason != RemovalReason.RecordedByMistake ? Stays.Add(e.Reason) : Stays,
    };

    internal MentorEntry Declared(DateOnly on) => this with { DeclaredReadyOn = on, Declarations = Declarations + 1 };

    internal MentorEntry Revoked(RevocationReason reason) => this with
    {
        DeclaredReadyOn = null,
        Declarations = DeclaredReadyOn is not null && reason == RevocationReason.RecordedByMistake ? Declarations - 1 : Declarations,
    };
}
