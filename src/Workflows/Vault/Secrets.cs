using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>The three secrets that the database does not hold. They are in a separate folder, the safe, outside the data folder.</summary>
/// <param name="FingerprintKey">32 bytes: HMAC key of command fingerprints.</param>
/// <param name="VaultKey">32 bytes: wraps the data keys of the vault, unless <see cref="Ring"/> has other keys.</param>
/// <param name="CheckpointKey">ECDSA P-256 private key, PKCS#8: signs checkpoints.</param>
public sealed record Secrets(byte[] FingerprintKey, byte[] VaultKey, byte[] CheckpointKey)
{
    private const int KeySize = KeyEncryptionKey.Size;

    /// <summary>The keys that wrap data keys: one, or several during and after a rotation.</summary>
    public KeyRing Ring { get; init; } = KeyRing.Of([VaultKey]);

    /// <summary>The names of the three files.</summary>
    public static IReadOnlyList<string> Files { get; } = ["fingerprint.key", KeyRing.File, "checkpoint.key"];

    /// <summary>The files that a safe needs once its ledger has entries; <c>vault.key</c> not if it is in the environment.</summary>
    public static IReadOnlyList<string> Needed => KeyRing.OfEnvironment() is null ? Files : [Files[0], Files[2]];

    /// <summary>
    /// Reads <c>fingerprint.key</c>, <c>vault.key</c> (32 raw bytes each) and <c>checkpoint.key</c> (PKCS#8 DER) from a folder and creates
    /// missing ones, mode 600. If the environment provides the vault's key (<see cref="KeyRing.Variable"/>), that file is neither read nor
    /// created.
    /// </summary>
    /// <exception cref="InvalidDataException">A raw key is not 32 bytes long: its file was truncated.</exception>
    public static Secrets Open(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fingerprint = Raw(ReadOrMake(Path.Combine(folder, Files[0]), NewKey), Files[0]);
        var checkpoint = ReadOrMake(Path.Combine(folder, Files[2]), NewSigningKey);
        if (KeyRing.OfEnvironment() is { } given) return new(fingerprint, given.Current.Key, checkpoint) { Ring = given };
        ReadOrMake(Path.Combine(folder, Files[1]), NewKey);
        var ring = KeyRing.InFolder(folder);
        return new(fingerprint, ring.Current.Key, checkpoint) { Ring = ring };
    }

    /// <summary>HMAC-SHA256 under the fingerprint key, 64 lower hex digits.</summary>
    public string Fingerprint(string canonicalRequest) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(FingerprintKey, Encoding.UTF8.GetBytes(canonicalRequest)));

    /// <summary>A webhook's secret with a number, 32 bytes: derived each time, never stored.</summary>
    public byte[] OfWebhook(Guid webhook, int number) =>
        HMACSHA256.HashData(FingerprintKey, Encoding.UTF8.GetBytes($"mentorshipflow webhook secret v1\n{webhook}\n{number}"));

    /// <summary>The secret of a link in a letter, 32 bytes: derived each time, never stored.</summary>
    /// <param name="what">What the link does.</param>
    /// <param name="number">Which address of the account the letter goes to.</param>
    public byte[] OfLetter(string what, Guid account, int number) =>
        HMACSHA256.HashData(FingerprintKey, Encoding.UTF8.GetBytes($"mentorshipflow link of a letter v1\n{what}\n{account}\n{number}"));

    /// <summary>An id derived from organisation and command, so that a repeat uses the same id: a UUID of version 8 (RFC 9562).</summary>
    /// <param name="what">Distinguishes several ids of one command.</param>
    public Guid NewId(Guid organisation, string commandId, string what)
    {
        Span<byte> bytes = stackalloc byte[16];
        Convert.FromHexString(Fingerprint($"id\n{organisation}\n{commandId}\n{what}").AsSpan(0, 32), bytes, out _, out _);
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Opens the checkpoint key.</summary>
    public ECDsa OpenCheckpointKey()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(CheckpointKey, out _);
        return key;
    }

    // Check the length, because HMAC accepts a key of any length, even an empty one.
    internal static byte[] Raw(byte[] key, string file) => key.Length == KeySize ? key
        : throw new InvalidDataException($"{file} holds {key.Length} bytes instead of {KeySize}.");

    private static byte[] NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    internal static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeySize);

    /// <summary>Reads a secret, or creates it completely: a killed process leaves no partial file.</summary>
    internal static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        if (File.Exists(path)) return File.ReadAllBytes(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Written under another name first: a killed process leaves no partial key, and another server reads none.
        var secret = make();
        var whole = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        using (var file = new FileStream(whole, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        // A move checks for the name and then renames, so two servers could both succeed at the same moment. Only one can create a link.
        var made = (!OperatingSystem.IsWindows() && link(Zeroed(whole), Zeroed(path)) == 0) || Moved(whole, path);
        File.Delete(whole);
        return made ? secret : File.ReadAllBytes(path);
    }

    // For file systems without links.
    private static bool Moved(string whole, string path)
    {
        try
        {
            File.Move(whole, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int link(byte[] from, byte[] to);

    private static byte[] Zeroed(string path) => Encoding.UTF8.GetBytes(path + '\0');
}
