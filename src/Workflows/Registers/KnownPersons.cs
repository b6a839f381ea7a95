using System.Collections.Immutable;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>How somebody in a file resembles a known person.</summary>
public enum Likeness
{
    /// <summary>One of the two has no patronymic, or initials.</summary>
    PatronymicLeftOut,

    /// <summary>The names differ in one letter.</summary>
    OneLetterApart,

    /// <summary>The words of the name stand in another order.</summary>
    OtherOrder,

    /// <summary>One given name is a short form of the other: «Саша» and «Александр».</summary>
    ShortForm,

    /// <summary>The row has a given name and no surname.</summary>
    GivenNameAlone,

    /// <summary>The names are equal, and nothing else tells whether it is one person.</summary>
    SameName,
}

/// <summary>An adult of whom a name and perhaps a telephone is known.</summary>
/// <param name="Name">In the form for comparison.</param>
/// <param name="Phone">The last ten digits.</param>
internal sealed record KnownAdult(Guid Id, string Name, string? Phone)
{
    private const int WholeNumber = 10;

    public static KnownAdult Of(Guid id, string fullName, string? phone) => new(id, NameCell.Compared(fullName), Digits(phone));

    /// <summary>The digits of a telephone number that tell it from others: «+7» and «8» before them do not count.</summary>
    public static string? Digits(string? phone) =>
        phone is not null && string.Concat(phone.Where(char.IsAsciiDigit)) is { Length: >= WholeNumber } digits
            ? digits[^WholeNumber..] : null;
}

/// <summary>Adults whom an import has registered, by name.</summary>
internal sealed record NewAdults(ImmutableDictionary<string, ImmutableList<KnownAdult>> ByName)
{
    /// <summary>Nobody yet.</summary>
    public static NewAdults None { get; } = new(ImmutableDictionary.Create<string, ImmutableList<KnownAdult>>(StringComparer.Ordinal));

    public NewAdults With(KnownAdult adult) => new(ByName.SetItem(adult.Name, Named(adult.Name).Add(adult)));

    /// <param name="name">In the form for comparison.</param>
    public ImmutableList<KnownAdult> Named(string name) => ByName.GetValueOrDefault(name, []);
}

/// <summary>The persons of an organisation, for comparing names within the program. They are opened when a name asks for it.</summary>
internal sealed class KnownPersons(PersonVault vault, Guid organisation, DateOnly today)
{
    // Somebody with a list of so many namesakes adds the surname.
    private const int MostNamed = 20;

    private Lookups? opened;

    /// <summary>Somebody else has registered persons: read them again.</summary>
    public void Forget() => opened = null;

    /// <summary>The first person who resembles a row without the same name; of a given name alone all whose name it may be.</summary>
    /// <remarks>Persons are compared if their birth dates are equal, or their years where a date is unknown, or neither has any. A given
    /// name alone without a birth year is compared with everybody's.</remarks>
    public async Task<(IReadOnlyList<Guid> Persons, Likeness How)?> Like(RegisterRow row, CancellationToken stop)
    {
        var (words, known, year) = (Words(row.FullName), await Opened(stop), row.BirthDate?.Year ?? row.BirthYear ?? 0);
        if (row.GivenNameAlone) return (Named(words[0], row.BirthDate, year, known), Likeness.GivenNameAlone);
        // Names that resemble each other have a word in common.
        return words.SelectMany(word => known.ByWord[(year, word)]).Where(p => row.BirthDate is not { } day || p.Born is not { } other
            || day == other).OrderBy(p => p.Id).Select(p => (p.Id, How: Compare(words, p.Words))).FirstOrDefault(p => p.How is not null)
            is { How: { } how, Id: var id } ? ([id], how) : null;
    }

    private static Guid[] Named(string given, DateOnly? birth, int year, Lookups known) =>
    [
        .. GivenNames.Family(given).SelectMany(name => known.OfAnyYear.Value[name])
            .Where(p => p.Words.Skip(1).Append(p.Words[0]).Contains(given) || p.Words.Any(w => GivenNames.Alike(given, w)))
            .Where(p => year == 0 || p.Born is null || (birth is { } day ? p.Born == day : p.Born.Value.Year == year))
            .Select(p => p.Id).Distinct().Order().Take(MostNamed),
    ];

    /// <summary>Adults with this name.</summary>
    public async Task<IEnumerable<KnownAdult>> Named(string fullName, CancellationToken stop) =>
        (await Opened(stop)).Adults[NameCell.Compared(fullName)];

