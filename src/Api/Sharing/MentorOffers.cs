using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Organisations;
using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Access;

namespace MentorshipFlow.Api.Sharing;

/// <summary>The school's own mentors, offered to the other schools of its region, and what these schools ask (M119).</summary>
internal sealed class MentorOffers(OrganisationEngine organisations) : UseCase
{
    private const string One = "/api/mentor-offers/{offer}";
    private const string Asked = "/api/mentor-offers/requests/{request}";

    /// <param name="Programme">The programme in whose base the mentor is.</param>
    public sealed record Offering(Guid Programme, Guid Mentor) : Dated;

    /// <param name="Profile">What other schools see of the mentor.</param>
    public sealed record Offer(Guid Id, Guid Programme, Guid Mentor, SharedProfile Profile);

    /// <param name="Mentor">The mentor's random id.</param>
    /// <param name="School">The school that asks.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Why">Why it was declined or has ended.</param>
    public sealed record Request(Guid Id, Guid Offer, Guid Mentor, Guid School, string Title, MentorRequestStatus Status, SharingEnd? Why);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.DecideOrganisation<Offering>("/api/mentor-offers", About("offerMentor", "Offer a mentor to the region",
            "A mentor of the base who agreed to work for schools of the region, with a consent to it. Other schools see codes and " +
            "numbers of the offer, no name.") with
        {
            Example = new Offering(Guid.Parse("0193b2f0-1111-7222-8333-444455556666"), Guid.Parse("0193b2f0-1111-7222-8333-444455557777")),
        },
            incoming => incoming.Caller.Organisation,
            (incoming, r) => new SharingCommand.OfferMentor(incoming.NewId("mentor-offer"), r.Programme, r.Mentor, incoming.Issued.AsOf),
            (_, _) => "/api/mentor-offers");

        routes.DecideOrganisation<Plain>($"{One}/ending", About("endMentorOffer", "End an offer",
            "Nobody can ask any more, and open requests are declined. Who works for another school already goes on."),
            incoming => incoming.Caller.Organisation, (incoming, _) => new SharingCommand.EndOffer(incoming.Id("offer")));

        routes.DecideOrganisation<Plain>($"{Asked}/acceptance", About("acceptMentorRequest", "Accept a request of another school",
            "Hands the mentor's name and contacts over: the other school registers the mentor, who applies in its programme and gives it " +
            "a consent of its own."),
            incoming => incoming.Caller.Organisation,
            (incoming, _) => new SharingCommand.AcceptRequest(incoming.Id("request"), incoming.Issued.AsOf));

        routes.DecideOrganisation<Plain>($"{Asked}/declining", About("declineMentorRequest", "Decline a request of another school",
            "The other school hears of it, and nothing about the mentor."),
            incoming => incoming.Caller.Organisation, (incoming, _) => new SharingCommand.DeclineRequest(incoming.Id("request")));

        routes.DecideOrganisation<Plain>($"{Asked}/ending", About("endMentorSharing", "End a mentor's work for another school",
            "The mentor leaves the bases of mentors there. It also ends by itself with the mentor's consent, permission or departure."),
            incoming => incoming.Caller.Organisation, (incoming, _) => new SharingCommand.EndSharing(incoming.Id("request")));

        routes.Read("/api/mentor-offers", About("listMentorOffers", "Own mentors that are offered", "Offers that have not ended.") with
        {
            Roles = SharedMentors.Readers, Answer = typeof(Paged<Offer>), Query = Page.Query,
        }, async http => Page.Answer(http,
            (await Own(http)).Offers.Values.Select(o => new Offer(o.Offer, o.Programme, o.Mentor, o.Profile)), o => o.Id));

        routes.Read("/api/mentor-offers/requests", About("listReceivedMentorRequests", "What other schools ask",
            "Every request for an own mentor, answered or not.") with
        {
            Roles = SharedMentors.Readers, Answer = typeof(Paged<Request>), Query = Page.Query,
        }, Requests);
    }

    private async Task<IResult> Requests(HttpContext http)
    {
        List<Request> requests = [];
        foreach (var r in (await Own(http)).Received.Values)
        {
            var title = (await organisations.Find(r.Received.School, http.RequestAborted))?.Created?.Title.Value ?? "";
            requests.Add(new(r.Received.Request, r.Received.Offer, r.Mentor, r.Received.School, title, r.Status, r.Why));
        }

        return Page.Answer(http, requests, r => r.Id);
    }

    private async Task<SharingRoom> Own(HttpContext http) =>
        (await organisations.Find(Caller.Of(http).Organisation, http.RequestAborted))?.Sharing ?? SharingRoom.Empty;

    private static Operation About(string name, string summary, string description) =>
        new("Shared mentors", name, summary, description, SharedMentors.Deciders);
}
