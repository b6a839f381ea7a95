using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Privacy;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A mentor whom one school offers and another one of the region asks for (M119).</summary>
public sealed class A_mentor_of_two_schools(Installation installation)
{
    private static readonly TimeSpan AtMost = Patience.AtMost;

    private const string Offer = """
        {"minutesPerWeek":60,"capacity":2,"forms":["teacher-teacher"],"competences":["physics"],"interests":["chess"]}
        """;

    private sealed record Cast(SchoolBases Ours, SchoolBases Theirs, Guid Mentor, Guid Consent, JsonNode Offered);

    [Fact]
    public async Task Is_found_without_a_name_handed_over_when_accepted_and_leaves_with_the_consent()
    {
        var (ours, theirs, mentor, consent, offered) = await Offered();
        var details = (await Details(ours.School.Id, mentor)).FullName;
        Assert.Equal(("physics", "Школа", ours.School.Id), ((string)offered["profile"]!["competences"]![0]!, (string)offered["title"]!,
            offered["school"]!.GetValue<Guid>()));
        Assert.DoesNotContain($"{mentor}", offered.ToJsonString(), StringComparison.Ordinal);

        var asked = await Ask(theirs, offered);
        Assert.Equal(["shared_mentor_asked_for"], asked.Events());
        var request = asked.Json["events"]![0]!["body"]!["request"]!.GetValue<Guid>();
        var received = await Until(ours, "/api/mentor-offers/requests", r => r["id"]!.GetValue<Guid>() == request);
        Assert.Equal((mentor, theirs.School.Id, "open"),
            (received["mentor"]!.GetValue<Guid>(), received["school"]!.GetValue<Guid>(), (string)received["status"]!));
        Deciding.Done(await ours.School.Post($"/api/mentor-offers/requests/{request}/acceptance"));

        var accepted = await Until(theirs, "/api/mentor-requests", r => (string)r["status"]! == "accepted");
        var person = accepted["person"]!.GetValue<Guid>();
        Assert.NotEqual(mentor, person);
        Assert.Equal(details, (await Details(theirs.School.Id, person)).FullName);
        await Until(theirs, $"/api/programmes/{theirs.Programme}/mentors", m => m["person"]!.GetValue<Guid>() == person);
        // The other school is another operator of personal data: it needs a consent of its own.
        Deciding.Done(await theirs.School.Consent(person, [person]));
        await theirs.Did($"mentors/{person}/base", """{"category":"teacher"}""");

        Deciding.Done(await ours.School.Post($"/api/people/{mentor}/consents/{consent}/withdrawal",
            $$"""{"by":"{{mentor}}","channel":"paper","receivedOn":"{{Day(Today)}}"}"""));

        var ended = await Until(theirs, "/api/mentor-requests", r => (string)r["status"]! == "ended");
        Assert.Equal("consentEnded", (string)ended["why"]!);
        var removed = await Until(theirs, $"/api/programmes/{theirs.Programme}/history?limit=200",
            e => (string)e["type"]! == "mentor_removed_from_base");
        Assert.Equal((person, "consentWithdrawn", "system"), (removed["body"]!["person"]!.GetValue<Guid>(),
            (string)removed["body"]!["reason"]!, (string)removed["role"]!));
        Assert.Empty(Deciding.Done(await theirs.School.Get("/api/shared-mentors")).Json["items"]!.AsArray());
        Assert.Empty(Deciding.Done(await ours.School.Get("/api/mentor-offers")).Json["items"]!.AsArray());
        var trail = (await Trail(ours)).Concat(await Trail(theirs)).ToList();
        Assert.Superset(new HashSet<string>
        {
            "mentor_offered", "shared_mentor_asked_for", "mentor_request_received", "mentor_request_accepted", "shared_mentor_received",
            "mentor_offer_ended", "mentor_sharing_ended", "shared_mentor_ended",
        }, trail.ToHashSet());
    }

