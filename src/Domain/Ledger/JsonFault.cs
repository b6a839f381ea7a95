using System.Diagnostics;
using System.Globalization;

namespace MentorshipFlow.Ledger;

/// <summary>Why a text is not the JSON that is accepted here.</summary>
public enum JsonFaultKind
{
    /// <summary>It is not JSON.</summary>
    NotJson,

    /// <summary>A key stands twice in one object.</summary>
    KeyTwice,

    /// <summary>A string has U+0000.</summary>
    NullCharacter,

    /// <summary>A lone surrogate or invalid UTF-8.</summary>
    NoUnicode,

    /// <summary>A number with a fraction or exponent, or beyond <see cref="CanonicalJson.MaxInteger"/>.</summary>
    NotAnInteger,

    /// <summary>Deeper than <see cref="CanonicalJson.MaxDepth"/>.</summary>
    TooDeep,
}

/// <summary>A fault of a JSON text.</summary>
/// <param name="Place">JSON pointer (RFC 6901).</param>
/// <param name="Line">From 1; 0 if the text is JSON.</param>
/// <param name="Byte">In the line, from 1; 0 if the text is JSON.</param>
public sealed record JsonFault(JsonFaultKind Kind, string Place, long Line = 0, long Byte = 0)
{
    /// <summary>In English, for operators: <c>at "/items/0": …</c>.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"at \"{Place}\": {Reason}");

    private string Reason => Kind switch
    {
        JsonFaultKind.NotJson => string.Create(CultureInfo.InvariantCulture, $"not JSON, line {Line}, byte {Byte}"),
        JsonFaultKind.KeyTwice => "this key stands twice",
        JsonFaultKind.NullCharacter => "U+0000",
        JsonFaultKind.NoUnicode => "a lone surrogate or invalid UTF-8",
        JsonFaultKind.NotAnInteger => $"not an integer within ±{CanonicalJson.MaxInteger} without fraction and exponent",
        JsonFaultKind.TooDeep => $"nesting deeper than {CanonicalJson.MaxDepth}",
        _ => throw new UnreachableException($"{Kind}"),
    };
}
