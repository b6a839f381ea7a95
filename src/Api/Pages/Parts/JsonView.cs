using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Parts;

/// <summary>Reads members of an answer for a page.</summary>
public static class JsonView
{
    /// <summary>A text or a number; null when it is absent.</summary>
    public static string? Text(this JsonElement e, params ReadOnlySpan<string> path) => e.At(path) is { } found
        ? found.ValueKind == JsonValueKind.String ? found.GetString() : found.ToString() : null;

    /// <summary>A wording in the visitor's language.</summary>
    public static string Words(this JsonElement e, string member) => e.GetProperty(member).GetProperty(Sentences.English ? "en" : "ru")
        .GetString()!;

    /// <summary>A day as it stands in tables; empty when it is absent.</summary>
    public static string Day(this JsonElement e, params ReadOnlySpan<string> path) =>
        e.Text(path) is { } text ? Typo.Day(DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)) : "";

    /// <summary>An id; null when it is absent.</summary>
    public static Guid? Id(this JsonElement e, params ReadOnlySpan<string> path) => Guid.TryParse(e.Text(path), out var id) ? id : null;

    /// <summary>Whether a member is true.</summary>
    public static bool Is(this JsonElement e, params ReadOnlySpan<string> path) => e.At(path)?.ValueKind == JsonValueKind.True;

    /// <summary>The elements of a list; none when it is absent.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement e, params ReadOnlySpan<string> path) =>
        e.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A member of members; null when one is absent.</summary>
    public static JsonElement? At(this JsonElement e, params ReadOnlySpan<string> path)
    {
        foreach (var member in path)
        {
            if (e.ValueKind != JsonValueKind.Object || !e.TryGetProperty(member, out var inner)) return null;
            e = inner;
        }

        return e;
    }
}
