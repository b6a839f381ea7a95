using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Registers;

public sealed class An_export(Installation installation)
{
    private const string Named = """{"format":"csv","fields":["fullName","texts"],"purpose":"programmeWork"}""";

    [Fact]
    public async Task Shows_names_and_texts_once_and_only_after_the_journals_entry()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();

        var coded = await bases.Post("mentee-base/export", """{"format":"csv"}""");
        var named = await bases.Post("mentee-base/export", Named, "export");
        var again = await bases.Post("mentee-base/export", Named, "export");

        Assert.StartsWith("ФИО наставляемого;", coded.Text.TrimStart('\ufeff'), StringComparison.Ordinal);
        Assert.Equal(2, Rows(coded));
        Assert.Contains($";{mentee}\r\n", coded.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("алгебре", coded.Text, StringComparison.Ordinal);
        Assert.Contains("Отстаёт по алгебре.", named.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"\r\n{mentee};", named.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("алгебре", again.Text, StringComparison.Ordinal);
        var journal = await bases.School.Get($"/api/people/{mentee}/access-journal", bases.School.GraceKey);
        Assert.Equal(("export_made", "mentee-base"),
            ((string)journal.Json["items"]![0]!["type"]!, (string)journal.Json["items"]![0]!["export"]!));
    }

    [Fact]
    public async Task Of_names_requires_a_purpose_and_from_an_auditor_a_reason()
    {
        var bases = await SchoolBases.Open(installation);
        await bases.Mentee();
        var auditor = await bases.School.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var address = $"/api/programmes/{bases.Programme}/mentee-base/export";

        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"),
            Refused(await bases.Post("mentee-base/export", """{"format":"csv","fields":["fullName"]}""")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reason-required"),
            Refused(await bases.School.Post(address, """{"format":"csv","fields":["fullName"],"purpose":"audit"}""", auditor)));
        Assert.Equal(HttpStatusCode.OK, (await bases.School.Post(address,
            """{"format":"xlsx","fields":["fullName"],"purpose":"audit","reason":"Проверка по жалобе."}""", auditor)).Status);
    }

    private static int Rows(Answer answer) => answer.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length;

    private static (HttpStatusCode Status, string? Code) Refused(Answer answer) => (answer.Status, answer.Code);
}
