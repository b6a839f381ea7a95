using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Pages.Words;

/// <summary>Words for a school's own codes about people (<see cref="ParticipantDecider.IsCode"/>): what mentees ask for, what mentors can
/// do. The ledger holds codes, because a free text could name somebody; people read and type words.</summary>
public static class SchoolWords
{
    private static readonly Dictionary<string, (string Kind, string[] Codes)> OfField = new()
    {
        ["category"] = ("request", [.. KnownWordings.RequestCodes, "restricted"]),
        ["competences"] = ("subject", [.. KnownWordings.SubjectCodes]), ["subject"] = ("subject", [.. KnownWordings.SubjectCodes]),
        ["interests"] = ("interest",
        [
            "chess", "sports", "football", "music", "drawing", "dance", "theatre", "reading", "programming", "robotics", "photography",
            "journalism", "volunteering", "hiking", "crafts", "science", "languages", "nature",
        ]),
        ["topic"] = ("topic",
        [
            "role-of-mentor", "communication", "conflicts", "age-psychology", "planning", "feedback", "safety", "documents",
            "teaching-methods", "digital-skills",
        ]),
    };

    /// <summary>The known codes of a field with their words, in the order of these; null for a field that holds no such code.</summary>
    /// <param name="field">Its name in JSON, such as <c>interests</c>.</param>
    public static IReadOnlyList<(string Code, string Word)>? Of(string field) => OfField.TryGetValue(field, out var known)
        ? [.. known.Codes.Select(c => (c, Word(field, c))).OrderBy(c => c.Item2, StringComparer.Create(PageWords.Culture, true))]
        : null;

    /// <summary>The word for a code; the code itself when it is the school's own.</summary>
    public static string Word(string field, string code) => Sentences.Word($"{OfField[field].Kind}.{code}") ?? code;

    /// <summary>The code that a word or a code stands for; null for any other text.</summary>
    public static string? Code(string field, string text) =>
        Of(field)!.FirstOrDefault(k => k.Word.Equals(text, StringComparison.OrdinalIgnoreCase)).Code
        ?? (field switch
        {
            "category" => KnownWordings.Request(text),
            "competences" or "subject" => KnownWordings.Subject(text),
            _ => ParticipantDecider.IsCode(text) ? text : null,
        });
}
