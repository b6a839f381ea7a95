using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates;

/// <summary>
/// Entries 1 to V of a programme's stream, folded once: the state of the programme, and beside it the details that the state does
/// not keep because no decision needs them.
/// </summary>
public sealed class Chronicle
{
    private readonly Dictionary<Guid, Fact> facts = [];
    private readonly Dictionary<Guid, ParticipantEvent> participantFacts = [];
    private readonly Dictionary<Guid, ProgrammeEvent> completionFacts = [];
    private readonly Dictionary<string, SortedSet<int>> stages = [];
    private readonly Dictionary<Guid, Participant> participants = [];
    private readonly Dictionary<Guid, TandemEvent.MeetingHeld> meetings = [];

    private Chronicle(IReadOnlyList<HistoryEntry> entries) => Entries = entries;

    /// <summary>The entries, in the order of their versions.</summary>
    public IReadOnlyList<HistoryEntry> Entries { get; }

    /// <summary>The programme after the last entry.</summary>
    public Programme State { get; private set; } = Programme.Empty;

    /// <summary>Every person that the history mentions.</summary>
    internal IReadOnlyCollection<Participant> Participants => participants.Values;

    /// <summary>Folds a history.</summary>
    /// <exception cref="ArgumentException">The history has a gap or does not begin with <c>programme_drafted</c>.</exception>
    public static Chronicle Of(IReadOnlyList<HistoryEntry> history)
    {
        if (history is not [{ Event: CharterEvent.ProgrammeDrafted }, ..])
            throw new ArgumentException("A history begins with programme_drafted.", nameof(history));
        var chronicle = new Chronicle(history);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Head.Version != i + 1)
                throw new ArgumentException($"A history has no gap: {i + 1} is {history[i].Head.Version}.", nameof(history));
            chronicle.Add(history[i]);
        }

        return chronicle;
    }

    /// <summary>The fact of preparation with this id, voided or not.</summary>
    internal Fact? Fact(Guid id) => facts.GetValueOrDefault(id);

    /// <summary>The fact about a participant with this id, voided or not.</summary>
    internal ParticipantEvent? ParticipantFact(Guid id) => participantFacts.GetValueOrDefault(id);

    /// <summary>The meeting with this id, voided or not.</summary>
    internal TandemEvent.MeetingHeld? Meeting(Guid id) => meetings.GetValueOrDefault(id);

    /// <summary>The measurement, answer or fact of recognition with this id, voided or not.</summary>
    internal ProgrammeEvent? CompletionFact(Guid id) => completionFacts.GetValueOrDefault(id);

    /// <summary>Every answer ever given in a wave.</summary>
    internal IEnumerable<SurveyEvent.SurveyAnswered> Answers(Guid wave) =>
        completionFacts.Values.OfType<SurveyEvent.SurveyAnswered>().Where(a => a.Wave == wave);

    /// <summary>The stages that an item stood in, in any version of the road map.</summary>
    internal IEnumerable<int> StagesOf(string item) => stages.GetValueOrDefault(item) ?? [];

    /// <summary>Everything that the history says about a person; empty for a person it does not mention.</summary>
    internal Participant Of(Guid person) => participants.GetValueOrDefault(person) ?? new();

    private void Add(in HistoryEntry entry)
    {
        State = State.Evolve(entry.Event, entry.Head);
        switch (entry.Event)
        {
            case Fact e: facts[e.Id] = e; break;
            case PreparationEvent.RoadmapApproved e:
                foreach (var item in e.Items)
                    (stages.TryGetValue(item.Item, out var known) ? known : stages[item.Item] = []).Add(item.Stage);
                break;
            case ParticipantEvent e: Add(e); break;
            case TandemEvent.MeetingHeld e: meetings[e.Id] = e; break;
            case MonitoringEvent.IndicatorMeasured e: completionFacts[e.Id] = e; break;
            case SurveyEvent.SurveyAnswered e: completionFacts[e.Id] = e; break;
            case Recognised e: completionFacts[e.Id] = e; break;
        }
    }

    private void Add(ParticipantEvent @event)
    {
        switch (@event)
        {
            case ParticipantEvent.MenteeRequestRecorded e: participantFacts[e.Id] = e; break;
            case ParticipantEvent.EntryMeasured e: participantFacts[e.Id] = e; break;
            case ParticipantEvent.MentorTrainingCompleted e: participantFacts[e.Id] = e; break;
            case ParticipantEvent.MentorWithdrew e: participantFacts[e.Id] = e; break;
        }

        if (Participant.Whose(@event) is not { } person) return;
        if (!participants.TryGetValue(person, out var participant)) participants[person] = participant = new();
        participant.Add(@event, State.Participants.Standings[person]);
    }
}
