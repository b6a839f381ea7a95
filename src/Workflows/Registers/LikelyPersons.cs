using System.Globalization;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Registers;

/// <summary>How a row resembles a known person.</summary>
public enum Likeness
{
    /// <summary>One of the two has no patronymic, or initials.</summary>
    PatronymicLeftOut,

    /// <summary>The names differ in one letter.</summary>
    OneLetterApart,

    /// <summary>The words of the name stand in another order.</summary>
    OtherOrder,
}

/// <summary>Who the persons of rows are that resemble a known one.</summary>
/// <param name="Rows">By sheet, from 0, and row: the known person, or null for another one.</param>
public sealed record PersonAnswers(IReadOnlyDictionary<(int Sheet, int Row), Guid?> Rows)
{
    private const string Another = "other";

    /// <summary>No answer.</summary>
    public static PersonAnswers None { get; } = new(new Dictionary<(int, int), Guid?>());

    /// <summary>Reads texts such as <c>1.5:other</c> and <c>1.5:{person}</c>, with sheet and row from 1; null when one is none.</summary>
    public static PersonAnswers? Read(IEnumerable<string> said)
    {
        Dictionary<(int, int), Guid?> answers = [];
        foreach (var text in said)
        {
            if (text.Split('.', ':') is not [var sheet, var row, var who] || !Number(sheet, out var s) || !Number(row, out var r))
                return null;
            if (Guid.TryParse(who, out var person)) answers[(s - 1, r)] = person;
            else if (who == Another) answers[(s - 1, r)] = null;
            else return null;
        }

        return new(answers);

        static bool Number(string text, out int number) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}

/// <summary>Finds known persons who may be the person of a row, although the names differ.</summary>
/// <remarks>Persons are compared if their birth dates are equal, or their years where a date is unknown, or neither has any.</remarks>
internal sealed class LikelyPersons
{
    private readonly ILookup<int, (Guid Id, string[] Words, DateOnly? Born)> byYear;

    public LikelyPersons(IEnumerable<KeyValuePair<Guid, PersonDetails>> known) => byYear = known.ToLookup(
        p => p.Value.Born?.Year ?? 0, p => (p.Key, Words(p.Value.FullName), p.Value.BirthDate));

    /// <summary>The first person who resembles the row; null when there is none.</summary>
    public (Guid Person, Likeness How)? Of(RegisterRow row)
    {
        var words = Words(row.FullName);
        foreach (var (id, name, born) in byYear[row.BirthDate?.Year ?? row.BirthYear ?? 0])
        {
            if (row.BirthDate is { } day && born is { } other && day != other) continue;
            if (Compare(words, name) is { } how) return (id, how);
        }

        return null;
    }

    /// <summary>Null when two different names do not resemble each other.</summary>
    internal static Likeness? Compare(string[] a, string[] b)
    {
        if (a.Length < 2 || b.Length < 2 || a.AsSpan().SequenceEqual(b)) return null;
        if (a[0] == b[0] && (LeftOut(a, b) || LeftOut(b, a))) return Likeness.PatronymicLeftOut;
        if (a.Length != b.Length) return null;
        if (a.Order(StringComparer.Ordinal).SequenceEqual(b.Order(StringComparer.Ordinal))) return Likeness.OtherOrder;
        var different = a.Index().Where(w => w.Item != b[w.Index]).ToArray();
        return different is [var one] && OneApart(one.Item, b[one.Index]) ? Likeness.OneLetterApart : null;
    }

    internal static string[] Words(string fullName) =>
        NameCell.Compared(fullName).Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);

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
}
