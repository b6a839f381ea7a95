using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Sandboxes;

/// <summary>Песочницы: schools with invented people, for trying the API. One call makes one, one call deletes it.</summary>
internal sealed class SandboxesOfOrganisation(OrganisationEngine organisations, Workflows.Sandboxes.Sandboxes sandboxes) : UseCase
{
    private const string One = "/api/sandboxes/{sandbox}";
    private const int MostDays = 60;

    /// <param name="Stage">The stage at whose gate the programme stands, 1 to 7; the earlier ones are approved.</param>
    /// <param name="Ready">Whether this gate has everything that it needs: then its stage can be submitted and approved.</param>
    /// <param name="Days">The sandbox deletes itself after so many days, 1 to 60.</param>
    public sealed record Opening(int Stage, bool Ready = true, int Days = 14) : Dated;

    /// <param name="Person">The person of the key; absent for the integrator.</param>
    public sealed record ShownKey(Role Role, Guid? Person, Guid? Integrator, string Key);

    /// <param name="Sandbox">The id of the new organisation.</param>
    /// <param name="Until">The last day.</param>
    /// <param name="Keys">A key for each role; shown only in the first answer: a repeat of the request leaves them out.</param>
    public sealed record Made(Guid Sandbox, Guid Programme, int Stage, bool Ready, DateOnly Until, bool DryRun, bool Repeated,
        IReadOnlyList<DecidedEvent> Events, Receipt? Receipt, IReadOnlyList<ShownKey>? Keys);

    /// <param name="Sandbox">The id of its organisation.</param>
    /// <param name="Stage">The stage at whose gate its programme stood when it was made.</param>
    /// <param name="Until">The last day.</param>
    public sealed record Row(Guid Sandbox, Guid Programme, int Stage, bool Ready, DateOnly Until);

    private static readonly IReadOnlyList<Role> Making = [Role.Integrator, Role.Operator];

    private static Problem Gone { get; } = new(StatusCodes.Status410Gone, ProblemCodes.SandboxDeleted);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Deciding<Opening>("/api/sandboxes", About("openSandbox", "Open a sandbox",
            "A school of its own with invented people and a programme at the gate of a stage, made by the same commands as a real one. "
            + $"The answer shows a key for each role once. At most {SandboxesRoom.Most} at the same time. Everything in it is marked: "
            + "the organisation, programmes, certificates and acts, the events of feed and webhooks, and every answer by the header "
            + $"{CallerReading.SandboxHeader}.") with
        {
            Answer = typeof(Made), Success = StatusCodes.Status201Created, Example = new Opening(4),
        }, Open);

        routes.Deciding<Plain>($"{One}/deletion", About("deleteSandbox", "Delete a sandbox",
            "Its keys, personal links and webhooks work no more, and the keys of everything in its vault are destroyed. What the ledger "
            + "holds stays, without a name or a text.") with
        {
            Answer = typeof(OrganisationAnswer),
        }, Delete);

        routes.Read("/api/sandboxes", About("listSandboxes", "Sandboxes that are open",
            "Of one's own organisation, in the order of their ids.") with { Answer = typeof(Paged<Row>), Query = Page.Query }, List);
        routes.Read(One, About("readSandbox", "A sandbox", "Gone (410) after its deletion.") with
        {
            Answer = typeof(Row), Further = [StatusCodes.Status404NotFound, StatusCodes.Status410Gone],
        }, Read);
    }

    private static Operation About(string name, string summary, string description) => new("Sandboxes", name, summary, description, Making);

    private async Task<IResult> Open(Incoming incoming, Opening r)
    {
        if (r.Days is < 1 or > MostDays) return Problems.Field("/days", $"1 to {MostDays}");
        var owner = incoming.Caller.Organisation;
        var command = new SandboxCommand.OpenSandbox(
            incoming.NewId("sandbox"), r.Stage, r.Ready, incoming.Caller.Today.AddDays(r.Days));
        var outcome = await organisations.Decide(owner, command, incoming.Context(), incoming.Stop);
        return await incoming.Answer(outcome, async decided =>
        {
            var opened = (SandboxEvent.SandboxOpened)decided.Facts[0];
            var answer = new Made(opened.Sandbox, Workflows.Sandboxes.Sandboxes.ProgrammeOf(opened.Sandbox), opened.Stage, opened.Ready,
                opened.Until, decided.DryRun, decided.Repeated, decided.Events, decided.Receipt, null);
            if (decided.DryRun) return Answers.Json(answer);
            try
            {
                var keys = await sandboxes.Make(owner, opened, incoming.Caller.Today, incoming.Stop);
                incoming.Http.Response.Headers.Location = $"/api/sandboxes/{opened.Sandbox}";
                return Answers.Json(answer with
                {
                    Keys = keys is null ? null : [.. keys.Select(k => new ShownKey(k.Role, k.Person, k.Integrator, k.Key.Text))],
                }, StatusCodes.Status201Created);
            }
            catch (NotDecidedException)
            {
                // The database was out of reach, or somebody deletes the sandbox at this moment; a repeat continues.
                return Problems.Busy;
            }
        });
    }

    private async Task<IResult> Delete(Incoming incoming, Plain r)
    {
        var (owner, sandbox) = (incoming.Caller.Organisation, incoming.Id("sandbox"));
        var outcome = await organisations.Decide(owner, new SandboxCommand.CloseSandbox(sandbox, SandboxEnd.Decided), incoming.Context(),
            incoming.Stop);
        return await incoming.Answer(outcome, async d =>
        {
            if (!d.DryRun) await sandboxes.Delete(sandbox, incoming.Stop);
            return Answers.Json(new OrganisationAnswer(owner, d.State.Version, d.DryRun, d.Repeated, d.Events, d.Receipt));
        });
    }

    private async Task<IResult> List(HttpContext http) =>
        await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is { } organisation
            ? Page.Answer(http, organisation.Sandboxes.Live.Values.Select(Of), r => r.Sandbox) : Problems.NotFound;

    private async Task<IResult> Read(HttpContext http) =>
        http.Id("sandbox") is not { } id
            || await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is not { Sandboxes: var made }
            ? Problems.NotFound
        : made.Live.TryGetValue(id, out var opened) ? Answers.Json(Of(opened))
        : made.Closed.Contains(id) ? Gone
        : Problems.NotFound;

    private static Row Of(SandboxEvent.SandboxOpened e) =>
        new(e.Sandbox, Workflows.Sandboxes.Sandboxes.ProgrammeOf(e.Sandbox), e.Stage, e.Ready, e.Until);
}
