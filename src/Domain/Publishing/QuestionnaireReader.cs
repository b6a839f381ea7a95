using MentorshipFlow.Definitions;
using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Publishing;

/// <summary>
/// Reads a questionnaire from JSON of the shape of src/Workflows/Questionnaires/questionnaire.schema.json and checks what a schema cannot.
/// Never throws, whatever the text is; names every fault that it can see in one pass.
/// </summary>
public static class QuestionnaireReader
{
    /// <summary>Reads one version.</summary>
    /// <param name="canonicalText">Canonical JSON (RFC 8785); kept as it is.</param>
    /// <param name="sha256">SHA-256 of that text in UTF-8, 64 lower hex digits; kept as it is.</param>
    public static Reading<Questionnaire> Read(string canonicalText, string sha256)
    {
        List<DefinitionFault> faults = [];
        var questionnaire = StrictJson.Read<Questionnaire>(canonicalText, faults);
        if (questionnaire is not null) Check(questionnaire, faults);
        return faults.Count == 0
            ? new Reading<Questionnaire>.Accepted(questionnaire! with { Text = canonicalText, Sha256 = sha256 })
            : new Reading<Questionnaire>.Refused(faults);
    }

    private static void Check(Questionnaire questionnaire, List<DefinitionFault> faults)
    {
        if (questionnaire.Form is { Length: > 0 } form && !ValueFormat.IsCode(form))
            faults.Add(new("/form", MalformedCode, StrictJson.PlainWord));
        DefinitionChecks.Distinct(questionnaire.Items, item => item.Code, "/items", faults);
        foreach (var (at, item) in questionnaire.Items.Index())
        {
            DefinitionChecks.Distinct(item.ChoiceOptions ?? [], option => option.Code, $"/items/{at}/options", faults);
            if (item is { Kind: ItemKind.Choice, ChoiceOptions: null })
                faults.Add(new($"/items/{at}/options", MissingMember, "The member 'options' is missing."));
            if (item is { Kind: not ItemKind.Choice, ChoiceOptions: not null })
                faults.Add(new($"/items/{at}/options", UnknownMember, "Only a choice has options."));
        }
    }
}
