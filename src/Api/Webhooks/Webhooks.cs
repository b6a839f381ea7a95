using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Feed;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Webhooks;

namespace MentorshipFlow.Api.Webhooks;

/// <summary>Webhooks: external addresses that receive the organisation's events, signed by the Standard Webhooks specification.
/// </summary>
internal sealed class Webhooks(
    OrganisationEngine organisations, WebhookLanes lanes, WebhookSender sender, LedgerReader ledger, PublicAddresses addresses,
    TimeProvider clock) : UseCase
{
    private const string One = "/api/webhooks/{webhook}";
    private const int LongestAddress = 2000;

    /// <param name="Address">An https address without user name and fragment.</param>
    /// <param name="Types">Names of events, such as <c>stage_approved</c>; all when absent or empty.</param>
    public sealed record Wanted(string Address, IReadOnlyList<string>? Types = null) : Dated;

    /// <param name="From">A position in the ledger, from 0.</param>
    public sealed record Replay(long From) : Dated;

    /// <param name="Types">Names of events; empty for all.</param>
    /// <param name="Secret">The number of the signing secret; the previous secret signs too.</param>
    /// <param name="Paused">The reason why nothing is sent; absent while events are sent.</param>
    /// <param name="DeliveredAt">The last delivery within thirty days.</param>
    /// <param name="FailingSince">The time since which the first of the waiting streams has waited.</param>
    /// <param name="Waiting">The number of streams whose next event failed and will be retried.</param>
    /// <param name="Dead">The number of events that were set aside after three days; see the attempts.</param>
    public sealed record Answer(
        Guid Id, string Address, IReadOnlyList<string> Types, int Secret, WebhookPause? Paused, DateTime? DeliveredAt,
        DateTime? FailingSince, int Waiting, int Dead);

    /// <param name="Delivered">Whether the receiver answered with a status from 200 to 299.</param>
    /// <param name="Status">The receiver's status; absent if it did not answer.</param>
    /// <param name="Fault">A short reason why it was not delivered.</param>
    public sealed record Tried(bool Delivered, int? Status, string? Fault, int Milliseconds);

    private sealed record Covered(Guid Id, string Address, IReadOnlyList<string> Types, int Secret);

    private static readonly IReadOnlyList<Role> Managing = [Role.Integrator, Role.Head];

    private static readonly Seen<Organisation> Own = new("webhook", One, (address, state) =>
        address.Id("webhook") is { } id && state.Webhooks.All.TryGetValue(id, out var found) ? TagOf(found) : null);

    public override void Map(IEndpointRouteBuilder routes)
    {
        var example = new Wanted("https://region.example/mentoring", ["stage_approved", "programme_completed"]);

        Decide<Wanted>(routes, "/api/webhooks", About("addWebhook", "Add a webhook",
            "It is sent what is recorded from now on, each event as a CloudEvent, in the order of its stream, at least once. The answer "
            + "shows its secret once.") with { Example = example }, (incoming, r) =>
            {
                if (Wrong(r.Address) is { } problem) return problem;
                var id = incoming.NewId("webhook");
                incoming.NewSecret = sender.Secret(id, 1);
                return new WebhookCommand.AddWebhook(id, new(r.Address), r.Types ?? []);
            }, (_, events) => $"/api/webhooks/{((WebhookEvent)events[0]).Id}");

        Decide<Wanted>(routes, $"{One}/change", About("changeWebhook", "Change a webhook",
            "Address and types are replaced; what waits goes to the new address.") with { Example = example, Match = Own }, (incoming, r) =>
            Wrong(r.Address) is { } problem ? problem
            : new WebhookCommand.ChangeWebhook(incoming.Id("webhook"), new(r.Address), r.Types ?? []));

        Decide<Plain>(routes, $"{One}/secret-renewal", About("renewWebhookSecret", "Renew a webhook's secret",
            "The answer shows the new one once. Until the next renewal each message is signed with both, so that the receiver changes over "
            + "in its own time.") with { Match = Own }, async (incoming, _) =>
            {
                var id = incoming.Id("webhook");
                var organisation = await organisations.Find(incoming.Caller.Organisation, incoming.Stop);
                if (organisation?.Webhooks.All.GetValueOrDefault(id) is { } known)
                    incoming.NewSecret = sender.Secret(id, known.Secret + 1);
                return new WebhookCommand.RenewWebhookSecret(id);
            });

        Decide<Plain>(routes, $"{One}/pause", About("pauseWebhook", "Pause a webhook", "What is recorded meanwhile waits."),
            (incoming, _) => new WebhookCommand.PauseWebhook(incoming.Id("webhook"), WebhookPause.Decided));
        Decide<Plain>(routes, $"{One}/resumption", About("resumeWebhook", "Resume a webhook",
            "What waited is sent now, whoever paused it: somebody, or the program because the receiver took nothing for three days."),
            (incoming, _) => new WebhookCommand.ResumeWebhook(incoming.Id("webhook")));
        Decide<Replay>(routes, $"{One}/replay", About("replayWebhook", "Send everything once more",
            "From a position on, with the same ids: the receiver tells from them what it has.") with { Example = new Replay(0) },
            (incoming, r) => r.From < 0 ? Problems.Field("/from", $"A position, from 0.")
                : new WebhookCommand.ReplayWebhook(incoming.Id("webhook"), r.From));
        Decide<Plain>(routes, $"{One}/removal", About("removeWebhook", "Remove a webhook", "Nothing is sent to it any more."),
            (incoming, _) => new WebhookCommand.RemoveWebhook(incoming.Id("webhook")));

        routes.Take($"{One}/test", About("testWebhook", "Send a test event",
            "At once and once, of the type webhook_test; answers what came of it.") with
        {
            Answer = typeof(Tried), Further = [StatusCodes.Status404NotFound],
        }, http => Try(http, webhook => Task.FromResult<(Guid, byte[])?>(Test(webhook))));
        routes.Take($"{One}/attempts/{{position}}/redelivery", About("redeliverToWebhook", "Send one event once more",
            "At once and once, such as one that was set aside; answers what came of it.") with
        {
            Answer = typeof(Tried), Further = [StatusCodes.Status404NotFound],
        }, http => Try(http, _ => Recorded(http)));

        routes.Read("/api/webhooks", About("listWebhooks", "Webhooks and how they stand", "In the order of their ids.") with
        {
            Roles = Reading, Answer = typeof(Paged<Answer>), Query = Page.Query,
        }, List);
        routes.Read(One, About("readWebhook", "A webhook and how it stands", "Its secret is not shown again.") with
        {
            Roles = Reading, Answer = typeof(Answer), Tagged = true, Further = [StatusCodes.Status404NotFound],
        }, Read);
        routes.Read($"{One}/attempts", About("listWebhookAttempts", "The latest attempts of a webhook",
            "Of the last thirty days, the newest first.") with
        {
            Roles = Reading, Answer = typeof(Paged<LoggedAttempt>), Further = [StatusCodes.Status404NotFound],
            Query = [PageLimit.Query, new("outcome", "Only those with this outcome: delivered, retried or dead.", "dead")],
        }, Attempts);
    }

    private static IReadOnlyList<Role> Reading { get; } = [Role.Integrator, Role.Head, Role.Auditor];

    private static Operation About(string name, string summary, string description) =>
        new("Webhooks", name, summary, description, Managing);

    private static void Decide<T>(IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, Built<OrganisationCommand>> build, Created? created = null)
        where T : Dated => routes.DecideOrganisation(pattern, operation, incoming => incoming.Caller.Organisation, build, created);

    private static void Decide<T>(IEndpointRouteBuilder routes, string pattern, Operation operation,
        Func<Incoming, T, Task<Built<OrganisationCommand>>> build)
        where T : Dated => routes.DecideOrganisation(pattern, operation, incoming => incoming.Caller.Organisation, build);

    private Problem? Wrong(string address) =>
        address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
            && uri.Fragment.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (addresses.AllowPrivate && uri.Scheme == Uri.UriSchemeHttp))
            ? null : Problems.Field("/address", $"An https address without a user's name or a fragment.");

    private static Tagged TagOf(Webhook webhook) =>
        new("webhook", new Covered(webhook.Id, webhook.Address.Value, webhook.Types, webhook.Secret));

    private async Task<Webhook?> Find(HttpContext http) =>
        http.Id("webhook") is { } id && await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is { } organisation
            ? organisation.Webhooks.All.GetValueOrDefault(id) : null;

    private async Task<IResult> List(HttpContext http)
    {
        if (await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted) is not { } organisation) return Problems.NotFound;
        var standings = await lanes.Standings([.. organisation.Webhooks.All.Keys], http.RequestAborted);
        return Page.Answer(http, organisation.Webhooks.All.Values.Select(w => Of(w, standings[w.Id])), w => w.Id);
    }

    private async Task<IResult> Read(HttpContext http)
    {
        if (await Find(http) is not { } webhook) return Problems.NotFound;
        var stands = (await lanes.Standings([webhook.Id], http.RequestAborted))[webhook.Id];
        return Answers.Seen(http, TagOf(webhook).Tag, Answers.Json(Of(webhook, stands)));
    }

    private async Task<IResult> Attempts(HttpContext http)
    {
        if (await Find(http) is not { } webhook) return Problems.NotFound;
        if (PageLimit.Of(http.Request) is not { } limit) return PageLimit.Invalid;
        var asked = new Asked(http);
        var outcome = asked.OneOf("outcome", ["delivered", "retried", "dead"]);
        if (asked.Problem is { } wrong) return wrong;
        return Answers.Json(new Paged<LoggedAttempt>(await lanes.Latest(webhook.Id, outcome, limit, http.RequestAborted)));
    }

    private async Task<IResult> Try(HttpContext http, Func<Webhook, Task<(Guid Id, byte[] Body)?>> message)
    {
        if (await Find(http) is not { } webhook || await message(webhook) is not { } sent) return Problems.NotFound;
        var attempt = await sender.Send(webhook, sent.Id, sent.Body, http.RequestAborted);
        return Answers.Json(new Tried(attempt.Delivered, attempt.Status, attempt.Fault, (int)attempt.Took.TotalMilliseconds));
    }

    private async Task<(Guid Id, byte[] Body)?> Recorded(HttpContext http)
    {
        if (!long.TryParse((string?)http.Request.RouteValues["position"], out var position) || position < 0) return null;
        await foreach (var stored in ledger.From(position, position + 1, http.RequestAborted))
        {
            return stored.Entry.Organisation == Caller.Of(http).Organisation.ToString()
                ? (stored.Entry.EventId, CloudEvent.Of(stored, Caller.Of(http).Sandbox).ToUtf8()) : null;
        }

        return null;
    }

    private (Guid Id, byte[] Body) Test(Webhook webhook)
    {
        var (id, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
        return (id, JsonSerializer.SerializeToUtf8Bytes(new
        {
            specversion = "1.0", id, source = "urn:mentorshipflow", type = "webhook_test", subject = $"webhook-{webhook.Id}",
            time = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture), datacontenttype = "application/json",
            data = new { },
        }));
    }

    private static Answer Of(Webhook w, WebhookStanding s) =>
        new(w.Id, w.Address.Value, w.Types, w.Secret, w.Paused, s.DeliveredAt, s.FailingSince, s.Waiting, s.Dead);
}
