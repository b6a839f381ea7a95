using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 14.</summary>
/// <param name="Year">The calendar year whose targets count: the last one of the programme.</param>
internal sealed record TargetsContent(int Year, IReadOnlyList<TargetRow> Targets);

/// <summary>One target indicator.</summary>
/// <param name="Count">The numerator; absent if it is withheld.</param>
/// <param name="Whole">The denominator; absent if it was not recorded.</param>
/// <param name="Target">In per cent; that of the latest year up to the programme's last one.</param>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
/// <param name="OfContingent">Whether the denominator is a contingent.</param>
internal sealed record TargetRow(
    string Code, [property: JsonIgnore] string? Title, int? Count, int? Whole, string? Percent, int? Target, string? Difference,
    bool? Withheld, [property: JsonIgnore] bool? OfContingent);

/// <summary>
/// Section 14, one line for each target indicator of the definition, in its order:
/// <code>
/// {code} «{wording}»: {per cent} %; {numerator} из {denominator}[; цель {year}: {target} %; отклонение: {per cent − target}]
/// </code>
/// The denominator is the last contingent of its band, or the answers to the question of satisfaction. A line without it has no source.
/// </summary>
internal static class TargetsSection
{
    public static TargetsContent Of(Programme state, Definition definition, Suppression suppression)
    {
        var year = SchoolYear.Years(state.Charter!.SchoolYear).Last;
        return new(year, [.. definition.Targets.Select(t => Row(state, definition, t, year, suppression))]);
    }

    public static void Write(CertificateText text, TargetsContent content)
    {
        text.Section(14);
        foreach (var row in content.Targets)
        {
            var label = Words.Named(row.Code, row.Title);
            if (row.Withheld == true) text.Line(label, Suppression.Withheld);
            else if (row.Whole is not { } whole)
                text.Missing(label, row.OfContingent == true ? "контингент не записан" + InProgramme(row.Count)
                    : "ответов об удовлетворённости нет");
            else text.Line(label, string.Join("; ", Parts(row, whole, content.Year).OfType<string>()));
        }
    }

    private static IEnumerable<string?> Parts(TargetRow row, int whole, int year) =>
    [
        Figures.InPercent(row.Percent), $"{Figures.Text(row.Count!.Value)} из {Figures.Text(whole)}",
        row.Target is { } target ? $"цель {Figures.Text(year)}: {Figures.Text(target)} %" : null,
        row.Difference is { } difference ? $"отклонение: {Figures.InRussian(difference)}" : null,
    ];

    private static string InProgramme(int? count) => count is { } number ? $"; в программе: {Figures.Text(number)}" : "";

    private static TargetRow Row(Programme state, Definition definition, TargetDefinition target, int year, Suppression suppression)
    {
        var (count, whole) = Counted(state, definition, target);
        var hidden = OfPersons(target) && ((whole is { } few && suppression.Hides(few)) || (count > 0 && suppression.Hides(count)));
        if (hidden && whole is not null) return new(target.Code, target.Title.Ru, null, null, null, null, null, true, null);
        var percent = whole is { } all ? Figures.Percent(count, all) : null;
        var aim = target.Percents.Where(p => p.Year <= year).MaxBy(p => p.Year)?.Percent;
        return new(
            target.Code, target.Title.Ru, hidden ? null : count, whole, Figures.Invariant(percent), aim,
            Figures.Invariant(percent - aim), null, IsOfContingent(target));
    }

    /// <summary>Whether persons are counted: enterprises are not, so their small numbers are shown to everybody.</summary>
    public static bool OfPersons(TargetDefinition target) => target.Counts != TargetCount.Enterprises;

    /// <summary>Whether the denominator is a recorded contingent of the organisation.</summary>
    public static bool IsOfContingent(TargetDefinition target) => target.Counts < TargetCount.SatisfiedMentees;

    /// <summary>Numerator and denominator; no denominator if it was not recorded.</summary>
    public static (int Count, int? Whole) Counted(Programme state, Definition definition, TargetDefinition target) => target.Counts switch
    {
        TargetCount.MenteesTenToNineteen => (Exposed.Mentees(state).Count(p => Aged(state, p, AgeBand.TenToThirteen)), Band(state, target)),
        TargetCount.MentorsFifteenToNineteen =>
            (Exposed.Mentors(state).Count(p => Aged(state, p, AgeBand.FifteenToSeventeen)), Band(state, target)),
        TargetCount.YoungSpecialistMentees => (Exposed.Mentees(state).Count(p => IsYoungTeacher(state, p)), Band(state, target)),
        TargetCount.Enterprises =>
            (state.Preparation.Of<Fact.PartnerEngaged>().Count(p => p is { Contour: Contour.External, Kind: "business" }),
                Band(state, target)),
        TargetCount.SatisfiedMentees => Satisfied(state, definition, SurveyAudience.Mentees),
        _ => Satisfied(state, definition, SurveyAudience.Mentors),
    };

    // Nobody who answered is no denominator.
    private static (int Count, int? Whole) Satisfied(Programme state, Definition definition, SurveyAudience audience)
    {
        var (satisfied, answered) = SatisfactionSection.Count(state, audience, definition.Parameters.SatisfiedFrom);
        return (satisfied, answered == 0 ? null : answered);
    }

    private static bool Aged(Programme state, Guid person, AgeBand youngest) => state.Participants.Standings[person] is var standing
        && standing.Kinds.Any(k => k is PersonKind.Learner or PersonKind.Student)
        && standing.AgeBand >= youngest && standing.AgeBand <= AgeBand.EighteenToNineteen;

    private static bool IsYoungTeacher(Programme state, Guid person) => state.Participants.Standings[person] is
        { Experience: Experience.UpToThreeYears } standing && standing.Kinds.Contains(PersonKind.Teacher);

    private static int? Band(Programme state, TargetDefinition target) => state.Preparation.Of<Fact.ContingentRecorded>()
        .Where(c => c.Band == target.Band).OrderBy(c => c.AsOf).ThenBy(c => c.Id).LastOrDefault()?.Count;
}
