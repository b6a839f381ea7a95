using System.Text;
using System.Text.Json;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>What a heading means.</summary>
/// <param name="Side">Whose column it is, if the heading says so.</param>
/// <param name="Likeness">Per cent: 100 for a known heading, less for one that resembles a known heading.</param>
public readonly record struct HeadingMeaning(ColumnKind Kind, Side? Side, int Likeness);

/// <summary>The headings that schools write, from <c>Headings.json</c>: known wordings, who they speak of, and fillers.</summary>
public static class Headings
{
    // A heading of five letters with one wrong letter, and longer ones with more.
    private const int LeastLikeness = 80;
    private const int ShortestAlike = 5;
    private const int LongestHeading = 200;

    private static readonly Dictionary Known = Load();
    private static readonly Dictionary<string, ColumnKind> Columns = Known.Columns
        .SelectMany(c => c.Value.Select(h => (Heading: Normal(h), Kind: Named(c.Key))))
        .DistinctBy(c => c.Heading).ToDictionary(c => c.Heading, c => c.Kind, StringComparer.Ordinal);

    private static readonly string[] Fillers = [.. Known.Fillers.Select(Normal).OrderByDescending(f => f.Length)];

    private static readonly char[] PartSeparators = ['/', ',', '\\', ';'];
    private static readonly HashSet<ColumnKind> Reaching = [ColumnKind.Phone, ColumnKind.Email, ColumnKind.Contacts];

    private static readonly HashSet<ColumnKind> OfMentors =
    [
        ColumnKind.PreferredAge, ColumnKind.Hours, ColumnKind.Capacity, ColumnKind.Competences, ColumnKind.Achievements,
    ];

    private static readonly HashSet<ColumnKind> OfRows = [ColumnKind.Ordinal, ColumnKind.Derived, ColumnKind.Form, ColumnKind.Subject];

    /// <summary>The code of a meaning, such as <c>birth-date</c>.</summary>
    public static string CodeOf(ColumnKind kind) => Kebab.Of(kind.ToString());

    /// <summary>The meaning with a code; null when there is none.</summary>
    public static ColumnKind? WithCode(string code) =>
        Known.Columns.ContainsKey(code) ? Named(code) : null;

    /// <summary>All codes of meanings.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Columns.Keys;

    /// <summary>The meaning of a heading; null when it is unknown.</summary>
    public static HeadingMeaning? Find(string heading) => Exact(heading) ?? Alike(heading);

    /// <summary>The meaning of a known heading, without the words that say whose it is or that add nothing.</summary>
    public static HeadingMeaning? Exact(string heading)
    {
        if (heading.Length > LongestHeading || Normal(heading) is not { Length: > 0 } whole) return null;
        var (side, representative) = SideOf(whole);
        if (Columns.TryGetValue(whole, out var kind)) return Meaning(kind, side, representative, 100);
        var outside = Normal(WithoutBrackets(heading));
        if (Columns.TryGetValue(outside, out kind)) return Meaning(kind, side, representative, 100);
        var core = Core(outside);
        // «Наставляемый», «Ученик», «Родитель»: the column names them.
        if (core.Length == 0) return side is null && !representative ? null : Meaning(ColumnKind.FullName, side, representative, 100);
        return Columns.TryGetValue(core, out kind) || Parts(outside, heading, out kind) ? Meaning(kind, side, representative, 100) : null;
    }

    // «Группа / класс» has one meaning in two words; «телефон, почта» are contacts.
    private static bool Parts(string outside, string heading, out ColumnKind kind)
    {
        kind = default;
        var parts = heading.Split(PartSeparators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || outside.Length == 0) return false;
        List<ColumnKind> kinds = [];
        foreach (var part in parts)
        {
            if (!Columns.TryGetValue(Normal(part), out var one) && !Columns.TryGetValue(Core(Normal(part)), out one)) return false;
            kinds.Add(one);
        }

        kind = kinds.TrueForAll(Reaching.Contains) && kinds.Distinct().Count() > 1 ? ColumnKind.Contacts : kinds[0];
        return kind == ColumnKind.Contacts || kinds.Distinct().Count() == 1;
    }

