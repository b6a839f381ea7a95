using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Api.Pages.Pairs;

/// <summary>The wordings of the definition that a programme follows, by code, in the visitor's language.</summary>
public sealed class ModelWords
{
    private readonly Dictionary<string, string> variants = [];

    /// <summary>The forms of mentoring, in the order of the definition.</summary>
    public required IReadOnlyDictionary<string, string> Forms { get; init; }

    /// <summary>The codes of the forms whose outcome may be an employment.</summary>
    public required IReadOnlySet<string> Employing { get; init; }

    /// <summary>The indicators.</summary>
    public required IReadOnlyDictionary<string, string> Indicators { get; init; }

    /// <summary>Reads them in the visitor's name.</summary>
    public static async Task<ModelWords> Of(Visit visit, ProgrammeHead head)
    {
        var text = (await visit.Demand("readDefinition", ("code", head.Programme.Definition.Code),
            ("version", head.Programme.Definition.Version))).Json;
        var words = new ModelWords
        {
            Forms = Titles(text.GetProperty("forms")), Indicators = Titles(text.GetProperty("indicators")),
            Employing = text.GetProperty("forms").EnumerateArray()
                .Where(f => f.Each("eligibility", "rules").Any(r => r.Text("code") == Eligibility.InVocationalEducation))
                .Select(f => f.Text("code")!).ToHashSet(),
        };
        foreach (var form in text.GetProperty("forms").EnumerateArray())
        {
            if (form.TryGetProperty("variants", out var several))
                foreach (var (code, title) in Titles(several)) words.variants[$"{form.GetProperty("code").GetString()} {code}"] = title;
        }

        return words;
    }

    /// <summary>The title of a form.</summary>
    public string Form(string code) => Forms.GetValueOrDefault(code) ?? code;

    /// <summary>The title of a form's variant.</summary>
    public string Variant(string form, string code) => variants.GetValueOrDefault($"{form} {code}") ?? code;

    private static Dictionary<string, string> Titles(JsonElement list) => list.EnumerateArray().ToDictionary(
        e => e.GetProperty("code").GetString()!,
        e => e.GetProperty("title").GetProperty(Sentences.English ? "en" : "ru").GetString()!);
}
