using System.Globalization;
using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Certification;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Programmes;

/// <summary>An organisation's programmes with their status.</summary>
public sealed partial class ReadProgrammes(ProgrammeQueries queries) : UseCase
{
    /// <param name="CurrentStage">8 when all seven stages have a valid approval.</param>
    /// <param name="Forms">The codes of the enabled forms.</param>
    /// <param name="Position">The position of its last event in the ledger.</param>
    /// <param name="NextDue">The earliest planned end among open items.</param>
    /// <param name="Sandbox">True for an invented example of a sandbox; otherwise absent.</param>
    public sealed record Row(
        Guid Id, string Title, string SchoolYear, ProgrammeStatus Status, string Definition, int CurrentStage,
        IReadOnlyList<StageBrief> Stages, IReadOnlyList<string> Forms, int Version, long Position, string ChangedOn,
        int OpenItems, string? NextDue, bool? Sandbox);

    /// <param name="Version">The number of its events.</param>
    /// <param name="Etag">The tag for If-Match of decisions about the whole programme.</param>
    /// <param name="Curator">The curator in office today; also one who has left, until the next is appointed.</param>
    /// <param name="Gone">Curators, persons responsible for items and authors of delegations who have left the organisation.</param>
    /// <param name="Sandbox">True for an invented example of a sandbox; otherwise absent.</param>
    /// <param name="Transfers">The reorganisations with which it went over to a legal successor, in order.</param>
    /// <param name="Mentoring">What mentoring is, and the principles that it follows.</param>
    public sealed record Answer(
        Guid Id, int Version, string Etag, ProgrammeStatus Status, CharterEvent.ProgrammeDrafted Charter, DefinitionReference Definition,
        SecondApproverPolicy SecondApprover,
        CuratorTerm? Curator, IReadOnlyList<CuratorTerm> Curators, IReadOnlyList<Guid> Gone, IReadOnlyList<Guid> Auditors,
        IReadOnlyList<Delegation> Delegations,
        IReadOnlyList<FormState> Forms, int? CurrentStage, IReadOnlyList<StageBrief> Stages, int? RoadmapVersion,
        CertificationEvent.CertificateIssued? Certificate, bool? Sandbox, IReadOnlyList<CharterEvent.ProgrammeTransferred> Transfers,
        MentoringExplained Mentoring);

    /// <summary>The word that the programme is about, in the language of the request (M1).</summary>
    public sealed record MentoringExplained(string Definition, IReadOnlyList<string> Principles)
    {
        /// <summary>From the texts that ship with the program.</summary>
        public static MentoringExplained Now => new(
            Sentences.Under("mentoring.definition", CultureInfo.CurrentUICulture).Values.Single(),
            [.. Sentences.Under("mentoring.principle.", CultureInfo.CurrentUICulture).Values]);
    }

    private const string ChangedAfter = "changedAfter";

    private const int LongestText = 200;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/programmes", new("Programmes", "listProgrammes", "The organisation's programmes",
            "In the order of their ids; with changedAfter in the order of their last changes. A psychologist works in each of them.",
            Takes.ReadingOfPeople)
        {
            Answer = typeof(Paged<Row>),
            Query =
            [
                .. Page.Query, new("status", "Only those in this status.", "active", typeof(ProgrammeStatus)),
                new("stage", "Only those whose current stage this is: 1 to 7; 8 when all are approved.", "2", typeof(int)),
                new("form", "Only those with this form enabled.", "learner-learner"),
                new("schoolYear", "Only those of this school year.", "2021/2022"),
                new("title", "Only those with this in the title, in upper or lower case.", "наставничество"),
                new("changedSince", "Only those whose last event was recorded then or later.", "2022-01-14T00:00:00Z",
                    typeof(DateTimeOffset)),
                new(ChangedAfter, "Only those whose last event is after this position of the ledger. Go on after the last position: each " +
                    "programme that changes is listed again, and no change is missed.", "41", typeof(long)),
            ],
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
        var filter = new ProgrammeFilter(
            asked.Code<ProgrammeStatus>("status") is { } status ? Kebab.Of($"{status}") : null, (int?)asked.Number("stage", 1, 8),
            Text("form"), asked.Text("schoolYear", y => SchoolYear().IsMatch(y), $"A school year as in 2021/2022."), Text("title"),
            asked.Moment("changedSince") is { } since ? Entry.RecordedAtText(Microseconds(since)) : null);
        var after = asked.Number(ChangedAfter, 0, CanonicalJson.MaxInteger);
        if (asked.Problem is { } wrong) return wrong;
        var organisation = Caller.Of(http).Organisation;
        if (after is { } position)
        {
            if (page.After is not null) return Problems.Parameter("cursor", $"Without {ChangedAfter}.");
            return Changed(http, await queries.Changed(organisation, position, filter, page.Limit + 1, http.RequestAborted), page.Limit);
        }

        var rows = await queries.Page(organisation, page.After, filter, page.Limit + 1, http.RequestAborted);
        return Answers.Json(page.Of(http, [.. rows.Select(Of)], r => r.Id));

        string? Text(string name) => asked.Text(name, t => t.Length <= LongestText, $"1 to {LongestText} characters.");
    }

    private static IResult Changed(HttpContext http, IReadOnlyList<ProgrammeRow> found, int limit)
    {
        if (found.Count > limit) PageLimit.Link(http, $"{found[limit - 1].Position}", ChangedAfter);
        return Answers.Json(new Paged<Row>([.. found.Take(limit).Select(Of)]));
    }

    private static long Microseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static Row Of(ProgrammeRow row) => new(
        row.Id, row.Title, row.SchoolYear, Parse<ProgrammeStatus>(row.Status), row.Definition, row.CurrentStage,
        [.. row.Stages.Split(',').Select((text, i) => new StageBrief(
            i + 1, Parse<StageStatus>(text.TrimEnd('!', '~')), text.Contains('!', StringComparison.Ordinal), text.EndsWith('~')))],
        row.Forms.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Version, row.Position, row.ChangedOn, row.OpenItems, row.NextDue,
        row.Sandbox);

    private static Answer Of(Guid id, Programme state, DateOnly today) => new(
        id, state.Version, ProgrammeHeader.Of(id, state).Tagged.Tag, state.Status, state.Charter!, state.Definition!, state.SecondApprover,
        state.Preparation.CuratorOn(today), state.Preparation.Curators, [.. state.Preparation.Gone.Keys],
        [.. state.Preparation.Auditors.Order()],
        [.. state.Delegations.Values.OrderBy(d => d.Id)],
        [.. state.Preparation.Forms.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value)], state.Gates.Current?.Number,
        StageBrief.Of(state), state.Preparation.Roadmap?.Version, state.Certification.Current,
        state.Sandbox ? true : null, state.Transfers, MentoringExplained.Now);

    // The read model contains kebab-case.
    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.Parse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    [GeneratedRegex(@"^[0-9]{4}/[0-9]{4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchoolYear();
}
