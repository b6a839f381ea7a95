using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 5: one row for each channel.</summary>
internal sealed record OutreachContent(IReadOnlyList<ChannelRow> Channels);

/// <summary>One channel.</summary>
/// <param name="Attendance">Sum of the recorded numbers; absent when there are none.</param>
/// <param name="HeldWithoutAttendance">Events whose attendance was not recorded.</param>
internal sealed record ChannelRow(
    string Code, string Title, int Held, int? Attendance, int HeldWithoutAttendance, IReadOnlyList<TextReference> NotApplicable);

/// <summary>
/// Section 5, for each channel, those of the definition in its order:
/// <code>
/// {title}, проведено: {count}
/// {title}, посещаемость: {sum}[; без учёта посещаемости: {count}]
/// </code>
/// A channel that was not used and is marked not applicable has one line instead: <c>{title}: неприменимо; причина: {text reference}</c>,
/// with one reason for each mark, by id. A channel without a record and an attendance without a record have no source.
/// </summary>
internal static class OutreachSection
{
    public static OutreachContent Of(PreparationRoom preparation, Definition definition)
    {
        var held = preparation.Of<Fact.OutreachHeld>().ToLookup(f => f.Channel);
        var notApplicable = preparation.Of<Fact.OutreachNotApplicable>().ToLookup(f => f.Channel);
        return new([.. definition.OutreachChannels.Select(c => new ChannelRow(
            c.Code, c.Title.Ru, held[c.Code].Count(),
            held[c.Code].Any(f => f.Attendance is not null) ? held[c.Code].Sum(f => f.Attendance ?? 0) : null,
            held[c.Code].Count(f => f.Attendance is null), [.. notApplicable[c.Code].Select(f => f.Reason)]))]);
    }

    public static void Write(CertificateText text, OutreachContent content)
    {
        text.Section(5);
        foreach (var row in content.Channels)
        {
            if (row.Held == 0 && row.NotApplicable.Count > 0)
            {
                text.Line(row.Title,
                    "неприменимо" + string.Concat(row.NotApplicable.Select(r => $"; причина: {CertificateText.Reference(r)}")));
                continue;
            }

            text.Line($"{row.Title}, проведено", row.Held == 0 ? null : Figures.Text(row.Held), "проведение не записано");
            text.Line($"{row.Title}, посещаемость", Attendance(row), row.Held == 0 ? "проведение не записано" : "посещаемость не записана");
        }
    }

    private static string? Attendance(ChannelRow row) => row.Attendance is not { } sum ? null
        : Figures.Text(sum) + (row.HeldWithoutAttendance > 0 ? $"; без учёта посещаемости: {Figures.Text(row.HeldWithoutAttendance)}" : "");
}
