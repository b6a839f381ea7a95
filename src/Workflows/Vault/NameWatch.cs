using MentorshipFlow.People;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A text of the organisation and the place where it would stand.</summary>
public sealed record PlacedText(string Place, string Text);

/// <summary>A person of the register whom a text names.</summary>
public sealed record NamedPerson(Guid Person, string Place);

/// <summary>Texts of one organisation, read once for all names.</summary>
public sealed class WatchedTexts
{
    internal WatchedTexts(Guid organisation, HashedWords words, IReadOnlyList<PlacedText> texts)
    {
        Organisation = organisation;
        Texts = [.. texts.Select(t => (t.Place, NamedText.Of(t.Text)))];
        Stems = [.. Texts.SelectMany(t => t.Text.EachWord).Distinct(StringComparer.Ordinal).SelectMany(w => words.Of(organisation, w))];
    }

    /// <summary>The keyed hashes of the stems that their words may have.</summary>
    public IReadOnlyList<byte[]> Stems { get; }

    internal Guid Organisation { get; }

    internal IReadOnlyList<(string Place, NamedText Text)> Texts { get; }
}

/// <summary>Tells whom a text names, without opening the names of all: the stems of surnames and patronymics are stored as keyed hashes,
/// and only persons with a stem of the text are opened and compared.</summary>
public sealed class NameWatch(NpgsqlDataSource database, PersonVault persons, Secrets secrets)
{
    private const int StemsAtOnce = 10_000;
    private const int MostCompared = 2_000;

    private readonly HashedWords words = new(new(secrets.FingerprintKey));

    /// <summary>Reads texts of an organisation.</summary>
    public WatchedTexts Read(Guid organisation, IReadOnlyList<PlacedText> texts) => new(organisation, words, texts);

    /// <summary>The persons of the organisation whom texts name, in the order of the texts.</summary>
    public async Task<IReadOnlyList<NamedPerson>> In(WatchedTexts read, CancellationToken stop)
    {
        var likely = await Likely(read, stop);
        if (likely.Count == 0) return [];
        var names = (await persons.Open(read.Organisation, likely, stop)).OrderBy(p => p.Key)
            .Select(p => (p.Key, Name: PersonName.Of(p.Value.Details.FullName))).ToList();
        return [.. read.Texts.SelectMany(t => names.Where(n => n.Name.IsIn(t.Text)).Select(n => new NamedPerson(n.Key, t.Place)))];
    }

    private async Task<IReadOnlyCollection<Guid>> Likely(WatchedTexts read, CancellationToken stop)
    {
        HashSet<Guid> likely = [];
        foreach (var some in read.Stems.Chunk(StemsAtOnce))
        {
            await using var command = database.Command(
                "select distinct person from vault.name_stems where organisation = $1 and stem = any($2) limit $3",
                Value(read.Organisation), Value(some), Value(MostCompared));
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop)) likely.Add(reader.GetGuid(0));
            if (likely.Count >= MostCompared) break;
        }

        return likely;
    }
}
