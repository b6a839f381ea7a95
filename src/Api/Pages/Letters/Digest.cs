using System.Text;
using MentorshipFlow.Api.Pages.Calendar;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Inbox;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Letters;

/// <summary>A line of a digest.</summary>
/// <param name="Address">The full address of the page about it.</param>
public sealed record DigestLine(string Text, string About, string Address);

/// <summary>The lines of one kind in a digest.</summary>
/// <param name="Code">A code of its words.</param>
/// <param name="Lines">The first of them.</param>
public sealed record DigestSection(string Code, int Count, IReadOnlyList<DigestLine> Lines)
{
    /// <summary>The heading.</summary>
    public string Title => PageWords.Say($"mail.section.{Code}", Count);

    /// <summary>How many are only counted.</summary>
    public int More => Count - Lines.Count;
}

/// <summary>The part of a digest about one school.</summary>
public sealed record DigestOfSchool(string Title, IReadOnlyList<DigestSection> Sections);

/// <summary>The daily letter: the tasks that wait for a person, and the deadlines of the next seven days.</summary>
/// <param name="Inbox">The full address of the page that lists everything.</param>
/// <param name="Settings">The full address of the page with the settings.</param>
/// <param name="Stop">The full address that stops digests.</param>
public sealed record Digest(IReadOnlyList<DigestOfSchool> Schools, string Inbox, string Settings, string Stop)
{
    private const int DaysAhead = 7;
    private const int MostLines = 20;

    /// <summary>Numbers, no names: subjects are shown on locked screens.</summary>
    public string Subject => $"MentorshipFlow: {string.Join(", ", Schools.SelectMany(s => s.Sections).GroupBy(s => s.Code)
        .Select(same => PageWords.Say($"mail.subject.{same.Key}", same.Sum(s => s.Count))))}";

    /// <summary>Reads what a digest says of a school, in the name of a person with one or more keys.</summary>
    /// <returns>Null if nothing waits and nothing is due.</returns>
    public static async Task<DigestOfSchool?> Of(IEnumerable<Visit> visits, Func<string, string> page)
    {
        var (title, tasks, due) = ("", new List<Inbox.Task>(), new List<CalendarDay>());
        foreach (var visit in visits)
        {
            title = visit.Self.Organisation.Title.Value;
            if (!visit.May("listProgrammes")) continue;
            tasks.AddRange((await Waiting.Of(visit)).Tasks.Where(t => t.Mine));
            due.AddRange((await CalendarDays.Deadlines(visit))
                .Where(d => d.On >= visit.Today && d.On <= visit.Today.AddDays(DaysAhead)));
        }

        List<DigestSection> sections =
        [
            // Two keys may see the same.
            .. tasks.DistinctBy(t => (t.Text, t.Address)).GroupBy(t => t.Kind).OrderBy(same => same.Key)
                .Select(same => Section(Kebab.Of($"{same.Key}"), [.. same.Select(t => new DigestLine(Typo.Text(t.Text), t.About,
                    page(t.Address)))])),
            .. due.DistinctBy(d => d.Id).GroupBy(_ => "week").Select(same => Section(same.Key, [.. same.OrderBy(d => d.On)
                .Select(d => new DigestLine($"{Typo.Day(d.On)}: {d.Text}", d.About, page(d.Address)))])),
        ];
        return sections.Count == 0 ? null : new(title, sections);
    }

    /// <summary>The digest as plain text.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var school in Schools)
            {
                text.Append(school.Title).Append("\n\n");
                foreach (var section in school.Sections)
                {
                    text.Append(section.Title).Append('\n');
                    foreach (var line in section.Lines)
                    {
                        text.Append("* ").Append(line.Text).Append(line.About.Length > 0 ? $" ({line.About})" : "").Append("\n  ")
                            .Append(line.Address).Append('\n');
                    }

                    if (section.More > 0) text.Append(PageWords.Say("mail.more", section.More)).Append('\n');
                    text.Append('\n');
                }
            }

            return text.Append(PageWords.Say("mail.inbox")).Append(": ").Append(Inbox).Append("\n\n-- \n")
                .Append(PageWords.Say("mail.why")).Append('\n')
                .Append(PageWords.Say("mail.settings")).Append(": ").Append(Settings).Append('\n')
                .Append(PageWords.Say("mail.stop")).Append(": ").Append(Stop).Append('\n').ToString();
        }
    }

    private static DigestSection Section(string code, IReadOnlyList<DigestLine> lines) =>
        new(code, lines.Count, [.. lines.Take(MostLines)]);
}
