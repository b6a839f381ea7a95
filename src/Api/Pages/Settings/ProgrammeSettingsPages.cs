using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Programmes;

namespace MentorshipFlow.Api.Pages.Settings;

/// <summary>The settings of a programme: people in office, forms of mentoring, rest and end.</summary>
internal sealed class ProgrammeSettingsPages : UseCase
{
    public override void Map(IEndpointRouteBuilder routes) => routes.Page("/programmes/{programme}/settings", async visit =>
    {
        var head = await ProgrammeHead.Of(visit);
        var programme = head.Programme;
        var definition = await visit.Demand("readDefinition", ("code", programme.Definition.Code), ("version",
            programme.Definition.Version));
        return PageRoutes.Html<ProgrammeSettingsView>(
            visit, ("Programme", head), ("FormTitles", (IReadOnlyDictionary<string, string>)Titles(definition.Json.GetProperty("forms"))),
            ("Names", await visit.Names(programme.Curators.Select(c => (Guid?)c.Person).Concat(programme.Auditors.Select(a => (Guid?)a))
                .Concat(programme.Delegations.Select(d => (Guid?)d.Person)))));
    });

    private static Dictionary<string, string> Titles(JsonElement forms) => forms.EnumerateArray().ToDictionary(
        f => f.GetProperty("code").GetString()!, f => f.GetProperty("title").GetProperty(Sentences.English ? "en" : "ru").GetString()!);
}
