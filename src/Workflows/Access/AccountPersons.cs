using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Access;

/// <summary>The persons with whose keys an account acts. The rows are sealed: a row that somebody else wrote gives no rights.</summary>
public sealed class AccountPersons(NpgsqlDataSource database, AccessKeys keys, RowSeals seals)
{
    /// <summary>The table of the rows, as their seals name it.</summary>
    internal const string Table = "access.account_persons";

    /// <summary>The keys in force of an account's persons.</summary>
    public async Task<IReadOnlyList<Capacity>> Capacities(Guid account, CancellationToken stop)
    {
        List<Guid> held = [];
        await using (var command = database.Command(
            """
            select k.id, p.organisation, p.person, p.seal from access.account_persons p
            join access.keys k on k.organisation = p.organisation and k.person = p.person
            where p.account = $1 and not k.revoked order by k.id
            """, Value(account)))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                if (seals.Holds(reader.GetFieldValue<byte[]>(3), Table, reader.GetGuid(1), reader.GetGuid(2), account))
                    held.Add(reader.GetGuid(0));
            }
        }

        List<Capacity> found = [];
        foreach (var key in held)
        {
            if (await keys.Holder(key, stop) is { Person: { } person } holder)
                found.Add(new(key, holder.Organisation, person, holder.Roles));
        }

        return found;
    }

    /// <summary>The account that acts with a person's keys; null if there is none.</summary>
    public async Task<Guid?> AccountOf(Guid organisation, Guid person, CancellationToken stop)
    {
        await using var command = database.Command(
            "select account, seal from access.account_persons where organisation = $1 and person = $2", Value(organisation), Value(person));
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) && reader.GetGuid(0) is var account
            && seals.Holds(reader.GetFieldValue<byte[]>(1), Table, organisation, person, account)
                ? account : null;
    }

    /// <summary>The statement that lets an account act with a person's keys.</summary>
    internal NpgsqlBatchCommand Row(Guid organisation, Guid person, Guid account) => Statement(
        """
        insert into access.account_persons (organisation, person, account, seal) values ($1, $2, $3, $4) on conflict do nothing
        """, Value(organisation), Value(person), Value(account), Value(seals.Of(Table, organisation, person, account)));
}
