using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_consent_by_link(Installation installation)
{
    private const string Agree = """{"decision":"given"}""";
    private const string Withdraw = """{"decision":"withdrawn"}""";
    private const string Disagree = """{"decision":"refused"}""";

    [Fact]
    public async Task Shows_the_whole_text_and_names_nobody()
    {
        var (school, child, mother) = await Family();
        var shown = await school.Get("/api/consent", Token(await Issue(school, child, mother)));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal(("Школа", "participation", false), (shown.Says("school"), shown.Says("purpose"), shown.Json["own"]!.GetValue<bool>()));
        var published = (await school.Get("/api/consent-texts")).Json["items"]!.AsArray()
            .Single(t => t!["purpose"]!.GetValue<string>() == "participation")!["wording"]!;
        Assert.Equal(published.ToJsonString(), shown.Json["text"]!.ToJsonString());
        Assert.Equal(Day(Today.AddYears(1)), shown.Says("validUntil"));
        Assert.DoesNotContain("Жимолост", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{child}", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_recorded_once_by_the_signer_with_its_proof_in_the_vault()
    {
        var (school, child, mother) = await Family();
        var token = Token(await Issue(school, child, mother));

        var given = await school.Post("/api/consent/answer", Agree, token, idempotency: "mine");
        var repeat = await school.Post("/api/consent/answer", Agree, token, idempotency: "mine");

        Assert.Equal((HttpStatusCode.Created, false), (given.Status, given.Json["awaiting"]!.GetValue<bool>()));
        Assert.Equal((given.Says("consent"), true), (repeat.Says("consent"), repeat.Json["repeated"]!.GetValue<bool>()));
        Assert.Equal((HttpStatusCode.Conflict, "already-recorded"), Refusal(await school.Post("/api/consent/answer", Agree, token)));
        var open = (await school.Get("/api/consent", token)).Json;
        Assert.Equal((true, false, Day(Today.AddYears(1))), (open["agreed"]!.GetValue<bool>(), open["awaiting"]!.GetValue<bool>(),
            open["openUntil"]!.GetValue<string>()));
        var consent = (await school.Get($"/api/people/{child}")).Json["consents"]![0]!["given"]!;
        Assert.Equal((given.Says("consent"), "electronic", $"{mother}"), (consent["id"]!.GetValue<string>(),
            consent["channel"]!.GetValue<string>(), consent["signers"]![0]!.GetValue<string>()));

        var entries = await Entries(school, given);
        Assert.Equal(["consent_link_answered", "consent_given"], entries.Select(e => e["type"]!.GetValue<string>()));
        Assert.All(entries, e => Assert.Equal(($"person-{mother}", "signer"),
            (e["actor"]!.GetValue<string>(), e["role"]!.GetValue<string>())));
        var proof = (await installation.Services.GetRequiredService<TextVault>().OpenAll(school.Id, child,
            TestContext.Current.CancellationToken)).Values;
        Assert.Contains(proof, p => p.Contains("время", StringComparison.Ordinal) && p.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_withdrawn_through_the_same_link_with_all_that_follows()
    {
        var (school, child, mother) = await Family();
        var issued = await Issue(school, child, mother);
        var token = Token(issued);
        (await school.Post("/api/consent/answer", Withdraw, token)).Refused(HttpStatusCode.Conflict, "nothing-changes");
        var consent = (await school.Post("/api/consent/answer", Agree, token)).Says("consent");
        var programme = await school.ActiveProgramme();
        await school.Apply(installation, programme, child);
        var foreseen = await school.Post("/api/consent/answer?dryRun=true", Withdraw, token);
        Assert.Equal((HttpStatusCode.OK, true), (foreseen.Status, foreseen.Json["dryRun"]!.GetValue<bool>()));
        Assert.False((await school.Known(installation, programme, child)).Restricted);

        var withdrawn = await school.Post("/api/consent/answer", Withdraw, token, idempotency: "no-more");
        var repeat = await school.Post("/api/consent/answer", Withdraw, token, idempotency: "no-more");

        Assert.Equal((HttpStatusCode.Created, null), (withdrawn.Status, withdrawn.Says("consent")));
        Assert.True(repeat.Json["repeated"]!.GetValue<bool>());
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var entries = (await school.Get("/api/audit/entries?limit=200", auditor)).Json["items"]!.AsArray()
            .Where(e => e!["commandId"]!.GetValue<string>() == "no-more").ToList();
        Assert.Equal(["consent_link_answered", "consent_withdrawn", "processing_restricted", "erasure_requested",
            "person_standing_recorded"], entries.Select(e => e!["type"]!.GetValue<string>()));
        Assert.All(entries, e => Assert.Equal(($"person-{mother}", "signer"),
            (e!["actor"]!.GetValue<string>(), e["role"]!.GetValue<string>())));
        Assert.True((await school.Known(installation, programme, child)).Restricted);
        var card = (await school.Get($"/api/people/{child}")).Json;
        Assert.Equal((Day(Today), false), (card["consents"]![0]!["withdrawnOn"]!.GetValue<string>(),
            card["consentLinks"]![0]!["withdraws"]!.GetValue<bool>()));

        // Used twice, and opened after that.
        Assert.Equal((HttpStatusCode.Conflict, "consent-not-in-force"), Refusal(await school.Post("/api/consent/answer", Withdraw, token)));
        Assert.Equal((HttpStatusCode.Conflict, "consent-not-in-force"), Refusal(await school.Get("/api/consent", token)));
        Deciding.Done(await school.Post($"/api/people/{child}/consents/{consent}/withdrawal/void", """{"reason":"Ошибка."}"""));
        Assert.True((await school.Get("/api/consent", token)).Json["agreed"]!.GetValue<bool>());

        // A link that came into other hands is revoked: the consent stands, and nothing withdraws it through the link.
        Deciding.Done(await school.Post($"/api/people/{child}/consent-links/{issued.Says("link")}/revocation",
            """{"reason":"Чужие руки."}"""));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refusal(await school.Post("/api/consent/answer", Withdraw, token)));
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await school.Post("/api/consent/answer", Withdraw, token[..^1] + (token[^1] == 'A' ? 'B' : 'A'))).Status);
        Assert.True((await school.Get($"/api/people/{child}")).Json["consents"]![0]!["inForce"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Is_withdrawn_until_it_ends_and_not_longer()
    {
        await using var own = await Installation.OwnAsync();
        var (school, child, mother) = await Family(at: own);
        var token = Token(await Issue(school, child, mother));
        Assert.Equal(HttpStatusCode.Created, (await school.Post("/api/consent/answer", Agree, token)).Status);

        await using var after = await own.StartNode(new LaterClock(TimeSpan.FromDays(370)));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-expired"),
            Refusal(await school.Post("/api/consent/answer", Withdraw, token, node: new(after.Urls.Single()))));
        // The link was for 30 days; the withdrawal is for the whole time of the consent.
        await using var within = await own.StartNode(new LaterClock(TimeSpan.FromDays(300)));
        Assert.Equal(HttpStatusCode.Created,
            (await school.Post("/api/consent/answer", Withdraw, token, node: new(within.Urls.Single()))).Status);
    }

    [Fact]
    public async Task Is_refused_by_the_signer()
    {
        var (school, child, mother) = await Family();
        var token = Token(await Issue(school, child, mother));

        var refused = await school.Post("/api/consent/answer", Disagree, token);

        Assert.Equal((HttpStatusCode.Created, null), (refused.Status, refused.Says("consent")));
        Assert.Equal(["consent_link_answered", "consent_refused"],
            (await Entries(school, refused)).Select(e => e["type"]!.GetValue<string>()));
        var card = (await school.Get($"/api/people/{child}")).Json;
        Assert.Equal("participation", card["standing"]!["refused"]![0]!.GetValue<string>());
        Assert.Empty(card["consents"]!.AsArray());
        Assert.Equal((HttpStatusCode.Conflict, "already-recorded"), Refusal(await school.Post("/api/consent/answer", Agree, token)));
    }

    [Fact]
    public async Task Of_a_14_year_old_counts_when_both_have_agreed()
    {
        var (school, child, mother) = await Family(years: 15);
        var (first, second) = (Token(await Issue(school, child, mother)), Token(await Issue(school, child, child)));

        Assert.True((await school.Post("/api/consent/answer", Agree, first)).Json["awaiting"]!.GetValue<bool>());
        Assert.Empty((await school.Get($"/api/people/{child}")).Json["consents"]!.AsArray());
        Assert.True((await school.Get("/api/consent", second)).Json["own"]!.GetValue<bool>());
        var last = await school.Post("/api/consent/answer", Agree, second);

        Assert.False(last.Json["awaiting"]!.GetValue<bool>());
        var card = (await school.Get($"/api/people/{child}")).Json;
        Assert.Equal(new[] { $"{child}", $"{mother}" }.Order(),
            card["consents"]![0]!["given"]!["signers"]!.AsArray().Select(s => s!.GetValue<string>()));
        Assert.All(card["consentLinks"]!.AsArray(), l => Assert.Equal("closed", l!["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Is_not_issued_to_who_may_not_sign()
    {
        var (school, child, mother) = await Family();
        var (teacher, stranger) = (await school.Person(30, kind: "teacher"), await school.Person(40, kind: "parent"));

        (await Issue(school, child, child)).Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "signature-of-child-has-no-force");
        (await Issue(school, child, stranger)).Refused(HttpStatusCode.UnprocessableEntity, "wrong-signers", "representative-not-linked");
        (await Issue(school, child, mother, "specialCategories"))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "consent-not-written");
        Assert.Equal(HttpStatusCode.Created, (await Issue(school, teacher, teacher)).Status);
    }

    [Fact]
    public async Task Is_refused_by_name_after_revocation_replacement_or_expiry()
    {
        await using var own = await Installation.OwnAsync();
        var (school, child, mother) = await Family(at: own);
        var (first, second) = (Token(await Issue(school, child, mother)), await Issue(school, child, mother));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refusal(await school.Post("/api/consent/answer", Agree, first)));

        await using var later = await own.StartNode(new LaterClock(TimeSpan.FromDays(31)));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-expired"), Refusal(await school.Post("/api/consent/answer", Agree,
            Token(second), node: new(later.Urls.Single()))));

        Deciding.Done(await school.Post($"/api/people/{child}/consent-links/{second.Says("link")}/revocation", """{"reason":"Ошибка."}"""));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refusal(await school.Get("/api/consent", Token(second))));
        Assert.Empty((await school.Get($"/api/people/{child}")).Json["consents"]!.AsArray());
    }

    [Fact]
    public async Task Opens_nothing_but_itself_and_nothing_of_another_school()
    {
        var (school, child, mother) = await Family();
        var (other, theirs, parent) = await Family();
        var (our, their) = (await Issue(school, child, mother), await Issue(other, theirs, parent));

        foreach (var path in new[] { "/api/survey", "/api/preferences", $"/api/people/{child}", "/api/consent-texts", "/api/whoami" })
            Assert.Equal((HttpStatusCode.Forbidden, "role-required"), Refusal(await school.Get(path, Token(our))));
        Assert.Equal((HttpStatusCode.Forbidden, "role-required"), Refusal(await school.Get("/api/consent")));
        Assert.Equal(HttpStatusCode.NotFound, (await school.Post($"/api/people/{theirs}/consent-links/{their.Says("link")}/revocation",
            """{"reason":"Чужая."}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Issue(school, theirs, parent)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await school.Post("/api/consent/answer", Agree, Token(our)[..36] + Token(their)[36..])).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"), Refusal(await school.Post("/api/consent/answer",
            """{"decision":"given","effectiveOn":"2021-01-01"}""", Token(our))));
        (await school.Post("/api/keys", $$"""{"roles":["signer"],"person":"{{Id.New()}}"}""", school.GraceKey))
            .Refused(HttpStatusCode.UnprocessableEntity, "value-out-of-range", "participants-have-links");
    }

    [Fact]
    public async Task Is_shown_once_and_never_stored_in_clear()
    {
        var (school, child, mother) = await Family();
        var text = await school.Text();
        Task<Answer> Once() => school.Post($"/api/people/{child}/consent-links", Body(text, mother), idempotency: "link");

        var (first, repeat) = (await Once(), await Once());

        Assert.Matches("^mc_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", Token(first));
        Assert.EndsWith($"/consent#{Token(first)}", first.Says("address")!, StringComparison.Ordinal);
        Assert.Equal((first.Says("link"), null, true),
            (repeat.Says("link"), repeat.Says("token"), repeat.Json["repeated"]!.GetValue<bool>()));
        var secret = Token(first)[36..];
        var connection = await installation.Services.GetRequiredService<NpgsqlDataSource>()
            .OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (connection)
        {
            await using var command = new NpgsqlCommand(
                """
                select (select count(*) from access.consent_links l where l::text like '%' || $1 || '%')
                    + (select count(*) from ledger.mt_events e where e.data::text like '%' || $1 || '%'),
                    (select count(*) from access.consent_links where id = $2)
                """, connection);
            command.Parameters.Add(new() { Value = secret });
            command.Parameters.Add(new() { Value = Guid.Parse(first.Says("link")!) });
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal((0L, 1L), (row.GetInt64(0), row.GetInt64(1)));
        }
    }

    private async Task<(School School, Guid Child, Guid Mother)> Family(int years = 12, Installation? at = null)
    {
        var school = await School.Open(at ?? installation);
        var child = await school.Person(years);
        return (school, child, await school.Mother(child));
    }

    private static async Task<Answer> Issue(School school, Guid person, Guid signer, string purpose = "participation") =>
        await school.Post($"/api/people/{person}/consent-links", Body(await school.Text(purpose), signer, purpose));

    private static string Body(Guid text, Guid signer, string purpose = "participation") =>
        $$"""{"purpose":"{{purpose}}","text":"{{text}}","signer":"{{signer}}","validUntil":"{{Day(Today.AddYears(1))}}"}""";

    private static async Task<IReadOnlyList<JsonNode>> Entries(School school, Answer answer)
    {
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        var last = answer.Json["receipt"]!["position"]!.GetValue<long>();
        return [.. (await school.Get("/api/audit/entries?limit=200", auditor)).Json["items"]!.AsArray().OfType<JsonNode>()
            .Where(e => e["position"]!.GetValue<long>() is var at && at > last - 2 && at <= last)];
    }

    private static string Token(Answer issued) => issued.Says("token")!;

    private static (HttpStatusCode, string?) Refusal(Answer answer) => (answer.Status, answer.Code);
}
