using MentorshipFlow.People;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A text of the organisation and the place where it would stand.</summary>
public sealed record PlacedText(string Place, string Text);

/// <summary>A person of the register whom a text names.</summary>
public sealed record NamedPerson(Guid Person, string Place);

/// <summary>Tells whom a text names, without opening the names of all: the stems of surnames and patronymics are stored as keyed hashes,
/// and only persons with a stem of the text are opened and compared.</summary>
public sealed class NameWatch(NpgsqlDataSource database, PersonVault persons, Secrets secrets)
{
    private const int StemsAtOnce = 10_000;
    private const int MostCompared = 2_000;

    private readonly PersonIndex index = new(secrets.FingerprintKey);

    /// <summary>The persons of an organisation whom texts name, in the order of the texts.</summary>
    public async Task<IReadOnlyList<NamedPerson>> In(Guid organisation, IReadOnlyList<PlacedText> texts, CancellationToken stop)
    {
        var read = texts.Select(t => (t.Place, Text: NamedText.Of(t.Text))).ToList();
        var likely = await Likely(organisation, read.SelectMany(t => t.Text.Stems).ToHashSet(StringComparer.Ordinal), stop);
        if (likely.Count == 0) return [];
        var names = (await persons.Open(organisation, likely, stop)).OrderBy(p => p.Key)
            .Select(p => (p.Key, Name: PersonName.Of(p.Value.Details.FullName))).ToList();
        return [.. read.SelectMany(t => names.Where(n => n.Name.IsIn(t.Text)).Select(n => new NamedPerson(n.Key, t.Place)))];
    }

    private async Task<IReadOnlyCollection<Guid>> Likely(Guid organisation, HashSet<string> stems, CancellationToken stop)
    {
        HashSet<Guid> likely = [];
        foreach (var some in stems.Chunk(StemsAtOnce))
        {
            await using var command = database.Command(
                "select distinct person from vault.name_stems where organisation = $1 and stem = any($2) limit $3",
                Value(organisation), Value(some.Select(s => index.OfStem(organisation, s)).ToArray()), Value(MostCompared));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) likely.Add(reader.GetGuid(0));
            if (likely.Count >= MostCompared) break;
        }

        return likely;
    }
}