    /// <summary>Those of some persons who have this name.</summary>
    public async Task<IEnumerable<Guid>> Among(IReadOnlyCollection<Guid> persons, string fullName, CancellationToken stop) =>
        persons.Count == 0 ? [] : (await vault.Open(organisation, persons, stop))
            .Where(p => NameCell.Compared(p.Value.Details.FullName) == NameCell.Compared(fullName)).Select(p => p.Key);

    /// <summary>Null when two different names do not resemble each other.</summary>
    internal static Likeness? Compare(string[] a, string[] b)
    {
        if (a.Length < 2 || b.Length < 2 || a.AsSpan().SequenceEqual(b)) return null;
        if (ShortForm(a, b)) return Likeness.ShortForm;
        if (a[0] == b[0] && (LeftOut(a, b) || LeftOut(b, a))) return Likeness.PatronymicLeftOut;
        if (a.Length != b.Length) return null;
        if (a.Order(StringComparer.Ordinal).SequenceEqual(b.Order(StringComparer.Ordinal))) return Likeness.OtherOrder;
        var different = a.Index().Where(w => w.Item != b[w.Index]).ToArray();
        return different is [var one] && OneApart(one.Item, b[one.Index]) ? Likeness.OneLetterApart : null;
    }

    internal static string[] Words(string fullName) =>
        NameCell.Compared(fullName).Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);

    private async Task<Lookups> Opened(CancellationToken stop)
    {
        if (opened is { } known) return known;
        var all = await vault.ForComparing(organisation, stop);
        var words = all.Select(p => (Id: p.Key, Words: Words(p.Value.FullName), p.Value.Born?.Year, p.Value.BirthDate, p.Value.Born))
            .SelectMany(p => p.Words.Distinct(), (p, word) => (p, word)).ToList();
        return opened = new(
            words.ToLookup(p => (p.p.Year ?? 0, p.word), p => (p.p.Id, p.p.Words, p.p.BirthDate)),
            new(() => words.ToLookup(p => p.word, p => (p.p.Id, p.p.Words, p.p.Born), StringComparer.Ordinal)),
            all.Where(p => p.Value.Born is not { } born || AgeBands.Of(born, today).IsAdult())
                .Select(p => KnownAdult.Of(p.Key, p.Value.FullName, p.Value.Phone)).ToLookup(p => p.Name, StringComparer.Ordinal));
    }

    // «Саша Клёнов» of «Клёнов Александр Дубовый»: every word of the shorter name is in the longer one, one of them as another form.
    private static bool ShortForm(string[] a, string[] b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (b.Length - a.Length > 1) return false;
        List<string> left = [.. b];
        string[] others = [.. a.Where(word => !left.Remove(word))];
        return others is [var form] && left.Exists(word => GivenNames.Alike(form, word));
    }

    // «Соснова Туя» of «Соснова Туя Кедровая», «Соснова Т К» of the same.
    private static bool LeftOut(string[] less, string[] more)
    {
        if (less.Length > more.Length || (less.Length == more.Length && !less.Skip(1).Any(w => w.Length == 1))) return false;
        return less.Index().All(w => w.Item == more[w.Index]
            || (w.Index > 0 && w.Item.Length == 1 && more[w.Index].StartsWith(w.Item, StringComparison.Ordinal)));
    }

    // One letter changed, added, taken away, or two neighbours exchanged.
    private static bool OneApart(string a, string b)
    {
        if (Math.Min(a.Length, b.Length) < 3 || Math.Abs(a.Length - b.Length) > 1) return false;
        var start = a.AsSpan().CommonPrefixLength(b);
        var x = a.AsSpan(start);
        var y = b.AsSpan(start);
        if (x.Length == y.Length)
            return x[1..].SequenceEqual(y[1..]) || (x.Length > 1 && x[0] == y[1] && x[1] == y[0] && x[2..].SequenceEqual(y[2..]));
        return x.Length > y.Length ? x[1..].SequenceEqual(y) : y[1..].SequenceEqual(x);
    }

    private sealed record Lookups(
        ILookup<(int Year, string Word), (Guid Id, string[] Words, DateOnly? Born)> ByWord,
        Lazy<ILookup<string, (Guid Id, string[] Words, DateOnly? Born)>> OfAnyYear, ILookup<string, KnownAdult> Adults);
}
