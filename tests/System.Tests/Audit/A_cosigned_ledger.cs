using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api;
using MentorshipFlow.Audit;
using MentorshipFlow.Ledger;
using MentorshipFlow.Organisations;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Witnesses;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A server with a witness on another machine: what it hands out, and what its auditor sees after the key was stolen.</summary>
[Collection(OnAuditedLedgers.Name)]
[Trait("drill", "attack")]
public sealed class A_cosigned_ledger(AuditBed bed) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mentorshipflow-witness-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Hands_out_checkpoints_bundles_excerpts_and_receipts_with_the_cosignature()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var key = await ledger.Key(school.Id, OrganisationKind.School, Role.Auditor);
        var witness = await Witness("w1", ledger.Signer.Key);
        await using var server = await Served(ledger, witness.Key);
        using var http = Client(server, key);

        var before = await Latest(http);
        Assert.Single(SignatureLines(before));
        Assert.Equal(BundleFaults.WitnessMissing, Fault(await Export(http, programme), witness.Key));
        Assert.Equal((0, ""), await witness.Run(server, key));

        var note = await Latest(http);
        Assert.StartsWith(before, note, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(witness.State, AuditedLedger.Stop), $"{await witness.Head()}{note}");
        var listed = (await http.GetFromJsonAsync<JsonNode>("/api/audit/checkpoints", AuditedLedger.Stop))!["items"]!.AsArray();
        Assert.Equal(note, (string?)listed[^1]!["note"]);
        Assert.Equal(note, server.Services.GetRequiredService<CosignedCheckpoints>().Latest);

        // The ledger has grown since, so the fresh checkpoint has no witness; the cosigned one covers the programme's entries.
        await ledger.Grow(3);
        var position = (await ledger.Node.Everything()).Last(e => e.Entry.Stream.EndsWith($"{programme}", StringComparison.Ordinal))
            .Entry.Position;
        foreach (var (file, text) in new[]
        {
            ("bundle", await Export(http, programme)),
            ("excerpt", await http.GetStringAsync($"/api/programmes/{programme}/excerpt?entry=1", AuditedLedger.Stop)),
            ("receipt", await http.GetStringAsync($"/api/audit/entries/{position}/excerpt", AuditedLedger.Stop)),
        })
        {
            Assert.Contains(note, text, StringComparison.Ordinal);
            Assert.Equal("none", Fault(text, witness.Key));
            Assert.Equal(["w1.example"], Verdict(text, witness.Key).Witnesses.Select(w => w.Witness));
            Assert.Empty(Verdict(text).Witnesses);
            var path = Path.Combine(folder, file);
            await File.WriteAllTextAsync(path, text, AuditedLedger.Stop);
            var known = await RunningProgram.RunAsync(null, ["verify", path, "--witness", witness.Key.Format()]);
            Assert.Equal(0, known.ExitCode);
            Assert.Matches("cosigned by witness: w1.example 20[0-9-]+T[0-9:]+Z\n", known.Output);
            Assert.DoesNotContain("witness", (await RunningProgram.RunAsync(null, ["verify", path])).Output, StringComparison.Ordinal);
        }

        // A checkpoint behind the cosigned one is asked for: it has no witness yet.
        var joined = await http.GetStringAsync($"/api/programmes/{programme}/export?checkpoint={Size(note) + 2}", AuditedLedger.Stop);
        Assert.Equal(BundleFaults.WitnessMissing, Fault(joined, witness.Key));
        Assert.IsType<BundleVerdict.Sound>(Verdict(joined));
    }

    [Fact]
    public async Task Is_found_out_by_one_honest_witness_after_its_key_was_stolen()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, _) = await school.Submitted(ledger.Node);
        var key = await ledger.Key(school.Id, OrganisationKind.School, Role.Auditor);
        var witness = await Witness("w1", ledger.Signer.Key);
        await using (var honest = await Served(ledger, witness.Key)) Assert.Equal((0, ""), await witness.Run(honest, key));
        var before = await File.ReadAllBytesAsync(witness.State, AuditedLedger.Stop);

        // The thief of database and safe rewrites an entry, every leaf and node, and signs with the true key.
        await ledger.Forge("update ledger.entries set role = 'head' where position = 4");
        await ledger.ForgeLeaf(4);
        await ledger.ForgeTree();
        foreach (var log in Directory.GetFiles(ledger.Safe, "*.log")) File.Delete(log);
        await using var server = await Served(ledger, witness.Key);
        using var http = Client(server, key);

        var (exit, errors) = await witness.Run(server, key);
        Assert.Equal(1, exit);
        Assert.StartsWith("forked: ", errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(witness.State, AuditedLedger.Stop));
        var bundle = await Export(http, programme);
        Assert.IsType<BundleVerdict.Sound>(Verdict(bundle));
        Assert.Equal(BundleFaults.WitnessMissing, Fault(bundle, witness.Key));

        // Neither the true cosignature nor one by the thief's own key helps.
        var (note, cosigned) = (await Latest(http), SignatureLines(await File.ReadAllTextAsync(witness.State, AuditedLedger.Stop))[1]);
        Assert.Equal(BundleFaults.CosignatureWrong, Fault(bundle.Replace(note, note + cosigned, StringComparison.Ordinal), witness.Key));
        var thief = WitnessSecret.Make("w1.example", Path.Combine(folder, "thief"));
        Assert.True(SignedNote.TryOpen(note, ledger.Signer.Key, out var forged));
        var own = thief.Cosign(forged, TimeProvider.System.GetUtcNow());
        Assert.Equal(BundleFaults.WitnessMissing, Fault(bundle.Replace(note, note + own, StringComparison.Ordinal), witness.Key));
    }

    [Fact]
    public async Task Keeps_valid_cosignatures_of_its_own_witnesses_alone()
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(5);
        var key = await ledger.Key(Some.Id(), OrganisationKind.School, Role.Auditor);
        var (known, other) = (await Witness("w1", ledger.Signer.Key), await Witness("w2", ledger.Signer.Key));
        await using var server = await Served(ledger, known.Key, other.Key);
        using var http = Client(server, key);
        var note = await Latest(http);
        Assert.True(SignedNote.TryOpen(note, ledger.Signer.Key, out var checkpoint));
        var (now, stranger) = (TimeProvider.System.GetUtcNow(), WitnessSecret.Make("w3.example", Path.Combine(folder, "stranger")));
        var own = known.Secret.Cosign(checkpoint, now);
        var namesake = WitnessSecret.Make("w1.example", Path.Combine(folder, "namesake")).Cosign(checkpoint, now);
        var ofOther = known.Secret.Cosign(checkpoint with { Root = Hash.Of("another past"u8) }, now);
        var place = own.Length - 20;
        var altered = own[..place] + (own[place] == 'A' ? "B" : "A") + own[(place + 1)..];
        using var stolen = Secrets.Open(ledger.Safe).OpenCheckpointKey();
        var past = SignedNote.Sign(checkpoint with { Root = Hash.Of("another past"u8) }, stolen, ledger.Signer.Key.Name);

        foreach (var (what, text, told) in new[]
        {
            ("nothing", note, "No signature by a witness"),
            ("a stranger's", note + stranger.Cosign(checkpoint, now), "No signature by a witness"),
            ("a namesake's", note + namesake, "No signature by a witness"), ("an altered one", note + altered, "w1.example is wrong"),
            ("one of another tree", note + ofOther, "w1.example is wrong"),
            ("one beside a wrong one", note + own + altered, "w1.example is wrong"),
            ("without the ledger's signature", $"{checkpoint.Body}\n{own}", "Not a note"), ("no note", "text", "Not a note"),
            ("another history that the key signed", past + ofOther, "of another history"),
        })
        {
            using var refused = await Handed(http, text);
            Assert.Equal((what, HttpStatusCode.BadRequest), (what, refused.StatusCode));
            Assert.Contains(told, await refused.Content.ReadAsStringAsync(AuditedLedger.Stop), StringComparison.Ordinal);
        }

        Assert.Equal(note, await Latest(http));
        Assert.False(File.Exists(Path.Combine(ledger.Safe, "cosigned.log")));
        using (var kept = await Handed(http, note + stranger.Cosign(checkpoint, now) + own))
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        Assert.Equal(note + own, await Latest(http));

        // The second witness comes to the same checkpoint; both are named, and one of two is enough where one is demanded.
        Assert.Equal((0, ""), await other.Run(server, key));
        var both = await Latest(http);
        Assert.Equal(3, SignatureLines(both).Length);
        Assert.StartsWith(note + own, both, StringComparison.Ordinal);
        Assert.Equal([both], server.Services.GetRequiredService<CosignedNotes>().Read());

        // After a restart it has them still; without its witnesses in the settings it hands out what it did before.
        await server.StopAsync(AuditedLedger.Stop);
        await using (var again = await Served(ledger, known.Key, other.Key))
        using (var reader = Client(again, key)) Assert.Equal(both, await Latest(reader));
        await using var without = await Served(ledger);
        using var plain = Client(without, key);
        Assert.Equal(note, await Latest(plain));
        using var none = await Handed(plain, both);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Is_asked_for_by_an_auditor_who_says_how_many_and_whom()
    {
        var (one, two) = (await Witness("w1", null), await Witness("w2", null));
        string[] keys = [one.Key.Format(), two.Key.Format()];

        Assert.NotNull(WitnessDemand.Parse(keys, 1, Ed25519.Check));
        Assert.All(
            new (string[] Keys, int? AtLeast)[]
            {
                ([], null), ([], 1), (keys, 0), (keys, 3), (keys, -1), ([.. keys, keys[0]], null), (["w1"], null),
                ([keys[0], (one.Key with { Name = "w3.example" }).Format()], null),
            },
            demand => Assert.Null(WitnessDemand.Parse(demand.Keys, demand.AtLeast, Ed25519.Check)));
        foreach (var words in (string[][])[["--witness", "w1"], ["--witnesses", "1"], ["--witness", keys[0], "--witness", keys[0]]])
            Assert.Equal(2, (await RunningProgram.RunAsync(null, ["verify", one.State, .. words])).ExitCode);
        var refused = await RunningProgram.RunAsync(
            null, ["serve", "--data", Path.Combine(folder, "d"), "--port", "0"],
            new Dictionary<string, string> { ["MentorshipFlow__Witnesses"] = $"{keys[0]},w2" });
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith("witness-unreadable: ", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>A witness as somebody runs it on another machine.</summary>
    private sealed record OtherMachine(WitnessSecret Secret, string State, string Folder)
    {
        public WitnessKey Key => Secret.Key;

        public async Task<(int ExitCode, string Errors)> Run(WebApplication server, string access)
        {
            var file = Path.Combine(Folder, "access");
            await File.WriteAllTextAsync(file, access, AuditedLedger.Stop);
            var ended = await RunningProgram.RunAsync(
                null, ["witness", "--url", server.Urls.First(), "--access", file, "--key", $"{State}.key", "--state", State, "--once"]);
            return (ended.ExitCode, ended.Errors);
        }

        public async Task<string> Head() =>
            string.Concat((await File.ReadAllLinesAsync(State, AuditedLedger.Stop))[..2].Select(line => $"{line}\n"));
    }

    private async Task<OtherMachine> Witness(string name, CheckpointKey? ledger)
    {
        var state = Path.Combine(folder, name);
        ledger ??= CheckpointKey.Parse(
            "school-49+15f3a31e+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNvKfP1gqG907SCgngMyANwTuNMmNhay/A1a47nPJvs2"
            + "4KFTeo80q7wWYJNdJ7/9uzXtMH3Q72422C+/4VAS/nk=")!;
        var made = await RunningProgram.RunAsync(
            null,
            ["witness", "new", "--name", $"{name}.example", "--ledger-key", ledger.Format(), "--key", $"{state}.key", "--state", state]);
        Assert.True(made.ExitCode == 0, made.Errors);
        var secret = WitnessSecret.Read($"{state}.key")!;
        Assert.Equal($"{secret.Key.Format()}\n", made.Output);
        return new(secret, state, folder);
    }

    private static async Task<WebApplication> Served(AuditedLedger ledger, params WitnessKey[] witnesses)
    {
        var server = Server.Create(new(ledger.App, ledger.Safe) { Witnesses = witnesses });
        await server.StartAsync(AuditedLedger.Stop);
        return server;
    }

    private static HttpClient Client(WebApplication server, string key)
    {
        var http = new HttpClient { BaseAddress = new(server.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return http;
    }

    private static Task<string> Latest(HttpClient http) => http.GetStringAsync("/api/audit/checkpoints/latest", AuditedLedger.Stop);

    private static Task<string> Export(HttpClient http, Guid programme) =>
        http.GetStringAsync($"/api/programmes/{programme}/export", AuditedLedger.Stop);

    private static Task<HttpResponseMessage> Handed(HttpClient http, string note) =>
        http.PostAsJsonAsync("/api/audit/checkpoints/cosignatures", new { note }, AuditedLedger.Stop);

    private static BundleVerdict Verdict(string text, params WitnessKey[] witnesses) => BundleVerifier.Verify(
        text, (_, _, _, _) => "", witnesses: WitnessDemand.Parse([.. witnesses.Select(w => w.Format())], null, Ed25519.Check));

    private static string Fault(string text, params WitnessKey[] witnesses) =>
        Verdict(text, witnesses) is BundleVerdict.Broken broken ? broken.Code : "none";

    private static string[] SignatureLines(string note) =>
        [.. note.Split('\n').Where(line => line.StartsWith("— ", StringComparison.Ordinal)).Select(line => $"{line}\n")];

    private static long Size(string note) => long.Parse(note.Split('\n')[1], global::System.Globalization.CultureInfo.InvariantCulture);
}
