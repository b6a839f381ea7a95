using System.Buffers;
using System.Text;

namespace MentorshipFlow.Workflows.Attestation;

/// <summary>Searches bytes, wherever they are cut into parts.</summary>
internal sealed class ByteSearch(SoughtTexts texts)
{
    // A multiple of a page of PostgreSQL.
    private const int Part = 1 << 20;
    private const int PageSize = 8192;

    /// <summary>Each text in some bytes, once for each form.</summary>
    public IEnumerable<(int At, int Text, SoughtForm Form)> In(ReadOnlyMemory<byte> bytes)
    {
        Dictionary<(int, SoughtForm), int> seen = [];
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            Encoding.Latin1.GetChars(bytes.Span, characters);
            texts.Find(characters.AsSpan(0, bytes.Length), (at, text, form) => seen.TryAdd((text, form), at));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters, clearArray: true);
        }

        return seen.Select(s => (s.Value, s.Key.Item1, s.Key.Item2));
    }

    /// <summary>Searches a stream to its end.</summary>
    /// <param name="pages">Whether it consists of pages of PostgreSQL, whose compressed values are searched too.</param>
    /// <returns>Its length.</returns>
    public async Task<long> In(Stream content, bool pages, Action<long, int, SoughtForm> found, CancellationToken stop)
    {
        HashSet<(int, SoughtForm)> seen = [];
        var (buffer, kept, before) = (new byte[texts.Longest + Part], 0, 0L);
        while (true)
        {
            var read = await content.ReadAtLeastAsync(buffer.AsMemory(kept, Part), Part, throwOnEndOfStream: false, stop);
            if (read == 0) return before;
            foreach (var (at, text, form) in In(buffer.AsMemory(0, kept + read))) Found(before - kept + at, text, form);
            for (var page = 0; pages && page + PageSize <= read; page += PageSize)
                foreach (var value in Pglz.ValuesIn(buffer.AsMemory(kept + page, PageSize)))
                    foreach (var (_, text, form) in In(value)) Found(before + page, text, form);
            before += read;
            var keep = Math.Min(texts.Longest - 1, kept + read);
            buffer.AsSpan(kept + read - keep, keep).CopyTo(buffer);
            kept = keep;
        }

        void Found(long at, int text, SoughtForm form)
        {
            if (seen.Add((text, form))) found(at, text, form);
        }
    }
}
