using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace MentorshipFlow.Ledger;

/// <summary>
/// Canonical JSON (RFC 8785): no white space, keys sorted by UTF-16 code units, strings escaped as
/// <see cref="CanonicalEncoder"/> does. Narrower than the RFC, so that all parsers agree: numbers are integers within ±(2^53-1) without
/// fraction or exponent (a decimal is a string). Other numbers, U+0000, lone surrogates, duplicate keys and nesting deeper than 64 are
/// refused. "-0" becomes "0", as in the RFC.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The maximum nesting depth of arrays and objects.</summary>
    public const int MaxDepth = 64;

    /// <summary>The largest integer that all JSON parsers keep exactly: 2^53-1.</summary>
    public const long MaxInteger = (1L << 53) - 1;

    /// <summary>
    /// Options of the codec: camelCase names in ordinal order, null omitted, enums as camelCase strings. On read, unknown and duplicate
    /// members are refused, and so is a missing member that may not be null. The output is canonical, provided that the types have no
    /// fractions and every dictionary is sorted by <see cref="StringComparer.Ordinal"/>.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>
    /// Writes the canonical form of a JSON text in UTF-8, such as PostgreSQL's text of a jsonb, in one pass without allocation.
    /// </summary>
    /// <exception cref="FormatException">
    /// The text is outside the subset; the message names fault and place, and nothing is written.
    /// </exception>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> to)
    {
        using var pass = new CanonicalPass(json);
        if (pass.Fault is { } fault) throw new FormatException(fault.Text);
        to.Write(pass.Canonical);
    }

    /// <summary>
    /// The canonical form of a JSON text, or its fault with the place as a JSON pointer (RFC 6901): <c>at "/items/0": …</c>. The other
    /// output is empty.
    /// </summary>
    public static bool TryCanonicalise(ReadOnlySpan<byte> json, out string canonical, out string fault)
    {
        fault = Canonicalise(json, out canonical)?.Text ?? "";
        return fault.Length == 0;
    }

    /// <summary>The fault of a JSON text; null when there is none, and then there is a canonical form.</summary>
    public static JsonFault? Canonicalise(ReadOnlySpan<byte> json, out string canonical)
    {
        using var pass = new CanonicalPass(json);
        canonical = pass.Fault is null ? Encoding.UTF8.GetString(pass.Canonical) : "";
        return pass.Fault;
    }

    /// <inheritdoc cref="TryCanonicalise(ReadOnlySpan{byte}, out string, out string)"/>
    public static bool TryCanonicalise(string json, out string canonical, out string fault)
    {
        if (Utf16.LoneSurrogate(json) is var lone && lone < 0)
            return TryCanonicalise(Encoding.UTF8.GetBytes(json), out canonical, out fault);

        (canonical, fault) = ("", $"at \"\": lone surrogate at character {lone + 1}");
        return false;
    }

    /// <summary>Whether a text in UTF-8 is canonical. Allocates nothing.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json)
    {
        using var pass = new CanonicalPass(json);
        return pass.Fault is null && pass.Canonical.SequenceEqual(json);
    }

    /// <summary>Whether a text is canonical. Allocates nothing.</summary>
    public static bool IsCanonical(string json)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Utf8.FromUtf16(json, bytes, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
                && IsCanonical(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            AllowDuplicateProperties = false,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = CanonicalEncoder.Instance,
            MaxDepth = MaxDepth,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SortMembers, RequireMembers } },
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        options.MakeReadOnly();
        return options;
    }

    private static void SortMembers(JsonTypeInfo type)
    {
        foreach (var (order, member) in type.Properties.OrderBy(member => member.Name, StringComparer.Ordinal).Index().ToArray())
            member.Order = order;
    }

    // Members that are always written are required on read, because a default value would be a guess.
    private static void RequireMembers(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.AssociatedParameter is { IsNullable: false }))
            member.IsRequired = true;
    }
}
