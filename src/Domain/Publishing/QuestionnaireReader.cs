using System.Text.Json;
using MentorshipFlow.Definitions;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Publishing;

/// <summary>The answer of <see cref="QuestionnaireReader"/>: a questionnaire, or everything that is wrong with the text.</summary>
public abstract record QuestionnaireReading
{
    private QuestionnaireReading()
    {
    }

    /// <summary>The text passed every check.</summary>
    public sealed record Accepted(Questionnaire Questionnaire) : QuestionnaireReading;

    /// <summary>At least one fault, in the order of reading.</summary>
    public sealed record Refused(IReadOnlyList<DefinitionFault> Faults) : QuestionnaireReading;
}

/// <summary>
/// Reads a questionnaire from JSON of the shape of src/Workflows/Questionnaires/questionnaire.schema.json and checks what a schema cannot.
/// Never throws on a text, whatever it is; names every fault it can see in one pass.
/// </summary>
public static class QuestionnaireReader
{
    private const int MostItems = 200;
    private const int MostOptions = 50;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one version.</summary>
    /// <param name="canonicalText">Canonical JSON (RFC 8785); kept as it is.</param>
    /// <param name="sha256">SHA-256 of that text in UTF-8, 64 lower hex digits; kept as it is.</param>
    public static QuestionnaireReading Read(string canonicalText, string sha256)
    {
        try
        {
            using var json = JsonDocument.Parse(canonicalText, Strict);
            return Read(json.RootElement, canonicalText, sha256);
        }
        // A lone surrogate shows only when its text is asked for.
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            return new QuestionnaireReading.Refused([new("", NotJson, error.Message)]);
        }
    }

    private static QuestionnaireReading Read(JsonElement json, string text, string sha256)
    {
        List<DefinitionFault> faults = [];
        var questionnaire = Whole(new(json, "", faults), text, sha256);
        Check(questionnaire, faults);
        return faults.Count == 0 ? new QuestionnaireReading.Accepted(questionnaire) : new QuestionnaireReading.Refused(faults);
    }

    private static Questionnaire Whole(DefinitionNode node, string text, string sha256)
    {
        node.Shape(["code", "version", "title", "audience", "editableDefault", "rows", "items"], "form");
        return new()
        {
            Code = node.Text("code"),
            Version = node.Number("version", 1, int.MaxValue),
            Title = node.Wording("title"),
            Form = node.TextOrNull("form"),
            Audience = node.Choice<SurveyAudience>("audience"),
            EditableDefault = node.Flag("editableDefault"),
            Rows = node.Rows(),
            Items = node.Some("items", Item),
            Text = text,
            Sha256 = sha256,
        };
    }

    private static QuestionnaireItem Item(DefinitionNode node)
    {
        var kind = node.Choice<ItemKind>("kind");
        // Options belong to a choice and to nothing else.
        if (kind == ItemKind.Choice) node.Shape(["code", "kind", "required", "text", "options"]);
        else node.Shape(["code", "kind", "required", "text"]);
        return new(
            node.Text("code"), kind, node.Flag("required"), node.Wording("text"),
            kind switch
            {
                ItemKind.Choice => node.Some("options", Option),
                ItemKind.YesNo => QuestionnaireItem.YesOrNo,
                _ => [],
            });
    }

    private static ItemOption Option(DefinitionNode node)
    {
        node.Shape(["code", "ru", "en"]);
        return new(node.Text("code"), node.Words);
    }

    private static void Check(Questionnaire questionnaire, List<DefinitionFault> faults)
    {
        Codes([questionnaire.Code], _ => "/code", faults);
        if (questionnaire.Form is { } form) Codes([form], _ => "/form", faults);
        Codes([.. questionnaire.Items.Select(i => i.Code)], i => $"/items/{i}/code", faults);
        Most(questionnaire.Items.Count, MostItems, "/items", faults);
        foreach (var (at, item) in questionnaire.Items.Index().Where(i => i.Item.Kind == ItemKind.Choice))
        {
            Codes([.. item.Options.Select(o => o.Code)], i => $"/items/{at}/options/{i}/code", faults);
            Most(item.Options.Count, MostOptions, $"/items/{at}/options", faults);
        }
    }

    private static void Codes(IReadOnlyList<string> codes, Func<int, string> place, List<DefinitionFault> faults)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            // An empty one was reported where it was read.
            if (codes[i].Length == 0) continue;
            if (!ValueFormat.IsCode(codes[i]))
                faults.Add(new(place(i), MalformedCode, "1 to 64 of a-z, A-Z, 0-9, dot, hyphen, underscore."));
            else if (codes.Take(i).Contains(codes[i])) faults.Add(new(place(i), DuplicateCode, $"'{codes[i]}' stands here a second time."));
        }
    }

    private static void Most(int count, int most, string place, List<DefinitionFault> faults)
    {
        if (count > most) faults.Add(new(place, OutOfRange, $"At most {most} are expected."));
    }
}
