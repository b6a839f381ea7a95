using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MentorshipFlow.Ledger;

/// <summary>
/// 32 bytes of SHA-256, held inline so that an array of a million is one block of memory.
/// Written as 64 lower-case hexadecimal digits, first byte first, as <c>sha256sum</c> prints it.
/// </summary>
public readonly record struct Hash
{
    /// <summary>The number of bytes.</summary>
    public const int Size = 32;

    // Halves in the machine's byte order: they are only compared and copied back.
    private readonly UInt128 first, second;

    // One for each thread: setting a hash up takes longer than hashing most of our texts.
    [ThreadStatic]
    private static IncrementalHash? sha256;

    private Hash(ReadOnlySpan<byte> bytes) =>
        (first, second) = (MemoryMarshal.Read<UInt128>(bytes), MemoryMarshal.Read<UInt128>(bytes[(Size / 2)..]));

    /// <summary>32 zero bytes: no known text has this hash.</summary>
    public static Hash Zero => default;

    /// <summary>SHA-256 of these bytes.</summary>
    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[Size];
        var hash = sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.GetHashAndReset(digest);
        return new(digest);
    }

    /// <summary>SHA-256 of a text in UTF-8.</summary>
    public static Hash OfText(ReadOnlySpan<char> text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Of(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
        }
    }

    /// <summary>The hash with these 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than 32 bytes.</exception>
    public static Hash From(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes) : throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads a text of <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is not 64 lower-case hexadecimal digits.</exception>
    public static Hash Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException("A hash is 64 lower-case hexadecimal digits.");

    /// <summary>Reads a text of <see cref="ToString"/>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash hash)
    {
        hash = default;
        if (text is not { Length: 2 * Size } || !text.All(char.IsAsciiHexDigitLower)) return false;

        Span<byte> bytes = stackalloc byte[Size];
        Convert.FromHexString(text, bytes, out _, out _);
        hash = new(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes to the beginning of the target.</summary>
    public void CopyTo(Span<byte> target) => MemoryMarshal.Write(target, this);

    /// <summary>The 32 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    public override int GetHashCode() => first.GetHashCode();
}
