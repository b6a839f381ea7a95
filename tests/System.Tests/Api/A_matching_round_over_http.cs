using System.Net;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Programmes;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Matching through the API alone: group meeting, links, proposal with its reasons, refusals, confirmed pairs, gate 5.</summary>
public sealed class A_matching_round_over_http(Installation installation)
{
    [Fact]
    public async Task Leads_from_the_group_meeting_to_confirmed_pairs()
    {
        var bases = await SchoolBases.Open(installation);
        List<Guid> mentees = [];
        for (var n = 0; n < 4; n++) mentees.Add(await bases.Mentee());
        await bases.Training();
        var (wide, narrow) = (await bases.Mentor(), await bases.Pupil(16));
        await bases.Mentor(narrow, SchoolBases.Offer.Replace("\"capacity\":2", "\"capacity\":1", StringComparison.Ordinal), "learner");
        await bases.Ready(wide);
        await bases.Ready(narrow);

        // The round, its meeting, and the preferences of both sides.
        var opened = await bases.Post("matching-rounds", """{"form":"learner-learner"}""");
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        var round = $"matching-rounds/{opened.Json["events"]![0]!["body"]!["round"]}";
        Assert.EndsWith(round, $"{opened.Response.Headers.Location}", StringComparison.Ordinal);
        (await bases.Post("matching-rounds", """{"form":"learner-learner"}""")).Refused(HttpStatusCode.Conflict, "already-recorded",
            "matching-round-open");
        Guid[] present = [wide, narrow, .. mentees];
        await bases.Did($"{round}/meetings", $$"""{"on":"2021-11-08","minutes":60,"present":[{{Ids(present)}}]}""");
        var links = Deciding.Done(await bases.Post($"{round}/preference-links", """{"side":"mentees"}""")).Json["links"]!.AsArray();
        var link = links.Single(l => (Guid)l!["person"]! == mentees[0])!;
        var token = (string)link["token"]!;
        Assert.EndsWith($"/survey#{token}", (string)link["address"]!, StringComparison.Ordinal);
        var shown = await bases.School.Get("/api/preferences", token);
        Assert.Equal("[1,2]", shown.Json["numbers"]!.ToJsonString());
        Assert.DoesNotContain(present, p => shown.Text.Contains($"{p}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await bases.School.Get("/api/survey", token)).Status);
        var own = await bases.School.Post("/api/preferences/answers", """{"ranked":[2,1]}""", token, idempotency: "own");
        Assert.Equal(HttpStatusCode.Created, own.Status);
        Assert.True((bool)(await bases.School.Post("/api/preferences/answers", """{"ranked":[2,1]}""", token, idempotency: "own"))
            .Json["repeated"]!);
        Assert.Equal(HttpStatusCode.BadRequest, (await bases.School.Post("/api/preferences/answers", """{"ranked":[9]}""", token)).Status);
        Assert.Equal("[2,1]", (await bases.School.Get("/api/preferences", token)).Json["ranked"]!.ToJsonString());
        await bases.Did($"{round}/preferences", Wish(narrow, [mentees[0]], [mentees[3]]));
        await bases.Did($"{round}/preferences", Wish(wide, [mentees[1]], [mentees[3]]));
        await bases.Did($"{round}/preferences/closing");
        Assert.Equal("preferences-closed", (await bases.School.Get("/api/preferences", token)).Code);

        // The proposal says why and why not.
        var computed = await bases.Post($"{round}/proposal");
        Assert.Equal(HttpStatusCode.Created, computed.Status);
        var pairs = computed.Json["pairs"]!.AsArray();
        Assert.Equal((narrow, 3), (MentorOf(computed, mentees[0]), pairs.Count));
        var parts = pairs.Single(p => (Guid)p!["mentee"]! == mentees[0])!["parts"]!.AsArray();
        Assert.Equal(
            ("взаимные предпочтения", 4000, 4000), ((string)parts[0]!["title"]!, (int)parts[0]!["points"]!, (int)parts[0]!["most"]!));
        var unmatched = Assert.Single(computed.Json["unmatched"]!.AsArray())!;
        Assert.Equal((mentees[3], 0), ((Guid)unmatched["mentee"]!, (int)unmatched["possible"]!));
        var barrier = Assert.Single(unmatched["barriers"]!.AsArray())!;
        Assert.Equal(("mentorWish", "наставник этого не хочет", 2),
            ((string)barrier["constraint"]!, (string)barrier["sentence"]!, (int)barrier["mentors"]!));
        var proposal = (Guid)computed.Json["proposal"]!;

        // What breaks a condition, exceeds the capacity or is outdated is refused.
        (await Adjusted(proposal, mentees[3], wide)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "match-mentor-wish");
        (await Adjusted(proposal, mentees[1], narrow)).Refused(HttpStatusCode.Conflict, "conditions-not-met", "match-mentor-capacity");
        await bases.Did($"mentees/{mentees[1]}/requests", """{"category":"robotics"}""");
        (await Confirmed(proposal)).Refused(HttpStatusCode.Conflict, "proposal-outdated", "proposal-input-changed");
        var again = (Guid)Deciding.Done(await bases.Post($"{round}/proposal")).Json["proposal"]!;
        (await Confirmed(proposal)).Refused(HttpStatusCode.Conflict, "proposal-outdated", "proposal-replaced");
        Deciding.Done(await Adjusted(again, mentees[2], null));
        (await Confirmed(again, $$"""[{"mentor":"{{wide}}","mentees":["{{mentees[2]}}"]}]"""))
            .Refused(HttpStatusCode.Conflict, "pair-not-proposed", "pair-not-proposed");
        Deciding.Done(await Adjusted(again, mentees[2], wide));

        // One, then all others.
        var one = await Confirmed(again, $$"""[{"mentor":"{{narrow}}","mentees":["{{mentees[0]}}"],"text":"Вместе играют в шахматы."}]""");
        Assert.Equal(["match_confirmed", "tandem_formed"], one.Events());
        Assert.DoesNotContain("шахматы", one.Text, StringComparison.Ordinal);
        var all = await Confirmed(again);
        Assert.Equal(["match_confirmed", "tandem_formed", "match_confirmed", "tandem_formed"], all.Events());
        Assert.Empty((await bases.Get($"{round}/proposal")).Json["open"]!.AsArray());

        // The round closes with a decision about everybody, and gate 5 has what it needs.
        (await bases.Post($"{round}/closing", """{"unmatched":[]}""")).Refused(HttpStatusCode.Conflict, "conditions-not-met",
            "unmatched-undecided");
        await bases.Did($"{round}/closing", $$"""{"unmatched":[{"mentee":"{{mentees[3]}}","decision":"searchContinues"}]}""");
        foreach (var criterion in new[] { "G5.1", "G5.2", "G5.6" }) Assert.Empty(await bases.Missing(5, criterion));

        // A dissolved pair is not joined again.
        var tandem = (Guid)one.Json["events"]![1]!["body"]!["tandem"]!;
        await Dissolve(bases, tandem);
        Assert.Equal([$"unmatched-undecided {mentees[0]}"], await bases.Missing(5, "G5.6"));
        await bases.Did($"{round}/reopening", """{"reason":"Пара расторгнута."}""");
        var third = Deciding.Done(await bases.Post($"{round}/proposal"));
        Assert.DoesNotContain(third.Json["pairs"]!.AsArray(), p => (Guid)p!["mentee"]! == mentees[0] && (Guid)p["mentor"]! == narrow);
        (await Adjusted((Guid)third.Json["proposal"]!, mentees[0], narrow))
            .Refused(HttpStatusCode.Conflict, "conditions-not-met", "match-dissolved-pair");
        await bases.Did("unmatched-mentees", $$"""{"decided":[{"mentee":"{{mentees[0]}}","decision":"supportCase"}]}""");
        Assert.Empty(await bases.Missing(5, "G5.6"));
        Assert.Equal((6, 3), ((int)(await bases.Get(round)).Json["met"]!.AsArray()[^1]!["number"]!,
            (int)(await bases.Get("matching-rounds")).Json["items"]![0]!["confirmed"]!));

        Task<Answer> Adjusted(Guid of, Guid mentee, Guid? to) => bases.Post(
            $"{round}/proposal/adjustments",
            $$"""{"proposal":"{{of}}","mentee":"{{mentee}}","reason":"Так решили."{{(to is { } m ? $",\"to\":\"{m}\"" : "")}}}""");

        Task<Answer> Confirmed(Guid of, string? tandems = null) => bases.Post(
            $"{round}/proposal/confirmation",
            $$"""{"proposal":"{{of}}","grounds":["mutualWish"]{{(tandems is null ? "" : $",\"tandems\":{tandems}")}}}""");
    }

    private static string Ids(IEnumerable<Guid> ids) => string.Join(',', ids.Select(id => $"\"{id}\""));

    private static string Wish(Guid mentor, Guid[] ranked, Guid[] excluded) =>
        $$"""{"side":"mentors","person":"{{mentor}}","ranked":[{{Ids(ranked)}}],"excluded":[{{Ids(excluded)}}]}""";

    private static Guid MentorOf(Answer proposal, Guid mentee) =>
        (Guid)proposal.Json["pairs"]!.AsArray().Single(p => (Guid)p!["mentee"]! == mentee)!["mentor"]!;

    private async Task Dissolve(SchoolBases bases, Guid tandem) =>
        Assert.IsType<Outcome<Programme>.Done>(await installation.Services.GetRequiredService<ProgrammeEngine>().Decide(
            bases.Programme,
            new TandemCommand.DissolveTandem(tandem, TandemParty.Mentee, SeparationReason.Incompatible, null, null),
            new(bases.School.Id, $"{Id.New()}", new string('a', 64),
                new(new Actor(bases.School.Vera, null, Role.Curator), SchoolPeople.Today), false, []),
            TestContext.Current.CancellationToken));
}
