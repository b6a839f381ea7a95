using System.Collections.Concurrent;
using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// The definitions on the ledger: each version is one entry with its full text, in a stream of its own, pinned by its hash.
/// </summary>
public sealed class DefinitionLibrary(LedgerReader ledger)
{
    /// <summary>The organisation of what belongs to all: definitions.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    private readonly ConcurrentDictionary<DefinitionReference, Definition> known = new();

    /// <summary>The definition behind a reference.</summary>
    /// <exception cref="PublicationRefusedException">It is not on the ledger, or its text does not have this hash.</exception>
    public async ValueTask<Definition> Get(DefinitionReference reference, CancellationToken stop) =>
        known.TryGetValue(reference, out var definition)
            ? definition
            : (await Published(reference.Code, stop)).FirstOrDefault(d => d.Reference == reference)
                ?? throw new PublicationRefusedException(
                    $"{reference.Code} {reference.Version} with hash {reference.Sha256} is not on the ledger.", []);

    /// <summary>Every published version of a definition, in order.</summary>
    public async Task<IReadOnlyList<Definition>> Published(string code, CancellationToken stop)
    {
        List<Definition> definitions = [];
        foreach (var stored in await ledger.Stream(StreamNames.Definition(code), 0, int.MaxValue, stop))
        {
            var published = (DefinitionEvent.DefinitionPublished)EventCodec.Read(stored.Entry.Type, stored.Entry.Body);
            var reference = new DefinitionReference(published.Code, published.Version, published.Sha256);
            definitions.Add(known.TryGetValue(reference, out var definition) ? definition : known[reference] = Read(published.Text));
        }

        return definitions;
    }

    /// <summary>The versions that ship with the program, as text.</summary>
    public static IEnumerable<string> Shipped => typeof(DefinitionLibrary).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Definitions/", StringComparison.Ordinal) && !n.EndsWith(".schema.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(n =>
        {
            using var reader = new StreamReader(typeof(DefinitionLibrary).Assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd();
        });

    /// <summary>Reads and checks a definition from any JSON text of its shape.</summary>
    /// <exception cref="PublicationRefusedException">The text has faults.</exception>
    public static Definition Read(string json)
    {
        if (!CanonicalJson.TryCanonicalise(json, out var canonical, out var fault))
        {
            throw new PublicationRefusedException("The definition is not JSON of our kind.",
                [new("", DefinitionFaultCodes.NotJson, fault)]);
        }

        var sha256 = Hash.Of(Encoding.UTF8.GetBytes(canonical)).ToString();
        return DefinitionReader.Read(canonical, sha256, Rules.Known) switch
        {
            Reading<Definition>.Accepted accepted => accepted.Value,
            Reading<Definition>.Refused refused => throw new PublicationRefusedException(string.Join("; ",
                refused.Faults.Select(f => $"{f.Place}: {f.Code}")), refused.Faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
