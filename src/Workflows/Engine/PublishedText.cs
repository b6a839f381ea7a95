using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Reads the texts of definitions and questionnaires.</summary>
internal static class PublishedText
{
    /// <summary>The texts that ship with the program in a folder of this project.</summary>
    public static IEnumerable<string> Shipped(string folder) => typeof(PublishedText).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith($"{folder}/", StringComparison.Ordinal) && !n.EndsWith(".schema.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n =>
        {
            using var reader = new StreamReader(typeof(PublishedText).Assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd();
        });

    /// <summary>Parses any JSON text of the schema, in canonical form.</summary>
    /// <param name="read">Reads the canonical text with its SHA-256.</param>
    /// <exception cref="PublicationRefusedException">The text has faults.</exception>
    public static T Read<T>(string json, Func<string, string, Reading<T>> read)
    {
        if (!CanonicalJson.TryCanonicalise(json, out var canonical, out var fault))
            throw new PublicationRefusedException("The text is not canonical JSON.", [new("", DefinitionFaultCodes.NotJson, fault)]);
        return read(canonical, Hash.Of(Encoding.UTF8.GetBytes(canonical)).ToString()) switch
        {
            Reading<T>.Accepted accepted => accepted.Value,
            Reading<T>.Refused { Faults: var faults } =>
                throw new PublicationRefusedException(string.Join("; ", faults.Select(f => $"{f.Place}: {f.Code}")), faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
