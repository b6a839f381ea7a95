using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>The bytes of a cosignature, against vectors and a reader that were written from the public documents alone.</summary>
public sealed class A_cosignature : IDisposable
{
    // Made in Python from https://c2sp.org/tlog-cosignature and https://c2sp.org/signed-note alone, with the key of RFC 8032, 7.1, test 1.
    private const string Seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    private const string OutsideKey = "witness.region.example/w1+9866a553+BNdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

    private const string OutsideSecret =
        "PRIVATE+KEY+witness.region.example/w1+9866a553+BJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n";

    private const string OutsideLine =
        "— witness.region.example/w1 mGalUwAAAABkGFDLxM9G9vKgfFSQ0PjSxDkkOqEeMPCB/HIdKToo6oorVJ8UGybxIrG0hWBaYjU+8cSh"
        + "zLjWgqXJ89+7OOnk7NzLAw==\n";

    private const string Body = "mentorshipflow.example/ledger\n12174\nQRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=\n";

    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1679315147);

    private readonly string folder = Directory.CreateTempSubdirectory("mentorshipflow-witness-").FullName;

    private string Secret => Path.Combine(folder, "key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The tests 1 to 3 of RFC 8032, 7.1.
    [Theory]
    [InlineData(Seed, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Is_signed_with_the_Ed25519_of_the_RFC(string seed, string key, string message, string signature)
    {
        byte[] Of(string hex) => Convert.FromHexString(hex);

        Assert.Equal(Of(key), Ed25519.PublicKey(Of(seed)));
        Assert.Equal(Of(signature), Ed25519.Sign(Of(seed), Of(message)));
        Assert.True(Ed25519.Check(Of(key), Of(message), Of(signature)));
        Assert.False(Ed25519.Check(Of(key), [.. Of(message), 0], Of(signature)));
        Assert.False(Ed25519.Check(Of(key)[1..], Of(message), Of(signature)));
        Assert.False(Ed25519.Check(Of(key), Of(message), Of(signature)[1..]));
        Assert.False(Ed25519.Check(new byte[32], Of(message), new byte[64]));
    }

    [Fact]
    public void Has_the_bytes_that_others_make_of_the_public_form()
    {
        File.WriteAllText(Secret, OutsideSecret);
        var secret = WitnessSecret.Read(Secret)!;

        Assert.Equal(OutsideKey, secret.Key.Format());
        Assert.Equal(OutsideLine, secret.Cosign(Checkpoint.ParseBody(Body)!, Then));
        Assert.True(Cosignature.TryFind($"{Body}\n{OutsideLine}", WitnessKey.Parse(OutsideKey)!, Ed25519.Check, out var found));
        Assert.Equal((1679315147, "2023-03-20T12:25:47Z"), (found!.Seconds, found.Time));
    }

    [Fact]
    public void Is_read_by_a_reader_of_the_public_form()
    {
        var secret = WitnessSecret.Make("witness.region.example/w2", Secret);
        var line = secret.Cosign(Checkpoint.ParseBody(Body)!, Then);

        // — name base64(32-bit key ID || u64 timestamp || 64 bytes), and name+hex(key ID)+base64(0x04 || key).
        var (words, vkey) = (line.TrimEnd('\n').Split(' '), secret.Key.Format().Split('+', 3));
        var (signed, key) = (Convert.FromBase64String(words[2]), Convert.FromBase64String(vkey[2])[1..]);
        Assert.Equal((3, "—", vkey[0], 76), (words.Length, words[0], words[1], signed.Length));
        Assert.Equal(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{vkey[0]}\n"), 4, .. key])[..4], signed[..4]);
        Assert.Equal(Convert.ToHexStringLower(signed[..4]), vkey[1]);
        Assert.Equal(1679315147UL, BinaryPrimitives.ReadUInt64BigEndian(signed.AsSpan(4, 8)));
        Assert.True(Ed25519.Check(key, Encoding.UTF8.GetBytes($"cosignature/v1\ntime 1679315147\n{Body}"), signed[12..]));
        Assert.Equal(secret.Key, WitnessSecret.Read(Secret)!.Key);
    }

    [Fact]
    public void Is_wrong_with_any_bit_or_line_changed_and_absent_under_another_name_or_key()
    {
        var (note, key) = ($"{Body}\n{OutsideLine}", WitnessKey.Parse(OutsideKey)!);
        var signed = Convert.FromBase64String(OutsideLine.Split(' ')[2].TrimEnd('\n'));
        for (var bit = 0; bit < 8 * signed.Length; bit++)
        {
            byte[] changed = [.. signed];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var forged = $"{Body}\n— {key.Name} {Convert.ToBase64String(changed)}\n";
            // Another key id is a key that nobody knows; it proves nothing and breaks nothing.
            Assert.Equal(bit < 32, Cosignature.TryFind(forged, key, Ed25519.Check, out var found));
            Assert.Null(found);
        }

        Assert.False(Cosignature.TryFind(note.Replace("12174", "12175", StringComparison.Ordinal), key, Ed25519.Check, out _));
        Assert.False(Cosignature.TryFind(note.Replace("example", "examp1e", StringComparison.Ordinal)
            .Replace("region.examp1e", "region.example", StringComparison.Ordinal), key, Ed25519.Check, out _));
        Assert.False(Cosignature.TryFind(
            $"{Body}\n— {key.Name} {Convert.ToBase64String(signed[..^1])}\n", key, Ed25519.Check, out _));
        foreach (var other in (WitnessKey[])[key with { Name = "witness.region.example/w2" }, WitnessSecret.Make(key.Name, Secret).Key])
        {
            Assert.True(Cosignature.TryFind(note, other, Ed25519.Check, out var found));
            Assert.Null(found);
        }
    }

    [Fact]
    public void Is_not_believed_without_a_time()
    {
        var key = WitnessKey.Parse(OutsideKey)!;
        foreach (var seconds in (long[])[0, -1])
        {
            var line = Cosignature.Line(key, seconds, Ed25519.Sign(Convert.FromHexString(Seed), Cosignature.Message(Body, seconds)));
            Assert.False(Cosignature.TryFind($"{Body}\n{line}", key, Ed25519.Check, out _));
        }
    }
}
