using System.Buffers.Binary;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>PostgreSQL's own compression (pglz) of long values and of page images in the write-ahead log.</summary>
internal static class Pglz
{
    // The format cannot save more: two or three bytes stand for at most 273.
    private const int Most = 100;
    private const int Header = 8;

    // A row is not longer than a page.
    private const int Longest = 8192;

    /// <summary>Unpacks; null where the bytes are not of this format or of this size.</summary>
    /// <param name="size">The size of the unpacked bytes.</param>
    public static byte[]? Unpack(ReadOnlySpan<byte> packed, int size)
    {
        var unpacked = new byte[size];
        var (from, to) = (0, 0);
        while (from < packed.Length && to < size)
        {
            int control = packed[from++];
            for (var bit = 0; bit < 8 && from < packed.Length && to < size; bit++, control >>= 1)
            {
                if ((control & 1) == 0)
                {
                    unpacked[to++] = packed[from++];
                    continue;
                }

                if (from + 2 > packed.Length) return null;
                var (length, back) = ((packed[from] & 0x0F) + 3, ((packed[from] & 0xF0) << 4) | packed[from + 1]);
                from += 2;
                if (length == 18)
                {
                    if (from == packed.Length) return null;
                    length += packed[from++];
                }

                if (back == 0 || back > to) return null;
                for (; length > 0 && to < size; length--, to++) unpacked[to] = unpacked[to - back];
            }
        }

        return from == packed.Length && to == size ? unpacked : null;
    }

    /// <summary>The values that were compressed inside a row, wherever they begin: four bytes of length, four of the unpacked
    /// size.</summary>
    /// <remarks>Most other bytes do not pass the first conditions; what passes by chance is only searched.</remarks>
    public static IEnumerable<byte[]> ValuesIn(ReadOnlyMemory<byte> bytes)
    {
        for (var at = 0; at + Header < bytes.Length; at++)
        {
            if ((bytes.Span[at] & 3) == 2 && ValueAt(bytes.Span[at..]) is { } value) yield return value;
        }
    }

    private static byte[]? ValueAt(ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes) >> 2;
        if (length <= Header || length > Math.Min(bytes.Length, Longest)) return null;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return size > length - Header && size < length * Most ? Unpack(bytes[Header..(int)length], (int)size) : null;
    }
}
