using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.V3;

/// <summary>What format v3 counts of people, folded from history: a fold of its own, part of the format.</summary>
internal sealed class PeopleFacts
{
    private readonly SortedDictionary<Guid, MenteeFact> mentees = [];
    private readonly SortedDictionary<Guid, MentorFact> mentors = [];
    private readonly SortedDictionary<Guid, PersonFact> persons = [];
    private readonly Dictionary<Guid, Guid> measurements = [];
    private readonly Dictionary<Guid, Guid> answers = [];
    private readonly HashSet<Guid> entryWaves = [];
    private readonly Dictionary<int, int> approvals = [];

    /// <summary>All of whom the programme was told, by random id.</summary>
    public IReadOnlyCollection<PersonFact> Persons => persons.Values;

    /// <summary>Mentees who applied.</summary>
    public int MenteeApplications => mentees.Count;

    /// <summary>Mentors who applied.</summary>
    public int MentorApplications => mentors.Count;

    /// <summary>Persons with an entry measurement: recorded, or answered in an entry wave of mentees.</summary>
    public IReadOnlySet<Guid> Measured() => measurements.Values.Concat(answers.Values).ToHashSet();

    /// <summary>Mentees who are or were in the base, by random id.</summary>
    public List<Entrant<MenteeFact>> MenteeBase() =>
        [.. mentees.Where(m => m.Value.Base.Ever).Select(m => new Entrant<MenteeFact>(m.Key, m.Value, persons[m.Key].Standing, m.Value.Base.Now))];

    /// <summary>Mentors who are or were in the base, by random id.</summary>
    public List<Entrant<MentorFact>> MentorBase(DateOnly asOf) =>
        [.. mentors.Where(m => m.Value.Base.Ever).Select(m => new Entrant<MentorFact>(m.Key, m.Value, persons[m.Key].Standing, m.Value.AvailableOn(asOf)))];

    /// <summary>Whether somebody entered after the approval of a stage that counts now: its gate did not ask about him.</summary>
    public bool EnteredAfter(int stage, Membership entry) => approvals.TryGetValue(stage, out var approvedAt) && entry.EnteredAt > approvedAt;

    /// <summary>Folds a history.</summary>
    public static PeopleFacts Of(IReadOnlyList<HistoryEntry> history)
    {
        var facts = new PeopleFacts();
        foreach (var entry in history) facts.Apply(entry.Event, entry.Head.Version);
        return facts;
    }

    private void Apply(DomainEvent @event, int version)
    {
        switch (@event)
        {
            case ParticipantEvent.ParticipantFactVoided { Person: { } person } e: Void(person, e.Fact); break;
            case ParticipantEvent.PersonStandingRecorded e: Tell(e.Person, e.Standing); break;
            case ParticipantEvent.EntryMeasured e: measurements[e.Id] = e.Person; break;
            case ParticipantEvent e: ApplyToMentee(e, version); break;
            case SurveyEvent.SurveyWaveOpened { Audience: SurveyAudience.Mentees, Purpose: SurveyPurpose.Entry } e: entryWaves.Add(e.Wave); break;
            case SurveyEvent.SurveyAnswered e when entryWaves.Contains(e.Wave): answers[e.Id] = e.Person; break;
            case SurveyEvent.SurveyAnswerVoided e: answers.Remove(e.Id); break;
            case GateEvent.StageApproved e: approvals[e.Stage] = version; break;
            case GateEvent.StageSubmitted e: approvals.Remove(e.Stage); break;
            case GateEvent.StageReopened e: approvals.Remove(e.Stage); break;
            case GateEvent.StageApprovalRevoked e: approvals.Remove(e.Stage); break;
        }
    }

    private void ApplyToMentee(ParticipantEvent @event, int version)
    {
        switch (@event)
        {
            case ParticipantEvent.MenteeApplied e:
                Tell(e.Person, e.Standing);
                mentees[e.Person] = new(e.LateJoin);
                break;
            case ParticipantEvent.MenteeRequestRecorded e: mentees[e.Person].Requests[e.Id] = e.Category; break;
            case ParticipantEvent.MenteeFormAssigned e: mentees[e.Person].Form = e.Form; break;
            case ParticipantEvent.MenteeAddedToBase e: mentees[e.Person].Base.Enter(version); break;
            case ParticipantEvent.MenteeRemovedFromBase e: mentees[e.Person].Base.Leave(e.Reason); break;
            default: ApplyToMentor(@event, version); break;
        }
    }

    private void ApplyToMentor(ParticipantEvent @event, int version)
    {
        switch (@event)
        {
            case ParticipantEvent.MentorApplied e:
                Tell(e.Person, e.Standing);
                mentors[e.Person] = new(e.LateJoin);
                break;
            case ParticipantEvent.MentorSharingAnswered e: mentors[e.Person].Sharing = e.Permitted; break;
            case ParticipantEvent.MentorAddedToBase e: mentors[e.Person].Enter(e.Category, version); break;
            case ParticipantEvent.MentorRemovedFromBase e: mentors[e.Person].Leave(e.Reason); break;
            case ParticipantEvent.MentorSelected e: mentors[e.Person].Decide(true, e.Ground); break;
            case ParticipantEvent.MentorRejected e: mentors[e.Person].Decide(false, e.Ground); break;
            case ParticipantEvent.MentorTrainingCompleted { Result: TrainingResult.Passed } e: mentors[e.Person].Trainings[e.Id] = e.Minutes; break;
            case ParticipantEvent.MentorDeclaredReady e: mentors[e.Person].Declare(); break;
            case ParticipantEvent.ReadinessRevoked e: mentors[e.Person].Revoke(e.Reason); break;
            case ParticipantEvent.MentorWithdrew e: mentors[e.Person].Withdraw(e); break;
        }
    }

    private void Tell(Guid person, PersonStatus standing)
    {
        if (!persons.TryGetValue(person, out var fact)) persons[person] = fact = new();
        fact.Tell(standing);
    }

    private void Void(Guid person, Guid fact)
    {
        measurements.Remove(fact);
        if (mentees.TryGetValue(person, out var mentee)) mentee.Requests.Remove(fact);
        if (mentors.TryGetValue(person, out var mentor)) mentor.Void(fact);
    }
}
