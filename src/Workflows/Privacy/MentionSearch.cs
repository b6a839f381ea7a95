using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.People;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>A mention of a person, with what the officer reads of it.</summary>
/// <param name="Text">Null for a text or details about another person: these are read by a disclosure.</param>
/// <param name="About">That other person.</param>
/// <param name="Position">The position of the entry that contains the text or refers to it.</param>
/// <param name="Reference">The text's row in the vault, which can be destroyed; null where there is none.</param>
public sealed record Mention(FoundMention Found, string? Text, Guid? About, long? Position, Guid? Reference = null);

/// <summary>Searches all texts of an organisation for a person's name: the entries of the ledger, the organisation's texts, texts about
/// other persons, and their details. Nothing is stored.</summary>
public sealed class MentionSearch(NpgsqlDataSource database, PersonVault persons, TextVault texts)
{
    // The database only narrows the search: its locale may not know Cyrillic letters, so each letter stands in both cases.
    private const string Entries = $"""
        select seq_id - 1, type, data::text from {LedgerStore.Events}.mt_events where tenant_id = $1 and data::text ~ $2 order by seq_id
        """;

    private const string Referring = $"""
        select seq_id - 1, type from {LedgerStore.Events}.mt_events where tenant_id = $1 and strpos(data::text, $2) > 0
        order by seq_id limit 1
        """;

    /// <summary>The mentions, in the order of kinds and places; null when the person's name is no longer known.</summary>
    public async Task<IReadOnlyList<Mention>?> Of(Guid organisation, Guid person, CancellationToken stop)
    {
        if (!(await persons.Open(organisation, [person], stop)).TryGetValue(person, out var opened)) return null;
        var name = PersonName.Of(opened.Details.FullName);
        if (name.Stems.Count == 0) return [];
        return
        [
            .. await InLedger(organisation, name, stop), .. await InTexts(organisation, person, name, stop),
            .. await InDetails(organisation, person, name, stop),
        ];
    }

    private async Task<IReadOnlyList<Mention>> InLedger(Guid organisation, PersonName name, CancellationToken stop)
    {
        List<Mention> mentions = [];
        await using var command = database.Command(Entries, Value($"{organisation}"), Value(Pattern(name)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var (position, type) = (reader.GetInt64(0), reader.GetString(1));
            foreach (var (pointer, text) in JsonTexts.Of(reader.GetString(2)).Where(t => name.IsIn(NamedText.Of(t.Text))))
                mentions.Add(new(Found(MentionKind.LedgerEntry, $"{type} {position} {pointer}"), text, null, position));
        }

        return mentions;
    }

    private async Task<IReadOnlyList<Mention>> InTexts(Guid organisation, Guid person, PersonName name, CancellationToken stop)
    {
        List<(Guid Ref, Guid? About, string Text)> found = [];
        await foreach (var (reference, owner, text) in texts.All(organisation, TextVault.OwnerOfPerson(person), stop))
        {
            if (name.IsIn(NamedText.Of(text))) found.Add((reference, TextVault.PersonOf(owner), text));
        }

        List<Mention> mentions = [];
        foreach (var (reference, about, text) in found)
        {
            var (position, type) = await Entry(organisation, reference, stop);
            var kind = about is null ? MentionKind.OrganisationText : MentionKind.TextAboutAnother;
            mentions.Add(new(Found(kind, position is null ? $"text {reference}" : $"{type} {position} text {reference}"),
                about is null ? text : null, about, position, reference));
        }

        return mentions;
    }

    private async Task<IReadOnlyList<Mention>> InDetails(Guid organisation, Guid person, PersonName name, CancellationToken stop) =>
    [
        .. (await persons.ForComparing(organisation, stop)).Where(p => p.Key != person).OrderBy(p => p.Key)
            .SelectMany(p => new[] { ("representative", p.Value.Representative), ("other", p.Value.Other) }
                .Where(d => d.Item2 is { } text && name.IsIn(NamedText.Of(text)))
                .Select(d => new Mention(Found(MentionKind.DetailsOfAnother, $"person {p.Key} {d.Item1}"), null, p.Key, null))),
    ];

    private async Task<(long? Position, string? Type)> Entry(Guid organisation, Guid reference, CancellationToken stop)
    {
        await using var command = database.Command(Referring, Value($"{organisation}"), Value($"{reference}"));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? (reader.GetInt64(0), reader.GetString(1)) : (null, null);
    }

    private static FoundMention Found(MentionKind kind, string place)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"mention {kind} {place}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(new(bytes, bigEndian: true), kind, place);
    }

    private static string Pattern(PersonName name) => string.Join('|', name.Patterns);
}
