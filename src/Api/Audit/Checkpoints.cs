using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Audit;

/// <summary>Roots, signed checkpoints, the key, and proofs between checkpoints.</summary>
internal sealed class Checkpoints(Audits audits, CheckpointFile notes, CheckpointSigner signer, CosignedCheckpoints cosigned,
    TreeNodes nodes, LedgerReader ledger) : UseCase
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <param name="Origin">The name of the ledger on its checkpoints.</param>
    /// <param name="Hash">Root of the RFC 6962 tree over the first <paramref name="Size"/> entries, 64 lower hex digits.</param>
    public sealed record Root(string Origin, long Size, string Hash);

    /// <param name="Note">The whole signed note (C2SP).</param>
    public sealed record Signed(long Size, string Root, string Note);

    /// <param name="Note">The whole signed note, with one line or more by witnesses of this installation (C2SP tlog-cosignature).</param>
    public sealed record Cosigned(string Note);

    /// <summary>Notes, smallest size first.</summary>
    /// <param name="Next">The cursor of the next page; absent on the last one.</param>
    public sealed record SignedList(IReadOnlyList<Signed> Items, long? Next);

    /// <param name="Hashes">Lowest sibling first, 64 lower hex digits each.</param>
    public sealed record InclusionOf(long Position, long Size, string Root, IReadOnlyList<string> Hashes);

    /// <param name="Hashes">64 lower hex digits each.</param>
    public sealed record ConsistencyOf(string FirstRoot, string SecondRoot, IReadOnlyList<string> Hashes);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/audit/head", Audits.About("readHead", "The ledger's size and root",
            "Now, or at an earlier size: the root of any size follows from the stored tree, and signCheckpointAt signs it.") with
        {
            Answer = typeof(Root), Query = [new("size", "An earlier size.", "100", typeof(long))],
        }, Head);

        routes.Read("/api/audit/checkpoints", Audits.About("listCheckpoints", "Signed checkpoints",
            "From a size on, as they left the house.") with
        {
            Answer = typeof(SignedList), Query = [new("from", "The smallest size.", "0", typeof(long)), .. NumberedPage.Query],
        }, List);

        routes.Read("/api/audit/checkpoints/latest", Audits.About("readLatestCheckpoint", "The latest signed checkpoint",
            "The signed note as it stands in the file of the safe, with the cosignatures of witnesses that came so far.") with
        {
            AnswerMediaType = "text/plain", Further = [StatusCodes.Status404NotFound],
            Sample = "mentorshipflow/0193b2f0-1111-7222-8333-444455556666\n100\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n" +
                "— mentorshipflow/0193b2f0-1111-7222-8333-444455556666 BGgN3dLk…\n",
        },
            _ => signer.Latest is { } note ? Results.Text(cosigned.With(note), PlainText) : Problems.NotFound);

        routes.Read("/api/audit/checkpoints/at", Audits.About("signCheckpointAt", "A signed checkpoint of any size",
            "Signed on request, once a consistency proof joins the ledger of that size to the last note; otherwise 503 ledger-forked. It " +
            "is not added to the notes of the safe, from which it follows.") with
        {
            Answer = typeof(Signed), Query = [new("size", "0 to the size of the ledger.", "100", typeof(long))],
        }, SignAt);

        routes.Take("/api/audit/checkpoints", Audits.About("signCheckpoint", "Sign a checkpoint now",
            "Only what a consistency proof joins to the last one; otherwise 503 ledger-forked. A ledger that has not grown keeps its " +
            "note. Of the auditors only one of the operator's organisation signs.") with
        {
            Roles = Audits.Verifying, RefusedWhenForked = false, Answer = typeof(Signed),
        }, Sign);

        routes.Take("/api/audit/checkpoints/cosignatures", Audits.About("cosignCheckpoint", "Hand in a witness's cosignature",
            "A witness on another machine has seen that the ledger only grew (ops/witness). Its signature is kept beside the checkpoint " +
            "if the witness's key is in the settings of this installation; receipts, bundles and excerpts carry it from then on.") with
        {
            Roles = Audits.Verifying, Request = typeof(Cosigned), Answer = typeof(Signed),
            Example = new Cosigned("mentorshipflow/0193b2f0-1111-7222-8333-444455556666\n100\n" +
                "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n— mentorshipflow BGgN3dLk…\n— witness.region.example/w1 jWbPPwAA…\n"),
        }, Cosign);

        routes.Read("/api/audit/key", Audits.About("readCheckpointKey", "The key that verifies checkpoints",
            "As a C2SP vkey. Compare it with what you were given on paper.")
            with { RefusedWhenForked = false, AnswerMediaType = "text/plain",
            Sample = "mentorshipflow/0193b2f0-1111-7222-8333-444455556666+04680ddd+AdY2…\n" },
            _ => Results.Text($"{signer.Key.Format()}\n", PlainText));

        routes.Read("/api/audit/proofs/inclusion", Audits.About("proveInclusion", "That an entry is in the ledger", "RFC 6962, 2.1.1.") with
        {
            Answer = typeof(InclusionOf), Query = [new("position", "The entry's position.", "41", typeof(long)),
                new("size", "The size of the tree.", "100", typeof(long))],
        }, Inclusion);

        routes.Read("/api/audit/proofs/consistency", Audits.About("proveConsistency", "That the ledger only grew", "RFC 6962, 2.1.2.") with
        {
            Answer = typeof(ConsistencyOf), Query = [new("first", "The smaller size.", "50", typeof(long)),
                new("second", "The larger size.", "100", typeof(long))],
        }, Consistency);
    }

    private async Task<IResult> Sign(HttpContext http) => !await audits.OfTheOperator(http) ? Problems.RoleRequired(Takes.Operator)
        : Of(await signer.Sign(http.RequestAborted));

    private async Task<IResult> SignAt(HttpContext http)
    {
        var (head, asked) = (await ledger.Head(http.RequestAborted), new Asked(http));
        return asked.Required("size", 0, head.Size) is { } size ? Of(await signer.SignAt(size, http.RequestAborted)) : asked.Problem!;
    }

    private async Task<IResult> Cosign(HttpContext http)
    {
        var body = await JsonBody.Read<Cosigned>(http.Request, http.RequestAborted);
        if (body.Problem is not null) return body.Problem;
        return await cosigned.Add(body.Request!.Note, http.RequestAborted) switch
        {
            Cosigning.Kept kept => Answers.Json(new Signed(kept.Checkpoint.Size, kept.Checkpoint.Root.ToString(), kept.Note)),
            Cosigning.NotOurs => Problems.Field("/note", $"Not a note that the key of this ledger signed."),
            Cosigning.OtherHistory => Problems.Field("/note", $"Signed by the key of this ledger, but of another history."),
            Cosigning.Wrong wrong => Problems.Field("/note", $"The signature of witness {wrong.Witness} is wrong."),
            _ => Problems.Field("/note", $"No signature by a witness of this installation."),
        };
    }

    private IResult Of(Signing signing) => signing switch
    {
        Signing.Signed signed => Answers.Json(
            new Signed(signed.Checkpoint.Size, signed.Checkpoint.Root.ToString(), cosigned.With(signed.Note))),
        Signing.Forked forked => Problems.Forked(forked.Fault),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<IResult> Head(HttpContext http)
    {
        var (head, asked) = (await ledger.Head(http.RequestAborted), new Asked(http));
        if (!asked.Has("size")) return Answers.Json(new Root(head.Origin, head.Size, head.Root.ToString()));
        if (asked.Number("size", 0, head.Size) is not { } size) return asked.Problem!;
        return Answers.Json(new Root(head.Origin, size, (await nodes.RootAt(size, http.RequestAborted)).ToString()));
    }

    private IResult List(HttpContext http)
    {
        var asked = new Asked(http);
        var (from, key) = (asked.Number("from", 0, long.MaxValue) ?? 0, signer.Key);
        if (asked.Problem is { } wrong) return wrong;
        var (page, problem) = NumberedPage.Of(http.Request);
        if (page is null) return problem!;
        var (items, next) = page.Cut(http, Notes(Math.Max(from, page.After + 1), key), n => n.Size);
        var known = cosigned.With([.. items.Select(i => i.Note)]);
        return Answers.Json(new SignedList([.. items.Zip(known, (item, note) => item with { Note = note })], next));
    }

    // A signature is only verified when the note is needed, because there is one per minute.
    private IEnumerable<Signed> Notes(long from, CheckpointKey key)
    {
        foreach (var note in notes.Notes())
            if (SizeOf(note) >= from && SignedNote.TryOpen(note, key, out var checkpoint)) yield return new(
                checkpoint.Size, checkpoint.Root.ToString(), note);
    }

    private static long SizeOf(string note) => long.TryParse(note.Split('\n')[1], NumberStyles.None, CultureInfo.InvariantCulture,
        out var size) ? size : -1;

    private async Task<IResult> Inclusion(HttpContext http)
    {
        var (head, asked) = (await ledger.Head(http.RequestAborted), new Asked(http));
        if (asked.Required("size", 1, head.Size) is not { } size) return asked.Problem!;
        if (asked.Required("position", 0, size - 1) is not { } position) return asked.Problem!;
        return Answers.Json(new InclusionOf(
            position, size, (await nodes.RootAt(size, http.RequestAborted)).ToString(),
            Audits.Hex(await nodes.Inclusion(position, size, http.RequestAborted))));
    }

    private async Task<IResult> Consistency(HttpContext http)
    {
        var (head, asked) = (await ledger.Head(http.RequestAborted), new Asked(http));
        if (asked.Required("second", 0, head.Size) is not { } second) return asked.Problem!;
        if (asked.Required("first", 0, second) is not { } first) return asked.Problem!;
        return Answers.Json(new ConsistencyOf(
            (await nodes.RootAt(first, http.RequestAborted)).ToString(), (await nodes.RootAt(second, http.RequestAborted)).ToString(),
            Audits.Hex(await nodes.Consistency(first, second, http.RequestAborted))));
    }
}
