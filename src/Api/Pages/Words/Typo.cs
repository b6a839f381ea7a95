using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>Typography of what the pages print: days, times, codes of persons, groups of digits, spaces that do not break.</summary>
public static partial class Typo
{
    private const char Nbsp = '\u00a0';

    /// <summary>A day in a table: 12.11.2026.</summary>
    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>A day in a sentence: «12 ноября 2026 г.», "12 November 2026".</summary>
    public static string DayInText(DateOnly day) => Sentences.English
        ? day.ToString("d MMMM yyyy", PageWords.Culture)
        : $"{day.Day}{Nbsp}{PageWords.Culture.DateTimeFormat.MonthGenitiveNames[day.Month - 1]} {day.Year}{Nbsp}г.";

    /// <summary>A moment of the ledger (RFC 3339, UTC) as day and time in the organisation's zone.</summary>
    public static string Moment(string recordedAt, TimeZoneInfo zone) =>
        Moment(DateTimeOffset.Parse(recordedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), zone);

    /// <summary>A moment as day and time in the organisation's zone.</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("dd.MM.yyyy, HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The last four digits of a person's id, as pages show it beside or instead of the name.</summary>
    public static string Code(Guid id) => $"…{id.ToString("N")[^4..].ToUpperInvariant()}";

    /// <summary>A fingerprint in groups of four, shortened to its beginning and end.</summary>
    public static string Fingerprint(string hex) => hex.Length < 32 ? hex
        : string.Create(CultureInfo.InvariantCulture, $"{hex[..4]} {hex[4..8]} {hex[8..12]} … {hex[^8..^4]} {hex[^4..]}");

    /// <summary>A number with its thousands apart from 10,000 on.</summary>
    public static string Number(decimal number) => number.ToString(
        Math.Abs(number) < 10_000 ? "0.##" : "#,0.##", PageWords.Culture);

    /// <summary>A text with spaces that do not break after №, § and short words, and before a dash or a percent sign.</summary>
    /// <remarks>An id in a sentence is read as its code.</remarks>
    public static string Text(string text) => BeforeDash().Replace(AfterShort().Replace(
        AnyId().Replace(text, id => Code(Guid.Parse(id.ValueSpan))), $"$1{Nbsp}"), $"{Nbsp}$1");

    /// <summary>A sentence of the API, in which a code of the model stands before its wording, without the code.</summary>
    public static string Told(string sentence) => Text(CodeBeforeWording().Replace(sentence, ""));

    [GeneratedRegex(@"(?<=^|[\s:(])[a-z]+(-[a-z]+)+ (?=[«“])", RegexOptions.CultureInvariant)]
    private static partial Regex CodeBeforeWording();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
    private static partial Regex AnyId();

    [GeneratedRegex(@"(?<=^|\s|\u00a0|«|\()((?:№|§|[А-Яа-яЁё]))\s+", RegexOptions.CultureInvariant)]
    private static partial Regex AfterShort();

    [GeneratedRegex(@" (–|%)", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeDash();
}
