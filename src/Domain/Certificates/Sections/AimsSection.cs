using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 2.</summary>
internal sealed record AimsContent(InstitutionalText Goal, IReadOnlyList<TaskContent> Tasks, IReadOnlyList<FormContent> Forms);

/// <summary>A task of the definition, or the programme's own.</summary>
/// <param name="Indicators">The indicators that the programme names with it; null for none.</param>
internal sealed record TaskContent(string Code, string Text, bool Own, IReadOnlyList<TaskIndicatorContent>? Indicators = null);

/// <summary>An indicator of a task.</summary>
/// <param name="Change">After less before.</param>
internal sealed record TaskIndicatorContent(string Indicator, TaskValueContent? Before, TaskValueContent? After, string? Change);

/// <summary>A recorded value of an indicator.</summary>
internal sealed record TaskValueContent(string Value, string Unit, DateOnly On, string Source);

/// <summary>An enabled form.</summary>
internal sealed record FormContent(
    string Code, string? Title, DateOnly EnabledOn, InstitutionalText? Precondition, DateOnly? PreconditionMetOn,
    Guid? PreconditionDocument);

/// <summary>
/// Section 2:
/// <code>
/// Цель: {text}
/// Задачи: {count}
/// - {code}; {text}[; задана программой]
/// Показатель {task} {code}: [до: {value} «{unit}», {date}, источник «{source}»; ][после: {…}; ][изменение: {after − before}]
///                                          for each indicator that the programme names with a task; without a value it has no source
/// Формы: {count}
/// Форма {code}: «{title}»; включена {date}; {условия нет|условие «{text}» выполнено {date}[, документ {id}]|условие «{text}» не выполнено}
/// </code>
/// Tasks are in the definition's order; a task that the programme set under the same code replaces the definition's. Tasks with other codes
/// follow by code, then id. Forms are sorted by code. The number of pairs and groups is unknown, which is not 0.
/// </summary>
internal static class AimsSection
{
    public static AimsContent Of(Programme state, Definition definition)
    {
        var set = state.Preparation.Of<Fact.ObjectiveSet>().OrderBy(o => o.Code, StringComparer.Ordinal).ToList();
        var values = state.Preparation.Of<Fact.ObjectiveMeasured>().ToDictionary(m => (m.Objective, m.Indicator, m.At));
        var known = definition.Tasks.SelectMany(task => set.Exists(o => o.Code == task.Code)
            ? set.Where(o => o.Code == task.Code).Select(o => Own(o, values))
            : [new TaskContent(task.Code, task.Text.Ru, false)]);
        return new(
            state.Charter!.Goal,
            [.. known, .. set.Where(o => definition.Tasks.All(task => task.Code != o.Code)).Select(o => Own(o, values))],
            [.. state.Preparation.Forms.Values.OrderBy(f => f.Enabled.Form, StringComparer.Ordinal).Select(f => new FormContent(
                f.Enabled.Form, definition.Form(f.Enabled.Form)?.Title.Ru, f.EnabledOn, f.Enabled.Precondition, f.MetOn, f.MetBy))]);
    }

    public static void Write(CertificateText text, AimsContent content)
    {
        text.Section(2);
        text.Line("Цель", $"{content.Goal}");
        text.List("Задачи", content.Tasks, t => [t.Code, t.Text, t.Own ? "задана программой" : null]);
        foreach (var task in content.Tasks)
        {
            foreach (var indicator in task.Indicators ?? [])
            {
                var label = $"Показатель {task.Code} {indicator.Indicator}";
                if (indicator is { Before: null, After: null }) text.Missing(label, "значения не записаны");
                else text.Line(label, string.Join("; ", Parts(indicator).OfType<string>()));
            }
        }

        if (content.Forms.Count == 0) text.Missing("Формы", "ни одна форма не включена");
        else text.Line("Формы", content.Forms.Count);
        foreach (var form in content.Forms)
        {
            text.Line($"Форма {form.Code}",
                $"«{form.Title ?? form.Code}»; включена {CertificateText.Date(form.EnabledOn)}; {Precondition(form)}");
        }
    }

    private static TaskContent Own(
        Fact.ObjectiveSet objective, Dictionary<(string, string, MeasuredAt), Fact.ObjectiveMeasured> values) => new(
        objective.Code, objective.Text.Value, true, objective.Indicators.Count == 0 ? null
            : [.. objective.Indicators.Distinct().Select(code => Indicator(
                code, values.GetValueOrDefault((objective.Code, code, MeasuredAt.Before)),
                values.GetValueOrDefault((objective.Code, code, MeasuredAt.After))))]);

    private static TaskIndicatorContent Indicator(string code, Fact.ObjectiveMeasured? before, Fact.ObjectiveMeasured? after) => new(
        code, Value(before), Value(after),
        before is null || after is null || before.Unit != after.Unit ? null
            : Figures.Invariant(Measurements.Decimal(after.Value) - Measurements.Decimal(before.Value)));

    private static TaskValueContent? Value(Fact.ObjectiveMeasured? measured) => measured is null ? null
        : new(Figures.Invariant(Measurements.Decimal(measured.Value))!, measured.Unit.Value, measured.MeasuredOn, measured.Source.Value);

    private static IEnumerable<string?> Parts(TaskIndicatorContent indicator)
    {
        yield return indicator.Before is { } before ? $"до: {InWords(before)}" : null;
        yield return indicator.After is { } after ? $"после: {InWords(after)}" : null;
        yield return indicator.Change is { } change ? $"изменение: {Figures.InRussian(change)}" : null;
    }

    private static string InWords(TaskValueContent value) =>
        $"{Figures.InRussian(value.Value)} «{value.Unit}», {CertificateText.Date(value.On)}, источник «{value.Source}»";

    private static string Precondition(FormContent form) =>
        form.Precondition is not { } precondition ? "условия нет"
        : form.PreconditionMetOn is not { } met ? $"условие «{precondition}» не выполнено"
        : $"условие «{precondition}» выполнено {CertificateText.Date(met)}"
            + (form.PreconditionDocument is { } document ? $", документ {document}" : "");
}
