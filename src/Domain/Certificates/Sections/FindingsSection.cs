using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 18.</summary>
internal sealed record FindingsContent(
    TextReference? Conclusions, IReadOnlyList<WaivedContent> Waived, IReadOnlyList<OverdueContent> Overdue,
    IReadOnlyList<string> MissingBaselines, IReadOnlyList<SelfApprovalContent> SelfApprovals, IReadOnlyList<LateEntriesContent> LateEntries,
    IReadOnlyList<Warning> Warnings);

/// <summary>A criterion that is waived, or was waived when its stage was approved.</summary>
internal sealed record WaivedContent(int Stage, string Criterion, [property: JsonIgnore] string? Title);

/// <summary>An open item whose planned end has passed.</summary>
internal sealed record OverdueContent(string Item, int Stage, DateOnly PlannedTo, int Days, [property: JsonIgnore] string? Title);

/// <summary>A stage that was approved by a person who worked on it.</summary>
internal sealed record SelfApprovalContent(int Stage, IReadOnlyList<SelfApprovalGround> Grounds, Guid? SecondApprover);

/// <summary>Entries of one type that were recorded late.</summary>
/// <param name="Versions">Their places in the stream.</param>
internal sealed record LateEntriesContent(string Type, int MostDays, IReadOnlyList<int> Versions);

/// <summary>
/// Section 18:
/// <code>
/// Выводы куратора: {text reference}
/// Снятые критерии: {count}
/// - этап {n}; {code} «{wording}»
/// Просроченные пункты: {count}                      open items planned to a day before the as-of date, by code
/// - {item} «{wording}»; этап {n}; срок {date}; дней: {as-of − planned end}
/// Результаты без исходных значений: {count}         of the definition's expected results, in its order;
///                                                   then the contingent when none is recorded
/// - {code} «{wording}»
/// Этапы, утверждённые работавшим над ними: {count}
/// - этап {n}; {grounds}[; второй утвердивший: {person}]
/// Поздние записи, более {lateEntryDays} дней: {count of entries}
/// - {event in words}; записей: {count}; наибольшее запоздание, дней: {days}; версии: {versions}       by type
/// Предупреждения: {count}
/// - {warning in words}; {where, with its wording}   by code, then where; words: <see cref="Words"/>
/// </code>
/// Lateness is the UTC date of the record minus the effective date. Warnings are those of the events (the current plan,
/// stages opened ahead) and <c>citation-incomplete</c> for each incomplete legal basis, with its id. A waiver counts unless the approval's
/// snapshot shows the criterion met.
/// </summary>
internal static class FindingsSection
{
    private const string Contingent = "contingent";

    public static FindingsContent Of(Chronicle chronicle, GatesContent gates, Definition definition, CertificateParameters parameters)
    {
        var preparation = chronicle.State.Preparation;
        return new(
            parameters.Conclusions,
            [.. gates.Stages.SelectMany(r =>
                r.Waivers.Where(w => w.AtApproval != CriterionOutcome.Met)
                    .Select(w => new WaivedContent(r.Stage, w.Criterion, definition.Criterion(w.Criterion)?.Title.Ru)))],
            [.. Overdue(preparation.Roadmap, parameters.AsOf, definition)],
            [.. MissingBaselines(preparation, definition)],
            [.. gates.Stages.Where(r => r.Approval is { SelfApproval: true })
                .Select(r => new SelfApprovalContent(r.Stage, r.Approval!.SelfApprovalGrounds, r.Approval.SecondApprover))],
            [.. LateEntries(chronicle.Entries, definition.Parameters.LateEntryDays)],
            [.. Warnings(chronicle.State)]);
    }

    public static void Write(CertificateText text, FindingsContent content, Programme state, Definition definition)
    {
        var lateEntryDays = definition.Parameters.LateEntryDays;
        text.Section(18);
        text.Line("Выводы куратора", content.Conclusions is { } conclusions ? CertificateText.Reference(conclusions) : null,
            "выводы не внесены");
        text.List("Снятые критерии", content.Waived, w => [$"этап {Figures.Text(w.Stage)}", Words.Named(w.Criterion, w.Title)]);
        text.List("Просроченные пункты", content.Overdue, o =>
            [
                Words.Named(o.Item, o.Title), $"этап {Figures.Text(o.Stage)}", $"срок {CertificateText.Date(o.PlannedTo)}",
                $"дней: {Figures.Text(o.Days)}",
            ]);
        text.List("Результаты без исходных значений", content.MissingBaselines, code => [Baseline(code, definition)]);
        text.List("Этапы, утверждённые работавшим над ними", content.SelfApprovals, s =>
        [
            $"этап {Figures.Text(s.Stage)}",
            GatesSection.SelfApproval(true, s.Grounds),
            s.SecondApprover is { } second ? $"второй утвердивший: {second}" : null,
        ]);
        text.Line($"Поздние записи, более {Figures.Text(lateEntryDays)} дней", content.LateEntries.Sum(l => l.Versions.Count));
        foreach (var late in content.LateEntries) text.Element(Parts(late));
        text.List("Предупреждения", content.Warnings, w => Words.Of(w, state, definition));
    }

    private static string Baseline(string code, Definition definition) => code == Contingent
        ? "контингент не записан"
        : Words.Named(code, definition.Results.FirstOrDefault(r => r.Code == code)?.Ru);

    private static IEnumerable<OverdueContent> Overdue(RoadmapState? roadmap, DateOnly asOf, Definition definition) =>
        from item in roadmap?.Items.Values ?? []
        where item.Status == ItemStatus.Open && item.Plan.PlannedTo < asOf
        let planned = item.Plan.PlannedTo!.Value
        select new OverdueContent(item.Plan.Item, item.Plan.Stage, planned, asOf.DayNumber - planned.DayNumber,
            item.Plan.Title(definition).Ru);

    private static IEnumerable<string> MissingBaselines(PreparationRoom preparation, Definition definition)
    {
        var measured = preparation.Of<Fact.BaselineRecorded>().Select(b => b.Result).ToHashSet();
        var missing = definition.Results.Select(r => r.Code).Where(code => !measured.Contains(code));
        return preparation.Of<Fact.ContingentRecorded>().Any() ? missing : missing.Append(Contingent);
    }

    private static IEnumerable<LateEntriesContent> LateEntries(IEnumerable<HistoryEntry> history, int days) => history
        .Where(entry => entry.DaysLate > days)
        .GroupBy(entry => entry.Type)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => new LateEntriesContent(group.Key, group.Max(e => e.DaysLate), [.. group.Select(e => e.Head.Version)]));

    private static IEnumerable<Warning> Warnings(Programme state) =>
        (state.Preparation.Roadmap?.Warnings ?? [])
            .Concat(state.Gates.Stages.SelectMany(s => s.Decisions)
                .SelectMany(d => d.Event is GateEvent.StageWorkOpened opened ? opened.Warnings : []))
            .Concat(state.Preparation.Of<Fact.LegalBasisRegistered>().Where(b => !b.Complete)
                .Select(b => new Warning("citation-incomplete", $"{b.Id}")))
            .OrderBy(w => w.Code, StringComparer.Ordinal).ThenBy(w => w.Where, StringComparer.Ordinal);

    private static IEnumerable<string?> Parts(LateEntriesContent late) =>
    [
        Words.OfEvent(late.Type),
        $"записей: {Figures.Text(late.Versions.Count)}",
        $"наибольшее запоздание, дней: {Figures.Text(late.MostDays)}",
        $"версии: {string.Join(", ", late.Versions.Select(Figures.Text))}",
    ];
}