    /// <summary>The meaning of a heading that resembles a known one. Costs a comparison with every known heading.</summary>
    public static HeadingMeaning? Alike(string heading)
    {
        if (heading.Length > LongestHeading) return null;
        var (outside, (side, representative)) = (Normal(WithoutBrackets(heading)), SideOf(Normal(heading)));
        var alike = new[] { outside, Core(outside) }.Distinct().Where(h => h.Length >= ShortestAlike)
            .SelectMany(h => Columns.Select(c => (c.Value, Likeness: Likeness(h, c.Key)))).DefaultIfEmpty().MaxBy(c => c.Likeness);
        return alike.Likeness >= LeastLikeness ? Meaning(alike.Value, side, representative, alike.Likeness) : null;
    }

    /// <summary>Lower case, ё as е, letters, digits and № only, one space between words.</summary>
    public static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c) || c == '№') normal.Append(char.ToLowerInvariant(c) is 'ё' ? 'е' : char.ToLowerInvariant(c));
            else if (normal.Length > 0 && normal[^1] != ' ') normal.Append(' ');
        }

        return normal.ToString().TrimEnd();
    }

    /// <summary>The roles in the name of a form, such as «педагог» of «teacher», by their words.</summary>
    internal static IReadOnlyDictionary<string, string> Roles { get; } = Known.Forms
        .SelectMany(f => f.Value.Select(w => (Words: Normal(w), f.Key))).ToDictionary(f => f.Words, f => f.Key, StringComparer.Ordinal);

    private static HeadingMeaning Meaning(ColumnKind kind, Side? side, bool representative, int likeness)
    {
        var meant = !representative ? kind : kind switch
        {
            ColumnKind.FullName or ColumnKind.Surname or ColumnKind.GivenName or ColumnKind.Patronymic => ColumnKind.Representative,
            ColumnKind.Phone => ColumnKind.RepresentativePhone,
            ColumnKind.Email => ColumnKind.RepresentativeEmail,
            ColumnKind.Contacts => ColumnKind.RepresentativeContacts,
            _ => kind,
        };
        return new(meant, OfMentors.Contains(meant) ? Side.Mentor : OfRows.Contains(meant) ? Side.Row : side, likeness);
    }

    private static (Side? Side, bool Representative) SideOf(string normal)
    {
        if (Known.Phrases["mentee"].Any(p => normal.Contains(Normal(p), StringComparison.Ordinal))) return (Side.Mentee, false);
        var words = normal.Split(' ');
        var representative = Says(words, "representative");
        return (Says(words, "mentor") ? Side.Mentor : Says(words, "mentee") ? Side.Mentee : null, representative);
    }

    private static bool Says(string[] words, string side) => words.Any(w => Stem(w, side));

    private static bool Stem(string word, string side) => Known.Sides[side].Any(s => word.StartsWith(s, StringComparison.Ordinal));

    // What is left of a heading without the words that say whose it is or that add nothing.
    private static string Core(string normal)
    {
        foreach (var phrase in Known.Phrases["mentee"]) normal = Without(normal, Normal(phrase));
        foreach (var filler in Fillers) normal = Without(normal, filler);
        return string.Join(' ', normal.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => !Known.Sides.Keys.Any(side => Stem(w, side))));
    }

    private static string Without(string text, string words) =>
        $" {text} ".Replace($" {words} ", " ", StringComparison.Ordinal).Trim();

    private static string WithoutBrackets(string text)
    {
        var depth = 0;
        var outside = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '(' or '[') depth++;
            else if (c is ')' or ']') depth = Math.Max(0, depth - 1);
            else if (depth == 0) outside.Append(c);
        }

        return outside.ToString();
    }

    // Per cent of letters that need not be changed, added or taken away (Levenshtein).
    internal static int Likeness(string a, string b, int least = LeastLikeness)
    {
        var longest = Math.Max(a.Length, b.Length);
        if (Math.Abs(a.Length - b.Length) * 100 > longest * (100 - least)) return 0;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return 100 - (row[^1] * 100 / longest);
    }

    private static ColumnKind Named(string code) =>
        Enum.Parse<ColumnKind>(code.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static Dictionary Load()
    {
        using var json = typeof(Headings).Assembly.GetManifestResourceStream("Registers/Headings.json")!;
        return JsonSerializer.Deserialize<Dictionary>(json, JsonSerializerOptions.Web)!;
    }

    private sealed record Dictionary(
        Dictionary<string, string[]> Sides, Dictionary<string, string[]> Phrases, string[] Fillers,
        Dictionary<string, string[]> Columns, Dictionary<string, string[]> Forms);
}
