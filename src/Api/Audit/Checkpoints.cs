using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>What the ledger is and was: roots, signed checkpoints, the key, and proofs between them.</summary>
internal static class Checkpoints
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <param name="Origin">The name of the ledger on its checkpoints.</param>
    /// <param name="Hash">Root of the RFC 6962 tree over the first <paramref name="Size"/> entries, 64 lower hex digits.</param>
    public sealed record Root(string Origin, long Size, string Hash);

    /// <param name="Note">The whole signed note (C2SP).</param>
    public sealed record Signed(long Size, string Root, string Note);

    /// <summary>Notes, smallest size first.</summary>
    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record SignedList(IReadOnlyList<Signed> Items, long? Next);

    /// <param name="Hashes">Lowest sibling first, 64 lower hex digits each.</param>
    public sealed record InclusionOf(long Position, long Size, string Root, IReadOnlyList<string> Hashes);

    /// <param name="Hashes">64 lower hex digits each.</param>
    public sealed record ConsistencyOf(string FirstRoot, string SecondRoot, IReadOnlyList<string> Hashes);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/audit/head", Audits.About("readHead", "The ledger's size and root", "Now, or at an earlier size: the root of any size follows from the stored tree, and signCheckpointAt signs it.") with
        {
            Answer = typeof(Root), Query = [new("size", "An earlier size.", "100")],
        }, Audits.Unforked(Head));

        routes.Read("/api/audit/checkpoints", Audits.About("listCheckpoints", "Signed checkpoints", "From a size on, as they left the house.") with
        {
            Answer = typeof(SignedList), Query = [new("from", "The smallest size.", "0"), .. NumberedPage.Query],
        }, Audits.Unforked(http => Task.FromResult(List(http))));

        routes.Read("/api/audit/checkpoints/latest", Audits.About("readLatestCheckpoint", "The latest signed checkpoint", "The signed note as it stands in the file of the safe.") with
        {
            AnswerMediaType = "text/plain", Further = [StatusCodes.Status404NotFound],
            Sample = "mentorshipflow/0193b2f0-1111-7222-8333-444455556666\n100\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n— mentorshipflow/0193b2f0-1111-7222-8333-444455556666 BGgN3dLk…\n",
        },
            Audits.Unforked(http => Task.FromResult<IResult>(Signer(http).Latest is { } note ? Results.Text(note, PlainText) : Problems.NotFound)));

        routes.Read("/api/audit/checkpoints/at", Audits.About("signCheckpointAt", "A signed checkpoint of any size", "Signed on request, once a consistency proof joins the ledger of that size to the last note; otherwise 503 ledger-forked. It is not added to the notes of the safe, from which it follows.") with
        {
            Answer = typeof(Signed), Query = [new("size", "0 to the size of the ledger.", "100")],
        }, Audits.Unforked(SignAt));

        routes.Take("/api/audit/checkpoints", Audits.About("signCheckpoint", "Sign a checkpoint now", "Only what a consistency proof joins to the last one; otherwise 503 ledger-forked. A ledger that has not grown keeps its note.") with
        {
            Roles = Audits.Verifying, Answer = typeof(Signed),
        }, Sign);

        routes.Read("/api/audit/key", Audits.About("readCheckpointKey", "The key that verifies checkpoints", "As a C2SP vkey. Compare it with what you were given on paper.") with { AnswerMediaType = "text/plain", Sample = "mentorshipflow/0193b2f0-1111-7222-8333-444455556666+04680ddd+AdY2…\n" },
            http => Task.FromResult(Results.Text($"{Signer(http).Key.Format()}\n", PlainText)));

        routes.Read("/api/audit/proofs/inclusion", Audits.About("proveInclusion", "That an entry is in the ledger", "RFC 6962, 2.1.1.") with
        {
            Answer = typeof(InclusionOf), Query = [new("position", "The entry's position.", "41"), new("size", "The size of the tree.", "100")],
        }, Audits.Unforked(Inclusion));

        routes.Read("/api/audit/proofs/consistency", Audits.About("proveConsistency", "That the ledger only grew", "RFC 6962, 2.1.2.") with
        {
            Answer = typeof(ConsistencyOf), Query = [new("first", "The smaller size.", "50"), new("second", "The larger size.", "100")],
        }, Audits.Unforked(Consistency));
    }

    private static async Task<IResult> Sign(HttpContext http) => !await Audits.OfTheOperator(http) ? Problems.RoleRequired(Takes.Operator) : Of(await Signer(http).Sign(http.RequestAborted));

    private static async Task<IResult> SignAt(HttpContext http)
    {
        var head = await Ledger(http).Head(http.RequestAborted);
        return Audits.Number(http, "size") is { } size && size <= head.Size ? Of(await Signer(http).SignAt(size, http.RequestAborted)) : Problems.Parameter("size", $"0 to {head.Size}");
    }

    private static IResult Of(Signing signing) => signing switch
    {
        Signing.Signed signed => Answers.Json(new Signed(signed.Checkpoint.Size, signed.Checkpoint.Root.ToString(), signed.Note)),
        Signing.Forked forked => Audits.Forked(forked.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task<IResult> Head(HttpContext http)
    {
        var head = await Ledger(http).Head(http.RequestAborted);
        if (!http.Request.Query.ContainsKey("size")) return Answers.Json(new Root(head.Origin, head.Size, head.Root.ToString()));
        if (Audits.Number(http, "size") is not { } size || size > head.Size) return Problems.Parameter("size", $"0 to {head.Size}");
        return Answers.Json(new Root(head.Origin, size, (await Nodes(http).RootAt(size, http.RequestAborted)).ToString()));
    }

    private static IResult List(HttpContext http)
    {
        if (http.Request.Query.ContainsKey("from") && Audits.Number(http, "from") is null) return Problems.Parameter("from", "A size.");
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        var (from, key) = (Audits.Number(http, "from") ?? 0, Signer(http).Key);
        var (items, next) = page.Answer(http, page.Cut(Notes(http, Math.Max(from, page.After + 1), key), n => n.Size), n => n.Size);
        return Answers.Json(new SignedList(items, next));
    }

    // A signature is verified once a note is near enough: there is one for every minute.
    private static IEnumerable<Signed> Notes(HttpContext http, long from, CheckpointKey key)
    {
        foreach (var note in http.RequestServices.GetRequiredService<CheckpointFile>().Notes())
            if (SizeOf(note) >= from && SignedNote.TryOpen(note, key, out var checkpoint)) yield return new(checkpoint.Size, checkpoint.Root.ToString(), note);
    }

    private static long SizeOf(string note) => long.TryParse(note.Split('\n')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1;

    private static async Task<IResult> Inclusion(HttpContext http)
    {
        var head = await Ledger(http).Head(http.RequestAborted);
        if (Audits.Number(http, "size") is not { } size || size < 1 || size > head.Size) return Problems.Parameter("size", $"1 to {head.Size}");
        if (Audits.Number(http, "position") is not { } position || position >= size) return Problems.Parameter("position", $"0 to {size - 1}");
        var nodes = Nodes(http);
        return Answers.Json(new InclusionOf(
            position, size, (await nodes.RootAt(size, http.RequestAborted)).ToString(), Audits.Hex(await nodes.Inclusion(position, size, http.RequestAborted))));
    }

    private static async Task<IResult> Consistency(HttpContext http)
    {
        var head = await Ledger(http).Head(http.RequestAborted);
        if (Audits.Number(http, "second") is not { } second || second > head.Size) return Problems.Parameter("second", $"0 to {head.Size}");
        if (Audits.Number(http, "first") is not { } first || first > second) return Problems.Parameter("first", $"0 to {second}");
        var nodes = Nodes(http);
        return Answers.Json(new ConsistencyOf(
            (await nodes.RootAt(first, http.RequestAborted)).ToString(), (await nodes.RootAt(second, http.RequestAborted)).ToString(),
            Audits.Hex(await nodes.Consistency(first, second, http.RequestAborted))));
    }

    private static CheckpointSigner Signer(HttpContext http) => http.RequestServices.GetRequiredService<CheckpointSigner>();

    private static TreeNodes Nodes(HttpContext http) => http.RequestServices.GetRequiredService<TreeNodes>();

    private static LedgerReader Ledger(HttpContext http) => http.RequestServices.GetRequiredService<LedgerReader>();
}
