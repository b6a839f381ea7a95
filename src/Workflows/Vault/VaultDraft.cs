using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Vault;

/// <summary>The vault rows of one decision: new persons with their keys, replaced details, texts. Written in the decision's transaction, in
/// at most six statements for any number of persons; a refused decision writes nothing.</summary>
public sealed class VaultDraft
{
    private const string InsertPeople =
        """
        insert into vault.people (person, organisation, ref, sealed, token, year_token, certain)
        select p.person, $1, p.ref, p.sealed, p.token, p.year_token, p.certain
        from unnest($2, $3, $4, $5, $6, $7) p(person, ref, sealed, token, year_token, certain)
        """;

    private const string ReplacePeople =
        """
        update vault.people p set ref = n.ref, sealed = n.sealed, token = n.token, year_token = n.year_token, certain = n.certain
        from unnest($2, $3, $4, $5, $6, $7, $8) n(person, ref, sealed, token, year_token, certain, generation)
        where p.person = n.person and p.organisation = $1 and keys.seals('person-' || n.person, n.generation)
        """;

    private const string ForgetStems = "delete from vault.name_stems where person = any($1)";

    // Nothing for a person whose row was not written, because the key is destroyed.
    private const string InsertStems =
        """
        insert into vault.name_stems (organisation, stem, person)
        select $1, s.stem, s.person from unnest($2, $3) s(stem, person) join vault.people p on p.person = s.person
        on conflict do nothing
        """;

    private readonly Guid organisation;
    private readonly TextVault texts;
    private readonly PersonIndex index;
    private readonly TimeProvider clock;
    private readonly Lazy<KeyEncryptionKey> kek;
    private readonly Dictionary<string, NewDataKey> keys = [];
    private readonly List<Detail> registered = [];
    private readonly List<Detail> replaced = [];
    private readonly List<OwnedText> sealedTexts = [];
    private readonly Dictionary<Guid, string> ownTexts = [];

    internal VaultDraft(Guid organisation, TextVault texts, PersonIndex index, KeyRing ring, TimeProvider clock)
    {
        (this.organisation, this.texts, this.index, this.clock) = (organisation, texts, index, clock);
        // One key-encryption key for the whole draft, read only when a person is new.
        kek = new(() => ring.Current);
    }

    /// <summary>The organisation's own texts by reference. They may name persons, whose erasure does not destroy them.</summary>
    public IReadOnlyDictionary<Guid, string> OwnTexts => ownTexts;

    /// <summary>The statements, keys first; none when the draft is empty.</summary>
    public IReadOnlyList<SideWrite> Rows =>
    [
        .. keys.Count > 0 ? new SideWrite[] { Keys } : [],
        .. registered.Count > 0 ? new SideWrite[] { () => People(InsertPeople, registered) } : [],
        .. replaced.Count > 0 ? new SideWrite[]
        {
            () => People(ReplacePeople, replaced, Value(replaced.Select(d => d.Generation).ToArray())),
            () => Statement(ForgetStems, Value(replaced.Select(d => d.Person).ToArray())),
        } : [],
        .. registered.Count + replaced.Count > 0 ? new SideWrite[] { Stems } : [],
        .. sealedTexts.Count > 0 ? new SideWrite[] { () => TextVault.Row(organisation, sealedTexts) } : [],
    ];

    /// <summary>Adds a new person: creates the key and seals the details under it.</summary>
    /// <param name="namesake">Somebody has checked that the other person with this name and birth date or year is not the same.</param>
    /// <returns>The reference to the details for the event.</returns>
    public TextReference Register(Guid person, PersonDetails details, bool namesake = false)
    {
        var owner = TextVault.OwnerOfPerson(person);
        keys.Add(owner, DataKeys.Make(owner, kek.Value));
        return Add(registered, person, new(keys[owner].Key, 1), details, namesake);
    }

    /// <summary>Replaces a person's details; the earlier ones are lost.</summary>
    public async Task<TextReference> Replace(Guid person, PersonDetails details, CancellationToken stop, bool namesake = false) =>
        Add(replaced, person, await KeyOf(TextVault.OwnerOfPerson(person), stop), details, namesake);

    /// <summary>Seals a text under the organisation's key or a person's, including persons of this draft.</summary>
    /// <param name="specialist">Told by a psychologist or social worker.</param>
    public async Task<TextReference> Seal(string owner, string text, CancellationToken stop, bool specialist = false)
    {
        var key = await KeyOf(owner, stop);
        var reference = NewId();
        var content = SealedContent.Of(reference, key.Key, text, VaultBinding.Text(reference, organisation, owner, specialist));
        sealedTexts.Add(new(owner, key.Generation, content, specialist));
        if (TextVault.PersonOf(owner) is null) ownTexts[content.Reference.Ref] = text;
        return content.Reference;
    }

    private TextReference Add(List<Detail> to, Guid person, OwnersKey key, PersonDetails details, bool namesake)
    {
        var (reference, certain) = (NewId(), details.Born is not null && !namesake);
        var (token, yearToken) = (index.Of(organisation, details), index.OfYear(organisation, details));
        var content = SealedContent.Of(reference, key.Key, details.ToJson(),
            VaultBinding.Person(reference, organisation, person, token, yearToken, certain));
        to.Add(new(person, content, token, yearToken, certain, key.Generation,
            [.. PersonName.Of(details.FullName).Stems.Select(s => index.OfStem(organisation, s))]));
        return content.Reference;
    }

    private async ValueTask<OwnersKey> KeyOf(string owner, CancellationToken stop) => keys.TryGetValue(owner, out var own) ? new(own.Key, 1)
        : await texts.KeyOf(owner, stop);

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    private Npgsql.NpgsqlBatchCommand Keys() => Statement(
        DataKeys.Insert, Value(keys.Values.Select(k => k.Owner).ToArray()), Value(keys.Values.Select(k => k.Wrapped).ToArray()),
        Value(keys.Values.Select(k => k.Kek).ToArray()));

    private Npgsql.NpgsqlBatchCommand Stems()
    {
        var stems = registered.Concat(replaced).SelectMany(d => d.Stems.Select(s => (Stem: s, d.Person))).ToList();
        return Statement(InsertStems, Value(organisation), Value(stems.Select(s => s.Stem).ToArray()),
            Value(stems.Select(s => s.Person).ToArray()));
    }

    private Npgsql.NpgsqlBatchCommand People(string sql, List<Detail> details, params Npgsql.NpgsqlParameter[] more) => Statement(
        sql,
        [
            Value(organisation), Value(details.Select(d => d.Person).ToArray()),
            Value(details.Select(d => d.Content.Reference.Ref).ToArray()),
            Value(details.Select(d => d.Content.Sealed).ToArray()), Value(details.Select(d => d.Token).ToArray()),
            Value(details.Select(d => d.YearToken).ToArray()),
            Value(details.Select(d => d.Certain).ToArray()), .. more,
        ]);

    private readonly record struct Detail(Guid Person, SealedContent Content, byte[] Token, byte[] YearToken, bool Certain, int Generation,
        IReadOnlyList<byte[]> Stems);
}
