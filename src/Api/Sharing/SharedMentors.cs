using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Projections;

namespace MentorshipFlow.Api.Sharing;

/// <summary>Mentors of other schools of the region, who may be asked for (M119).</summary>
internal sealed class SharedMentors(OrganisationEngine organisations, RegionalQueries region) : UseCase
{
    /// <summary>Roles that offer mentors, ask for them and answer requests.</summary>
    public static IReadOnlyList<Role> Deciders { get; } = [Role.Head, Role.Curator];

    /// <summary>Roles that read offers and requests.</summary>
    public static IReadOnlyList<Role> Readers { get; } = [Role.Head, Role.Curator, Role.Auditor];

    /// <param name="School">The mentor's school.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Profile">What is needed to choose.</param>
    public sealed record Offered(Guid Id, Guid School, string Title, SharedProfile Profile);

    /// <param name="School">The mentor's school, from the list of offers.</param>
    /// <param name="Programme">The own programme that needs the mentor.</param>
    public sealed record Asking(Guid Offer, Guid School, Guid Programme) : Dated;

    /// <param name="School">The mentor's school.</param>
    /// <param name="Person">The mentor in the own register of persons; absent until the request is accepted.</param>
    /// <param name="Why">Why it has ended.</param>
    public sealed record Request(
        Guid Id, Guid Offer, Guid School, Guid Programme, MentorRequestStatus Status, Guid? Person, SharingEnd? Why);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/shared-mentors", About("listSharedMentors", "Mentors that other schools of the region offer",
            "By codes and numbers, without names: a name is told when the mentor's school has accepted a request.") with
        {
            Roles = Readers, Answer = typeof(Paged<Offered>), Query = Page.Query,
        }, List);

        routes.DecideOrganisation<Asking>("/api/mentor-requests", About("askForMentor", "Ask for a mentor of another school",
            "The mentor's school accepts or declines.") with
        {
            Example = new Asking(Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), Guid.Parse("0193b2f0-1111-7222-8333-444455557777"),
                Guid.Parse("0193b2f0-1111-7222-8333-444455558888")),
        },
            incoming => incoming.Caller.Organisation,
            (incoming, r) => new SharingCommand.AskForMentor(incoming.NewId("mentor-request"), r.Offer, r.School, r.Programme),
            (_, _) => "/api/mentor-requests");

        routes.Read("/api/mentor-requests", About("listMentorRequests", "Own requests for mentors of other schools",
            "With the mentor's id in the own register once a request is accepted.") with
        {
            Roles = Readers, Answer = typeof(Paged<Request>), Query = Page.Query,
        }, async http => Page.Answer(http, ((await Own(http))?.Sharing ?? SharingRoom.Empty).Asked.Values.Select(a => new Request(
            a.Asked.Request, a.Asked.Offer, a.Asked.School, a.Asked.Programme, a.Status, a.Person, a.Why)), r => r.Id));
    }

    private async Task<IResult> List(HttpContext http)
    {
        var (own, offers) = (await Own(http), new List<Offered>());
        if (own is { Sandbox: null, Region.Centre: { } centre })
        {
            foreach (var id in await region.Schools(centre, http.RequestAborted))
            {
                if (id == own.Created!.Id) continue;
                if (await organisations.Find(id, http.RequestAborted) is not { Created: { } school } other) continue;
                offers.AddRange(other.Sharing.Offers.Values.Select(o => new Offered(o.Offer, id, school.Title.Value, o.Profile)));
            }
        }

        return Page.Answer(http, offers, o => o.Id);
    }

    private Task<Organisation?> Own(HttpContext http) => organisations.Find(Caller.Of(http).Organisation, http.RequestAborted);

    private static Operation About(string name, string summary, string description) =>
        new("Shared mentors", name, summary, description, Deciders);
}