    [Theory]
    [InlineData("leftOrganisation")]
    [InlineData("dataErased")]
    public async Task Stops_at_the_other_school_when_the_own_one_has_the_mentor_no_more(string why)
    {
        var (ours, theirs, mentor, _, offered) = await Offered();
        var request = (await Ask(theirs, offered)).Json["events"]![0]!["body"]!["request"]!.GetValue<Guid>();
        await Until(ours, "/api/mentor-offers/requests", r => r["id"]!.GetValue<Guid>() == request);
        Deciding.Done(await ours.School.Post($"/api/mentor-offers/requests/{request}/acceptance"));
        var accepted = await Until(theirs, "/api/mentor-requests", r => (string)r["status"]! == "accepted");
        var person = accepted["person"]!.GetValue<Guid>();
        await Until(theirs, $"/api/programmes/{theirs.Programme}/mentors", m => m["person"]!.GetValue<Guid>() == person);
        // The hand-over of the details stands in the access journal of the mentor's school.
        var reading = Assert.Single(Deciding.Done(await ours.School.Get($"/api/people/{mentor}/access-journal", ours.School.GraceKey))
            .Json["items"]!.AsArray())!;
        Assert.Equal(("export_made", "shared-mentor", "exchange", "system"),
            ((string?)reading["type"], (string?)reading["export"], (string?)reading["purpose"], (string?)reading["role"]));

        if (why == "dataErased") await ours.School.Erased(mentor, "1");
        else Deciding.Done(await ours.School.Post(
            $"/api/people/{mentor}/departure", $$"""{"on":"{{Day(Today)}}"}""", ours.School.GraceKey));

        var ended = await Until(theirs, "/api/mentor-requests", r => (string)r["status"]! == "ended");
        Assert.Equal(why, (string)ended["why"]!);
        Assert.Empty(Deciding.Done(await theirs.School.Get("/api/shared-mentors")).Json["items"]!.AsArray());
        await Until(theirs, $"/api/programmes/{theirs.Programme}/mentors",
            m => m["person"]!.GetValue<Guid>() == person && (string)m["status"]! == "removed");
    }

    [Fact]
    public async Task Is_declined_without_a_name()
    {
        var (ours, theirs, _, _, offered) = await Offered();
        var request = (await Ask(theirs, offered)).Json["events"]![0]!["body"]!["request"]!.GetValue<Guid>();
        await Until(ours, "/api/mentor-offers/requests", r => r["id"]!.GetValue<Guid>() == request);

        Deciding.Done(await ours.School.Post($"/api/mentor-offers/requests/{request}/declining"));

        var declined = await Until(theirs, "/api/mentor-requests", r => (string)r["status"]! == "declined");
        Assert.Null(declined["person"]);
        (await ours.School.Post($"/api/mentor-offers/requests/{request}/acceptance"))
            .Refused(HttpStatusCode.Conflict, "already-recorded", "mentor-request-answered");
    }

