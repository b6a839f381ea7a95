using System.Security.Cryptography;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>
/// A key-encryption key with its name: the first 16 lower hex digits of SHA-256 over <c>mentorshipflow kek v1\n</c> and the key.
/// </summary>
public sealed record KeyEncryptionKey(string Id, byte[] Key)
{
    /// <summary>Length of a key in bytes.</summary>
    public const int Size = 32;

    /// <summary>A key under its name.</summary>
    public static KeyEncryptionKey Of(byte[] key) =>
        new(Convert.ToHexStringLower(SHA256.HashData([.. "mentorshipflow kek v1\n"u8, .. key]))[..16], key);
}

/// <summary>
/// The keys that wrap data keys. They come from the safe or from the environment, never from the database. New data keys are wrapped by the
/// current key. A rotation adds the next key before it changes any row, and a running node finds that key here by itself.
/// </summary>
/// <remarks>
/// In the safe: <c>vault.key</c> is the current key; <c>vault.key.next</c> exists during a rotation and is the current key then;
/// <c>vault.key.retired-{name}</c> opens backups from before a rotation. In the environment: <c>MF_VAULT_KEY</c> and, for a rotation,
/// <c>MF_VAULT_KEY_NEXT</c>, 64 hex digits each; the safe's keys are not read then.
/// </remarks>
public sealed class KeyRing
{
    /// <summary>The environment variable of the current key.</summary>
    public const string Variable = "MF_VAULT_KEY";

    /// <summary>The environment variable of a rotation's new key.</summary>
    public const string NextVariable = "MF_VAULT_KEY_NEXT";

    internal const string File = "vault.key";
    internal const string NextFile = "vault.key.next";
    internal const string RetiredPrefix = "vault.key.retired-";

    private readonly Func<IReadOnlyList<KeyEncryptionKey>> load;
    private IReadOnlyList<KeyEncryptionKey> known;

    private KeyRing(Func<IReadOnlyList<KeyEncryptionKey>> load) => (this.load, known) = (load, load());

    /// <summary>The current key, read from its source each time.</summary>
    public KeyEncryptionKey Current => (known = load())[0];

    /// <summary>Every key, the current one first.</summary>
    public IReadOnlyList<KeyEncryptionKey> All => known;

    /// <summary>A ring of fixed keys, the current one first.</summary>
    public static KeyRing Of(params IReadOnlyList<byte[]> keys)
    {
        KeyEncryptionKey[] fixedKeys = [.. keys.Select(KeyEncryptionKey.Of)];
        return new(() => fixedKeys);
    }

    /// <summary>The keys in a safe.</summary>
    public static KeyRing InFolder(string folder) => new(() => Read(folder));

    /// <summary>The keys in the environment; null when it has none.</summary>
    /// <exception cref="InvalidDataException">A variable is not 64 hex digits.</exception>
    public static KeyRing? OfEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } current ? null
        : Environment.GetEnvironmentVariable(NextVariable) is { Length: > 0 } next
        ? Of([Parse(NextVariable, next), Parse(Variable, current)])
        : Of([Parse(Variable, current)]);

    /// <summary>A key by its name; null when there is none.</summary>
    public KeyEncryptionKey? Find(string id) => In(known, id) ?? In(known = load(), id);

    /// <summary>Opens a wrapped data key.</summary>
    /// <param name="kek">The name of the key that wraps it.</param>
    /// <exception cref="CryptographicException">This ring does not have that key.</exception>
    /// <exception cref="VaultBrokenException">It does not open the data key.</exception>
    internal byte[] Unwrap(string owner, int generation, byte[] wrapped, string kek)
    {
        var named = Find(kek) ?? throw new CryptographicException(
            $"vault-key-unknown: a data key lies under the key-encryption key {kek}, which this node does not have.");
        try
        {
            return Box.Open(named.Key, wrapped, VaultBinding.DataKey(owner, generation));
        }
        catch (CryptographicException)
        {
            throw new VaultBrokenException(DataKeys.Table, owner);
        }
    }

    private static KeyEncryptionKey? In(IReadOnlyList<KeyEncryptionKey> keys, string id) => keys.FirstOrDefault(k => k.Id == id);

    // Read the next key first: if it becomes vault.key in between, it is found there.
    private static List<KeyEncryptionKey> Read(string folder)
    {
        List<KeyEncryptionKey> keys = [];
        foreach (var file in new[] { NextFile, File }
            .Concat(Directory.GetFiles(folder, RetiredPrefix + "*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)))
        {
            if (ReadIfThere(Path.Combine(folder, file)) is { } key) keys.Add(KeyEncryptionKey.Of(Secrets.Raw(key, file)));
        }

        return keys.Count > 0 ? keys : throw new InvalidDataException($"{folder} holds no {File}.");
    }

    private static byte[]? ReadIfThere(string path)
    {
        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static byte[] Parse(string variable, string hex) => hex.Length == 2 * KeyEncryptionKey.Size && hex.All(char.IsAsciiHexDigit)
        ? Convert.FromHexString(hex)
        : throw new InvalidDataException($"{variable} is not {2 * KeyEncryptionKey.Size} hex digits.");
}
