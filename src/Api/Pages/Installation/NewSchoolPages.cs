using System.Text.Json.Nodes;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Organisations;

namespace MentorshipFlow.Api.Pages.Installation;

/// <summary>The form of a new school.</summary>
public sealed record NewSchool(string Title, string Kind, string TimeZone, string Head, string Curator, bool Same, string Auditor)
{
    /// <summary>The form before anything is typed.</summary>
    public static NewSchool Empty { get; } = new("", "school", "Europe/Moscow", "", "", false, "");

    /// <summary>The values that were sent, or that fill the form in.</summary>
    public static NewSchool Of(Func<string, string> field) =>
        new(
        field("title").Trim(), field("kind") is { Length: > 0 } kind ? kind : Empty.Kind,
        field("timeZone") is { Length: > 0 } zone ? zone : Empty.TimeZone, field("head").Trim(), field("curator").Trim(),
        field("same") == "true", field("auditor").Trim());
}

/// <summary>An invitation of a new school, to print.</summary>
/// <param name="Invitation">Null if it was issued at an earlier sending of the same form, which showed it.</param>
public sealed record MadeInvitation(string? Name, string Role, Invited? Invitation);

/// <summary>A new school with its head, curator and auditor in one form; each decision is an operation of the API.</summary>
internal sealed class NewSchoolPages : UseCase
{
    /// <summary>Time zones of Russia, from west to east.</summary>
    public static readonly IReadOnlyList<string> Zones =
    [
        "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Omsk", "Asia/Novokuznetsk", "Asia/Irkutsk",
        "Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan", "Asia/Kamchatka",
    ];

    /// <summary>Kinds that have programmes.</summary>
    public static readonly IReadOnlyList<OrganisationKind> Kinds =
        [OrganisationKind.School, OrganisationKind.College, OrganisationKind.Kindergarten, OrganisationKind.AdditionalEducation];

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/installation/new-school", visit => Task.FromResult(visit.May("createOrganisation")
            ? Form(visit, StatusCodes.Status200OK, NewSchool.Of(name => visit.Http.Request.Query[name].ToString()), Key(visit), null)
            : PageRoutes.Html<Parts.ProblemView>(visit, StatusCodes.Status403Forbidden,
                ("Problem", Problems.RoleRequired(Takes.Operator).Body(visit.Http)))));
        routes.Form("/installation/new-school", Make);
    }

    private static async Task<IResult> Make(Visit visit, IFormCollection posted)
    {
        var school = NewSchool.Of(name => posted[name].ToString());
        var key = posted["decision"].ToString();
        Dictionary<string, string> faults = [];
        if (school.Title.Length == 0) faults["title"] = PageWords.Say("new-school.no-title");
        if (faults.Count > 0) return Form(visit, StatusCodes.Status422UnprocessableEntity, school, key, null, faults);

        var made = await visit.Ask(new Call("createOrganisation", Visit.Values([]))
        {
            Key = key,
            Body = new JsonObject { ["title"] = school.Title, ["kind"] = school.Kind, ["timeZone"] = school.TimeZone }.ToJsonString(),
        });
        if (!made.Succeeded) return Form(visit, made.Status, school, key, made.Problem);
        var organisation = made.Json.GetProperty("organisation").GetGuid();
        List<MadeInvitation> invitations = [];
        foreach (var (name, roles, code) in Keys(school))
        {
            // The person is the same if the form is sent again.
            var person = Person(visit, key, code);
            var reply = await visit.Ask(new Call("issueKeyOf", Visit.Values([("organisation", organisation)]))
            {
                Key = $"{key}-{code}",
                Body = new JsonObject
                {
                    ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]), ["person"] = person, ["invitation"] = true,
                }.ToJsonString(),
            });
            if (!reply.Succeeded) return Form(visit, reply.Status, school, key, reply.Problem);
            invitations.Insert(0, new(name.Length == 0 ? null : name, string.Join(", ", roles.Select(r => Forms.Choices.Word("role", r))),
                Receipts.ReceiptOfDecision.Of(reply).Invitation));
        }

        return PageRoutes.Html<NewSchoolDoneView>(visit, ("Title", school.Title), ("Organisation", organisation),
            ("Invitations", invitations), ("Same", school.Same));
    }

    // The head's comes last: once a head has a key, the operator issues none.
    private static IEnumerable<(string Name, string[] Roles, string Code)> Keys(NewSchool school)
    {
        if (school.Auditor.Length > 0) yield return (school.Auditor, ["auditor"], "auditor");
        if (!school.Same) yield return (school.Curator, ["curator"], "curator");
        yield return (school.Head, school.Same ? ["head", "curator"] : ["head"], "head");
    }

    private static string Person(Visit visit, string key, string code) =>
        visit.Http.RequestServices.GetRequiredService<Workflows.Vault.Secrets>()
            .NewId(visit.Identity.Organisation, key, $"person {code}").ToString("D");

    private static string Key(Visit visit) =>
        $"{Guid.CreateVersion7(visit.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()):N}";

    private static IResult Form(Visit visit, int status, NewSchool school, string key, ProblemBody? refusal,
        IReadOnlyDictionary<string, string>? faults = null) =>
        PageRoutes.Html<NewSchoolView>(visit, status, ("School", school), ("Key", key), ("Refusal", refusal),
            ("Faults", faults ?? new Dictionary<string, string>()));
}
