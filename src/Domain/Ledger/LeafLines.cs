using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace MentorshipFlow.Ledger;

/// <summary>Writes lines "name value" in UTF-8 into a buffer, which must be large enough.</summary>
internal ref struct LeafLines(Span<byte> target)
{
    private readonly Span<byte> target = target;

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target[Length..]);
        Length += bytes.Length;
    }

    /// <summary>A line with a text, or with "-" when there is none.</summary>
    public void Add(ReadOnlySpan<byte> name, string? value)
    {
        Write(name);
        // Never replace an invalid character: two different texts would get the same leaf.
        if (Utf8.FromUtf16(value ?? "-", target[Length..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new ArgumentException("A lone surrogate has no form in UTF-8.", nameof(value));
        Length += written;
        EndLine();
    }

    /// <summary>A line with a text that is UTF-8 already.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Write(name);
        Write(value);
        EndLine();
    }

    /// <summary>A line with a number or an id in its invariant form.</summary>
    public void Add<T>(ReadOnlySpan<byte> name, T value) where T : struct, IUtf8SpanFormattable
    {
        Write(name);
        value.TryFormat(target[Length..], out var written, default, CultureInfo.InvariantCulture);
        Length += written;
        EndLine();
    }

    private void EndLine() => target[Length++] = (byte)'\n';
}
