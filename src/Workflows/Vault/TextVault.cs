using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>A sealed text with its owner.</summary>
/// <param name="Generation">The generation of the key that seals it.</param>
/// <param name="Specialist">Told by a psychologist or social worker.</param>
internal readonly record struct OwnedText(string Owner, int Generation, SealedContent Content, bool Specialist = false);

/// <summary>A sealed text for one decision: the reference for the event, and the row for the vault.</summary>
public sealed record SealedText(TextReference Reference, SideWrite Row);

/// <summary>Stores texts, AES-256-GCM under one data key per owner: an organisation or a person. Format: <c>SealedContent</c>.</summary>
public sealed class TextVault(NpgsqlDataSource database, DataKeys keys, TimeProvider clock)
{
    /// <summary>The prefix of the owner of everything about a person.</summary>
    public const string PersonPrefix = "person-";

    // Stores nothing if the key was destroyed meanwhile; raises MF002 if it was replaced. Checked under the head row.
    internal const string Insert =
        """
        insert into vault.texts (ref, organisation, owner, sealed, specialist)
        select t.ref, $1, t.owner, t.sealed, t.specialist from unnest($2, $3, $4, $5, $6) t(ref, owner, sealed, generation, specialist)
        where keys.seals(t.owner, t.generation)
        """;

    /// <summary>The table of the texts.</summary>
    internal const string Table = "vault.texts";

    /// <summary>The columns that <see cref="ReadRow"/> reads, and their tables. A text whose key is missing is not left out: it is a
    /// fault.</summary>
    internal const string Rows = $"""
        select t.ref, t.owner, t.sealed, {DataKeys.Columns}, t.organisation, t.specialist from vault.texts t
        left join keys.data_keys k on k.owner = t.owner
        """;

    private const string Select = $"{Rows} where t.organisation = $1 and t.ref = any($2)";

    /// <summary>The owner of an organisation's own texts.</summary>
    public static string OwnerOf(Guid organisation) => $"organisation-{organisation}";

    /// <summary>The owner of texts about one person.</summary>
    public static string OwnerOfPerson(Guid person) => $"{PersonPrefix}{person}";

    /// <summary>The person of an owner; null for an organisation.</summary>
    public static Guid? PersonOf(string owner) => owner.StartsWith(PersonPrefix, StringComparison.Ordinal)
        ? Guid.Parse(owner.AsSpan(PersonPrefix.Length)) : null;

    /// <summary>Seals a text; the row is written in the transaction of the decision that names it.</summary>
    /// <param name="owner">See <see cref="OwnerOf"/> and <see cref="OwnerOfPerson"/>. A text about a person is destroyed with the person's
    /// key; for a person without a key nothing is stored.</param>
    public async Task<SealedText> Seal(Guid organisation, string owner, string text, CancellationToken stop)
    {
        var key = await KeyOf(owner, stop);
        var reference = Guid.CreateVersion7(clock.GetUtcNow());
        var content = SealedContent.Of(reference, key.Key, text, VaultBinding.Text(reference, organisation, owner, specialist: false));
        return new(content.Reference, () => Row(organisation, [new(owner, key.Generation, content)]));
    }

    /// <summary>
    /// An organisation's own texts by reference; without texts about persons, destroyed texts and those of other organisations.
    /// </summary>
    /// <exception cref="CryptographicException">A row was altered.</exception>
    public Task<IReadOnlyDictionary<Guid, string>> Open(Guid organisation, IReadOnlyCollection<TextReference> references,
        CancellationToken stop) =>
        Open(organisation, references, owner => !owner.StartsWith(PersonPrefix, StringComparison.Ordinal), stop);

    /// <summary>Texts about some persons by reference. For disclosures only, which record the reading first.</summary>
    /// <exception cref="CryptographicException">A row was altered.</exception>
    public Task<IReadOnlyDictionary<Guid, string>> OpenAbout(Guid organisation, IReadOnlyCollection<Guid> persons,
        IReadOnlyCollection<TextReference> references, CancellationToken stop) =>
        Open(organisation, references, persons.Select(OwnerOfPerson).ToHashSet().Contains, stop);

