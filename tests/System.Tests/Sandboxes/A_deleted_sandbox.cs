using System.Net;
using MentorshipFlow.Organisations;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Pages;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Messages;
using MentorshipFlow.Workflows.Vault;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;
using static MentorshipFlow.System.Tests.Sandboxes.OpenedSandbox;

namespace MentorshipFlow.System.Tests.Sandboxes;

public sealed class A_deleted_sandbox(Installation installation)
{
    private const string Left = """
        select (select count(*) from vault.people where organisation = $1) + (select count(*) from vault.texts where organisation = $1)
            + (select count(*) from vault.files where organisation = $1)
            + (select count(*) from access.survey_links where organisation = $1)
            + (select count(*) from access.consent_links where organisation = $1)
            + (select count(*) from access.link_codes where organisation = $1)
            + (select count(*) from jobs.jobs where organisation = $1)
            + (select count(*) from access.account_persons where organisation = $1)
            + (select count(*) from access.digests where organisation = $1)
            + (select count(*) from access.keys where organisation = $1 and not revoked)
            + (select count(*) from keys.data_keys k where k.owner = 'organisation-' || $1
                or exists (select from ledger.mt_streams s where s.tenant_id = $1::text and s.id = k.owner))
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leaves_no_readable_text_no_working_key_and_an_event_that_says_so()
    {
        var owner = await Integrator(await School.Open(installation));
        var sandbox = await Open(installation, owner, 4);
        var persons = (await sandbox.Get("/api/people?limit=100")).Json["items"]!.AsArray()
            .Select(p => p!["id"]!.GetValue<Guid>()).ToList();
        var vault = installation.Services.GetRequiredService<PersonVault>();
        Assert.Equal(persons.Count, (await vault.Open(sandbox.Id, persons, Stop)).Count);
        var link = await Link(sandbox);
        var webhook = Deciding.Done(await sandbox.Post("/api/webhooks", """{"address":"http://127.0.0.1:9/"}""", "integrator"));
        Assert.Equal(HttpStatusCode.Accepted, (await sandbox.Post($"/api/programmes/{sandbox.Programme}/export")).Status);
        await Account(sandbox);
        Assert.NotEqual(0L, await Count(Left, sandbox.Id));

        var deleted = Deciding.Done(await sandbox.Delete());

        Assert.Equal("sandbox_closed", Assert.Single(deleted.Events()));
        Assert.Equal(0L, await Count(Left, sandbox.Id));
        Assert.Empty(await vault.Open(sandbox.Id, persons, Stop));
        foreach (var role in sandbox.Keys.Keys)
            (await sandbox.Get("/api/organisation", role)).Refused(HttpStatusCode.Unauthorized, "unauthenticated", "");
        Assert.Equal(HttpStatusCode.Unauthorized, (await School.Send(installation.Http, "GET", "/api/survey", link, null)).Status);
        Assert.Equal("sandbox_deleted", await Text(
            """
            select type from ledger.mt_events where tenant_id = $1::text and stream_id = 'organisation-' || $1 order by version desc limit 1
            """,
            sandbox.Id));
        Assert.Equal(0L, await Count("select count(*) from webhooks.lanes where webhook = $1",
            webhook.Json["events"]![0]!["body"]!["id"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task Is_hidden_from_lists_and_answers_gone_or_not_found()
    {
        var owner = await Integrator(await School.Open(installation));
        var sandbox = await Open(installation, owner, 1);
        Deciding.Done(await sandbox.Delete());
        Task<Answer> Get(string path, string key) => School.Send(installation.Http, "GET", path, key, null);

        Assert.Empty((await Get("/api/sandboxes", owner)).Json["items"]!.AsArray());
        (await Get($"/api/sandboxes/{sandbox.Id}", owner)).Refused(HttpStatusCode.Gone, "sandbox-deleted", "");
        Assert.Equal(HttpStatusCode.NotFound, (await sandbox.Delete()).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get($"/api/organisations/{sandbox.Id}", installation.Operator)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await School.Send(installation.Http, "POST", $"/api/organisations/{sandbox.Id}/keys",
            installation.Operator, $$"""{"roles":["head"],"person":"{{Id.New()}}"}""")).Status);
    }

    [Fact]
    public async Task Is_not_made_anew_by_a_repeated_request()
    {
        var owner = await Integrator(await School.Open(installation));
        var first = Deciding.Done(await Ask(installation, owner, 1, idempotency: "gone"));
        Deciding.Done(await new OpenedSandbox(installation, owner, first.Json).Delete());

        var again = Deciding.Done(await Ask(installation, owner, 1, idempotency: "gone"));

        Assert.True(again.Json["repeated"]!.GetValue<bool>());
        Assert.Null(again.Json["keys"]);
        Assert.Equal(0L, await Count(Left, first.Json["sandbox"]!.GetValue<Guid>()));
    }

    [Fact]
    public async Task Was_not_deleted_by_another_organisation()
    {
        var sandbox = await Open(installation, await Integrator(await School.Open(installation)), 1);
        foreach (var other in new[] { await Integrator(await School.Open(installation)), installation.Operator })
        {
            var refused = await School.Send(installation.Http, "POST", $"/api/sandboxes/{sandbox.Id}/deletion", other, "{}");
            Assert.Equal(HttpStatusCode.NotFound, refused.Status);
            Assert.Equal(HttpStatusCode.NotFound,
                (await School.Send(installation.Http, "GET", $"/api/sandboxes/{sandbox.Id}", other, null)).Status);
        }

        Assert.Equal("role-required", (await sandbox.Post($"/api/sandboxes/{sandbox.Id}/deletion", role: "head")).Code);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Get("/api/organisation")).Status);
    }

    [Fact]
    public async Task Was_deleted_by_itself_after_its_last_day()
    {
        await using var own = await Installation.OwnAsync();
        var school = await School.Open(own);
        var sandbox = await Open(own, await Integrator(school), 1);
        var expire = new ExpireSandbox(school.Id, sandbox.Id, Id.New());
        await own.Services.GetRequiredService<IMessageBus>().InvokeAsync(expire, Stop);
        Assert.Equal(HttpStatusCode.OK, (await sandbox.Get("/api/organisation")).Status);

        await using (var later = await own.StartNode(new LaterClock(TimeSpan.FromDays(16))))
            await later.Services.GetRequiredService<IMessageBus>().InvokeAsync(expire, Stop);

        await Gone(sandbox.Id, own);
        Assert.Equal("expired", (string?)await Scalar(
            "select data ->> 'why' from ledger.mt_events where type = 'sandbox_closed' and data ->> 'sandbox' = $1::text", sandbox.Id,
            own));
    }

    [Fact]
    public async Task Was_deleted_although_the_server_had_died_after_closing_it()
    {
        var school = await School.Open(installation);
        var sandbox = await Open(installation, await Integrator(school), 2);
        // Only the first half of a deletion.
        var organisations = installation.Services.GetRequiredService<OrganisationEngine>();
        await organisations.Decide(school.Id, new SandboxCommand.CloseSandbox(sandbox.Id, SandboxEnd.Decided),
            new(school.Id, $"{Id.New()}", new string('a', 64), new(new Actor(null, Id.New(), Role.Integrator), SchoolPeople.Today), false,
                []), Stop);

        await Gone(sandbox.Id, installation);
    }

    [Fact]
    public async Task Has_its_people_among_the_erased()
    {
        var sandbox = await Open(installation, await Integrator(await School.Open(installation)), 2);
        Deciding.Done(await sandbox.Delete());

        // The sweep of erasures finds the keys of all of them gone.
        Assert.True(await Count("select count(*) from vault.erasures where organisation = $1 and whole", sandbox.Id) >= 8);
    }

    // Somebody who tries the sandbox with an account, and gets digests.
    private async Task Account(OpenedSandbox sandbox)
    {
        var issued = Deciding.Done(await sandbox.Post("/api/keys",
            $$"""{"roles":["auditor"],"person":"{{Api.Id.New()}}","invitation":true}""", "head"));
        using var visitor = new Visitor(installation.Http.BaseAddress!);
        var page = await visitor.Open(new Uri(issued.Json["invitation"]!["link"]!.GetValue<string>()).AbsolutePath);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Send("/invite/accept", ("ticket", page.Hidden("ticket")),
            ("login", An_account.Login()), ("password", An_account.PasswordOfAll))).Status);
        Assert.Equal(1L, await Count(
            """
            with made as (
                insert into access.digests (account, organisation, address, number, asked_at, status, language, hour, days)
                select account, organisation, '', 1, now(), 'on', 'ru', 8, '{1}' from access.account_persons where organisation = $1
                returning 1)
            select count(*) from made
            """, sandbox.Id));
    }

    private async Task<string> Link(OpenedSandbox sandbox)
    {
        var waves = $"/api/programmes/{sandbox.Programme}/survey-waves";
        var earlier = (await sandbox.Get(waves)).Json["items"]![0]!;
        var audience = (string)earlier["audience"]!;
        var opened = Deciding.Done(await sandbox.Post(waves,
            $$"""
            {"questionnaire":{{earlier["questionnaire"]!.ToJsonString()}},"audience":"{{audience}}","purpose":"application",
            "title":"Ещё раз"}
            """));
        var wave = $"{opened.Response.Headers.Location}";
        // The questionnaire is of one form, and so is who may be invited.
        foreach (var one in (await sandbox.Get($"/api/programmes/{sandbox.Programme}/{audience}")).Json["items"]!.AsArray())
        {
            var invited = await sandbox.Post($"{wave}/invitation", $$"""{"persons":[{{one!["person"]!.ToJsonString()}}]}""");
            if (invited.Code != "not-eligible") Deciding.Done(invited);
        }

        return Deciding.Done(await sandbox.Post($"{wave}/links")).Json["links"]![0]!["token"]!.GetValue<string>();
    }

    private static async Task Gone(Guid sandbox, Installation its)
    {
        var since = global::System.Diagnostics.Stopwatch.StartNew();
        while ((long)(await Scalar(Left, sandbox, its))! > 0 && since.Elapsed < Patience.AtMost) await Task.Delay(100, Stop);
        Assert.Equal(0L, await Scalar(Left, sandbox, its));
    }

    private async Task<long> Count(string question, Guid about) => (long)(await Scalar(question, about, installation))!;

    private async Task<string?> Text(string question, Guid about) => (string?)await Scalar(question, about, installation);

    private static async Task<object?> Scalar(string question, Guid about, Installation its)
    {
        await using var command = its.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(question);
        command.Parameters.Add(new() { Value = about });
        return await command.ExecuteScalarAsync(Stop);
    }
}
