using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates.V2;

/// <summary>A mentee of the programme, as the certificate counts him.</summary>
internal sealed class MenteeFact
{
    public bool LateJoin { get; set; }

    /// <summary>Requests by id: their categories.</summary>
    public SortedDictionary<Guid, string> Requests { get; } = [];

    /// <summary>Entry measurements by id.</summary>
    public HashSet<Guid> Measurements { get; } = [];

    public string? Form { get; set; }

    /// <summary>Was in the base, and not by mistake.</summary>
    public bool EverInBase { get; set; }

    /// <summary>Why he is out of the base again.</summary>
    public RemovalReason? Removed { get; set; }
}

/// <summary>A mentor of the programme, as the certificate counts him.</summary>
internal sealed class MentorFact
{
    public bool LateJoin { get; set; }

    public MentorCategory Category { get; set; }

    public bool EverInBase { get; set; }

    public RemovalReason? Removed { get; set; }

    /// <summary>The last decision on him: selected, rejected, or none yet.</summary>
    public bool? Selected { get; set; }

    public SelectionGround Ground { get; set; }

    /// <summary>Trainings that were passed, by id: minutes.</summary>
    public Dictionary<Guid, int> Trainings { get; } = [];

    public bool EverReady { get; set; }

    public bool Ready { get; set; }

    /// <summary>The last answer on programmes of other organisations.</summary>
    public bool? Sharing { get; set; }
}

/// <summary>What format v2 counts of people, folded from history: a fold of its own, part of the format.</summary>
internal sealed class ParticipantFacts
{
    private readonly HashSet<(Guid Person, ConsentPurpose Purpose)> given = [];

    /// <summary>By random id.</summary>
    public SortedDictionary<Guid, PersonStatus> Standings { get; } = [];

    /// <inheritdoc cref="Standings"/>
    public SortedDictionary<Guid, MenteeFact> Mentees { get; } = [];

    /// <inheritdoc cref="Standings"/>
    public SortedDictionary<Guid, MentorFact> Mentors { get; } = [];

    /// <summary>How many persons have ever consented to a purpose.</summary>
    public int Given(ConsentPurpose purpose) => given.Count(g => g.Purpose == purpose);

    /// <summary>Folds a history.</summary>
    public static ParticipantFacts Of(IReadOnlyList<HistoryEntry> history)
    {
        var facts = new ParticipantFacts();
        foreach (var entry in history)
        {
            if (entry.Event is ParticipantEvent e) facts.Apply(e);
        }

        return facts;
    }

    private void Apply(ParticipantEvent @event)
    {
        switch (@event)
        {
            case ParticipantEvent.PersonStandingRecorded e: Stands(e.Person, e.Standing); break;
            case ParticipantEvent.MenteeApplied e:
                Stands(e.Person, e.Standing);
                if (!Mentees.TryGetValue(e.Person, out var again)) Mentees[e.Person] = again = new();
                again.LateJoin = e.LateJoin;
                break;
            case ParticipantEvent.MenteeRequestRecorded e: Mentees[e.Person].Requests[e.Id] = e.Category; break;
            case ParticipantEvent.MenteeFormAssigned e: Mentees[e.Person].Form = e.Form; break;
            case ParticipantEvent.EntryMeasured e when Mentees.TryGetValue(e.Person, out var measured): measured.Measurements.Add(e.Id); break;
            case ParticipantEvent.MenteeAddedToBase e: (Mentees[e.Person].EverInBase, Mentees[e.Person].Removed) = (true, null); break;
            case ParticipantEvent.MenteeRemovedFromBase e: Removed(Mentees[e.Person], e.Reason); break;
            case ParticipantEvent.ParticipantFactVoided { Person: { } person } e: Void(person, e.Fact); break;
            default: ApplyToMentor(@event); break;
        }
    }

    private void ApplyToMentor(ParticipantEvent @event)
    {
        switch (@event)
        {
            case ParticipantEvent.MentorApplied e:
                Stands(e.Person, e.Standing);
                if (!Mentors.TryGetValue(e.Person, out var again)) Mentors[e.Person] = again = new();
                again.LateJoin = e.LateJoin;
                break;
            case ParticipantEvent.MentorSharingAnswered e: Mentors[e.Person].Sharing = e.Permitted; break;
            case ParticipantEvent.MentorAddedToBase e: (Mentors[e.Person].EverInBase, Mentors[e.Person].Removed, Mentors[e.Person].Category) = (true, null, e.Category); break;
            case ParticipantEvent.MentorRemovedFromBase e:
                var leaving = Mentors[e.Person];
                (leaving.Ready, leaving.Removed, leaving.EverInBase) = (false, e.Reason, leaving.EverInBase && e.Reason != RemovalReason.RecordedByMistake);
                break;
            case ParticipantEvent.MentorSelected e: (Mentors[e.Person].Selected, Mentors[e.Person].Ground) = (true, e.Ground); break;
            case ParticipantEvent.MentorRejected e: (Mentors[e.Person].Selected, Mentors[e.Person].Ground, Mentors[e.Person].Ready) = (false, e.Ground, false); break;
            case ParticipantEvent.MentorTrainingCompleted { Result: TrainingResult.Passed } e: Mentors[e.Person].Trainings[e.Id] = e.Minutes; break;
            case ParticipantEvent.MentorDeclaredReady e: (Mentors[e.Person].Ready, Mentors[e.Person].EverReady) = (true, true); break;
            case ParticipantEvent.ReadinessRevoked e: (Mentors[e.Person].Ready, Mentors[e.Person].EverReady) = (false, Mentors[e.Person].EverReady && e.Reason != RevocationReason.RecordedByMistake); break;
            case ParticipantEvent.MentorWithdrew e: Mentors[e.Person].Ready = false; break;
        }
    }

    private static void Removed(MenteeFact mentee, RemovalReason reason) =>
        (mentee.Removed, mentee.EverInBase) = (reason, mentee.EverInBase && reason != RemovalReason.RecordedByMistake);

    private void Stands(Guid person, PersonStatus standing)
    {
        Standings[person] = standing;
        foreach (var consent in standing.Consents) given.Add((person, consent.Purpose));
    }

    private void Void(Guid person, Guid fact)
    {
        if (Mentees.TryGetValue(person, out var mentee))
        {
            mentee.Requests.Remove(fact);
            mentee.Measurements.Remove(fact);
        }

        if (Mentors.TryGetValue(person, out var mentor)) mentor.Trainings.Remove(fact);
    }
}
