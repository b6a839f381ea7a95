using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Workflows.Sample;

/// <summary>The sample as it stands in <c>ops/sample/school-49.json</c>: the road map of school №49 with its own dates and oddities.</summary>
internal sealed record SampleSchool(
    SampleSchool.OrganisationOf Organisation, SampleSchool.ProgrammeOf Programme, IReadOnlyList<SampleSchool.Act> LegalBasis, IReadOnlyList<SampleSchool.FormOf> Forms,
    SampleSchool.RoadMapOf RoadMap, IReadOnlyList<SampleSchool.DocumentOf> Documents, SampleSchool.PreparationOf Preparation)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>The sample that ships with the program.</summary>
    public static SampleSchool Shipped()
    {
        using var json = typeof(SampleSchool).Assembly.GetManifestResourceStream("Sample/school-49.json")!;
        return JsonSerializer.Deserialize<SampleSchool>(json, Reading)!;
    }

    public sealed record OrganisationOf(string Title, OrganisationKind Kind, string TimeZone);

    public sealed record ProgrammeOf(DefinitionOf Definition, string Title, string SchoolYear, string Goal);

    public sealed record DefinitionOf(string Code, int Version);

    public sealed record Act(LegalLevel Level, string Kind, string? Number, string? Date, string CitedDate, string Title);

    public sealed record FormOf(string Code, PreconditionOf? Precondition);

    public sealed record PreconditionOf(string Text);

    public sealed record RoadMapOf(IReadOnlyList<ItemOf> Items);

    public sealed record ItemOf(string Code, PlannedOf? Planned, ResponsibleOf Responsible);

    public sealed record PlannedOf(string Text, DateOnly From, DateOnly To);

    public sealed record ResponsibleOf(string Position);

    public sealed record DocumentOf(string Key, string Code, string Title, string Number, DateOnly Date, string Signatory);

    public sealed record PreparationOf(
        CuratorOf Curator, ApprovalOf RoadMapApproval, IReadOnlyList<OutreachOf> Outreach, SurveyOf NeedsSurvey, IReadOnlyList<MeetingOf> Meetings,
        IReadOnlyList<BankEntry> ProgrammeBank, IReadOnlyList<ResourceOf> Resources, IReadOnlyList<PartnerOf> Partners, IReadOnlyList<ContingentOf> Contingent,
        IReadOnlyList<CompletedOf> CompletedItems);

    public sealed record CuratorOf(DateOnly From, string Order);

    public sealed record ApprovalOf(DateOnly On, string Order);

    public sealed record OutreachOf(string Channel, DateOnly On, string Audience, int? Attendance, string? Document);

    public sealed record SurveyOf(DateOnly ConcludedOn, string Document);

    public sealed record MeetingOf(DateOnly On, string Document, IReadOnlyList<string> Decisions);

    public sealed record BankEntry(string Form, string Variant, string Title, DateOnly On);

    public sealed record ResourceOf(ResourceKind Kind, Contour Source, string Title, DateOnly On);

    public sealed record PartnerOf(string Title, Contour Contour, string Kind, DateOnly On);

    public sealed record ContingentOf(string Band, DateOnly AsOf, int Count, string Source);

    public sealed record CompletedOf(string Code, DateOnly On, IReadOnlyList<string> Documents);
}
