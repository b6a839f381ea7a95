using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_certificate(Installation installation)
{
    [Fact]
    public async Task Is_issued_once_rebuilt_byte_for_byte_annulled_and_issued_anew()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var address = $"/api/programmes/{programme}/certificate";
        Assert.Equal("not-issued", (await school.Get(address)).Says("verdict"));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Get($"{address}/text")).Status);

        var first = await school.Certificate(programme);
        var rebuilt = await school.Get(address);
        var text = (await school.Get($"{address}/text")).Text;

        Assert.Equal(("identical", rebuilt.Says("issuedHash")), (rebuilt.Says("verdict"), rebuilt.Says("rebuiltHash")));
        Assert.Equal(rebuilt.Says("text"), text);
        Assert.Equal(rebuilt.Says("issuedHash"), $"{MentorshipFlow.Ledger.Hash.Of(global::System.Text.Encoding.UTF8.GetBytes(text))}");
        var again = await school.Post($"/api/programmes/{programme}/certificates", """{"number":"2","date":"2022-05-30"}""");
        Assert.Equal(("certificate-in-force", $"{first}"), (again.Code, again.Json["missing"]![0]!["where"]!.GetValue<string>()));

        Deciding.Done(await school.Post($"/api/programmes/{programme}/certificates/{first}/annulment", """{"reason":"Опечатка."}"""));
        Assert.Equal("not-issued", (await school.Get(address)).Says("verdict"));
        Assert.Equal((HttpStatusCode.NotFound, "unknown"), Refused(await school.Post($"/api/programmes/{programme}/certificates/{first}/annulment", """{"reason":"Опечатка."}""")));
        await school.Certificate(programme, "2");
        Assert.Contains("Номер справки: 2\n", (await school.Get($"{address}/text")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stays_what_it_was_when_the_programme_goes_on()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        await school.Certificate(programme);
        var before = await school.Get($"/api/programmes/{programme}/certificate/text");

        Deciding.Done(await school.Post($"/api/programmes/{programme}/resources", """{"kind":"staff","source":"internal","title":"Педагог-психолог"}"""));

        Assert.Equal("identical", (await school.Get($"/api/programmes/{programme}/certificate")).Says("verdict"));
        Assert.Equal(before.Text, (await school.Get($"/api/programmes/{programme}/certificate/text")).Text);
    }

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);
}
