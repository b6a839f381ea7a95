using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sources;

/// <summary>Finds the entries of a chronicle that belong to a topic.</summary>
internal sealed class SourceIndex(Chronicle chronicle, Definition definition)
{
    private readonly Dictionary<Topic, IReadOnlyList<(int Index, IReadOnlySet<string> Keys)>> found = [];

    public Chronicle Chronicle { get; } = chronicle;

    public Definition Definition { get; } = definition;

    /// <summary>The indexes of the entries that a source names.</summary>
    public IEnumerable<int> Of(Told source)
    {
        if (!found.TryGetValue(source.Topic, out var entries)) found[source.Topic] = entries = [.. On(source.Topic)];
        return entries.Where(e => source.Key is not { } key || e.Keys.Contains(key)).Select(e => e.Index);
    }

    /// <summary>Everything that the history says about a person.</summary>
    public Participant Of(Guid person) => Chronicle.Of(person);

    /// <summary>Whether a wave measures mentees at their entry.</summary>
    public bool IsEntryWave(Guid wave) =>
        Chronicle.State.Surveys.Waves.TryGetValue(wave, out var found)
        && found.Opened is { Audience: SurveyAudience.Mentees, Purpose: SurveyPurpose.Entry };

    /// <summary>The kind of a document.</summary>
    public string? KindOf(Guid document) => Chronicle.State.Documents.Documents.GetValueOrDefault(document)?.Registered.Kind;

    private IEnumerable<(int Index, IReadOnlySet<string> Keys)> On(Topic topic)
    {
        foreach (var (index, entry) in Chronicle.Entries.Index())
        {
            if (topic.Keys(entry, this) is { } keys) yield return (index, keys);
        }
    }
}
