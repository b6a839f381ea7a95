using System.Security.Cryptography;
using MentorshipFlow.Domain.Tests.Audit;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

/// <summary>Notes with further signature lines, read without Ed25519; with it they are in System.Tests (A_cosignature).</summary>
public sealed class A_witnessed_note : IDisposable
{
    // Made in Python from https://c2sp.org/tlog-cosignature and https://c2sp.org/signed-note alone, with the key of RFC 8032, 7.1, test 1.
    private const string OutsideKey = "witness.region.example/w1+9866a553+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

    private const string OutsideLine =
        "— witness.region.example/w1 mGalUwAAAABkGFDLxM9G9vKgfFSQ0PjSxDkkOqEeMPCB/HIdKToo6oorVJ8UGybxIrG0hWBaYjU+8cSh"
        + "zLjWgqXJ89+7OOnk7NzLAw==\n";

    private const string UnknownLine = "— stranger.example AAAAAAA=\n";

    private static readonly Checkpoint Known = new("mentorshipflow.example/ledger", 12174, Hash.Of("root"u8));

    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private CheckpointKey Key => new("school-49", signer.ExportSubjectPublicKeyInfo());

    private string Note => SignedNote.Sign(Known, signer, "school-49");

    public void Dispose() => signer.Dispose();

    [Fact]
    public void Opens_whatever_keys_signed_it_beside_the_ledgers()
    {
        var note = Note;
        var body = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 2)];
        foreach (var text in (string[])[note + OutsideLine, note + UnknownLine + OutsideLine, body + UnknownLine + note[body.Length..]])
        {
            Assert.True(SignedNote.TryOpen(text, Key, out var opened));
            Assert.Equal(Known, opened);
            Assert.Equal(note, SignedNote.Bare(text, Key));
        }

        Assert.True(SignedNote.TryOpen(note + string.Concat(Enumerable.Repeat(UnknownLine, 31)), Key, out _));
        Assert.False(SignedNote.TryOpen(note + string.Concat(Enumerable.Repeat(UnknownLine, 32)), Key, out _));
    }

    [Theory]
    [InlineData("\n"), InlineData("— \n"), InlineData("— a\n"), InlineData("— a b\n"), InlineData("— a AAAAAA==\n"), InlineData("text\n")]
    [InlineData("— a AAAAAAA= \n"), InlineData("- a AAAAAAA=\n"), InlineData("— a+b AAAAAAA=\n"), InlineData("— a AAAAAAB=\n")]
    [InlineData("— a AAAAAAA=")]
    public void Is_invalid_with_a_line_that_is_no_signature(string line)
    {
        Assert.False(SignedNote.TryOpen(Note + line, Key, out _));
        Assert.Null(SignedNote.Bare(Note + line, Key));
    }

    [Fact]
    public void Is_the_last_of_a_file_with_all_its_signatures()
    {
        var (first, second) = (SignedNote.Sign(Known with { Size = 7 }, signer, "school-49"), Note);

        Assert.Equal(second + OutsideLine, SignedNote.LastOf(first + OutsideLine + second + OutsideLine));
        Assert.Equal(second, SignedNote.LastOf(first + OutsideLine + second));
        Assert.Null(SignedNote.LastOf(OutsideLine));
    }

    [Fact]
    public void Has_a_witness_whose_key_is_read_only_from_its_own_text()
    {
        Assert.Equal(OutsideKey, WitnessKey.Parse(OutsideKey)?.Format());
        for (var i = 0; i < OutsideKey.Length; i++) Assert.Null(WitnessKey.Parse(OutsideKey.Remove(i, 1)));
        Assert.All(
            ["", "++", OutsideKey + "\n", OutsideKey.Replace("9866a553", "9866A553", StringComparison.Ordinal), Key.Format()],
            text => Assert.Null(WitnessKey.Parse(text)));
    }

    [Fact]
    public void Signs_the_message_of_the_public_form()
    {
        var (asked, note) = (new List<string>(), Note + OutsideLine);

        Assert.True(Cosignature.TryFind(note, WitnessKey.Parse(OutsideKey)!, Check, out var found));

        Assert.Equal(("witness.region.example/w1", 1679315147, "2023-03-20T12:25:47Z", OutsideLine),
            (found!.Witness, found.Seconds, found.Time, found.SignatureLine));
        Assert.Equal([$"cosignature/v1\ntime 1679315147\n{Known.Body}"], asked);
        Assert.False(Cosignature.TryFind(note, WitnessKey.Parse(OutsideKey)!, (_, _, _) => false, out _));

        bool Check(byte[] key, byte[] message, byte[] signature)
        {
            asked.Add(global::System.Text.Encoding.UTF8.GetString(message));
            return (key.Length, signature.Length) == (32, 64);
        }
    }

    [Fact]
    public void Is_judged_by_its_size_and_the_proof_alone()
    {
        using var tree = new SchoolLedger();
        Checkpoint At(int size) => tree.CheckpointAt(size);
        var end = tree.Entries.Count;
        var proof = ConsistencyProof.Prove(7, end, tree.Tree.Node);
        var rewritten = At(end) with { Root = Hash.Of("another past"u8) };

        Assert.Null(Fault(null, At(end)));
        Assert.Null(Fault(At(7), At(end), At(7).Root, proof));
        Assert.Null(Fault(At(end), At(end)));
        Assert.Equal(WitnessRule.ProofFailed, Fault(null, At(0) with { Root = Hash.Zero }));
        Assert.Equal(WitnessRule.ProofFailed, Fault(At(7), At(end), At(7).Root, proof[1..]));
        Assert.Equal(WitnessRule.ProofFailed, Fault(At(7), At(end), At(7).Root, []));
        Assert.Equal(WitnessRule.ProofFailed, Fault(At(7), rewritten, At(7).Root, proof));
        Assert.Equal(WitnessRule.Forked, Fault(At(7), At(end), Hash.Of("another past"u8), proof));
        Assert.Equal(WitnessRule.Forked, Fault(At(end), rewritten));
        Assert.Equal(WitnessRule.SmallerTree, Fault(At(7), At(6)));
        Assert.Equal(WitnessRule.Replayed, Fault(At(7), At(6), recorded: true));
        Assert.Equal(WitnessRule.OtherLedger, Fault(At(7), At(end) with { Origin = "another.example/ledger" }, At(7).Root, proof));

        static string? Fault(Checkpoint? last, Checkpoint next, Hash? claimed = null, Hash[]? hashes = null, bool recorded = false) =>
            WitnessRule.Fault(last, next, claimed, hashes ?? [], _ => recorded);
    }
}
