using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;

namespace MentorshipFlow.Api.Pages.Installation;

/// <summary>The pages of the installation's operator: new schools and their first keys, the models, the state of the server.</summary>
internal sealed class InstallationPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/installation", async visit => visit.May("createOrganisation")
            ? PageRoutes.Html<InstallationView>(
                visit, ("State", (await visit.Ask("ready")).Json), ("Versions", await visit.All<JsonElement>("listDefinitionVersions",
                    ("code", "target-model"))))
            : Results.Redirect("/inbox"));

        routes.Page("/installation/schools", async visit =>
        {
            var id = visit.Http.Request.Query["organisation"].ToString().Trim();
            return PageRoutes.Html<SchoolOfInstallationView>(
                visit, ("Organisation", (await visit.Demand("readOrganisationById", ("organisation", id.Length == 0 ? "-" : id))).Json));
        });
    }
}
