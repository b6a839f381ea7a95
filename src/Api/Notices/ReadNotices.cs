using MentorshipFlow.Api.Http;
using MentorshipFlow.Notices;
using MentorshipFlow.Workflows.Notices;

namespace MentorshipFlow.Api.Notices;

/// <summary>Уведомления о сроках: what is overdue, and which terms end soon.</summary>
public sealed class ReadNotices(NoticeQueries queries) : UseCase
{
    private static readonly IReadOnlyList<Role> OfErasures = [Role.Head, Role.Curator, Role.Auditor];

    /// <param name="Programmes">The programme; for a person's term the open ones that the person had joined.</param>
    /// <param name="Person">The person whose term it is.</param>
    /// <param name="Subject">The code of a road map item, the number of a stage, or the id of the wave, delegation, consent, person (for
    /// a clearance) or erasure case.</param>
    /// <param name="Due">The last day of the plan or term.</param>
    /// <param name="ForRole">Whom it concerns, if no person is named.</param>
    /// <param name="ForPerson">Whom it concerns.</param>
    /// <param name="SaidAt">When it was said; that never changes.</param>
    /// <param name="SettledAt">When the matter was done, moved or no longer of concern; absent while it is open.</param>
    public sealed record Row(
        Guid Id, NoticeKind Kind, IReadOnlyList<Guid> Programmes, Guid? Person, string Subject, DateOnly Due, Role? ForRole,
        Guid? ForPerson, DateTime SaidAt, DateTime? SettledAt);

    public override void Map(IEndpointRouteBuilder routes) =>
        routes.Read("/api/notices", new("Notices", "listNotices", "Notices of deadlines",
            "In the order of the days. Overdue days are announced on the next day; consents and clearances 30 days, delegations 7 days and "
            + "statutory terms of erasures 5 days before their end. Each matter and day is announced once. Notices of erasures are for "
            + "head, curator and auditor.", [.. OfErasures, Role.Initiator, Role.Integrator])
        {
            Answer = typeof(Paged<Row>),
            Query =
            [
                .. Page.Query,
                new("programme", "Only those of this programme and its participants.", "01920000-0000-7000-8000-000000000001"),
                new("person", "Only those of this person's terms.", "01920000-0000-7000-8000-000000000002"),
                new("kind", "Only those of this kind.", "roadmapItemOverdue"),
                new("settled", "Only those that are settled, or are not.", "false"),
            ],
        }, List);

    private async Task<IResult> List(HttpContext http)
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return problem!;
        var (caller, asked) = (Caller.Of(http), new Asked(http));
        var filter = new NoticeFilter(
            asked.Id("programme"), asked.Id("person"), asked.Code<NoticeKind>("kind"), asked.Flag("settled"),
            OfErasures.Contains(caller.Role));
        if (asked.Problem is { } wrong) return wrong;
        var notices = await queries.Page(caller.Organisation, page.After, filter, page.Limit + 1, http.RequestAborted);
        return Answers.Json(page.Of(http, [.. notices.Select(Of)], r => r.Id));
    }

    private static Row Of(Notice n) =>
        new(n.Id, n.Kind, n.Programmes, n.Person, n.Subject, n.Due, n.ForRole, n.ForPerson, n.SaidAt, n.SettledAt);
}
