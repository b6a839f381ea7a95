using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>The support of a mentee without a mentor (M148): what is told is read by few, and recorded before it is read.</summary>
public sealed class A_mentee_who_is_supported(Installation installation)
{
    [Fact]
    public async Task Has_a_case_from_the_decision_to_its_outcome_with_texts_for_few()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        var psychologist = await bases.School.Key($$"""{"roles":["psychologist"],"person":"{{Id.New()}}"}""");
        var today = SchoolPeople.Day(SchoolPeople.Today);
        Task<Answer> Told(string what, string body) =>
            bases.School.Post($"/api/programmes/{bases.Programme}/mentees/{mentee}/{what}", body, psychologist);

        (await Told("support-notes", $$"""{"on":"{{today}}","text":"Беседа."}"""))
            .Refused(HttpStatusCode.NotFound, "unknown", "support-case-unknown");
        await bases.Did("unmatched-mentees", $$"""{"decided":[{"mentee":"{{mentee}}","decision":"supportCase"}]}""");
        var noted = Deciding.Done(await Told("support-notes", $$"""{"on":"{{today}}","text":"Ждёт старшего друга."}"""));
        var mistaken = Deciding.Done(await Told("support-notes", $$"""{"on":"{{today}}","text":"Не тот."}"""));
        Deciding.Done(await Told($"support-notes/{Note(mistaken)}/void", """{"reason":"Другой ученик."}"""));
        Deciding.Done(await Told("support/ending", """{"outcome":"supported","text":"Спокоен."}"""));

        var row = Assert.Single(Deciding.Done(
            await bases.School.Get($"/api/programmes/{bases.Programme}/support-cases", psychologist)).Json["items"]!.AsArray())!;
        Assert.Equal(($"{mentee}", "supported"), ((string?)row["mentee"], (string?)row["outcome"]));
        Assert.Equal(Note(noted), (string?)Assert.Single(row["notes"]!.AsArray())!["id"]);
        foreach (var shown in new[] { noted.Text, row.ToJsonString(), (await bases.Get("history?limit=200")).Text })
            Assert.DoesNotContain("друга", shown, StringComparison.Ordinal);
        var read = Deciding.Done(await bases.School.Post("/api/people/disclosures",
            $$"""{"persons":["{{mentee}}"],"fields":["specialistTexts"],"purpose":"programmeWork"}""")).Text;
        Assert.Contains("Ждёт старшего друга.", read, StringComparison.Ordinal);
        Assert.Contains("Спокоен.", read, StringComparison.Ordinal);

        (await Told("support-notes", $$"""{"on":"{{today}}","text":"Ещё."}"""))
            .Refused(HttpStatusCode.Conflict, "already-recorded", "support-case-ended");
        Deciding.Done(await Told("support/reopening", """{"reason":"Снова тревожен."}"""));
        Deciding.Done(await Told("support-notes", $$"""{"on":"{{today}}","text":"Ещё."}"""));
    }

    private static string Note(Answer noted) => (string)noted.Json["events"]![0]!["body"]!["id"]!;
}
