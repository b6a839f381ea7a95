using System.Security.Cryptography;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class A_signed_note : IDisposable
{
    // Made with openssl, sha256sum and base64 from the doc comments alone.
    private const string OutsideKey =
        "school-49+15f3a31e+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNvKfP1gqG907SCgngMyANwTuNMmNhay/A1a47nPJvs2"
        + "4KFTeo80q7wWYJNdJ7/9uzXtMH3Q72422C+/4VAS/nk=";

    private const string OutsideNote =
        "mentorshipflow.example/ledger\n12174\nQRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=\n\n"
        + "— school-49 FfOjHjBGAiEA39cvAXJIkLA3Mriv9406xqwI3enxmo7O5Ad5uKWaqMQCIQCVciTCGcmVc4/8AtzG956BKtWB2hNJZKx+hGNq9TsT0A==\n";

    private static readonly Checkpoint Known = new("mentorshipflow.example/ledger", 12174, Hash.Of("root"u8));

    private readonly ECDsa signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => signer.Dispose();

    private CheckpointKey Key => new("school-49", signer.ExportSubjectPublicKeyInfo());

    [Fact]
    public void Is_valid_with_its_key()
    {
        Assert.True(SignedNote.TryOpen(SignedNote.Sign(Known, signer, "school-49"), Key, out var opened));
        Assert.Equal(Known, opened);
    }

    [Fact]
    public void Is_valid_when_standard_tools_signed_it()
    {
        var key = CheckpointKey.Parse(OutsideKey);

        Assert.Equal(OutsideKey, key?.Format());
        Assert.True(SignedNote.TryOpen(OutsideNote, key!, out var opened));
        Assert.Equal(12174, opened.Size);
    }

    [Fact]
    public void Is_invalid_with_another_key_or_name()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var note = SignedNote.Sign(Known, signer, "school-49");

        Assert.False(SignedNote.TryOpen(note, new("school-49", other.ExportSubjectPublicKeyInfo()), out _));
        Assert.False(SignedNote.TryOpen(note, Key with { Name = "school-50" }, out _));
        Assert.False(SignedNote.TryOpen(note, new("school-49", [1, 2, 3]), out _));
        Assert.False(SignedNote.TryOpen(note, Key with { Spki = [.. Key.Spki[..^1], (byte)(Key.Spki[^1] ^ 1)] }, out _));
    }

    [Fact]
    public void Is_invalid_with_any_character_changed_removed_or_added()
    {
        var note = SignedNote.Sign(Known, signer, "school-49");
        for (var i = 0; i < note.Length; i++)
        {
            Assert.False(SignedNote.TryOpen(note.Remove(i, 1).Insert(i, ((char)(note[i] ^ 1)).ToString()), Key, out _));
            Assert.False(SignedNote.TryOpen(note.Remove(i, 1), Key, out _));
            Assert.False(SignedNote.TryOpen(note.Insert(i, "A"), Key, out _));
        }
    }

    [Fact]
    public void Is_invalid_with_text_before_or_after_it()
    {
        var note = SignedNote.Sign(Known, signer, "school-49");
        var signature = note[note.IndexOf('—', StringComparison.Ordinal)..];
        var empty = new string('\n', 5);

        Assert.All(
            [
                "", "\n", empty, note + "\n", note + " ", note + "\0", note + signature, "\ufeff" + note, " " + note, note[..^1],
                Known.Body, Known.Body + "\n", Known.Body + signature, Known.Body + "\n— school-49 \n", Known.Body + "\n— school-49 AAAA\n",
                Known.Body + "\n— school-49 " + Convert.ToBase64String(Key.Id) + "\n", note.Replace("—", "-", StringComparison.Ordinal),
                note.Replace("\n", "\r\n", StringComparison.Ordinal), note.Replace(Known.Origin, "\ud800", StringComparison.Ordinal),
            ],
            text => Assert.False(SignedNote.TryOpen(text, Key, out _)));
    }

    [Fact]
    public void Is_not_written_without_a_valid_text_form()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(() => SignedNote.Sign(Known with { Origin = "two\nlines" }, signer, "school-49"));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign(Known with { Size = -1 }, signer, "school-49"));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign(Known, signer, "school 49"));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign(Known, signer, "school+49"));
        Assert.Throws<ArgumentException>(() => SignedNote.Sign(Known, large, "school-49"));
    }

    [Fact]
    public void Has_a_key_that_is_read_back_from_its_text() => Assert.Equal(Key, CheckpointKey.Parse(Key.Format()));

    [Fact]
    public void Has_a_key_that_is_read_only_from_its_own_text()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        for (var i = OutsideKey.IndexOf('+', StringComparison.Ordinal); i < OutsideKey.Length; i++)
            Assert.Null(CheckpointKey.Parse(OutsideKey.Remove(i, 1)));

        Assert.All(
            [
                "", "+", "++", "a+b+c", OutsideKey + "\n", OutsideKey + "=", " " + OutsideKey,
                "+15f3a31e" + OutsideKey["school-49+15f3a31e".Length..],
                OutsideKey.Replace("15f3a31e", "15F3A31E", StringComparison.Ordinal),
                OutsideKey.Replace("15f3a31e", "15f3a31f", StringComparison.Ordinal),
                OutsideKey.Replace("+Aj", "+Bj", StringComparison.Ordinal),
                new CheckpointKey("school-49", large.ExportSubjectPublicKeyInfo()).Format(),
                new CheckpointKey("school-49", []).Format(),
            ],
            text => Assert.Null(CheckpointKey.Parse(text)));
    }
}
