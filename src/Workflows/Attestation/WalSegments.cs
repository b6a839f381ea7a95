using System.Buffers.Binary;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>Reads segments of PostgreSQL's write-ahead log, one after the other: their records without the headers of pages, which cut
/// through texts, and the images of pages, which are compressed.</summary>
internal sealed class WalSegments
{
    private const int PageSize = 8192;
    private const int PageHeader = 24, FirstPageHeader = 40, RecordHeader = 24;

    // The record that continues in the next segment, and the address of the page where it does.
    private byte[] begun = [];
    private ulong next;

    /// <summary>Images that were compressed with lz4 or zstd, and so not read.</summary>
    public long UnreadImages { get; private set; }

    /// <summary>The bytes to search beside the segment itself.</summary>
    public IEnumerable<byte[]> Contents(byte[] segment)
    {
        foreach (var (bytes, start) in Runs(segment))
        {
            yield return bytes;
            foreach (var image in Images(bytes, start)) yield return image;
        }
    }

    // A reused segment ends with pages of an older log: pages follow each other by their addresses.
    private List<(byte[] Bytes, int Start)> Runs(byte[] segment)
    {
        List<(byte[], int)> runs = [];
        var (run, start, carried) = (new MemoryStream(), 0, begun);
        begun = [];
        for (var at = 0; at + PageSize <= segment.Length; at += PageSize)
        {
            var page = segment.AsSpan(at, PageSize);
            // All versions from 15 have 0xD1 here.
            if (page[1] != 0xD1)
            {
                End();
                next = 0;
                continue;
            }

            var address = BinaryPrimitives.ReadUInt64LittleEndian(page[8..]);
            if (address != next || at == 0)
            {
                End();
                var continues = address == next && carried.Length > 0;
                if (continues) run.Write(carried);
                start = continues ? 0 : Aligned(BinaryPrimitives.ReadInt32LittleEndian(page[16..]));
            }

            run.Write(page[((page[2] & 2) != 0 ? FirstPageHeader : PageHeader)..]);
            next = address + PageSize;
        }

        End();
        return runs;

        void End()
        {
            if (run.Length > 0) runs.Add((run.ToArray(), start));
            run.SetLength(0);
        }
    }

    private IEnumerable<byte[]> Images(byte[] run, int start)
    {
        begun = [];
        for (var at = start; at >= 0 && at < run.Length;)
        {
            var length = at + RecordHeader > run.Length ? RecordHeader : BinaryPrimitives.ReadInt32LittleEndian(run.AsSpan(at));
            if (length < RecordHeader) yield break;
            if (length > run.Length - at)
            {
                begun = run[at..];
                yield break;
            }

            foreach (var image in ImagesOf(run.AsSpan(at, length))) yield return image;
            at += Aligned(length);
        }
    }

    // xlogrecord.h: headers of blocks, then the header of the main data, then images and data of the blocks in this order.
    private List<byte[]> ImagesOf(ReadOnlySpan<byte> record)
    {
        List<(int Image, int Size, int After, bool Packed, bool Read)> blocks = [];
        var (at, data) = (RecordHeader, 0L);
        while (record.Length - at > data)
        {
            int id = record[at++];
            if (id is 255 or 254)
            {
                at += id == 255 ? 1 : 4;
                break;
            }

            if (id is 253 or 252) at += id == 253 ? 2 : 4;
            else if (id > 32 || record.Length - at < 3) return [];
            else
            {
                int flags = record[at];
                var (after, image, size, how) = ((int)Short(record, at + 1), 0, 0, 0);
                at += 3;
                if ((flags & 0x10) != 0)
                {
                    if (record.Length - at < 7) return [];
                    (image, how) = (Short(record, at), record[at + 4]);
                    at += 5;
                    size = PageSize;
                    if ((how & 0x1C) != 0 && (how & 1) != 0)
                    {
                        size -= Short(record, at);
                        at += 2;
                    }
                }

                blocks.Add((image, size, after, (how & 0x1C) != 0, (how & 0x04) != 0));
                data += image + after;
                at += ((flags & 0x80) == 0 ? 12 : 0) + 4;
            }
        }

        return Unpacked(record, at, blocks);
    }

    private List<byte[]> Unpacked(ReadOnlySpan<byte> record, int at, List<(int Image, int Size, int After, bool Packed, bool Read)> blocks)
    {
        List<byte[]> images = [];
        foreach (var (image, size, after, packed, read) in blocks)
        {
            if (at + image > record.Length || size < 0) break;
            if (packed && !read) UnreadImages++;
            else if (packed && Pglz.Unpack(record.Slice(at, image), size) is { } page) images.Add(page);
            at += image + after;
        }

        return images;
    }

    private static ushort Short(ReadOnlySpan<byte> record, int at) => BinaryPrimitives.ReadUInt16LittleEndian(record[at..]);

    private static int Aligned(int length) => (length + 7) & ~7;
}
