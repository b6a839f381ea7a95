using System.Text.Json;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.People;

/// <summary>How the days of a term are counted: all, or from Monday to Friday without holidays.</summary>
public enum DayCount
{
    /// <summary>Календарные дни.</summary>
    Calendar,

    /// <summary>Рабочие дни.</summary>
    Working,
}

/// <summary>How long an erasure may take on a ground.</summary>
/// <param name="Code">Stable; it stands in the event.</param>
/// <param name="Days">Counted from the day after receipt; the last of them is the due day.</param>
/// <param name="Article">The source, printed in the act.</param>
/// <param name="Extension">Absent where the law gives none.</param>
public sealed record PrivacyTerm(
    string Code, ErasureGround Ground, int Days, DayCount Count, string Article, PrivacyExtension? Extension = null);

/// <summary>By how much a term may be extended: once, and with a reasoned notice to the subject before it has passed (L8).</summary>
/// <param name="Days">Counted from the day after the term's last; the last of them is the due day.</param>
/// <param name="Article">The source, printed in the act.</param>
public sealed record PrivacyExtension(int Days, DayCount Count, string Article);

/// <summary>What an extension comes to for one case.</summary>
/// <param name="DueOn">The last day of the extended term.</param>
/// <param name="Article">That allows it.</param>
public sealed record ExtendedTerm(DateOnly DueOn, InstitutionalText Article);

/// <summary>Statutory terms as data: defaults for a lawyer to confirm, replaced by another document of the same shape.</summary>
/// <param name="Note">Says that these are editable defaults.</param>
/// <param name="ActKeptYears">How long the act and the journal's export are kept (L9).</param>
/// <param name="LogHorizonDays">After how many days the write-ahead log holds nothing older.</param>
/// <param name="BackupHorizonDays">After how many days the last backup from before is destroyed.</param>
/// <param name="Holidays">Days of each year that are not worked on: month and day, such as <c>01-01</c>.</param>
/// <param name="Terms">One for each ground.</param>
public sealed record PrivacyTerms(
    int Version, string Note, int ActKeptYears, int LogHorizonDays, int BackupHorizonDays, IReadOnlyList<string> Holidays,
    IReadOnlyList<PrivacyTerm> Terms)
{
    private const int LongestTerm = 365;

    /// <summary>Reads and checks a document of terms.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong.</exception>
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

    /// <summary>What an extension of a term comes to; null when these terms give it none, or do not know it any more.</summary>
    /// <param name="code">Of the term, as the case recorded it.</param>
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
