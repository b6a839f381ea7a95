using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Programmes;

/// <summary>An organisation's programmes with their status.</summary>
internal sealed class ReadProgrammes(ProgrammeQueries queries) : UseCase
{
    /// <param name="CurrentStage">8 when all seven stages have a valid approval.</param>
    /// <param name="Sandbox">True for an invented example of a sandbox; otherwise absent.</param>
    public sealed record Row(
        Guid Id, string Title, string SchoolYear, ProgrammeStatus Status, string Definition, int CurrentStage,
        IReadOnlyList<StageBrief> Stages, int Version, string ChangedOn,
        int OpenItems, string? NextDue, bool? Sandbox);

    /// <param name="Version">The number of its events.</param>
    /// <param name="Etag">The tag for If-Match of decisions about the whole programme.</param>
    /// <param name="Curator">The curator in office today.</param>
    /// <param name="Sandbox">True for an invented example of a sandbox; otherwise absent.</param>
    public sealed record Answer(
        Guid Id, int Version, string Etag, ProgrammeStatus Status, CharterEvent.ProgrammeDrafted Charter, DefinitionReference Definition,
        SecondApproverPolicy SecondApprover,
        CuratorTerm? Curator, IReadOnlyList<CuratorTerm> Curators, IReadOnlyList<Guid> Auditors, IReadOnlyList<Delegation> Delegations,
        IReadOnlyList<FormState> Forms, int? CurrentStage, IReadOnlyList<StageBrief> Stages, int? RoadmapVersion,
        CertificationEvent.CertificateIssued? Certificate, bool? Sandbox);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/programmes", new("Programmes", "listProgrammes", "The organisation's programmes", "In the order of their ids.",
            Takes.Reading)
        {
            Answer = typeof(Paged<Row>), Query = [.. Page.Query, new("status", "Only those in this status.", "active")],
        }, List);

        routes.ReadProgramme("", new("Programmes", "readProgramme", "One programme",
            "Its charter, people, forms and stages. The ETag is what If-Match must name to decide about it as a whole.", Takes.Reading)
        {
            Answer = typeof(Answer), Tagged = true, Further = [StatusCodes.Status304NotModified],
        }, (http, found) =>
        {
            var answer = Of(found.Id, found.State, Caller.Of(http).Today);
            return Answers.Tagged(http, answer.Etag, Answers.WithTexts(answer));
        });
    }

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var asked = new Asked(http);
        var status = asked.Code<ProgrammeStatus>("status");
        if (asked.Problem is { } wrong) return wrong;
        var rows = await queries.Page(
            Caller.Of(http).Organisation, page.After, status is null ? null : Kebab.Of($"{status}"), page.Limit + 1, http.RequestAborted);
        return Answers.Json(page.Of(http, [.. rows.Select(Of)], r => r.Id));
    }

    private static Row Of(ProgrammeRow row) => new(
        row.Id, row.Title, row.SchoolYear, Parse<ProgrammeStatus>(row.Status), row.Definition, row.CurrentStage,
        [.. row.Stages.Split(',').Select((text, i) => new StageBrief(i + 1, Parse<StageStatus>(text.TrimEnd('!')), text.EndsWith('!')))],
        row.Version, row.ChangedOn, row.OpenItems, row.NextDue, row.Sandbox);

    private static Answer Of(Guid id, Programme state, DateOnly today) => new(
        id, state.Version, ProgrammeHeader.Of(id, state).Tagged.Tag, state.Status, state.Charter!, state.Definition!, state.SecondApprover,
        state.Preparation.CuratorOn(today), state.Preparation.Curators, [.. state.Preparation.Auditors.Order()],
        [.. state.Delegations.Values.OrderBy(d => d.Id)],
        [.. state.Preparation.Forms.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)], state.Gates.Current?.Number,
        StageBrief.Of(state), state.Preparation.Roadmap?.Version, state.Certification.Current,
        state.Sandbox ? true : null);

    // The read model contains kebab-case.
    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
