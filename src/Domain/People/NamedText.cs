namespace MentorshipFlow.People;

/// <summary>A text that may name persons, read once for all of them.</summary>
public sealed class NamedText
{
    private NamedText(IReadOnlyList<NameWord> words) => Words = words;

    /// <summary>Its words, as names are compared.</summary>
    public IEnumerable<string> EachWord => Words.Select(w => w.Text);

    internal IReadOnlyList<NameWord> Words { get; }

    /// <summary>Every stem that a word may have.</summary>
    /// <param name="word">One of <see cref="EachWord"/>.</param>
    public static IEnumerable<string> StemsOf(string word) => NameForms.StemsOf(word);

    /// <summary>Reads a text.</summary>
    public static NamedText Of(string text) => new([.. NameForms.Words(text)]);
}
