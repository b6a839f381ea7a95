using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Watch;
using Microsoft.Extensions.DependencyInjection;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A superuser writes rows beside the ledger. Nobody gains a right by them, and the verification names them.</summary>
public sealed class Rows_that_somebody_wrote : IAsyncLifetime
{
    private static readonly GuardLimits Often =
        new(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.5), TimeSpan.FromHours(1), 0.5);

    private Installation installation = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => installation = await Installation.OwnAsync(s => s.AddSingleton(Often));

    public ValueTask DisposeAsync() => installation.DisposeAsync();

    [Fact]
    public async Task A_forged_key_opens_nothing()
    {
        var school = await School.Open(installation);
        var (id, secret) = (Id.New(), new string('Z', 43));
        await installation.Forge(
            "insert into access.keys (id, organisation, person, secret_sha256, seal) values ($1, $2, $3, $4, $5)", Value(id),
            Value(school.Id), Value(school.Grace), Value(Sha256(secret)), Value(new byte[32]));

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/keys", $"mf_{id:N}_{secret}")).Status);
        await Found("access.keys", $"{id}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_key_with_the_seal_of_another_opens_nothing()
    {
        var school = await School.Open(installation);
        var (id, secret) = (Id.New(), new string('Y', 43));
        await installation.Forge(
            """
            insert into access.keys (id, organisation, person, secret_sha256, seal)
            select $1, organisation, person, $2, seal from access.keys where id = $3
            """, Value(id), Value(Sha256(secret)), Value(AccessKeys.Read(school.GraceKey)!.Id));

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/keys", $"mf_{id:N}_{secret}")).Status);
        await Found("access.keys", $"{id}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_key_whose_secret_was_replaced_opens_nothing()
    {
        var school = await School.Open(installation);
        var (id, secret) = (AccessKeys.Read(school.GraceKey)!.Id, new string('X', 43));
        await installation.Forge("update access.keys set secret_sha256 = $2 where id = $1", Value(id), Value(Sha256(secret)));

        Assert.Equal(HttpStatusCode.Unauthorized, await Soon(() => school.Get("/api/keys", $"mf_{id:N}_{secret}")));
        await Found("access.keys", $"{id}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_key_of_another_person_opens_nothing()
    {
        var school = await School.Open(installation);
        var id = AccessKeys.Read(school.VeraKey)!.Id;
        await installation.Forge("update access.keys set person = $2 where id = $1", Value(id), Value(school.Grace));

        Assert.Equal(HttpStatusCode.Unauthorized, await Soon(() => school.Get("/api/programmes", school.VeraKey)));
        await Found("access.keys", $"{id}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_although_its_row_says_something_else()
    {
        var school = await School.Open(installation);
        var id = AccessKeys.Read(school.VeraKey)!.Id;
        Deciding.Done(await school.Post($"/api/keys/{id}/revocation", """{"reason":"Ключ утрачен."}""", school.GraceKey));
        await installation.Forge("update access.keys set revoked = false where id = $1", Value(id));

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/programmes", school.VeraKey)).Status);
        await Found("access.keys", $"{id}", RowFaults.Differs);
    }

    [Fact]
    public async Task A_key_that_is_removed_is_missed()
    {
        var school = await School.Open(installation);
        var id = AccessKeys.Read(school.VeraKey)!.Id;
        await installation.Forge("delete from access.keys where id = $1", Value(id));

        await Found("access.keys", $"{id}", RowFaults.Missing);
    }

    [Fact]
    public async Task A_link_to_a_survey_is_of_the_person_whom_it_was_issued_to()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        var links = await survey.Links();
        await installation.Forge("update access.survey_links set person = $2 where id = $1", Value(links[0].Link), Value(links[1].Person));

        Assert.Equal(HttpStatusCode.Unauthorized, (await survey.School.Get("/api/survey", links[0].Token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await survey.School.Get("/api/survey", links[1].Token)).Status);
        await Found("access.survey_links", $"{links[0].Link}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_link_to_a_consent_is_of_the_signer_whom_it_was_issued_to()
    {
        var school = await School.Open(installation);
        var child = await school.Person(12);
        var (mother, stranger, text) = (await school.Mother(child), await school.Person(40), await school.Text());
        var issued = Deciding.Done(await school.Post($"/api/people/{child}/consent-links",
            $$"""
            {"purpose":"participation","text":"{{text}}","signer":"{{mother}}",
            "validUntil":"{{SchoolPeople.Day(SchoolPeople.Today.AddYears(1))}}"}
            """)).Json;
        var (link, token) = (issued["link"]!.GetValue<Guid>(), issued["token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await school.Get("/api/consent", token)).Status);
        await installation.Forge("update access.consent_links set signer = $2 where id = $1", Value(link), Value(stranger));

        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/consent", token)).Status);
        await Found("access.consent_links", $"{link}", RowFaults.SealDiffers);
    }

    [Fact]
    public async Task A_text_of_a_specialist_does_not_become_another_one()
    {
        var school = await School.Open(installation);
        var (programme, pupil) = (await school.ActiveProgramme(), await school.Person(12));
        var mentee = $"/api/programmes/{programme}/mentees";
        Deciding.Done(await school.Post(mentee, $$"""{"person":"{{pupil}}"}"""));
        var told = Deciding.Done(await school.Post($"{mentee}/{pupil}/information",
            """{"source":"psychologist","subjectInformed":true,"text":"Доверительный разговор."}"""));
        var reference = Reference(told.Json);
        await installation.Forge("update vault.texts set specialist = false where ref = $1", Value(Guid.Parse(reference)));

        var shown = await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{pupil}}"],"fields":["texts"],"purpose":"programmeWork"}""",
            await school.Key($$"""{"roles":["initiator"],"person":"{{Id.New()}}"}"""));

        Broken(shown, reference);
        Assert.DoesNotContain("Доверительный", shown.Text, StringComparison.Ordinal);
        await Found("vault.texts", reference, RowFaults.VaultBroken);
    }

    [Fact]
    public async Task A_key_of_a_person_is_missed_when_no_act_destroyed_it()
    {
        var school = await School.Open(installation);
        var pupil = await school.Person(12);
        await installation.Forge("delete from keys.data_keys where owner = $1", Value($"person-{pupil}"));

        Broken(await Disclosed(school, pupil), $"person-{pupil}");
        await Found("keys.data_keys", $"person-{pupil}", RowFaults.KeyMissing);
    }

    [Fact]
    public async Task A_person_does_not_move_to_another_school()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var pupil = await school.Person(12);
        await installation.Forge("update vault.people set organisation = $2 where person = $1", Value(pupil), Value(other.Id));

        Assert.NotEqual(HttpStatusCode.OK, (await Disclosed(other, pupil)).Status);
        await Found("vault.people", $"{pupil}", RowFaults.Differs);
    }

    [Fact]
    public async Task A_flipped_byte_is_named_with_its_reference()
    {
        var school = await School.Open(installation);
        var pupil = await school.Person(12);
        await installation.Forge("update vault.people set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where person = $1",
            Value(pupil));

        var shown = await Disclosed(school, pupil);

        Assert.Equal((HttpStatusCode.InternalServerError, "vault-broken"), (shown.Status, shown.Code));
        Assert.Equal("vault-row", shown.Json["missing"]![0]!["what"]!.GetValue<string>());
        await Found("vault.people", $"{pupil}", RowFaults.VaultBroken);
    }

    [Fact]
    public async Task A_file_keeps_its_media_type()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var sha256 = await school.Upload("<script>"u8.ToArray(), "application/pdf");
        var document = Deciding.Done(await school.Post($"/api/programmes/{programme}/documents",
            $$"""
            {"kind":"introduction-order","title":"Приказ","original":"paper","number":"1","date":"2021-08-30",
            "signatoryPosition":"Директор","sha256":"{{sha256}}"}
            """)).Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>();
        await installation.Forge("update vault.files set media_type = 'text/html' where organisation = $1 and sha256 = $2",
            Value(school.Id), Value(sha256));

        Broken(await school.Get($"/api/programmes/{programme}/documents/{document}/file"), sha256);
        await Found("vault.files", sha256, RowFaults.VaultBroken);
    }

    [Fact]
    public async Task Lists_that_differ_from_the_ledger_are_named_and_the_server_warns()
    {
        var school = await School.Open(installation);
        var (programme, pupil) = (await school.ActiveProgramme(), await school.Person(12));
        await installation.Forge(
            """update projections.mt_doc_programmes set data = data || '{"status":"completed"}' where id = $1""", Value(programme));
        await installation.Forge("delete from projections.mt_doc_people where tenant_id = $1", Value($"{school.Id}"));

        await Found("projections.mt_doc_programmes", $"{programme}", RowFaults.Differs);
        await Found("projections.mt_doc_people", $"{pupil}", RowFaults.Missing);
        JsonNode? warning = null;
        while (warning is null)
        {
            warning = (await school.Get("/health/ready")).Json["warnings"]!.AsArray()
                .FirstOrDefault(w => w!["check"]!.GetValue<string>() == "rows");
            await Task.Delay(100, Stop);
        }

        Assert.Contains("rows are not believed", warning["because"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    // A look-up is cached for a second.
    private static async Task<HttpStatusCode> Soon(Func<Task<Answer>> ask)
    {
        await Task.Delay(TimeSpan.FromSeconds(1.2), Stop);
        return (await ask()).Status;
    }

    private static Task<Answer> Disclosed(School school, Guid person) => school.Post("/api/people/disclosures",
        $$"""{"persons":["{{person}}"],"fields":["fullName"],"purpose":"contact"}""");

    private static void Broken(Answer answer, string row)
    {
        Assert.Equal((HttpStatusCode.InternalServerError, "vault-broken"), (answer.Status, answer.Code));
        Assert.Equal(row, answer.Json["missing"]![0]!["where"]!.GetValue<string>());
    }

    private static string Reference(JsonNode json) => json switch
    {
        JsonObject o when o["ref"] is { } found && o["commitment"] is not null => found.GetValue<string>(),
        JsonObject o => o.Select(m => m.Value is null ? "" : Reference(m.Value)).FirstOrDefault(r => r.Length > 0) ?? "",
        JsonArray a => a.Select(e => e is null ? "" : Reference(e)).FirstOrDefault(r => r.Length > 0) ?? "",
        _ => "",
    };

    private async Task Found(string table, string row, string fault)
    {
        var school = await School.Open(installation);
        var verified = await school.Post("/api/audit/verification", "{}", installation.Operator);
        Assert.Equal(("broken", "rows-differ"), (verified.Json["verdict"]!.GetValue<string>(), verified.Json["fault"]!.GetValue<string>()));
        Assert.Contains((table, row, fault), verified.Json["rowFaults"]!.AsArray().Select(f =>
            (f!["table"]!.GetValue<string>(), f["row"]!.GetValue<string>(), f["fault"]!.GetValue<string>())));
    }
}
