using System.Net;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>The scan of a teacher's consent, from its upload to its destruction.</summary>
public sealed class A_file_about_a_person(Installation installation)
{
    private static readonly byte[] Scan = "Согласие с подписью учителя"u8.ToArray();

    [Fact]
    public async Task Is_sent_with_an_entry_in_the_journal_and_not_otherwise()
    {
        var (school, teacher, document) = await Filed();

        Assert.Equal((HttpStatusCode.Forbidden, "disclosure-required"), await Asked(school.Get($"{document}/file")));
        Assert.Equal(HttpStatusCode.NoContent,
            (await school.Post($"{document}/file/disclosure?dryRun=true", """{"purpose":"consent"}""")).Status);
        Assert.Empty(await Journal(school, teacher));
        var (body, key) = ("""{"purpose":"consent"}""", $"{Id.New()}");
        var shown = await school.Post($"{document}/file/disclosure", body, idempotency: key);

        Assert.Equal(Scan, await shown.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["""["files"] consent false"""], await Journal(school, teacher));
        Assert.Equal(HttpStatusCode.NoContent, (await school.Post($"{document}/file/disclosure", body, idempotency: key)).Status);
        Assert.Single(await Journal(school, teacher));
    }

    [Fact]
    public async Task Is_sent_to_an_auditor_who_gives_a_reason()
    {
        var (school, teacher, document) = await Filed();
        var auditor = await school.Auditor();

        Assert.Equal((HttpStatusCode.Forbidden, "disclosure-required"), await Asked(school.Get($"{document}/file", auditor)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reason-required"),
            await Asked(school.Post($"{document}/file/disclosure", """{"purpose":"audit"}""", auditor)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "value-out-of-range"),
            await Asked(school.Post($"{document}/file/disclosure", """{"purpose":"consent"}""", auditor)));
        Assert.Empty(await Journal(school, teacher));
        Assert.Equal(HttpStatusCode.OK,
            (await school.Post($"{document}/file/disclosure", """{"purpose":"audit","reason":"Жалоба."}""", auditor)).Status);
        Assert.Equal(["""["files"] audit true"""], await Journal(school, teacher));
    }

    [Fact]
    public async Task Is_destroyed_with_the_person_and_the_download_says_so()
    {
        var (school, teacher, document) = await Filed();
        Deciding.Done(await school.Consent(teacher, [teacher], document: Guid.Parse(document[^36..])));

        var erasure = await school.Erased(teacher, "9");

        foreach (var gone in new[] { await school.Get($"{document}/file"),
            await school.Post($"{document}/file/disclosure", """{"purpose":"consent"}""") })
        {
            Assert.Equal((HttpStatusCode.Gone, "data-destroyed"), (gone.Status, gone.Code));
            Assert.StartsWith("[данные уничтожены, акт № 9 от ", gone.Json["missing"]![0]!["where"]!.GetValue<string>(),
                StringComparison.Ordinal);
        }

        Assert.Contains("vault.files: записей 1\n", (await school.Get($"{erasure}/act", school.GraceKey)).Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "person-erased"), await Asked(school.Uploaded(Scan, "text/plain", teacher)));
    }

    [Fact]
    public async Task Is_a_separate_file_for_each_person_with_the_same_sheet()
    {
        var (school, teacher, _) = await Filed();
        var programme = await school.ActiveProgramme("Другая программа");
        var colleague = await school.Person(40, kind: "teacher");
        var (own, his, again, schools) = (await school.Upload(Scan, "text/plain", teacher), await school.Upload(Scan, "text/plain",
            colleague), await school.Upload(Scan, "image/png", colleague), await school.Upload(Scan, "text/plain"));
        Assert.Equal((3, his), (new[] { own, his, schools }.Distinct().Count(), again));
        Dictionary<string, string> documents = [];
        foreach (var file in new[] { own, his, schools })
        {
            var body = $$"""
                {"kind":"curator-order","title":"Лист","original":"paper","number":"1","date":"2021-08-30",
                "signatoryPosition":"Директор","sha256":"{{file}}"}
                """;
            documents[file] = Deciding.Done(await school.Post($"/api/programmes/{programme}/documents", body))
                .Response.Headers.Location!.ToString();
        }

        await school.Erased(teacher, "10");

        Assert.Equal(HttpStatusCode.Gone, (await school.Get($"{documents[own]}/file")).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Post($"{documents[his]}/file/disclosure", """{"purpose":"consent"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await school.Get($"{documents[schools]}/file")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await school.Post($"{documents[schools]}/file/disclosure", """{"purpose":"consent"}""")).Status);
    }

    [Fact]
    public async Task Must_be_about_the_person_whose_consent_it_documents()
    {
        var (school, teacher, document) = await Filed();
        var colleague = await school.Person(40, kind: "teacher");
        var schools = await school.Document(await school.ActiveProgramme("Другая программа"), "curator-order");

        foreach (var paper in new[] { Guid.Parse(document[^36..]), schools })
            (await school.Consent(colleague, [colleague], document: paper))
                .Refused(HttpStatusCode.Conflict, "file-not-of-person", "file-not-under-key");
        Assert.Equal(["consent_given"], (await school.Consent(teacher, [teacher], document: Guid.Parse(document[^36..]))).Events());
    }

    [Fact]
    public async Task Is_accepted_only_about_persons_of_the_same_organisation()
    {
        var (_, teacher, _) = await Filed();
        var other = await School.Open(installation);

        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await Asked(other.Uploaded(Scan, "text/plain", teacher)));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await Asked(other.Uploaded(Scan, "text/plain", Id.New())));
    }

    // A teacher, and the address of the document with a file about that teacher.
    private async Task<(School School, Guid Teacher, string Document)> Filed()
    {
        var school = await School.Open(installation);
        var (teacher, programme) = (await school.Person(30, kind: "teacher"), await school.ActiveProgramme());
        var sha256 = await school.Upload(Scan, "text/plain", teacher);
        var body = $$"""
            {"kind":"curator-order","title":"Согласие","original":"paper","number":"2","date":"2021-08-30",
            "signatoryPosition":"Учитель","sha256":"{{sha256}}"}
            """;
        return (school, teacher,
            Deciding.Done(await school.Post($"/api/programmes/{programme}/documents", body)).Response.Headers.Location!.ToString());
    }

    private static async Task<(HttpStatusCode, string?)> Asked(Task<Answer> asked) => await asked is var answer
        ? (answer.Status, answer.Code) : default;

    private static async Task<IEnumerable<string>> Journal(School school, Guid person) =>
        (await school.Get($"/api/people/{person}/access-journal", school.GraceKey)).Json["items"]!.AsArray()
            .Select(e => $"{e!["fields"]!.ToJsonString()} {e["purpose"]} {e["unmasked"]}");
}
