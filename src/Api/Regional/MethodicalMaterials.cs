using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Regional;

/// <summary>Methodical support (M42): the regional centre publishes materials, and the schools that named it read them.</summary>
internal sealed class MethodicalMaterials(OrganisationEngine organisations) : UseCase
{
    private const string At = "/api/regional/materials";

    private static readonly IReadOnlyList<Role> Readers = [Role.RegionalCentre, .. Takes.Reading, Role.Methodologist];

    /// <param name="Text">What it says, in up to 4,000 characters.</param>
    /// <param name="Address">An https address where the whole of it is.</param>
    public sealed record Publishing(InstitutionalText Title, InstitutionalText Text, InstitutionalText? Address = null) : Dated;

    /// <param name="Text">Absent once it is withdrawn.</param>
    /// <param name="Address">Where the whole of it is; absent if the text is all, or once it is withdrawn.</param>
    /// <param name="On">The day of the publication.</param>
    /// <param name="WithdrawnOn">The day from which schools no longer use it; absent while they do.</param>
    public sealed record Row(
        Guid Id, InstitutionalText Title, InstitutionalText? Text, InstitutionalText? Address, DateOnly On, DateOnly? WithdrawnOn);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Publishing>(At, About("publishMaterial", "Publish a methodical material",
            "By the regional centre, for the schools that named it. It is not changed afterwards: withdraw it and publish another.") with
        {
            Example = new Publishing(new("Первая встреча пары"), new("Порядок встречи и вопросы к ней."),
                new("https://centre.example/first-meeting")),
        },
            incoming => incoming.Caller.Organisation,
            (incoming, r) => new MaterialCommand.PublishMaterial(
                new(incoming.NewId("material"), r.Title, r.Text, r.Address, incoming.Issued.EffectiveOn)),
            (_, _) => At);

        routes.DecideOrganisation<ReasonRequest>($"{At}/{{material}}/withdrawal", About("withdrawMaterial",
            "Withdraw a methodical material", "Schools see its title and that it is withdrawn, and no longer its text.") with
        {
            Example = new ReasonRequest(new("Правила изменились.")),
        },
            incoming => incoming.Caller.Organisation,
            async (incoming, r) => new MaterialCommand.WithdrawMaterial(
                incoming.Id("material"), incoming.Issued.EffectiveOn, await incoming.Seal(r.Reason)));

        routes.Read(At, About("listMaterials", "Methodical materials of the regional centre",
            "Those of the centre that the school names now; the centre reads its own. Without a centre there are none.") with
        {
            Roles = Readers, Answer = typeof(Paged<Row>), Query = Page.Query,
        }, List);
    }

    private async Task<IResult> List(HttpContext http)
    {
        var own = await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted);
        var centre = own is { Created.Kind: OrganisationKind.RegionalCentre } ? own
            : own is { Sandbox: null, Region.Centre: { } named } ? await organisations.Find(named, http.RequestAborted)
            : null;
        return Page.Answer(http, (centre?.Materials ?? MaterialsRoom.Empty).All.Values.Select(m =>
            m is { Published: var p, WithdrawnOn: null } ? new Row(p.Id, p.Title, p.Text, p.Address, p.On, null)
                : new Row(m.Published.Id, m.Published.Title, null, null, m.Published.On, m.WithdrawnOn)), r => r.Id);
    }

    private static Operation About(string name, string summary, string description) =>
        new("Regional centre", name, summary, description, Takes.RegionalCentre);
}
