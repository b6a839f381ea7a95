namespace MentorshipFlow.People;

/// <summary>A person's name as texts may spell it: the surname, or given name and patronymic, in any case.</summary>
/// <remarks>
/// A surname counts if it begins with a capital letter or stands beside the given name or its initial; a surname of one or two letters only
/// beside them. A given name alone does not count: it names too many. Pure, without a dictionary; decision 26 says how well it finds.
/// </remarks>
public sealed class PersonName
{
    private const int TooShort = 2;

    // The particle of a surname, such as «фон Граб».
    private const int LongestParticle = 4;

    private readonly IReadOnlyList<(NameStem Stem, bool Short)> surname;
    private readonly IReadOnlyList<NameStem> given;
    private readonly IReadOnlyList<NameStem> patronymic;
    private readonly char? initial;

    private PersonName(IReadOnlyList<string> surnames, string? given, string? patronymic)
    {
        surname = [.. surnames.SelectMany(s => NameForms.Of(s).Select(stem => (stem, s.Length <= TooShort)))];
        this.given = given is null ? [] : NameForms.Of(given);
        this.patronymic = patronymic is null ? [] : NameForms.Of(patronymic);
        initial = given?[0];
    }

    /// <summary>The stems under which the name is found: of the surname, and of the patronymic, which stands with the given name.</summary>
    public IReadOnlyList<string> Stems => [.. surname.Select(s => s.Stem.Text).Concat(patronymic.Select(s => s.Text)).Distinct()];

    /// <summary>Regular expressions, one for each stem, that find it whatever the case, with Ё or Е, accents or Latin look-alikes. They
    /// find more than the name.</summary>
    public IReadOnlyList<string> Patterns => [.. Stems.Select(NameForms.PatternOf)];

    /// <summary>Reads «Фамилия Имя Отчество». A double surname and one in brackets are found by each part.</summary>
    public static PersonName Of(string fullName)
    {
        var words = fullName.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var particles = words.Length > 1 ? words.TakeWhile(w => w.Length <= LongestParticle && w.All(char.IsLower)).Count() : 0;
        List<string> surnames = [];
        List<string> others = [];
        foreach (var word in particles < words.Length ? words[particles..] : words)
        {
            var parts = NameForms.Words(word).Select(w => w.Text).ToList();
            if (surnames.Count == 0 || word[0] is '(' or '[') surnames.AddRange(parts);
            else if (parts.Count > 0) others.Add(parts[0]);
        }

        return new(surnames, others.ElementAtOrDefault(0), others.ElementAtOrDefault(1));
    }

    /// <summary>Whether a text names the person.</summary>
    public bool IsIn(NamedText text) => Enumerable.Range(0, text.Words.Count)
        .Any(at => BySurname(text.Words, at) || ByPatronymic(text.Words, at));

    private bool BySurname(IReadOnlyList<NameWord> words, int at) => surname.Any(s =>
        s.Stem.Matches(words[at].Text) && ((words[at].Capital && !s.Short) || Beside(words, at)));

    private bool ByPatronymic(IReadOnlyList<NameWord> words, int at) =>
        at > 0 && patronymic.Any(s => s.Matches(words[at].Text)) && given.Any(s => s.Matches(words[at - 1].Text));

    // The given name or its initial, at most two words away.
    private bool Beside(IReadOnlyList<NameWord> words, int at) => new[] { at - 2, at - 1, at + 1, at + 2 }
        .Where(i => i >= 0 && i < words.Count)
        .Any(i => given.Any(s => s.Matches(words[i].Text)) || (words[i] is { Capital: true, Text: [var letter] } && letter == initial));
}
