using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>A tree in the memory of whoever has the ledger's key.</summary>
internal sealed class KeptTree(IEnumerable<Hash> leaves)
{
    private readonly List<Hash> leaves = [.. leaves];

    public int Size => leaves.Count;

    public static KeptTree Of(int size) => new(Enumerable.Range(0, size).Select(n => Hash.Of(Encoding.UTF8.GetBytes($"entry {n}"))));

    /// <summary>The same with one entry rewritten.</summary>
    public KeptTree Rewritten(int position, string by = "a thief") =>
        new(leaves.Select((leaf, n) => n == position ? Hash.Of(Encoding.UTF8.GetBytes(by)) : leaf));

    public Checkpoint At(int size, string origin = "mentorshipflow/ledger") =>
        new(origin, size, MerkleTree.Root(leaves.Take(size)));

    public JsonObject Proof(long first, long second) => new()
    {
        ["firstRoot"] = $"{MerkleTree.Root(leaves.Take((int)first))}",
        ["secondRoot"] = $"{MerkleTree.Root(leaves.Take((int)second))}",
        ["hashes"] = new JsonArray([.. ConsistencyProof.Prove(first, second, Node).Select(h => JsonValue.Create($"{h}"))]),
    };

    private Hash Node(NodeId id) => MerkleTree.Root(leaves.Skip((int)(id.Index << id.Level)).Take(1 << id.Level));
}

/// <summary>A server that has the ledger's true key and says what its holder wants.</summary>
internal sealed class FalseServer : IAsyncDisposable
{
    public const string KeyName = "mentorshipflow";

    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication app;

    private FalseServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/api/audit/checkpoints/latest", () => Results.Text(Note()));
        app.MapGet("/api/audit/proofs/consistency", (long first, long second) => Results.Text(Proof(first, second), "application/json"));
        app.MapPost("/api/audit/checkpoints/cosignatures", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var note = (string)JsonNode.Parse(await reader.ReadToEndAsync())!["note"]!;
            lock (HandedIn) HandedIn.Add(note);
            return Results.StatusCode(Takes ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    public Func<string> Note { get; set; } = () => "";

    public Func<long, long, string> Proof { get; set; } = (_, _) => "{}";

    public bool Takes { get; set; } = true;

    public List<string> HandedIn { get; } = [];

    public Uri Url => new(app.Urls.First());

    public CheckpointKey Key => new(KeyName, signer.ExportSubjectPublicKeyInfo());

    public static async Task<FalseServer> Start()
    {
        var server = new FalseServer();
        await server.app.StartAsync(AuditedLedger.Stop);
        return server;
    }

    public string Signed(Checkpoint checkpoint) => SignedNote.Sign(checkpoint, signer, KeyName);

    /// <summary>Shows this tree, at this size.</summary>
    public void Show(KeptTree tree, int? size = null)
    {
        Note = () => Signed(tree.At(size ?? tree.Size));
        Proof = (first, second) => tree.Proof(first, second).ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        signer.Dispose();
    }
}
