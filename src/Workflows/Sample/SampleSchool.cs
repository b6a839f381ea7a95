using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>
/// The content of <c>ops/sample/school-49.json</c>: the road map of school №49 with its original dates and irregularities.
/// </summary>
internal sealed record SampleSchool(
    SampleSchool.OrganisationOf Organisation, SampleSchool.ProgrammeOf Programme, IReadOnlyList<SampleSchool.Act> LegalBasis,
    IReadOnlyList<SampleSchool.FormOf> Forms, SampleSchool.RoadMapOf RoadMap, IReadOnlyList<SampleSchool.DocumentOf> Documents,
    SampleSchool.PreparationOf Preparation)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
        { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>The road map that ships begins in this year.</summary>
    public const int FirstYear = 2021;

    private const string Title = "МБОУ «СОШ №49»";

    // The last day of the preparation.
    private static readonly (int Month, int Day) Prepared = (9, 27);

    /// <summary>The sample that ships with the program.</summary>
    public static SampleSchool Shipped() => JsonSerializer.Deserialize<SampleSchool>(Text(), Reading)!;

    /// <summary>The year that begins the latest school year whose preparation is over, so that every date of the preparation has
    /// passed.</summary>
    public static int FirstYearOn(DateOnly today) =>
        (today.Month, today.Day).CompareTo(Prepared) > 0 ? today.Year : today.Year - 1;

    /// <summary>The same road map of school №49 for another school year.</summary>
    /// <remarks>Two of its meetings are planned a year too late, in the December after the school year. A sample of another year does not
    /// repeat this.</remarks>
    public static SampleSchool Of(int firstYear) => Of(Title, firstYear);

    /// <summary>The same road map for another school and another school year.</summary>
    /// <param name="firstYear">The year in which the school year begins.</param>
    public static SampleSchool Of(string title, int firstYear) => JsonSerializer.Deserialize<SampleSchool>(
        Text().Replace(Title, title, StringComparison.Ordinal)
            .Replace($"Декабрь {FirstYear + 1}", $"Декабрь {FirstYear}", StringComparison.Ordinal)
            .Replace($"{FirstYear + 1}-12-", $"{FirstYear}-12-", StringComparison.Ordinal)
            .Replace($"{FirstYear + 1}", $"{firstYear + 1}", StringComparison.Ordinal)
            .Replace($"{FirstYear}", $"{firstYear}", StringComparison.Ordinal), Reading)!;

    private static string Text()
    {
        using var json = new StreamReader(typeof(SampleSchool).Assembly.GetManifestResourceStream("Sample/school-49.json")!);
        return json.ReadToEnd();
    }

    internal sealed record OrganisationOf(string Title, OrganisationKind Kind, string TimeZone);

    internal sealed record ProgrammeOf(DefinitionOf Definition, string Title, string SchoolYear, string Goal);

    internal sealed record DefinitionOf(string Code, int Version);

    internal sealed record Act(LegalLevel Level, string Kind, string? Number, string? Date, string CitedDate, string Title);

    internal sealed record FormOf(string Code, PreconditionOf? Precondition);

    internal sealed record PreconditionOf(string Text);

    internal sealed record RoadMapOf(IReadOnlyList<ItemOf> Items);

    /// <param name="Content">The school's own wording, if it does not use that of the model.</param>
    internal sealed record ItemOf(string Code, PlannedOf? Planned, ResponsibleOf Responsible, string? Content = null);

    internal sealed record PlannedOf(string Text, DateOnly From, DateOnly To);

    internal sealed record ResponsibleOf(string Position);

    internal sealed record DocumentOf(string Key, string Code, string Title, string Number, DateOnly Date, string Signatory);

    internal sealed record PreparationOf(
        CuratorOf Curator, ApprovalOf RoadMapApproval, IReadOnlyList<OutreachOf> Outreach, SurveyOf NeedsSurvey,
        IReadOnlyList<MeetingOf> Meetings, IReadOnlyList<BankEntry> ProgrammeBank, IReadOnlyList<ResourceOf> Resources,
        IReadOnlyList<PartnerOf> Partners, IReadOnlyList<ContingentOf> Contingent,
        IReadOnlyList<CompletedOf> CompletedItems, IReadOnlyList<WaiverOf> Waivers);

    internal sealed record CuratorOf(DateOnly From, string Order);

    internal sealed record ApprovalOf(DateOnly On, string Order);

    internal sealed record OutreachOf(string Channel, DateOnly On, string Audience, int? Attendance, string? Document);

    internal sealed record SurveyOf(DateOnly ConcludedOn, string Document);

    internal sealed record MeetingOf(DateOnly On, string Document, IReadOnlyList<string> Decisions);

    internal sealed record BankEntry(string Form, string Variant, string Title, DateOnly On);

    internal sealed record ResourceOf(ResourceKind Kind, Contour Source, string Title, DateOnly On);

    internal sealed record PartnerOf(string Title, Contour Contour, string Kind, DateOnly On);

    internal sealed record ContingentOf(string Band, DateOnly AsOf, int Count, string Source);

    internal sealed record WaiverOf(string Criterion, string Reason);

    internal sealed record CompletedOf(string Code, DateOnly On, IReadOnlyList<string> Documents);
}
