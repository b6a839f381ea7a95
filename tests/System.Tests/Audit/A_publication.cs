using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Organisations;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>Definitions and questionnaires are published like every decision: by an actor, once, and not on a forked ledger.</summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_publication(AuditBed bed)
{
    private static readonly (string Path, string Body)[] Both =
        [("/api/definitions", LedgerTestBed.OneQuestionAtTheFirstGate()), ("/api/questionnaires", SurveyOfSchool.Text(1))];

    [Fact]
    public async Task Is_made_by_the_caller_and_once_per_key()
    {
        await using var story = await Story.Begin(bed);
        var before = (await story.Ledger.Node.Reader.Head(AuditedLedger.Stop)).Size;

        foreach (var (path, body) in Both)
        {
            Assert.Equal((HttpStatusCode.BadRequest, "idempotency-key-required"), await story.Post(path, body, key: null));
            Assert.Equal((HttpStatusCode.OK, null), await story.Post($"{path}?dryRun=true", body, $"dry{path}"));
            Assert.Equal((HttpStatusCode.Created, null), await story.Post(path, body, $"one{path}"));
            Assert.Equal((HttpStatusCode.Created, null), await story.Post(path, body, $"one{path}"));
            Assert.Equal((HttpStatusCode.Created, null), await story.Post(path, body, $"two{path}"));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"),
                await story.Post(path, body.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), $"one{path}"));
        }

        var published = (await story.Ledger.Node.Everything()).Where(e => e.Entry.Position >= before)
            .Select(e => (e.Entry.Type, e.Entry.Role, e.Entry.Actor.Split('-')[0], e.Entry.CommandId));
        Assert.Equal([("definition_published", "operator", "person", "one/api/definitions"),
            ("questionnaire_published", "curator", "person", "one/api/questionnaires")], published);
    }

    [Fact]
    public async Task Is_refused_on_a_ledger_that_was_forged_under_the_node()
    {
        await using var story = await Story.Begin(bed);
        Assert.Equal((HttpStatusCode.Created, null), await story.Post(Both[0].Path, Both[0].Body, "own"));
        var own = (await story.Ledger.Node.Reader.Head(AuditedLedger.Stop)).Size - 1;
        await story.Ledger.Forge($"update ledger.entries set role = 'head' where position = {own}");
        await story.Ledger.ForgeLeaf(own);

        // First the writer detects it, then the signer.
        foreach (var found in new[] { "writer", "signer" })
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ledger-forked"),
                await story.Post(Both[0].Path, Both[0].Body.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal), found));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "ledger-forked"), await story.Post(Both[1].Path, Both[1].Body, found));
            await story.Post("/api/audit/checkpoints", "{}", null);
        }

        Assert.Equal(own + 1, (await story.Ledger.Node.Reader.Head(AuditedLedger.Stop)).Size);
        await Assert.ThrowsAsync<NotDecidedException>(() => story.Server.Services.GetRequiredService<PublishingEngine>()
            .PublishShipped(AuditedLedger.Stop));
    }

    [Fact]
    public async Task Is_postponed_by_a_silent_database_and_found_again_by_its_key()
    {
        await using var story = await Story.Begin(bed);
        await using (var other = new NpgsqlConnection(story.Ledger.Owner + ";Pooling=false"))
        {
            await other.OpenAsync(AuditedLedger.Stop);
            await using var holding = await other.BeginTransactionAsync(AuditedLedger.Stop);
            await using (var hold = new NpgsqlCommand("select from seal.head for update", other, holding))
                await hold.ExecuteNonQueryAsync(AuditedLedger.Stop);
            foreach (var (path, body) in Both) Assert.Equal(HttpStatusCode.ServiceUnavailable, (await story.Post(path, body, path)).Status);
        }

        foreach (var (path, body) in Both)
        {
            (HttpStatusCode Status, string? Code) answer;
            do answer = await story.Post(path, body, path);
            while (answer.Status == HttpStatusCode.ServiceUnavailable);
            Assert.Equal((HttpStatusCode.Created, null), answer);
            Assert.Single(await story.Ledger.Node.Everything(), e => e.Entry.CommandId == path);
        }
    }

    private sealed record Story(AuditedLedger Ledger, WebApplication Server, HttpClient Http) : IAsyncDisposable
    {
        public static async Task<Story> Begin(AuditBed bed)
        {
            var ledger = await bed.Ledger();
            var key = await ledger.Key(Some.Id(), OrganisationKind.Operator, Role.Operator, Role.Curator);
            var limits = BatchLimits.Default with { Patience = TimeSpan.FromMilliseconds(300) };
            var server = MentorshipFlow.Api.Server.Create(new(ledger.App, ledger.Safe), services => services.AddSingleton(limits));
            await server.StartAsync(AuditedLedger.Stop);
            var http = new HttpClient { BaseAddress = new(server.Urls.First()) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return new(ledger, server, http);
        }

        public async Task<(HttpStatusCode Status, string? Code)> Post(string path, string body, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
                { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            using var answer = await Http.SendAsync(request, AuditedLedger.Stop);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? null
                : (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(AuditedLedger.Stop))!["code"]);
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await Server.DisposeAsync();
            await Ledger.DisposeAsync();
        }
    }
}
