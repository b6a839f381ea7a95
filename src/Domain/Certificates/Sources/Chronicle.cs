using MentorshipFlow.Certificates.V1;
using MentorshipFlow.Certificates.V2;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>A history with its cross-references: what a void voids, which stage an item belongs to, whose event it is.</summary>
internal sealed class Chronicle
{
    private readonly IReadOnlyList<HistoryEntry> history;
    private readonly Dictionary<Guid, Fact> facts = [];
    private readonly Dictionary<Guid, ParticipantEvent> participantFacts = [];
    private readonly Dictionary<Guid, string> documents = [];
    private readonly HashSet<Guid> entryWaves = [];
    private readonly Dictionary<string, SortedSet<int>> stages = [];
    private readonly Dictionary<Guid, Participant> participants = [];
    private readonly Dictionary<Topic, IReadOnlyList<(int Index, IReadOnlySet<string> Keys)>> told = [];

    /// <param name="format">That of the certificate.</param>
    public Chronicle(IReadOnlyList<HistoryEntry> history, Definition definition, string format)
    {
        (this.history, Definition, SinceFormat3) = (history, definition, format is not (CertificateV1.Format or CertificateV2.Format));
        foreach (var entry in history) Note(entry);
    }

    public Definition Definition { get; }

    /// <summary>Whether the certificate's format is the third or a later one: it reads that a document was put in force again and that a beginning of work was corrected.</summary>
    public bool SinceFormat3 { get; }

    /// <summary>That of the last entry.</summary>
    public int Version => history[^1].Head.Version;

    public HistoryEntry Entry(int index) => history[index];

    /// <summary>The places in history of what a source tells.</summary>
    public IEnumerable<int> Of(Told source)
    {
        if (!told.TryGetValue(source.Topic, out var entries)) told[source.Topic] = entries = [.. On(source.Topic)];
        return entries.Where(e => source.Key is not { } key || e.Keys.Contains(key)).Select(e => e.Index);
    }

    /// <summary>The fact of preparation with this id.</summary>
    public Fact? Fact(Guid id) => facts.GetValueOrDefault(id);

    /// <summary>The fact about a participant with this id.</summary>
    public ParticipantEvent? ParticipantFact(Guid id) => participantFacts.GetValueOrDefault(id);

    /// <summary>Whether a wave measures mentees at their entry.</summary>
    public bool IsEntryWave(Guid wave) => entryWaves.Contains(wave);

    /// <summary>The kind of a document.</summary>
    public string? KindOf(Guid document) => documents.GetValueOrDefault(document);

    /// <summary>The stages that an item stood in, in any version of the road map.</summary>
    public IEnumerable<int> StagesOf(string item) => stages.GetValueOrDefault(item) ?? [];

    /// <summary>All that history tells of a person; somebody it does not know has done nothing.</summary>
    public Participant Of(Guid person) => participants.GetValueOrDefault(person) ?? new();

    private IEnumerable<(int Index, IReadOnlySet<string> Keys)> On(Topic topic)
    {
        foreach (var (index, entry) in history.Index())
        {
            if (topic.Keys(entry, this) is { } keys) yield return (index, keys);
        }
    }

    private void Note(in HistoryEntry entry)
    {
        switch (entry.Event)
        {
            case Fact e: facts[e.Id] = e; break;
            case DocumentEvent.DocumentRegistered e: documents[e.Id] = e.Kind; break;
            case PreparationEvent.RoadmapApproved e:
                foreach (var item in e.Items) (stages.TryGetValue(item.Item, out var known) ? known : stages[item.Item] = []).Add(item.Stage);
                break;
            case SurveyEvent.SurveyWaveOpened { Audience: SurveyAudience.Mentees, Purpose: SurveyPurpose.Entry } e: entryWaves.Add(e.Wave); break;
            case ParticipantEvent e: Note(e); break;
        }
    }

    private void Note(ParticipantEvent @event)
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
        participant.Add(@event);
    }
}
