using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using static MentorshipFlow.Workflows.Store.Bound;

namespace MentorshipFlow.Workflows.Views;

/// <summary>One programme in a list: where it stands, what is open.</summary>
/// <param name="CurrentStage">The first stage whose approval does not stand; 8 when all seven do.</param>
/// <param name="Stages">Seven statuses in kebab-case, comma separated; <c>!</c> behind one that needs reconfirmation.</param>
/// <param name="ChangedOn">When the last event was recorded.</param>
/// <param name="NextDue">The earliest planned end among open items.</param>
public sealed record ProgrammeRow(
    Guid Id, Guid Organisation, string Title, string SchoolYear, string Status, string Definition, short CurrentStage, string Stages,
    int Version, string ChangedOn, int OpenItems, string? NextDue)
{
    /// <summary>The row that shows a programme.</summary>
    public static ProgrammeRow Of(string stream, string changedOn, Programme programme)
    {
        var (open, due) = Open(programme);
        return new(
            StreamNames.ProgrammeOf(stream), programme.Charter!.Organisation, programme.Charter.Title.Value, programme.Charter.SchoolYear,
            Kebab.Of(programme.Status.ToString()), $"{programme.Definition!.Code}/{programme.Definition.Version}", (short)(programme.Gates.Current?.Number ?? 8),
            string.Join(',', programme.Gates.Stages.Select(s => Kebab.Of(s.Status.ToString()) + (s.NeedsReconfirmation ? "!" : ""))),
            programme.Version, changedOn, open, due is { } d ? Dates.Text(d) : null);
    }

    private static (int Count, DateOnly? Due) Open(Programme programme)
    {
        var (count, due) = (0, (DateOnly?)null);
        if (programme.Preparation.Roadmap is not { } roadmap) return (count, due);
        foreach (var (_, item) in roadmap.Items)
        {
            if (item.Status != ItemStatus.Open) continue;
            count++;
            if (item.Plan.PlannedTo is { } to && !(due <= to)) due = to;
        }

        return (count, due);
    }
}

/// <summary>The list of programmes.</summary>
public sealed class ProgrammesView : StateView<Programme>
{
    /// <inheritdoc/>
    public override string Table => "programmes";

    /// <inheritdoc/>
    protected override NpgsqlBatchCommand Write(IReadOnlyList<(Entry Last, Programme State)> latest, string schema)
    {
        var rows = latest.Select(l => ProgrammeRow.Of(l.Last.Stream, l.Last.RecordedAt, l.State)).ToArray();
        return Statement(
            $"""
            insert into {schema}.programmes
                (id, organisation, title, school_year, status, definition, current_stage, stages, version, changed_on, open_items, next_due)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (id) do update set
                title = excluded.title, school_year = excluded.school_year, status = excluded.status, definition = excluded.definition,
                current_stage = excluded.current_stage, stages = excluded.stages, version = excluded.version, changed_on = excluded.changed_on,
                open_items = excluded.open_items, next_due = excluded.next_due
            """,
            Column(rows, r => r.Id), Column(rows, r => r.Organisation), Column(rows, r => r.Title), Column(rows, r => r.SchoolYear), Column(rows, r => r.Status),
            Column(rows, r => r.Definition), Column(rows, r => r.CurrentStage), Column(rows, r => r.Stages), Column(rows, r => r.Version),
            Column(rows, r => r.ChangedOn), Column(rows, r => r.OpenItems), Column(rows, r => r.NextDue));
    }

    private static NpgsqlParameter<T[]> Column<T>(ProgrammeRow[] rows, Func<ProgrammeRow, T> value) => Value(Array.ConvertAll(rows, r => value(r)));
}
