using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>Fields of requests by the labels that pages give them.</summary>
internal static partial class Fields
{
    /// <summary>The sentence about a missing thing, in which a field stands by its label instead of its place in the request.</summary>
    /// <param name="operation">The operation whose form it is; null where its fields have no labels of their own.</param>
    public static string Named(MissingThing missing, string? operation)
    {
        var place = missing.Where.Split(' ')[0];
        var name = place.Split('/').LastOrDefault(p => p.Length > 0 && !char.IsAsciiDigit(p[0]));
        if (name is null || !FieldName().IsMatch(name)
            || (PageWords.Maybe($"field.{operation}.{name}") ?? PageWords.Maybe($"field.{name}")) is not { } label) return missing.Sentence;
        if (missing.What == "field-required") return $"{label}: {PageWords.Say("fault.required")}";
        // Elsewhere a word is a code, even if a field has the same name.
        return place.StartsWith('/') || missing.What == "period-reversed"
            ? missing.Sentence.Replace(place, Sentences.English ? $"“{label}”" : $"«{label}»", StringComparison.Ordinal) : missing.Sentence;
    }

    [GeneratedRegex("^[a-z][A-Za-z]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
