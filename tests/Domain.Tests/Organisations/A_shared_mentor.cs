using MentorshipFlow.Organisations;

namespace MentorshipFlow.Domain.Tests.Organisations;

/// <summary>A mentor offered by one school and asked for by another: the rules of both.</summary>
public sealed class A_shared_mentor
{
    private static readonly DateOnly Today = new(2021, 10, 1);
    private static readonly Guid Offer = Id(1), Mentor = Id(2), Programme = Id(3), Theirs = Id(4), Request = Id(5);
    private static readonly Guid Here = Id(6), Ours = Id(7);

    private static readonly SharedProfile Profile =
        new([PersonKind.Teacher], AgeBand.TwentyToThirtyFive, null, ["physics"], [], null, null, 60, 2, ["teacher-teacher"], null);

    private static readonly PersonStatus Standing = new(
        1, [PersonKind.Teacher], Contour.Internal, AgeBand.TwentyToThirtyFive, null, null, false,
        [new(Id(8), ConsentPurpose.Sharing, new(2021, 9, 1), new(2022, 8, 31))], [], [], null, false, false, ErasureStatus.None);

    private static readonly SharingCommand.OfferMentor Offering =
        new(Offer, Programme, Mentor, Today, Profile, Permitted: true, Standing);

    private static readonly SharingCommand.ReceiveRequest Receiving = new(Request, Offer, Theirs, Programme);
    private static readonly SharingCommand.AcceptRequest Accepting = new(Request, Today, Permitted: true, Standing);
    private static readonly SharingCommand.AskForMentor Asking = new(Request, Offer, Ours, Programme, Offered: true, Open: true);

    [Fact]
    public void Is_offered_once_with_permission_and_consent()
    {
        Assert.Equal("mentor-not-in-base", Missing(SharingRoom.Empty, Offering with { Found = null }));
        Assert.Equal("sharing-not-permitted", Missing(SharingRoom.Empty, Offering with { Permitted = false }));
        Assert.Equal("sharing-consent-missing", Missing(SharingRoom.Empty, Offering with { On = new(2022, 9, 1) }));
        Assert.Equal("person-not-taking-part",
            Missing(SharingRoom.Empty, Offering with { Standing = Standing with { Restricted = true } }));
        Assert.Equal("region-not-named", Refused(SharingRoom.Empty.Decide(Offering, inRegion: false)).Missing[0].What);

        var offered = Told(SharingRoom.Empty, Offering);

        Assert.Equal([Mentor], offered.Mentors);
        Assert.Equal("mentor-offered", Missing(offered, Offering with { Offer = Id(9) }));
        Assert.Equal("mentor-offer-recorded", Missing(Told(offered, new SharingCommand.EndOffer(Offer)), Offering));
    }

    [Fact]
    public void Is_asked_for_accepted_and_ended()
    {
        var asked = Told(SharingRoom.Empty, Offering, Receiving);
        Assert.Equal(Reason.NothingChanges, Refused(asked.Decide(Receiving, true)).Reason);
        Assert.Equal("sharing-consent-missing", Missing(asked, Accepting with { On = new(2022, 9, 1) }));

        var accepted = Told(asked, Accepting);
        var ended = Told(accepted, new SharingCommand.EndSharing(Request));

        Assert.Equal("mentor-request-answered", Missing(accepted, Accepting));
        Assert.Equal("mentor-request-answered", Missing(accepted, new SharingCommand.DeclineRequest(Request)));
        Assert.Equal((MentorRequestStatus.Ended, SharingEnd.Decided), (ended.Received[Request].Status, ended.Received[Request].Why!.Value));
        Assert.Equal("accepted-request-unknown", Missing(ended, new SharingCommand.EndSharing(Request)));
    }

