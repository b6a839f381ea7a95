using static MentorshipFlow.Definitions.DefinitionFaultCodes;

namespace MentorshipFlow.Definitions;

/// <summary>
/// Reads a definition from JSON of the shape of src/Workflows/Definitions/definition.schema.json and checks what a schema cannot:
/// codes, order, references and rules. Never throws, whatever the text is; names every fault that it can see in one pass.
/// </summary>
public static class DefinitionReader
{
    /// <summary>Reads one version of a definition.</summary>
    /// <param name="canonicalText">The definition in canonical JSON (RFC 8785); kept as it is.</param>
    /// <param name="sha256">SHA-256 of that text in UTF-8, 64 lower-case hexadecimal digits; kept as it is.</param>
    /// <param name="rules">The rules that the program knows, each with the parameters it requires.</param>
    public static Reading<Definition> Read(
        string canonicalText, string sha256, IReadOnlyDictionary<string, IReadOnlyList<string>> rules)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
            return new Reading<Definition>.Refused([new("", WrongDigest, "64 lower-case hexadecimal digits are expected.")]);
        List<DefinitionFault> faults = [];
        var definition = StrictJson.Read<Definition>(canonicalText, faults, OrganisationName.Place);
        if (definition is not null) DefinitionChecks.Check(definition, rules, faults);
        return faults.Count == 0
            ? new Reading<Definition>.Accepted(definition! with { Text = canonicalText, Sha256 = sha256 })
            : new Reading<Definition>.Refused([.. faults.Take(StrictJson.MostFaults)]);
    }
}
