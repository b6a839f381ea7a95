using MentorshipFlow.Domain.Tests.Definitions;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>
/// A surname of surnames.txt: in the nominative, its class, and its stem in the other cases if that differs. The declension is written down
/// by class here, independent of the program.
/// </summary>
internal sealed record DeclinedSurname(string Nominative, string Kind, string Stem)
{
    private const string Velar = "гкхжчшщ";

    /// <summary>All 200.</summary>
    public static IReadOnlyList<DeclinedSurname> All { get; } =
        [.. TargetModel.Repository("tests/Domain.Tests/People/surnames.txt").Split('\n')[..^1].Select(Of)];

    /// <summary>Reads a line.</summary>
    public static DeclinedSurname Of(string line) => line.Split(' ') is [var name, var kind, .. var rest]
        ? new(name, kind, rest is [var stem] ? stem : Oblique(name, kind))
        : throw new FormatException(line);

    /// <summary>Twelve: six cases of a man's surname and of a woman's, each with its nominative.</summary>
    public IEnumerable<(string Nominative, string Word)> Forms => Declined.SelectMany(gender =>
        gender.Select(ending => (Made(gender[0]), Made(ending))));

    /// <summary>The nominative with an ending; = for the nominative as it is.</summary>
    public string Made(string ending) => ending == "=" ? Nominative : Stem + ending;

    /// <summary>The endings of a man's surname and of a woman's.</summary>
    public string[][] Declined => Kind switch
    {
        "possessive" => [["", "а", "у", "а", "ым", "е"], ["а", "ой", "ой", "у", "ой", "ой"]],
        "adjective" => [[Nominative[^2..], "ого", "ому", "ого", Hissing ? "им" : "ым", "ом"], ["ая", "ой", "ой", "ую", "ой", "ой"]],
        "consonant" when Nominative[^1] is 'ь' or 'й' => [["=", "я", "ю", "я", "ем", "е"], ["=", "=", "=", "=", "=", "="]],
        "consonant" => [["=", "а", "у", "а", Nominative.EndsWith("ич", StringComparison.Ordinal)
                || Nominative[^1] == 'ц' ? "ем" : "ом", "е"], ["=", "=", "=", "=", "=", "="]],
        "vowel" when Nominative[^1] == 'я' => [["=", "и", "е", "ю", "ей", "е"], ["=", "и", "е", "ю", "ею", "е"]],
        "vowel" => [["=", Hissing ? "и" : "ы", "е", "у", Sibilant ? "ей" : "ой", "е"],
            ["=", Hissing ? "и" : "ы", "е", "у", Sibilant ? "ею" : "ою", "е"]],
        _ => [["=", "=", "=", "=", "=", "="], ["=", "=", "=", "=", "=", "="]],
    };

    private bool Hissing => Velar.Contains(Stem[^1], StringComparison.Ordinal);

    private bool Sibilant => "жчшщ".Contains(Stem[^1], StringComparison.Ordinal);

    private static string Oblique(string name, string kind) => kind switch
    {
        "adjective" => name[..^2],
        "vowel" => name[..^1],
        "consonant" when name[^1] is 'ь' or 'й' => name[..^1],
        _ => name,
    };
}
