using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.People;

/// <summary>The counting of days: all days, or Monday to Friday without holidays.</summary>
public enum DayCount
{
    /// <summary>Calendar days.</summary>
    Calendar,

    /// <summary>Working days.</summary>
    Working,
}

/// <summary>The statutory term of an erasure on one ground.</summary>
/// <param name="Code">Stable code, stored in the event.</param>
/// <param name="Days">Counted from the day after receipt; the last of them is the due day.</param>
/// <param name="Article">The source, printed in the act.</param>
/// <param name="Extension">Absent if the law allows none.</param>
public sealed record PrivacyTerm(
    string Code, ErasureGround Ground, int Days, DayCount Count, string Article, PrivacyExtension? Extension = null);

/// <summary>The extension of a term: once, with a reasoned notice to the data subject before the term has passed (L8).</summary>
/// <param name="Days">Counted from the day after the term's last; the last of them is the due day.</param>
/// <param name="Article">The source, printed in the act.</param>
public sealed record PrivacyExtension(int Days, DayCount Count, string Article);

/// <summary>An extension computed for one case.</summary>
/// <param name="DueOn">The last day of the extended term.</param>
/// <param name="Article">The article that allows it.</param>
public sealed record ExtendedTerm(DateOnly DueOn, InstitutionalText Article);

/// <summary>Statutory terms as data: defaults for a lawyer to confirm; another document of the same format can replace them.</summary>
/// <param name="Note">Says that these are editable defaults.</param>
/// <param name="ActKeptYears">Years for which the act and the journal's export are kept (L9).</param>
/// <param name="LogHorizonDays">Days after which the write-ahead log holds nothing older.</param>
/// <param name="BackupHorizonDays">Days after which every older backup is destroyed.</param>
/// <param name="Holidays">Yearly holidays as month and day, such as <c>01-01</c>.</param>
/// <param name="Terms">One for each ground.</param>
public sealed record PrivacyTerms(
    int Version, string Note, int ActKeptYears, int LogHorizonDays, int BackupHorizonDays, IReadOnlyList<string> Holidays,
    IReadOnlyList<PrivacyTerm> Terms)
{
    private const int LongestTerm = 365;

    /// <summary>Reads and checks a document of terms.</summary>
    /// <exception cref="FormatException">The document is invalid; the message names the fault.</exception>
    public static PrivacyTerms Parse(string json)
    {
        PrivacyTerms terms;
        try
        {
            terms = JsonSerializer.Deserialize<PrivacyTerms>(json, CanonicalJson.Options)
                ?? throw new FormatException("The terms are null.");
        }
        catch (JsonException error)
        {
            throw new FormatException(error.Message, error);
        }

        return terms.Fault() is { } fault ? throw new FormatException(fault) : terms;
    }

    /// <summary>The term of a ground.</summary>
    public PrivacyTerm Of(ErasureGround ground) => Terms.Single(t => t.Ground == ground);

    /// <summary>The last day of a term that began with a receipt.</summary>
    public DateOnly DueOn(PrivacyTerm term, DateOnly receivedOn) => After(receivedOn, term.Days, term.Count);

    /// <summary>The extension of a term; null when these terms have no extension for it or no longer contain it.</summary>
    /// <param name="code">Code of the term, from the case.</param>
    /// <param name="dueOn">The last day of the term.</param>
    public ExtendedTerm? Extended(string code, DateOnly dueOn) =>
        Terms.FirstOrDefault(t => t.Code == code)?.Extension is { } extension
            ? new(After(dueOn, extension.Days, extension.Count), new(extension.Article))
            : null;

    private DateOnly After(DateOnly day, int days, DayCount count) =>
        count == DayCount.Calendar ? day.AddDays(days) : Dates.AfterWorkingDays(day, days, Holidays);

    private string? Fault()
    {
        foreach (var ground in Enum.GetValues<ErasureGround>())
        {
            if (Terms.Count(t => t.Ground == ground) != 1) return $"There is not one term for {ground}.";
        }

        return Terms.DistinctBy(t => t.Code).Count() != Terms.Count ? "A code stands twice."
            : Terms.FirstOrDefault(t =>
                t.Days is < 1 or > LongestTerm || string.IsNullOrWhiteSpace(t.Code) || string.IsNullOrWhiteSpace(t.Article)) is { } wrong
                ? $"The term \"{wrong.Code}\" has no code, no article, or not 1 to {LongestTerm} days."
            : Terms.FirstOrDefault(t =>
                t.Extension is { } e && (e.Days is < 1 or > LongestTerm || !InstitutionalText.IsValid(e.Article))) is { } odd
                ? $"The extension of \"{odd.Code}\" has no article, or not 1 to {LongestTerm} days."
            : ActKeptYears is < 1 or > 100 || LogHorizonDays is < 1 or > LongestTerm || BackupHorizonDays is < 1 or > 3650
                ? "A number of years or days is out of range."
            : Holidays.FirstOrDefault(h => !DateOnly.TryParseExact($"2024-{h}", "yyyy-MM-dd", out _)) is { } noDay
                ? $"\"{noDay}\" is no month and day."
            : null;
    }
}