    /// <summary>The owner of each of some texts of an organisation, without those that are destroyed or of others.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Owners(Guid organisation, IReadOnlyCollection<Guid> references,
        CancellationToken stop)
    {
        Dictionary<Guid, string> owners = [];
        await using var command = database.Command("select ref, owner from vault.texts where organisation = $1 and ref = any($2)",
            Value(organisation), Value(references.ToArray()));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) owners[reader.GetGuid(0)] = reader.GetString(1);
        return owners;
    }

    /// <summary>An organisation's own texts by the ids of their references, each with the commitment that it has. For disclosures only,
    /// which record the reading first.</summary>
    /// <exception cref="CryptographicException">A row was altered.</exception>
    public async Task<IReadOnlyDictionary<Guid, (TextReference Reference, string Text)>> OpenOwn(
        Guid organisation, IReadOnlyCollection<Guid> references, CancellationToken stop)
    {
        await using var command = database.Command(Select, Value(organisation), Value(references.ToArray()));
        return (await Read(command, owner => PersonOf(owner) is null, stop)).ToDictionary(t => t.Reference.Ref);
    }

    /// <summary>All texts stored about one person, by reference.</summary>
    /// <param name="specialist">True: only texts told by a psychologist or social worker; false: only the others.</param>
    /// <exception cref="CryptographicException">A row was altered.</exception>
    public async Task<IReadOnlyDictionary<Guid, string>> OpenAll(Guid organisation, Guid person, CancellationToken stop,
        bool specialist = false)
    {
        await using var command = database.Command(
            $"{Rows} where t.organisation = $1 and t.owner = $2 and t.specialist = $3 order by t.ref",
            Value(organisation), Value(OwnerOfPerson(person)), Value(specialist));
        return (await Read(command, _ => true, stop)).ToDictionary(t => t.Reference.Ref, t => t.Text);
    }

    /// <summary>All texts of an organisation but those of one owner, for a search within the program: nobody is shown them.</summary>
    internal async IAsyncEnumerable<(Guid Reference, string Owner, string Text)> All(Guid organisation, string except,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = database.Command(
            $"{Rows} where t.organisation = $1 and t.owner <> $2 order by t.ref", Value(organisation), Value(except));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var (_, text) = ReadRow(reader);
            yield return (reader.GetGuid(0), reader.GetString(1), text);
        }
    }

    /// <summary>The statement that stores texts.</summary>
    internal static NpgsqlBatchCommand Row(Guid organisation, IReadOnlyCollection<OwnedText> texts) => Statement(
        Insert, Value(organisation), Value(texts.Select(t => t.Content.Reference.Ref).ToArray()),
        Value(texts.Select(t => t.Owner).ToArray()), Value(texts.Select(t => t.Content.Sealed).ToArray()),
        Value(texts.Select(t => t.Generation).ToArray()), Value(texts.Select(t => t.Specialist).ToArray()));

    /// <summary>The key to seal under. For an unknown or erased person it is a random key, and the text is never stored.</summary>
    internal async Task<OwnersKey> KeyOf(string owner, CancellationToken stop) =>
        owner.StartsWith(PersonPrefix, StringComparison.Ordinal)
            ? await keys.Find(owner, stop) ?? new(RandomNumberGenerator.GetBytes(KeyEncryptionKey.Size), 1)
            : await keys.FindOrMake(owner, stop);

    private async Task<IReadOnlyDictionary<Guid, string>> Open(Guid organisation, IReadOnlyCollection<TextReference> references,
        Func<string, bool> mine, CancellationToken stop)
    {
        if (references.Count == 0) return new Dictionary<Guid, string>();
        var commitments = references.DistinctBy(r => r.Ref).ToDictionary(r => r.Ref);
        await using var command = database.Command(Select, Value(organisation), Value(commitments.Keys.ToArray()));
        var texts = await Read(command, mine, stop);
        foreach (var (reference, _) in texts)
        {
            if (reference != commitments[reference.Ref])
                throw new VaultBrokenException(Table, $"{reference.Ref}");
        }

        return texts.ToDictionary(t => t.Reference.Ref, t => t.Text);
    }

    private async Task<List<(TextReference Reference, string Text)>> Read(NpgsqlCommand command, Func<string, bool> mine,
        CancellationToken stop)
    {
        List<(TextReference, string)> texts = [];
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            if (mine(reader.GetString(1))) texts.Add(ReadRow(reader));
        }

        return texts;
    }

    /// <summary>Opens a row, from the columns in the order of <see cref="Rows"/>.</summary>
    /// <exception cref="VaultBrokenException">The row was altered, or its key is missing.</exception>
    internal (TextReference Reference, string Text) ReadRow(NpgsqlDataReader reader)
    {
        var (reference, owner) = (reader.GetGuid(0), reader.GetString(1));
        var key = keys.Unwrap(owner, reader, 3);
        var binding = VaultBinding.Text(reference, reader.GetGuid(6), owner, reader.GetBoolean(7));
        var (opened, text) = SealedContent.Open(reference, key, reader.GetFieldValue<byte[]>(2), binding, Table);
        return (opened, Encoding.UTF8.GetString(text));
    }
}
