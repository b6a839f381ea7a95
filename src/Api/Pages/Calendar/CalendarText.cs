using System.Globalization;
using System.Text;

namespace MentorshipFlow.Api.Pages.Calendar;

/// <summary>A calendar as iCalendar (RFC 5545): whole days, lines of at most 75 bytes, ends of lines CR LF.</summary>
internal static class CalendarText
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;

    /// <summary>Writes a calendar.</summary>
    /// <param name="zone">The IANA id of the zone whose days these are; days themselves have none.</param>
    /// <param name="stamp">The day of which this is the state, so that the text changes once a day or with its content.</param>
    /// <param name="page">The full address of a page.</param>
    public static string Write(string name, string zone, DateOnly stamp, IEnumerable<CalendarDay> days, Func<string, string> page)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(Folded(line)).Append("\r\n");
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//MentorshipFlow//Calendar 1//RU");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:PUBLISH");
        Line($"X-WR-CALNAME:{Escaped(name)}");
        Line($"X-WR-TIMEZONE:{Escaped(zone)}");
        // How often programs should ask.
        Line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        foreach (var day in days)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{Escaped(day.Id)}@mentorshipflow");
            Line($"DTSTAMP:{Day(stamp)}T000000Z");
            Line($"DTSTART;VALUE=DATE:{Day(day.On)}");
            Line($"DTEND;VALUE=DATE:{Day(day.On.AddDays(1))}");
            Line($"SUMMARY:{Escaped(day.Text)}");
            if (day.About.Length > 0) Line($"DESCRIPTION:{Escaped(day.About)}");
            Line($"URL:{new Uri(page(day.Address)).AbsoluteUri}");
            Line($"STATUS:{(day.Foreseen ? "TENTATIVE" : "CONFIRMED")}");
            Line("TRANSP:TRANSPARENT");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return text.ToString();
    }

    // A line that is too long goes on after an end of line and a space; no character is cut (section 3.1).
    private static string Folded(string line)
    {
        var (text, bytes) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }

        return text.ToString();
    }

    // Section 3.3.11. Other control characters are not allowed in a text.
    private static string Escaped(string text) => string.Concat(text.Replace("\r\n", "\n", StringComparison.Ordinal).Select(c => c switch
    {
        '\\' or ';' or ',' => $"\\{c}",
        '\n' or '\r' => "\\n",
        _ when char.IsControl(c) => " ",
        _ => $"{c}",
    }));

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
