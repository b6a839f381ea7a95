using System.Text.Json;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Definitions;

/// <summary>
/// Reads a definition from JSON of the shape of src/Workflows/Definitions/definition.schema.json and checks what a schema cannot:
/// codes, order, references and rules. Never throws on a text, whatever it is; names every fault it can see in one pass.
/// </summary>
public static class DefinitionReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one version of a definition.</summary>
    /// <param name="canonicalText">The definition in canonical JSON (RFC 8785); kept as it is.</param>
    /// <param name="sha256">SHA-256 of that text in UTF-8, 64 lower-case hexadecimal digits; kept as it is.</param>
    /// <param name="rules">The rules that the program knows, each with the parameters it requires.</param>
    public static DefinitionReading Read(
        string canonicalText, string sha256, IReadOnlyDictionary<string, IReadOnlyList<string>> rules) =>
        IsDigest(sha256) ? ReadText(canonicalText, sha256, rules) : Refused(WrongDigest, "64 lower-case hexadecimal digits are expected.");

    private static DefinitionReading ReadText(string text, string sha256, IReadOnlyDictionary<string, IReadOnlyList<string>> rules)
    {
        using var json = Parsed(text, out var complaint);
        if (json is null) return Refused(NotJson, complaint);
        List<DefinitionFault> faults = [];
        var definition = Whole(new(json.RootElement, "", faults), text, sha256);
        DefinitionChecks.Check(definition, rules, faults);
        return faults.Count == 0 ? new DefinitionReading.Accepted(definition) : new DefinitionReading.Refused(faults);
    }

    private static Definition Whole(DefinitionNode node, string text, string sha256)
    {
        node.Shape(["code", "version", "title", "goal", "rows", "tasks", "results", "forms", "contours", "outreachChannels",
            "documents", "otherDocuments", "stages", "parameters"]);
        return new()
        {
            Code = node.Code(),
            Version = node.Number("version", 1, int.MaxValue),
            Title = node.Wording("title"),
            Goal = node.Wording("goal"),
            Rows = node.Rows(),
            Tasks = node.Some("tasks", Aim),
            Results = node.Some("results", Aim),
            Forms = node.Some("forms", Form),
            Contours = node.Part("contours", Contours) ?? new([], []),
            OutreachChannels = node.Some("outreachChannels", Channel),
            Documents = [.. node.Some("documents", NumberedDocument), .. node.List("otherDocuments", OtherDocument)],
            Stages = node.List("stages", Stage),
            Parameters = node.Part("parameters", Parameters) ?? new(0, 0, 1, 0, 0, true),
            Text = text,
            Sha256 = sha256,
        };
    }

    private static AimDefinition Aim(DefinitionNode node)
    {
        node.Shape(["code", "ru", "en", "rows"]);
        return new(node.Code(), node.Words, node.Rows());
    }

    private static FormDefinition Form(DefinitionNode node)
    {
        node.Shape(["code", "title", "description", "unitKinds", "eligibility", "variants", "offeredTo", "rows"]);
        return new(
            node.Code(),
            node.Wording("title"),
            node.Wording("description"),
            node.Choices("unitKinds", "pair", "group"),
            node.Part("eligibility", Eligibility) ?? new(null, [], [], []),
            node.List("variants", Variant),
            node.Choices("offeredTo", "school", "college"),
            node.Rows());
    }

    private static FormEligibility Eligibility(DefinitionNode node)
    {
        node.Shape(["mentee", "mentor", "rules"], "sameOrganisation");
        string[] participants = ["learner", "student", "teacher", "employer-representative"];
        return new(
            node.FlagOrNull("sameOrganisation"),
            node.Choices("mentee", participants),
            node.Choices("mentor", participants),
            node.List("rules", EligibilityRule));
    }

    private static EligibilityRule EligibilityRule(DefinitionNode node)
    {
        node.Shape(["code", "ru", "en"]);
        return new(node.Code(), node.Words);
    }

    private static FormVariant Variant(DefinitionNode node)
    {
        node.Shape(["code", "title"]);
        return new(node.Code(), node.Wording("title"));
    }

    private static ContoursDefinition Contours(DefinitionNode node)
    {
        node.Shape(["external", "internal"]);
        return new(node.Some("external", Member), node.Some("internal", Member));
    }

    private static ContourMember Member(DefinitionNode node)
    {
        node.Shape(["code", "title", "rows"]);
        return new(node.Code(), node.Wording("title"), node.Rows());
    }

    private static OutreachChannelDefinition Channel(DefinitionNode node)
    {
        node.Shape(["code", "title", "rows"]);
        return new(node.Code(), node.Wording("title"), node.Rows());
    }

    private static DocumentDefinition NumberedDocument(DefinitionNode node)
    {
        node.Shape(["number", "code", "title", "kind", "stage", "sidePlan", "rows"]);
        return new(
            node.Number("number", 1, 99),
            node.Code(),
            node.Wording("title"),
            node.Choice<DocumentKind>("kind"),
            node.NumberOrNull("stage", 1, 7),
            node.Flag("sidePlan"),
            node.Rows());
    }

    private static DocumentDefinition OtherDocument(DefinitionNode node)
    {
        node.Shape(["code", "title", "kind", "rows"]);
        return new(null, node.Code(), node.Wording("title"), node.Choice<DocumentKind>("kind"), null, false, node.Rows());
    }

    private static StageDefinition Stage(DefinitionNode node)
    {
        node.Shape(["number", "code", "title", "aliases", "task", "result", "rows", "activities", "gate"], "goal");
        var number = node.Number("number", 1, 7);
        return new(
            number,
            node.Code(),
            node.Wording("title"),
            node.List("aliases", alias => alias.AsWording()),
            node.WordingOrNull("goal"),
            node.Wording("task"),
            node.Wording("result"),
            node.Some("activities", activity => Activity(activity, number)),
            node.Part("gate", Gate) ?? new([], []),
            node.Rows());
    }

    private static ActivityDefinition Activity(DefinitionNode node, int stage)
    {
        node.Shape(["code", "title", "rows", "items"]);
        var code = node.Code();
        return new(code, node.Wording("title"), node.Some("items", item => Item(item, stage, code)), node.Rows());
    }

    private static ItemDefinition Item(DefinitionNode node, int stage, string activity)
    {
        node.Shape(["code", "title", "rows", "documented", "documents"], "channel");
        return new(
            node.Code(),
            stage,
            activity,
            node.Wording("title"),
            node.Flag("documented"),
            node.Texts("documents"),
            node.TextOrNull("channel"),
            node.Rows());
    }

    private static GateDefinition Gate(DefinitionNode node)
    {
        node.Shape(["criteria", "announced"]);
        return new(node.Some("criteria", Criterion), node.List("announced", Announced));
    }

    private static CriterionDefinition Criterion(DefinitionNode node)
    {
        node.Shape(["code", "rule", "mode", "parameters", "title", "rows"]);
        return new(
            node.Code(),
            node.Text("rule"),
            node.Choice<CriterionMode>("mode"),
            node.Parameters("parameters"),
            node.Wording("title"),
            node.Rows());
    }

    private static AnnouncedCriterion Announced(DefinitionNode node)
    {
        node.Shape(["code", "mode", "title", "rows"]);
        return new(node.Code(), node.Choice<CriterionMode>("mode"), node.Wording("title"), node.Rows());
    }

    private static DefinitionParameters Parameters(DefinitionNode node)
    {
        node.Shape(["lookAheadStages", "lateEntryDays", "schoolYearStartMonth", "minimalLearnerAge", "youngSpecialistYears",
            "adultsNeedClearance"]);
        return new(
            node.Number("lookAheadStages", 0, 6),
            node.Number("lateEntryDays", 0, 366),
            node.Number("schoolYearStartMonth", 1, 12),
            node.Number("minimalLearnerAge", 0, 18),
            node.Number("youngSpecialistYears", 0, 50),
            node.Flag("adultsNeedClearance"));
    }

    private static DefinitionReading.Refused Refused(string code, string message) => new([new("", code, message)]);

    private static bool IsDigest(string sha256) =>
        sha256.Length == 64 && sha256.All(digit => digit is >= '0' and <= '9' or >= 'a' and <= 'f');

    // The parser accepts "\ud800" in a value and throws only when the text is asked for, so every text is asked for once.
    private static JsonDocument? Parsed(string text, out string complaint)
    {
        complaint = "";
        JsonDocument? json = null;
        try
        {
            json = JsonDocument.Parse(text, Strict);
            AskForTexts(json.RootElement);
            return json;
        }
        catch (Exception rubbish) when (rubbish is JsonException or ArgumentException or InvalidOperationException)
        {
            json?.Dispose();
            complaint = rubbish.Message;
            return null;
        }
    }

    private static void AskForTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var member in json.EnumerateObject()) AskForTexts(member.Value);
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var element in json.EnumerateArray()) AskForTexts(element);
        else if (json.ValueKind == JsonValueKind.String)
            _ = json.GetString();
    }
}
