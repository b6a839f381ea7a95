using System.Collections.Concurrent;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>
/// The definitions on the ledger. Each definition has a stream, each version is one entry with the full text, and references pin its hash.
/// </summary>
public sealed class DefinitionLibrary(LedgerReader ledger)
{
    /// <summary>The organisation id of entries that belong to all, such as definitions.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    // A bound for the memory of an installation with many schools.
    private const int ShownAtOnce = 128;

    private readonly ConcurrentDictionary<DefinitionReference, Definition> known = new();

    private readonly RecentlyUsed<Definition> shown = new(ShownAtOnce);

    /// <summary>The definition of a reference.</summary>
    /// <exception cref="PublicationRefusedException">It is not on the ledger, or its text does not have this hash.</exception>
    public async ValueTask<Definition> Get(DefinitionReference reference, CancellationToken stop) =>
        known.TryGetValue(reference, out var definition)
            ? definition
            : (await Published(reference.Code, stop)).FirstOrDefault(d => d.Reference == reference)
                ?? throw new PublicationRefusedException(
                    $"{reference.Code} {reference.Version} with hash {reference.Sha256} is not on the ledger.", []);

    /// <summary>The definition of a reference as an organisation shows it (<see cref="Definition.For"/>).</summary>
    /// <exception cref="PublicationRefusedException">See <see cref="Get"/>.</exception>
    public async ValueTask<Definition> Shown(DefinitionReference reference, InstitutionalText organisation, CancellationToken stop)
    {
        // Otherwise each reading of a programme would copy the whole definition.
        var name = $"{reference.Sha256} {organisation.Value}";
        if (shown.Find(name) is not { } definition)
            shown.Keep(name, definition = (await Get(reference, stop)).For(organisation));
        return definition;
    }

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
    public static IEnumerable<string> Shipped => PublishedText.Shipped("Definitions");

    /// <summary>Parses and checks a definition from any JSON text of the schema.</summary>
    /// <exception cref="PublicationRefusedException">The text has faults.</exception>
    public static Definition Read(string json) =>
        PublishedText.Read(json, (canonical, sha256) => DefinitionReader.Read(canonical, sha256, Rules.Known));
}
