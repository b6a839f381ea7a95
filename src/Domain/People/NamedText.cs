namespace MentorshipFlow.People;

/// <summary>A text that may name persons, read once for all of them.</summary>
public sealed class NamedText
{
    private NamedText(IReadOnlyList<NameWord> words) => Words = words;

    /// <summary>Every stem that one of its words may have, each once.</summary>
    public IReadOnlySet<string> Stems =>
        Words.SelectMany(w => NameForms.StemsOf(w.Text)).ToHashSet(StringComparer.Ordinal);

    internal IReadOnlyList<NameWord> Words { get; }

    /// <summary>Reads a text.</summary>
    public static NamedText Of(string text) => new([.. NameForms.Words(text)]);
}