    [Fact]
    public void Goes_on_elsewhere_when_the_offer_ends_and_stops_with_the_consent()
    {
        var open = Receiving with { Request = Id(10) };
        var state = Told(SharingRoom.Empty, Offering, Receiving, Accepting, open);

        var ended = Told(state, new SharingCommand.EndOffer(Offer));
        Assert.Equal((MentorRequestStatus.Accepted, MentorRequestStatus.Declined),
            (ended.Received[Request].Status, ended.Received[Id(10)].Status));
        Assert.Equal("mentor-offer-unknown", Missing(ended, Receiving with { Request = Id(11) }));
        Assert.Equal([Programme], ended.ProgrammesOf(Mentor));

        var withdrawn = Told(ended, new SharingCommand.EndOffersOf(Mentor, SharingEnd.ConsentEnded));
        Assert.Equal((MentorRequestStatus.Ended, SharingEnd.ConsentEnded),
            (withdrawn.Received[Request].Status, withdrawn.Received[Request].Why!.Value));
        Assert.Equal(Reason.NothingChanges,
            Refused(withdrawn.Decide(new SharingCommand.EndOffersOf(Mentor, SharingEnd.ConsentEnded), true)).Reason);
    }

    [Fact]
    public void Takes_open_requests_along_when_the_consent_ends()
    {
        var ended = Told(SharingRoom.Empty, Offering, Receiving, new SharingCommand.EndOffersOf(Mentor, SharingEnd.LeftOrganisation));

        Assert.Empty(ended.Offers);
        Assert.Equal((MentorRequestStatus.Declined, SharingEnd.LeftOrganisation),
            (ended.Received[Request].Status, ended.Received[Request].Why!.Value));
    }

    [Fact]
    public void Is_asked_for_once_in_a_programme_while_the_request_stands()
    {
        Assert.Equal("mentor-offer-unknown", Missing(SharingRoom.Empty, Asking with { Offered = false }));
        Assert.Equal("programme-unknown", Missing(SharingRoom.Empty, Asking with { Open = false }));

        var asked = Told(SharingRoom.Empty, Asking);

        Assert.Equal("mentor-asked-for", Missing(asked, Asking with { Request = Id(12) }));
        Told(Told(asked, new SharingCommand.HearDeclined(Request)), Asking with { Request = Id(12) });
    }

    [Fact]
    public void Is_received_and_ended_whatever_order_the_messages_come_in()
    {
        var received = Told(SharingRoom.Empty, Asking, new SharingCommand.ReceiveMentor(Request, Here));
        Assert.Equal((MentorRequestStatus.Accepted, Here), (received.Asked[Request].Status, received.Asked[Request].Person!.Value));

        var ended = Told(received, new SharingCommand.HearEnded(Request, SharingEnd.ConsentEnded));
        var early = Told(SharingRoom.Empty, Asking, new SharingCommand.HearEnded(Request, SharingEnd.ConsentEnded));

        SharingCommand[] later =
        [
            new SharingCommand.ReceiveMentor(Request, Here), new SharingCommand.HearDeclined(Request),
            new SharingCommand.HearEnded(Request, SharingEnd.Decided),
        ];
        foreach (var late in later)
        {
            Assert.Equal(Reason.NothingChanges, Refused(ended.Decide(late, true)).Reason);
            Assert.Equal(Reason.NothingChanges, Refused(early.Decide(late, true)).Reason);
        }

        Assert.Equal("mentor-request-unknown", Missing(ended, new SharingCommand.HearDeclined(Id(13))));
    }

    private static SharingRoom Told(SharingRoom room, params SharingCommand[] commands) => commands.Aggregate(room, (now, command) =>
        Assert.IsType<Decision.Accepted>(now.Decide(command, inRegion: true)).Events
            .Aggregate(now, (state, e) => state.Evolve((SharingEvent)e)));

    private static Refusal Refused(Decision decision) => Assert.IsType<Decision.Refused>(decision).Refusal;

    private static string Missing(SharingRoom room, SharingCommand command) => Refused(room.Decide(command, true)).Missing[0].What;

    private static Guid Id(int n) => new($"00000000-0000-4000-8000-{n:d12}");
}
