namespace MentorshipFlow.Workflows.Attestation;

/// <summary>The kinds of places that are searched. Copies may hold data until the horizon that the act of the destruction states.</summary>
public enum SearchedStore
{
    /// <summary>The tables of the database as they are read now.</summary>
    Tables,

    /// <summary>A dump of the database.</summary>
    Dump,

    /// <summary>The files of the private PostgreSQL, with what removed rows have left in them.</summary>
    Cluster,

    /// <summary>The write-ahead log of the private PostgreSQL.</summary>
    Log,

    /// <summary>The archive of the write-ahead log.</summary>
    Archive,

    /// <summary>Backups.</summary>
    Backups,

    /// <summary>The safe.</summary>
    Safe,
}

/// <summary>A text at a place.</summary>
/// <param name="Text">Its number; 0 for data that are sealed under the subject's key.</param>
/// <param name="Place">Table and column, or file.</param>
/// <param name="First">The first row or byte there.</param>
/// <param name="Times">The number of rows; 1 for a file.</param>
public sealed record Sighting(SearchedStore Store, int Text, SoughtForm Form, string Place, string First, int Times);

/// <summary>How much of a kind of place was searched.</summary>
/// <param name="Items">Tables, files or dumps.</param>
/// <param name="Rows">Rows of tables; 0 elsewhere.</param>
public sealed record SearchedAmount(SearchedStore Store, long Items, long Rows, long Bytes);

/// <summary>Something that could not be opened.</summary>
/// <param name="Expected">Whether nobody could expect it to be searched, such as a system table without the right to read it.</param>
public sealed record Unsearched(string Place, string Reason, bool Expected);

/// <summary>The finds of a search so far.</summary>
internal sealed class Findings
{
    private readonly OrderedDictionary<(SearchedStore, int, SoughtForm, string), Sighting> sightings = [];
    private readonly SortedDictionary<SearchedStore, SearchedAmount> amounts = [];
    private readonly List<Unsearched> unsearched = [];

    public IReadOnlyList<Sighting> Sightings => [.. sightings.Values];

    public IReadOnlyList<SearchedAmount> Amounts => [.. amounts.Values];

    public IReadOnlyList<Unsearched> Unsearched => unsearched;

    public void Found(SearchedStore store, int text, SoughtForm form, string place, string first)
    {
        var key = (store, text, form, place);
        sightings[key] = sightings.TryGetValue(key, out var seen)
            ? seen with { Times = seen.Times + 1 } : new(store, text, form, place, first, 1);
    }

    public void Searched(SearchedStore store, long items, long rows, long bytes)
    {
        var before = amounts.GetValueOrDefault(store) ?? new(store, 0, 0, 0);
        amounts[store] = new(store, before.Items + items, before.Rows + rows, before.Bytes + bytes);
    }

    public void NotSearched(string place, string reason, bool expected = false) => unsearched.Add(new(place, reason, expected));
}
