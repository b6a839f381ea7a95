using JasperFx.Events.Projections;
using Marten;
using System.Text;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Projections;

/// <summary>One programme in a list: its status, stages and open items.</summary>
/// <param name="CurrentStage">The first stage without a valid approval; 8 when all seven have one.</param>
/// <param name="Stages">Seven statuses in kebab-case, comma separated; then <c>!</c> if it needs reconfirmation, and <c>~</c> if a document
/// that its approval rests on was annulled.</param>
/// <param name="Forms">The codes of the enabled forms, comma separated.</param>
/// <param name="Position">Position of the last event in the ledger.</param>
/// <param name="ChangedOn">Time of recording of the last event.</param>
/// <param name="NextDue">The earliest planned end among open items.</param>
/// <param name="Sandbox">True for a programme of a sandbox; otherwise null.</param>
public sealed record ProgrammeRow(
    Guid Id, Guid Organisation, string Title, string SchoolYear, string Status, string Definition, short CurrentStage, string Stages,
    string Forms, int Version, long Position, string ChangedOn, int OpenItems, string? NextDue, bool? Sandbox)
{
    /// <summary>The title as it is searched.</summary>
    public string SearchedTitle { get; init; } = Searched(Title);


    /// <summary>
    /// SHA-256 of organisation, school year and title, 64 hex digits; null unless the programme is drafted, active or suspended.
    /// </summary>
    public string? ActiveTitle { get; init; } =
        Status is "draft" or "active" or "suspended"
            ? Hash.Of(Encoding.UTF8.GetBytes($"{Organisation}\n{SchoolYear}\n{Title}")).ToString() : null;

    /// <summary>The row of a programme.</summary>
    public static ProgrammeRow Of(Entry last, Programme programme)
    {
        var (open, due) = Open(programme);
        return new(
            StreamNames.ProgrammeOf(last.Stream), programme.Charter!.Organisation, programme.Charter.Title.Value,
            programme.Charter.SchoolYear,
            Kebab.Of(programme.Status.ToString()), $"{programme.Definition!.Code}/{programme.Definition.Version}",
            (short)(programme.Gates.Current?.Number ?? 8),
            string.Join(',', programme.Gates.Stages.Select(s => Kebab.Of(s.Status.ToString()) + (s.NeedsReconfirmation ? "!" : "")
                + (Grounds.Annulled(programme, s.Number).Count > 0 ? "~" : ""))),
            string.Join(',', programme.Preparation.Forms.Keys.Order(StringComparer.Ordinal)), programme.Version, last.Position,
            last.RecordedAt, open, due is { } d ? Dates.Text(d) : null,
            programme.Sandbox ? true : null);
    }

    /// <summary>A text regardless of case, and of Ё or Е. The database's locale may not know Cyrillic letters.</summary>
    public static string Searched(string text) => text.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace('Ё', 'Е');

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

/// <summary>The list of programmes. One active programme per organisation, school year and title.</summary>
public sealed class ProgrammesReadModel() : ReadModel<Programme, ProgrammeRow>(
    "programmes", new("active_title", "activeTitle", "programmes_one_active", row => row.ActiveTitle))
{
    protected override ProgrammeRow Row(Entry last, Programme state) => ProgrammeRow.Of(last, state);

    protected override (Guid Organisation, Guid Id) Key(ProgrammeRow row) => (row.Organisation, row.Id);

    protected override void Map(StoreOptions options)
    {
        base.Map(options);
        // Live aggregation: no table stores a state.
        options.Projections.Add(new ProgrammeAggregation(), ProjectionLifecycle.Live);
    }
}
