using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>A name and its count.</summary>
/// <param name="Name">Absent, like the number, where it is about too few persons for the public version.</param>
internal sealed record Count(string? Name, int? Number, bool? Withheld = null);

/// <summary>A count of all who were ever in a base, and of those who are in it on the as-of date.</summary>
internal sealed record Tally(int Ever, int Now);

/// <summary>The same by name.</summary>
/// <param name="Name">Absent for a ground that is withheld.</param>
/// <param name="Ever">Absent, like the other number, where it is about too few persons for the public version.</param>
internal sealed record NamedTally(string? Name, int? Ever, int? Now, bool? Withheld = null);

/// <summary>One entry of a base.</summary>
/// <param name="Now">In the base on the as-of date, by the rule of the gates.</param>
internal sealed record Entrant<T>(T Fact, PersonStatus Standing, bool Now);

/// <summary>Counts of a base, and their wording: <c>{ever}; на {as-of date}: {now}</c>.</summary>
internal static class Tallies
{
    public static Tally Of<T>(this IReadOnlyList<Entrant<T>> entries, Func<Entrant<T>, bool> which) =>
        new(entries.Count(which), entries.Count(e => e.Now && which(e)));

    /// <summary>How often each value of a code occurs, in the order of the code.</summary>
    public static List<NamedTally> By<T, TCode>(
        this IReadOnlyList<Entrant<T>> entries, Func<Entrant<T>, TCode> code, Func<TCode, string> word)
        where TCode : struct, Enum => entries.ByEach(e => Enumerable.Repeat(code(e), 1), Comparer<TCode>.Default, word);

    /// <summary>How often each value occurs, in a given order; an entry may have several.</summary>
    public static List<NamedTally> ByEach<T, TKey>(
        this IReadOnlyList<Entrant<T>> entries, Func<Entrant<T>, IEnumerable<TKey>> keys, IComparer<TKey> order, Func<TKey, string> word) =>
    [
        .. entries.SelectMany(e => keys(e).Select(key => (Key: key, e.Now))).GroupBy(k => k.Key).OrderBy(g => g.Key, order)
            .Select(g => new NamedTally(word(g.Key), g.Count(), g.Count(k => k.Now))),
    ];

    /// <summary>Removals by reason, in the order of the reasons.</summary>
    public static List<Count> Removals(IEnumerable<RemovalReason> reasons) =>
        [.. reasons.GroupBy(r => r).OrderBy(g => g.Key).Select(g => new Count(Words.Of(g.Key), g.Count()))];

    /// <summary>Without the numbers that are withheld: those of the persons who were ever in the base, are in it or have left it must not
    /// be worked out from the totals.</summary>
    /// <param name="whole">The base: a name that all of it has tells no more than its total.</param>
    /// <param name="named">Whether a name stands without its numbers.</param>
    public static List<NamedTally> Open(this List<NamedTally> tallies, Tally whole, Suppression suppression, bool named = true)
    {
        if (tallies is [var all] && (all.Ever, all.Now) == (whole.Ever, whole.Now)) return tallies;
        IReadOnlyList<bool> Column(Func<NamedTally, int?> of) => suppression.Cells([.. tallies.Select(t => of(t)!.Value)]);
        var columns = new[] { Column(t => t.Ever), Column(t => t.Now), Column(t => t.Ever - t.Now) };
        return
        [
            .. tallies.Select((t, i) =>
                Array.Exists(columns, c => c[i]) ? new NamedTally(named ? t.Name : null, null, null, true) : t),
        ];
    }

    /// <summary>Without the counts that are withheld, and their names.</summary>
    public static List<Count> Open(this List<Count> counts, Suppression suppression) =>
        [.. counts.Zip(suppression.Cells([.. counts.Select(c => c.Number!.Value)]), (c, hidden) => hidden ? new(null, null, true) : c)];

    public static void Line(this CertificateText text, string label, Tally tally, DateOnly asOf) =>
        text.Line(label, InWords(tally.Ever, tally.Now, asOf));

    /// <summary>A line with the share of the "ever" count in a whole: «33,3 %», or "—" for a division by zero.</summary>
    public static void Line(this CertificateText text, string label, Tally tally, int whole, DateOnly asOf) =>
        text.Line(label, $"{Figures.WithShare(tally.Ever, whole)}; {Now(tally.Now, asOf)}");

    public static void List(this CertificateText text, string label, IReadOnlyList<NamedTally> tallies, DateOnly asOf) =>
        text.List(label, tallies, t =>
            [t.Name, t.Withheld == true ? Suppression.Withheld : InWords(t.Ever!.Value, t.Now!.Value, asOf)]);

    public static void List(this CertificateText text, string label, IReadOnlyList<Count> counts) =>
        text.List(label, counts, c =>
            [c.Name, c.Withheld == true ? Suppression.Withheld : Figures.Text(c.Number!.Value)]);

    private static string InWords(int ever, int now, DateOnly asOf) => $"{Figures.Text(ever)}; {Now(now, asOf)}";

    private static string Now(int now, DateOnly asOf) => $"на {CertificateText.Date(asOf)}: {Figures.Text(now)}";
}
