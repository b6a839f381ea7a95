using System.Linq.Expressions;
using Marten;
using MentorshipFlow.Ledger;
using Npgsql;
using NpgsqlTypes;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Store;

/// <summary>New entries of one stream, and the state after them.</summary>
public sealed record AppliedStream(IReadOnlyList<Entry> Entries, object After);

/// <summary>
/// A list for screens: one Marten document per stream of a kind, written in bulk in the append's own session. It is derived from the ledger
/// alone, and can always be rebuilt.
/// </summary>
public abstract class ReadModel : DocumentKind
{
    /// <summary>Every read model of the program. Each is written with each decision, and recreated by a rebuild.</summary>
    public static IReadOnlyList<ReadModel> All { get; } =
        [.. Kinds.OfType<ReadModel>().OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>A name such as <c>programmes</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Marten's table with its schema.</summary>
    public abstract string Table { get; }

    /// <summary>The temporary table that a rebuild fills in its session.</summary>
    public abstract string RebuiltTable { get; }

    /// <summary>The statement that updates a table with these entries; null when they do not concern it.</summary>
    /// <param name="table"><see cref="Table"/> or <see cref="RebuiltTable"/>.</param>
    public abstract NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string table);

    /// <summary>The statement that finds rows which are missing or differ from these states: organisation, id, and whether it is missing;
    /// null when the states do not concern it.</summary>
    public abstract NpgsqlBatchCommand? Differing(IReadOnlyList<AppliedStream> applied);

    /// <summary>The ids of the rows that these states have.</summary>
    public abstract IEnumerable<Guid> Ids(IReadOnlyList<AppliedStream> applied);
}

/// <summary>A text of the document that Marten also stores in a column, unique over all rows.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Member">The document's member in JSON.</param>
/// <param name="Constraint">The name of the unique index.</param>
/// <param name="Text">The text; null excludes the row.</param>
public sealed record UniqueText<TRow>(string Column, string Member, string Constraint, Expression<Func<TRow, object?>> Text);

/// <summary>The read model of one kind of stream. If a batch has several decisions on a stream, the row shows the last one.</summary>
/// <param name="unique">A text that is unique over all rows.</param>
public abstract class ReadModel<TState, TRow>(string name, UniqueText<TRow>? unique = null) : ReadModel
    where TState : class
    where TRow : class
{
    private readonly string column = unique is null ? "" : $", {unique.Column}";
    private readonly string value = unique is null ? "" : $", r.data ->> '{unique.Member}'";
    private readonly string other = unique is null ? "" : $" or t.{unique.Column} is distinct from (r.data ->> '{unique.Member}')";
    private readonly string update = unique is null ? "" : $", {unique.Column} = excluded.{unique.Column}";

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Table => $"{LedgerStore.ReadModels}.mt_doc_{name}";

    /// <inheritdoc/>
    public override string RebuiltTable => $"pg_temp.rebuilt_{name}";

    /// <inheritdoc/>
    public override NpgsqlBatchCommand? Write(IReadOnlyList<AppliedStream> applied, string table)
    {
        var rows = Rows(applied);
        return rows.Length == 0 ? null : Statement(
            $"""
            insert into {table} (tenant_id, id, data{column})
            select r.organisation, r.id, r.data{value} from unnest($1, $2, $3) r(organisation, id, data)
            on conflict (tenant_id, id) do update set data = excluded.data{update}
            """, Parameters(rows));
    }

    /// <inheritdoc/>
    public override NpgsqlBatchCommand? Differing(IReadOnlyList<AppliedStream> applied)
    {
        var rows = Rows(applied);
        return rows.Length == 0 ? null : Statement(
            $"""
            select r.organisation, r.id, t.id is null from unnest($1, $2, $3) r(organisation, id, data)
            left join {Table} t on t.tenant_id = r.organisation and t.id = r.id where t.data is distinct from r.data{other} order by r.id
            """, Parameters(rows));
    }

    /// <inheritdoc/>
    public override IEnumerable<Guid> Ids(IReadOnlyList<AppliedStream> applied) => Rows(applied).Select(r => Key(r).Id);

    /// <summary>The row of a state; null for a state that has none, which is then one that never had a row.</summary>
    /// <param name="last">The last entry of the stream.</param>
    protected abstract TRow? Row(Entry last, TState state);

    /// <summary>Organisation and id of a row.</summary>
    protected abstract (Guid Organisation, Guid Id) Key(TRow row);

    private TRow[] Rows(IReadOnlyList<AppliedStream> applied) =>
    [
        .. applied.Where(a => a.After is TState).GroupBy(a => a.Entries[0].Stream).Select(g => g.Last())
            .Select(a => Row(a.Entries[^1], (TState)a.After)).OfType<TRow>(),
    ];

    private NpgsqlParameter[] Parameters(TRow[] rows)
    {
        var data = Value(Array.ConvertAll(rows, r => System.Text.Json.JsonSerializer.Serialize(r, CanonicalJson.Options)));
        data.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;
        return [Value(Array.ConvertAll(rows, r => $"{Key(r).Organisation}")), Value(Array.ConvertAll(rows, r => Key(r).Id)), data];
    }

    /// <inheritdoc/>
    protected override void Map(StoreOptions options)
    {
        // Each decision updates its row; free space on the page keeps these updates heap-only.
        var document = options.Schema.For<TRow>().DocumentAlias(name).FillFactor(50).Metadata(m => m.DisableInformationalFields());
        if (unique is not null)
        {
            document.Duplicate(unique.Text, pgType: "varchar", partOfPrimaryKey: false, configure: index =>
            {
                index.IsUnique = true;
                index.Name = unique.Constraint;
            });
        }
    }
}
