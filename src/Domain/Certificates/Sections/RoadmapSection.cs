using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 3; the last row is the sum of all stages.</summary>
internal sealed record RoadmapContent(
    int? Version, IReadOnlyList<RoadmapRow> Stages, RoadmapRow? Total, IReadOnlyList<AnnulledEvidenceContent> Annulled);

/// <summary>An item that names an annulled document.</summary>
/// <param name="Title">The wording of the item.</param>
internal sealed record AnnulledEvidenceContent(string Item, string Title, DocumentContent Document);

/// <summary>The figures of one stage. A division by zero gives no figure.</summary>
/// <param name="Timed">Done items with a planned end.</param>
internal sealed record RoadmapRow(
    int Planned, int Done, int NotApplicable, string? DonePercent, int Timed, string? OnTimePercent, string? MedianDaysLate,
    int? MostDaysLate, int Rescheduled);

/// <summary>
/// Section 3:
/// <code>
/// Дорожная карта, версия: {version}
/// {row}, запланировано: {items of the last version}
/// {row}, выполнено: {completed and not reopened}
/// {row}, неприменимо: {count}
/// {row}, выполнено, %: {done ÷ (planned − not applicable) × 100}
/// {row}, в срок, %: {done not after the planned end ÷ done with a planned end × 100}
/// {row}, опоздание, медиана, дней: {of max(0, done on − planned end) over done with a planned end; one decimal}
/// {row}, опоздание, наибольшее, дней: {of the same}
/// {row}, переносов срока: {count, in all versions of the road map}
/// Пункты с отменёнными документами: {count}        by item, then document
/// - {item} «{wording}»; отменён документ № {number} от {date} «{title}»
/// </code>
/// The rows are "Этап 1" to "Этап 7" and "Всего". "—" is printed where nothing is done or everything is not applicable. Where items are
/// done but none of them had a planned end, the line has no source. Without a road map only the first line stands, without a source.
/// </summary>
internal static class RoadmapSection
{
    public static RoadmapContent Of(Programme state, Definition definition) => state.Preparation.Roadmap is not { } roadmap
        ? new(null, [], null, [])
        : new(
        roadmap.Version,
        [.. Enumerable.Range(1, 7)
            .Select(n => Row([.. roadmap.Items.Values.Where(i => i.Plan.Stage == n)], roadmap.Rescheduled.Count(s => s == n)))],
        Row([.. roadmap.Items.Values], roadmap.Rescheduled.Count),
        [.. roadmap.Items.Values.SelectMany(i => DocumentContent
            .Of(state.Documents, i.Named.Where(d => !state.Documents.Stands(d)).Order())
            .Select(d => new AnnulledEvidenceContent(i.Plan.Item, i.Plan.Title(definition).Ru, d)))]);

    public static void Write(CertificateText text, RoadmapContent content)
    {
        text.Section(3);
        text.Line("Дорожная карта, версия", content.Version is { } version ? Figures.Text(version) : null, "дорожная карта не утверждена");
        foreach (var (i, row) in content.Stages.Index()) Write(text, $"Этап {Figures.Text(i + 1)}", row);
        if (content.Total is not { } total) return;
        Write(text, "Всего", total);
        text.List("Пункты с отменёнными документами", content.Annulled,
            a => [$"{a.Item} «{a.Title}»", $"отменён документ {a.Document.Named}"]);
    }

    private static RoadmapRow Row(IReadOnlyCollection<ItemState> items, int rescheduled)
    {
        var done = items.Count(i => i.Status == ItemStatus.Completed);
        var notApplicable = items.Count(i => i.Status == ItemStatus.NotApplicable);
        var late = items.Where(i => i is { Status: ItemStatus.Completed, Plan.PlannedTo: not null })
            .Select(i => Math.Max(0, i.SettledOn!.Value.DayNumber - i.Plan.PlannedTo!.Value.DayNumber)).ToList();
        return new(
            items.Count, done, notApplicable, Figures.Invariant(Figures.Percent(done, items.Count - notApplicable)), late.Count,
            Figures.Invariant(Figures.Percent(late.Count(days => days == 0), late.Count)), Figures.Invariant(Figures.Median(late)),
            late.Count == 0 ? null : late.Max(), rescheduled);
    }

    private static void Write(CertificateText text, string name, RoadmapRow row)
    {
        text.Line($"{name}, запланировано", row.Planned);
        text.Line($"{name}, выполнено", row.Done);
        text.Line($"{name}, неприменимо", row.NotApplicable);
        text.Line($"{name}, выполнено, %", Comma(row.DonePercent) ?? Figures.Undefined);
        Timed($"{name}, в срок, %", Comma(row.OnTimePercent));
        Timed($"{name}, опоздание, медиана, дней", Comma(row.MedianDaysLate));
        Timed($"{name}, опоздание, наибольшее, дней", row.MostDaysLate is { } most ? Figures.Text(most) : null);
        text.Line($"{name}, переносов срока", row.Rescheduled);

        void Timed(string label, string? value) =>
            text.Line(label, row.Done == 0 ? Figures.Undefined : value, "у выполненных пунктов не указан срок");
    }

    private static string? Comma(string? value) => value?.Replace('.', ',');
}
