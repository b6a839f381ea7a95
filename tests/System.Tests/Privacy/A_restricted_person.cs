using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>Two mentees in the register; processing is restricted for one of them.</summary>
public sealed class A_restricted_person(Installation installation)
{
    private const string Named = """{"format":"csv","fields":["fullName","texts"],"purpose":"{0}"}""";

    [Fact]
    public async Task Is_hidden_from_all_work_and_read_only_for_consents()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, hidden, other) = (bases.School, await bases.Mentee(), await bases.Mentee());
        var plan = await school.Document(bases.Programme, "training-plan", hidden);
        var document = $"/api/programmes/{bases.Programme}/documents/{plan}/file/disclosure";
        Deciding.Done(await school.Post($"/api/people/{hidden}/restriction"));

        (await Disclose("contact")).Refused(HttpStatusCode.Conflict, "processing-restricted", "person-restricted");
        (await school.Post(document, """{"purpose":"programmeWork"}"""))
            .Refused(HttpStatusCode.Conflict, "processing-restricted", "person-restricted");
        Assert.Empty(await Journal());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK],
            [(await Disclose("consent")).Status, (await school.Post(document, """{"purpose":"consent"}""")).Status]);

        Deciding.Done(await school.Post($"/api/people/{hidden}/restriction/lift", """{"ground":"demand","reason":"Отозвано."}""",
            school.GraceKey));
        Assert.Equal(HttpStatusCode.OK, (await Disclose("contact")).Status);

        Task<Answer> Disclose(string purpose) => school.Post("/api/people/disclosures",
            $$"""{"persons":["{{other}}","{{hidden}}"],"fields":["fullName"],"purpose":"{{purpose}}"}""");
        async Task<IEnumerable<object?>> Journal() =>
            (await school.Get($"/api/people/{hidden}/access-journal", school.GraceKey)).Json["items"]!.AsArray();
    }

    [Fact]
    public async Task Is_a_mark_in_an_export_and_absent_from_its_journal_entry()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, hidden, other) = (bases.School, await bases.Mentee(), await bases.Mentee());
        var (name, others) = ((string)(await school.Shown(hidden))["fullName"]!, (string)(await school.Shown(other))["fullName"]!);
        Deciding.Done(await school.Post($"/api/people/{hidden}/restriction"));

        var exported = (await bases.Did("mentee-base/export",
            Named.Replace("{0}", "programmeWork", StringComparison.Ordinal))).Text.Split("\r\n");
        var answered = (await bases.Did("mentee-base/export", Named.Replace("{0}", "consent", StringComparison.Ordinal))).Text;

        Assert.StartsWith("[обработка ограничена];;;Учёба;", Row(hidden), StringComparison.Ordinal);
        Assert.StartsWith($"{others};", Row(other), StringComparison.Ordinal);
        Assert.Contains(name, answered, StringComparison.Ordinal);
        Assert.Equal(["contact", "consent"], await Purposes(hidden));
        Assert.Equal(["contact", "programmeWork", "consent"], await Purposes(other));

        string Row(Guid person) => exported.Single(row => row.EndsWith($"{person}", StringComparison.Ordinal));
        async Task<IEnumerable<string>> Purposes(Guid person) =>
            (await school.Get($"/api/people/{person}/access-journal", school.GraceKey)).Json["items"]!.AsArray()
                .Select(e => e!["purpose"]!.GetValue<string>());
    }
}