    [Fact]
    public async Task Is_offered_with_permission_and_found_in_the_region_only()
    {
        var ours = await SchoolBases.Open(installation);
        var mentor = await ours.Teacher(45, "moreThanThreeYears");
        await ours.Mentor(mentor, Offer, "teacher");
        (await Offers(ours, mentor)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "region-not-named");
        await Named(ours.School, await Centre());
        (await Offers(ours, mentor)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "sharing-not-permitted");
        (await Offers(ours, await ours.Teacher(30, "moreThanThreeYears")))
            .Refused(HttpStatusCode.Conflict, "not-in-base", "mentor-not-in-base");
        await Permitted(ours, mentor);
        var offer = Deciding.Done(await Offers(ours, mentor)).Json["events"]![0]!["body"]!["offer"]!.GetValue<Guid>();
        (await Offers(ours, mentor)).Refused(HttpStatusCode.Conflict, "already-recorded", "mentor-offered");

        var elsewhere = await SchoolBases.Open(installation);
        await Named(elsewhere.School, await Centre());

        Assert.Empty(Deciding.Done(await elsewhere.School.Get("/api/shared-mentors")).Json["items"]!.AsArray());
        (await elsewhere.School.Post("/api/mentor-requests", Asking(offer, ours.School.Id, elsewhere.Programme)))
            .Refused(HttpStatusCode.UnprocessableEntity, "unknown", "mentor-offer-unknown");
        Deciding.Done(await ours.School.Post($"/api/mentor-offers/{offer}/ending"));
        Assert.Empty(Deciding.Done(await ours.School.Get("/api/mentor-offers")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_not_handed_over_on_a_consent_to_an_operator_who_has_a_successor()
    {
        var (ours, theirs, _, _, offered) = await Offered(Today.AddDays(-5));
        var request = (await Ask(theirs, offered)).Json["events"]![0]!["body"]!["request"]!.GetValue<Guid>();
        await Until(ours, "/api/mentor-offers/requests", r => r["id"]!.GetValue<Guid>() == request);
        var successor = await School.Open(installation);
        Deciding.Done(await ours.School.Post($"/api/organisations/{ours.School.Id}/reorganisations", $$"""
            {"kind":"accession","successor":"{{successor.Id}}","ground":"Постановление № 12","effectiveOn":"{{Day(Today.AddDays(-3))}}",
            "consentsUntil":"{{Day(Today.AddDays(-1))}}"}
            """, installation.Operator));
        await Until(ours, $"/api/programmes/{ours.Programme}/history?limit=200", e => (string)e["type"]! == "programme_transferred");
        var head = Deciding.Done(await ours.School.Post($"/api/organisations/{ours.School.Id}/keys",
            $$"""{"roles":["head"],"person":"{{successor.Grace}}"}""", successor.GraceKey)).Json["key"]!.GetValue<string>();

        (await ours.School.Post($"/api/mentor-offers/requests/{request}/acceptance", key: head))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "sharing-consent-missing");
    }

    /// <summary>A school with the open request of another one for its mentor.</summary>
    internal static async Task<(SchoolBases Ours, Guid Request)> Requested(Installation installation)
    {
        var (ours, theirs, _, _, offered) = await new A_mentor_of_two_schools(installation).Offered();
        var request = (await Ask(theirs, offered)).Json["events"]![0]!["body"]!["request"]!.GetValue<Guid>();
        await Until(ours, "/api/mentor-offers/requests", r => r["id"]!.GetValue<Guid>() == request);
        return (ours, request);
    }

    private async Task<Cast> Offered(DateOnly? consentedOn = null)
    {
        var (ours, theirs, centre) = (await SchoolBases.Open(installation), await SchoolBases.Open(installation), await Centre());
        await Named(ours.School, centre);
        await Named(theirs.School, centre);
        var mentor = await ours.Teacher(45, "moreThanThreeYears");
        await ours.Mentor(mentor, Offer, "teacher");
        var consent = await Permitted(ours, mentor, consentedOn);
        Assert.Equal(["mentor_offered"], (await Offers(ours, mentor)).Events());
        var offered = Assert.Single(Deciding.Done(await theirs.School.Get("/api/shared-mentors")).Json["items"]!.AsArray())!;
        return new(ours, theirs, mentor, consent, offered);
    }

    private static async Task<Guid> Permitted(SchoolBases bases, Guid mentor, DateOnly? consentedOn = null)
    {
        var consent = Deciding.Done(await bases.School.Consent(mentor, [mentor], "sharing", consentedOn)).GivenId();
        await bases.Replaced($"mentors/{mentor}", "sharing", """{"permitted":true,"scope":"region"}""");
        return consent;
    }

    private static Task<Answer> Offers(SchoolBases bases, Guid mentor) =>
        bases.School.Post("/api/mentor-offers", $$"""{"programme":"{{bases.Programme}}","mentor":"{{mentor}}"}""");

    private static async Task<Answer> Ask(SchoolBases bases, JsonNode offered) => Deciding.Done(await bases.School.Post(
        "/api/mentor-requests", Asking(offered["id"]!.GetValue<Guid>(), offered["school"]!.GetValue<Guid>(), bases.Programme)));

    private static string Asking(Guid offer, Guid school, Guid programme) =>
        $$"""{"offer":"{{offer}}","school":"{{school}}","programme":"{{programme}}"}""";

    private async Task<Guid> Centre() => (await School.Open(installation, "regionalCentre")).Id;

    private static async Task Named(School school, Guid centre) => Deciding.Done(await school.Replace(
        "/api/organisation", "/api/organisation/region", $$"""
        {"region":"Кузбасс","authority":{"title":"Министерство","tasks":["governance"]},
        "operator":{"title":"Институт","tasks":["training"]},"centre":"{{centre}}"}
        """, school.GraceKey));

    private async Task<PersonDetails> Details(Guid organisation, Guid person) => (await installation.Services
        .GetRequiredService<PersonVault>().Open(organisation, [person], TestContext.Current.CancellationToken))[person].Details;

    private static async Task<IEnumerable<string>> Trail(SchoolBases bases) =>
        Deciding.Done(await bases.School.Get("/api/audit/entries?limit=200", await bases.School.Key(
            $$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""))).Json["items"]!.AsArray().Select(e => (string)e!["type"]!);

    private static async Task<JsonNode> Until(SchoolBases bases, string path, Func<JsonNode, bool> found)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < AtMost; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            var items = Deciding.Done(await bases.School.Get(path)).Json["items"]!.AsArray();
            if (items.FirstOrDefault(i => found(i!)) is { } item) return item;
        }

        throw new TimeoutException($"{path}: {(await bases.School.Get(path)).Text}");
    }
}
