using System.Collections.Concurrent;
using System.Text;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>A definition was refused: the same version with other bytes, or faults in its text.</summary>
public sealed class DefinitionRefusedException(string message, IReadOnlyList<DefinitionFault> faults) : Exception(message)
{
    /// <summary>Each fault with its place; empty when the bytes differ from what was published.</summary>
    public IReadOnlyList<DefinitionFault> Faults { get; } = faults;
}

/// <summary>The definitions on the ledger: each version is one entry with its full text, in a stream of its own, pinned by its hash.</summary>
public sealed class DefinitionLibrary(LedgerReader ledger, BatchWriter writer, TimeProvider clock)
{
    /// <summary>The organisation of what belongs to all: definitions.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    private readonly ConcurrentDictionary<DefinitionReference, Definition> known = new();

    /// <summary>The definition behind a reference.</summary>
    /// <exception cref="DefinitionRefusedException">It is not on the ledger, or its text does not have this hash.</exception>
    public async ValueTask<Definition> Get(DefinitionReference reference, CancellationToken stop) =>
        known.TryGetValue(reference, out var definition)
            ? definition
            : (await Published(reference.Code, stop)).FirstOrDefault(d => d.Reference == reference)
                ?? throw new DefinitionRefusedException($"{reference.Code} {reference.Version} with hash {reference.Sha256} is not on the ledger.", []);

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

    /// <summary>Publishes every shipped version that is not on the ledger yet.</summary>
    /// <exception cref="DefinitionRefusedException">A published version has other bytes here.</exception>
    public async Task PublishShipped(CancellationToken stop)
    {
        foreach (var text in Shipped) await Publish(text, stop);
    }

    /// <summary>Reads and checks a definition from any JSON text of its shape.</summary>
    /// <exception cref="DefinitionRefusedException">The text has faults.</exception>
    public static Definition Read(string json)
    {
        if (!CanonicalJson.TryCanonicalise(json, out var canonical, out var fault))
        {
            throw new DefinitionRefusedException("The definition is not JSON of our kind.", [new("", DefinitionFaultCodes.NotJson, fault)]);
        }

        var sha256 = Hash.Of(Encoding.UTF8.GetBytes(canonical)).ToString();
        return DefinitionReader.Read(canonical, sha256, Rules.Known) switch
        {
            DefinitionReading.Accepted accepted => accepted.Definition,
            DefinitionReading.Refused refused => throw new DefinitionRefusedException(string.Join("; ", refused.Faults.Select(f => $"{f.Place}: {f.Code}")), refused.Faults),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Publishes one version that ships with the program, by the program; publishing the same bytes again changes nothing.</summary>
    /// <exception cref="DefinitionRefusedException">The text has faults, or is not the next version of its code.</exception>
    /// <exception cref="NotDecidedException">The database did not answer, or the ledger is forked; the next start tries again.</exception>
    public async Task<Definition> Publish(string json, CancellationToken stop)
    {
        var definition = Read(json);
        while (true)
        {
            var published = await Published(definition.Code, stop);
            if (published.FirstOrDefault(d => d.Version == definition.Version) is { } same)
            {
                if (same.Sha256 != definition.Sha256) throw new DefinitionRefusedException($"{definition.Code} {definition.Version} is published with other bytes: {same.Sha256}.", []);
                return same;
            }

            if (definition.Version != published.Count + 1) throw new DefinitionRefusedException($"{definition.Code} {definition.Version} does not follow version {published.Count}.", []);
            var (type, body) = EventCodec.Write(new DefinitionEvent.DefinitionPublished(definition.Code, definition.Version, definition.Sha256, definition.Text));
            var now = clock.GetUtcNow();
            var result = await writer.Append(new(
                // A space keeps the command apart from every idempotency key.
                Everybody.ToString(), $"publish definition {definition.Code} {definition.Version}", definition.Sha256, null, null,
                [new StreamAppend(StreamNames.Definition(definition.Code), published.Count,
                    [new ProposedEvent(Guid.CreateVersion7(now), type, body, "system", "system", null, Dates.Text(DateOnly.FromDateTime(now.UtcDateTime)))])],
                []));
            if (result is not (AppendResult.Appended or AppendResult.CommandKnown or AppendResult.StreamMoved)) throw new NotDecidedException($"publish {definition.Code} {definition.Version}", result.GetType().Name);
        }
    }
}
