using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Api.Http;

/// <summary>A parsed body with its canonical text, or the problem that prevents it.</summary>
/// <param name="Canonical">RFC 8785; empty for an empty body.</param>
public sealed record JsonBody<T>(T? Request, string Canonical, Problem? Problem)
    where T : class;

/// <summary>
/// Reads JSON bodies strictly: one media type, no unknown or duplicate member, no U+0000, no lone surrogate, limited depth and size.
/// </summary>
public static partial class JsonBody
{
    /// <summary>Reads the body. An empty body counts as an empty object if no member is required.</summary>
    /// <exception cref="BadHttpRequestException">The body exceeds the server's limit (413).</exception>
    public static async Task<JsonBody<T>> Read<T>(HttpRequest request, CancellationToken stop)
        where T : class
    {
        using var buffer = new MemoryStream();
        await request.CopyBody(buffer, stop);
        if (buffer.Length == 0 && request.ContentType is null) return Parse<T>("{}"u8, "");
        if (!IsJson(request)) return Refused<T>(Problems.OfStatus(StatusCodes.Status415UnsupportedMediaType));
        return Parse<T>(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), null);
    }

    // A body that is wrong throughout says so with its first faults.
    private const int MostFaults = 100;

    /// <summary>Reads one value of a body whose type is named in the body.</summary>
    /// <param name="pointer">The place of the value.</param>
    public static (object? Value, Problem? Problem) Part(JsonElement value, Type type, string pointer)
    {
        if (JsonShape.Faults(value, type, pointer).Take(MostFaults).ToList() is { Count: > 0 } faults) return (null, OfFaults(faults));
        try
        {
            return value.Deserialize(type, ApiJson.Options) is { } read ? (read, null) : (null, Problems.Field(pointer));
        }
        catch (JsonException error)
        {
            return (null, Problems.Field(pointer + Pointer(error.Path),
                JsonShape.Expected(type, Pointer(error.Path)) ?? $"A value of another kind."));
        }
    }

    private static JsonBody<T> Parse<T>(ReadOnlySpan<byte> json, string? canonicalOfNothing)
        where T : class
    {
        if (CanonicalJson.Canonicalise(json, out var canonical) is { } fault) return Refused<T>(Malformed(Why(fault)));
        try
        {
            using var document = JsonDocument.Parse(canonical, new JsonDocumentOptions { MaxDepth = ApiJson.MaxDepth });
            var (read, problem) = Part(document.RootElement, typeof(T), "");
            return new((T?)read, canonicalOfNothing ?? canonical, problem);
        }
        catch (JsonException)
        {
            // A canonical text is JSON, so only the depth is left.
            return Refused<T>(Malformed(TooDeep));
        }
    }

    private static bool IsJson(HttpRequest request) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (type.Charset.Value is null or "" || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static FormattableString TooDeep => $"Nested deeper than {ApiJson.MaxDepth}.";

    private static Problem Malformed(FormattableString fault) => new(StatusCodes.Status400BadRequest, ProblemCodes.MalformedJson)
    {
        Detail = fault,
    };

    private static FormattableString Why(JsonFault fault) => fault.Kind switch
    {
        JsonFaultKind.NotJson => (FormattableString)$"Not JSON after {Quoted(fault)}: line {fault.Line}, byte {fault.Byte}.",
        JsonFaultKind.KeyTwice => $"The name at {Quoted(fault)} stands twice.",
        JsonFaultKind.NullCharacter => $"The character U+0000 at {Quoted(fault)}.",
        JsonFaultKind.NoUnicode => $"A text at {Quoted(fault)} that is not Unicode.",
        JsonFaultKind.NotAnInteger => $"A number at {Quoted(fault)} that is not a whole one within ±{CanonicalJson.MaxInteger}.",
        _ => TooDeep,
    };

    private static string Quoted(JsonFault fault) => $"\"{fault.Place}\"";

    private static Problem OfFaults(List<Missing> faults) => new(
        StatusCodes.Status400BadRequest, faults.Exists(f => f.What == ProblemCodes.UnknownField) ? ProblemCodes.UnknownField
            : ProblemCodes.FieldInvalid, faults);

    private static JsonBody<T> Refused<T>(Problem problem)
        where T : class => new(null, "", problem);

    // Converts the serializer's path, such as $.items[0].title, to a JSON pointer.
    private static string Pointer(string? path) => path is null ? "" : PathParts()
        .Replace(path.TrimStart('$'), m => "/" + (m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Success ? m.Groups[2].Value
        : m.Groups[3].Value));

    [GeneratedRegex(@"\[(\d+)\]|\['([^']*)'\]|\.([^.\[]+)", RegexOptions.CultureInvariant)]
    private static partial Regex PathParts();
}
