using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Settings;

/// <summary>The settings of a school: its description, consents, keys, and connections to other systems.</summary>
internal sealed class SettingsPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/settings", async visit => PageRoutes.Html<OrganisationView>(
            visit, ("Organisation", (await visit.Demand("readOrganisation")).Json), ("Signers", await Maybe(visit, "readSignerPolicy")),
            ("Papers", await Maybe(visit, "readPaperPolicy")), ("Texts", await List(visit, "listConsentTexts"))));

        routes.Page("/settings/integration", async visit =>
        {
            var keys = await List(visit, "listKeys");
            return PageRoutes.Html<IntegrationView>(
                visit, ("Keys", keys), ("Webhooks", await List(visit, "listWebhooks")), ("Sandboxes", await List(visit, "listSandboxes")),
                ("Names", await visit.Names(keys.Select(k => k.TryGetProperty("person", out var p) ? p.GetGuid() : (Guid?)null))));
        });

        routes.Page("/settings/webhooks/{webhook}", async visit =>
        {
            var webhook = visit.Http.GetRouteValue("webhook");
            return PageRoutes.Html<WebhookView>(visit, ("Webhook", (await visit.Demand("readWebhook", ("webhook", webhook))).Json),
                ("Attempts", (await visit.Demand("listWebhookAttempts", ("webhook", webhook), ("limit", 100))).Json.GetProperty("items")));
        });

        routes.Page("/settings/jobs", async visit => PageRoutes.Html<JobsView>(visit, ("Jobs", await List(visit, "listJobs"))));
        routes.Page("/settings/jobs/{job}", async visit => PageRoutes.Html<JobsView>(
            visit, ("Jobs", (IReadOnlyList<JsonElement>)[(await visit.Demand("readJob", ("job", visit.Http.GetRouteValue("job")))).Json])));

        routes.Page("/settings/materials", async visit =>
            PageRoutes.Html<MaterialsView>(visit, ("Rows", await visit.All<JsonElement>("listMaterials"))));

        routes.Page("/settings/shared-mentors", async visit => PageRoutes.Html<SharedMentorsView>(
            visit, ("Offers", await List(visit, "listMentorOffers")), ("Received", await List(visit, "listReceivedMentorRequests")),
            ("Shared", await List(visit, "listSharedMentors")), ("Asked", await List(visit, "listMentorRequests"))));
    }

    // The page leaves out the lists that the visitor's role may not read.
    private static async Task<IReadOnlyList<JsonElement>> List(Visit visit, string operation) =>
        visit.May(operation) && (await visit.Ask(operation)).Succeeded ? await visit.All<JsonElement>(operation) : [];

    private static async Task<JsonElement?> Maybe(Visit visit, string operation) =>
        visit.May(operation) && await visit.Ask(operation) is { Succeeded: true } reply ? reply.Json : null;
}
