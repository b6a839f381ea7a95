using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace MentorshipFlow.Ledger;

/// <summary>
/// One pass over a JSON text that writes its canonical form. Tokens are copied unchanged, because jsonb and the codec already write strings
/// as RFC 8785 does; only strings with escapes are rewritten, and only unsorted members are sorted. Allocates nothing per token. The
/// canonical form is never longer than its source.
/// </summary>
internal ref struct CanonicalPass
{
    // Bytes of an escape or of a character from U+E000 on. Keys with them may sort differently by bytes than by UTF-16 code units, because
    // UTF-16 sorts surrogates before U+E000.
    private static readonly SearchValues<byte> Unordered =
        SearchValues.Create([(byte)'\\', .. Enumerable.Range(0xee, 0x100 - 0xee).Select(code => (byte)code)]);

    private static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private const int FewMembers = 32;

    private readonly bool unicode;
    private readonly byte[] output;
    private readonly byte[] scratch;
    private Member[] members;
    private int written;
    private int open;

    public CanonicalPass(ReadOnlySpan<byte> json)
    {
        unicode = Utf8.IsValid(json);
        output = ArrayPool<byte>.Shared.Rent(json.Length);
        scratch = ArrayPool<byte>.Shared.Rent(json.Length);
        members = ArrayPool<Member>.Shared.Rent(64);
        try
        {
            Read(json);
        }
        catch (Refused refused)
        {
            Fault = new(refused.Kind, JsonPlace.At(json, refused.Token, refused.OfName));
        }
        catch (JsonException broken)
        {
            Fault = new(JsonFaultKind.NotJson, JsonPlace.AtEnd(json), (broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
        }
    }

    /// <summary>The fault of the text and its place; null when there is none.</summary>
    public JsonFault? Fault { get; }

    /// <summary>The canonical form, valid until the pass is disposed; undefined when there is a fault.</summary>
    public readonly ReadOnlySpan<byte> Canonical => output.AsSpan(0, written);

    public readonly void Dispose()
    {
        ArrayPool<byte>.Shared.Return(output);
        ArrayPool<byte>.Shared.Return(scratch);
        ArrayPool<Member>.Shared.Return(members);
    }

    private void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonPlace.Options);
        reader.Read();
        Value(ref reader);
        // Throws if anything follows the value.
        reader.Read();
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Object(ref reader);
                break;
            case JsonTokenType.StartArray:
                Array(ref reader);
                break;
            case JsonTokenType.String:
                String(ref reader);
                break;
            case JsonTokenType.Number:
                Integer(ref reader);
                break;
            default:
                Put(reader.ValueSpan);
                break;
        }
    }

    private void Object(ref Utf8JsonReader reader)
    {
        CheckDepth(reader);
        Put((byte)'{');
        var (first, start, sorted) = (open, written, true);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (open > first) Put((byte)',');
            var member = Name(ref reader);
            if (sorted && open > first)
            {
                var order = Compare(output, members[open - 1], member);
                if (order == 0) throw Doubled(member);
                sorted = order < 0;
            }

            var place = Add(member);
            Put((byte)':');
            reader.Read();
            Value(ref reader);
            members[place].Length = written - member.Start;
        }

        if (!sorted) Sort(first, start);
        open = first;
        Put((byte)'}');
    }

    private void Array(ref Utf8JsonReader reader)
    {
        CheckDepth(reader);
        Put((byte)'[');
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index > 0) Put((byte)',');
            Value(ref reader);
        }

        Put((byte)']');
    }

    private Member Name(ref Utf8JsonReader reader)
    {
        var start = written;
        String(ref reader);
        var key = output.AsSpan(start + 1, written - start - 2);
        return new() { Start = start, Key = key.Length, Ordered = !key.ContainsAny(Unordered), Token = reader.TokenStartIndex };
    }

    private void String(ref Utf8JsonReader reader)
    {
        Put((byte)'"');
        if (!reader.ValueIsEscaped)
        {
            if (!unicode && !Utf8.IsValid(reader.ValueSpan)) throw NoUnicode(reader);
            Put(reader.ValueSpan);
        }
        else
        {
            PutEscaped(scratch.AsSpan(0, Unescape(reader)));
        }

        Put((byte)'"');
    }

    private readonly int Unescape(in Utf8JsonReader reader)
    {
        int length;
        try
        {
            length = reader.CopyString(scratch);
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode(reader);
        }

        return scratch.AsSpan(0, length).Contains((byte)0) ? throw new Refused(JsonFaultKind.NullCharacter, reader) : length;
    }

    private void PutEscaped(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Put(text[..at]);
            Put((byte)'\\');
            Put(text[at] switch
            {
                (byte)'\b' => "b"u8,
                (byte)'\t' => "t"u8,
                (byte)'\n' => "n"u8,
                (byte)'\f' => "f"u8,
                (byte)'\r' => "r"u8,
                < 0x10 => "u000"u8,
                < 0x20 => "u001"u8,
                _ => text.Slice(at, 1),
            });
            if (text[at] is < 0x20 and not ((byte)'\b' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r'))
                Put("0123456789abcdef"u8[text[at] & 0xf]);
            text = text[(at + 1)..];
        }

        Put(text);
    }

    private void Integer(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetInt64(out var number) || number is < -CanonicalJson.MaxInteger or > CanonicalJson.MaxInteger)
            throw new Refused(JsonFaultKind.NotAnInteger, reader);
        if (number == 0) Put((byte)'0');
        else Put(reader.ValueSpan);
    }

    private int Add(Member member)
    {
        if (open == members.Length)
        {
            var larger = ArrayPool<Member>.Shared.Rent(2 * open);
            members.AsSpan(0, open).CopyTo(larger);
            ArrayPool<Member>.Shared.Return(members);
            members = larger;
        }

        members[open] = member;
        return open++;
    }

    private readonly void Sort(int first, int start)
    {
        var sorted = members.AsSpan(first, open - first);
        if (sorted.Length <= FewMembers) InsertionSort(sorted);
        else sorted.Sort(new ByKey(output));
        var length = 0;
        for (var at = 0; at < sorted.Length; at++)
        {
            if (at > 0)
            {
                if (Compare(output, sorted[at - 1], sorted[at]) == 0)
                    throw Doubled(sorted[at].Token > sorted[at - 1].Token ? sorted[at] : sorted[at - 1]);
                scratch[length++] = (byte)',';
            }

            output.AsSpan(sorted[at].Start, sorted[at].Length).CopyTo(scratch.AsSpan(length));
            length += sorted[at].Length;
        }

        scratch.AsSpan(0, length).CopyTo(output.AsSpan(start));
    }

    // For a few, almost sorted members: faster than the library's sort, without allocation.
    private readonly void InsertionSort(Span<Member> few)
    {
        for (var next = 1; next < few.Length; next++)
        {
            var member = few[next];
            var place = next;
            for (; place > 0 && Compare(output, few[place - 1], member) > 0; place--) few[place] = few[place - 1];
            few[place] = member;
        }
    }

    private void Put(byte single) => output[written++] = single;

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.AsSpan(written));
        written += bytes.Length;
    }

    private static int Compare(byte[] output, in Member left, in Member right) => left.Ordered && right.Ordered
        ? output.AsSpan(left.Start + 1, left.Key).SequenceCompareTo(output.AsSpan(right.Start + 1, right.Key))
        : string.CompareOrdinal(left.Text(output), right.Text(output));

    private static void CheckDepth(in Utf8JsonReader reader)
    {
        // At its opening bracket a container is not counted yet.
        if (reader.CurrentDepth >= CanonicalJson.MaxDepth) throw new Refused(JsonFaultKind.TooDeep, reader);
    }

    private static Refused NoUnicode(in Utf8JsonReader reader) => new(JsonFaultKind.NoUnicode, reader);

    private static Refused Doubled(in Member member) => new(JsonFaultKind.KeyTwice, member.Token, ofName: false);

    /// <summary>Position of an object's member in the output.</summary>
    private struct Member
    {
        public int Start;
        public int Key;
        public int Length;
        public bool Ordered;
        public long Token;

        public readonly string Text(byte[] output)
        {
            var reader = new Utf8JsonReader(output.AsSpan(Start, Key + 2));
            reader.Read();
            return reader.GetString()!;
        }
    }

    private readonly struct ByKey(byte[] output) : IComparer<Member>
    {
        public int Compare(Member left, Member right) => CanonicalPass.Compare(output, left, right);
    }

    /// <summary>Caught inside this type; callers get the fault as a value.</summary>
    private sealed class Refused(JsonFaultKind kind, long token, bool ofName) : Exception
    {
        public Refused(JsonFaultKind kind, in Utf8JsonReader reader)
            : this(kind, reader.TokenStartIndex, reader.TokenType == JsonTokenType.PropertyName) { }

        public JsonFaultKind Kind => kind;

        public long Token => token;

        /// <summary>The fault is in a member's name, which cannot be shown.</summary>
        public bool OfName => ofName;
    }
}
