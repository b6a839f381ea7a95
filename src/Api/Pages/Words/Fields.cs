using System.Text.RegularExpressions;
using MentorshipFlow.Api.Http;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>Fields of requests by the labels that pages give them.</summary>
internal static partial class Fields
{
    /// <summary>The sentence about a missing thing, in which a field stands by its label instead of its place in the request.</summary>
    public static string Named(MissingThing missing)
    {
        var place = missing.Where.Split(' ')[0];
        var name = place.Split('/').LastOrDefault(p => p.Length > 0 && !char.IsAsciiDigit(p[0]));
        if (name is null || !FieldName().IsMatch(name) || PageWords.Maybe($"field.{name}") is not { } label) return missing.Sentence;
        if (missing.What == "field-required") return $"{label}: {PageWords.Say("fault.required")}";
        // Other words may be codes that look like a field.
        return place.StartsWith('/') || missing.What == "period-reversed"
            ? missing.Sentence.Replace(place, Sentences.English ? $"“{label}”" : $"«{label}»", StringComparison.Ordinal) : missing.Sentence;
    }

    [GeneratedRegex("^[a-z][A-Za-z]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
