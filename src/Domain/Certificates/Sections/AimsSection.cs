using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 2.</summary>
internal sealed record AimsContent(InstitutionalText Goal, IReadOnlyList<TaskContent> Tasks, IReadOnlyList<FormContent> Forms);

/// <summary>A task of the definition, or the school's own.</summary>
internal sealed record TaskContent(string Code, string Text, bool Own);

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
        var known = definition.Tasks.SelectMany(task => set.Exists(o => o.Code == task.Code)
            ? set.Where(o => o.Code == task.Code).Select(Own)
            : [new TaskContent(task.Code, task.Text.Ru, false)]);
        return new(
            state.Charter!.Goal,
            [.. known, .. set.Where(o => definition.Tasks.All(task => task.Code != o.Code)).Select(Own)],
            [.. state.Preparation.Forms.Values.OrderBy(f => f.Enabled.Form, StringComparer.Ordinal).Select(f => new FormContent(
                f.Enabled.Form, definition.Form(f.Enabled.Form)?.Title.Ru, f.EnabledOn, f.Enabled.Precondition, f.MetOn, f.MetBy))]);
    }

    public static void Write(CertificateText text, AimsContent content)
    {
        text.Section(2);
        text.Line("Цель", $"{content.Goal}");
        text.List("Задачи", content.Tasks, t => [t.Code, t.Text, t.Own ? "задана программой" : null]);
        if (content.Forms.Count == 0) text.Missing("Формы", "ни одна форма не включена");
        else text.Line("Формы", content.Forms.Count);
        foreach (var form in content.Forms)
        {
            text.Line($"Форма {form.Code}",
                $"«{form.Title ?? form.Code}»; включена {CertificateText.Date(form.EnabledOn)}; {Precondition(form)}");
        }
    }

    private static TaskContent Own(Fact.ObjectiveSet objective) => new(objective.Code, objective.Text.Value, true);

    private static string Precondition(FormContent form) =>
        form.Precondition is not { } precondition ? "условия нет"
        : form.PreconditionMetOn is not { } met ? $"условие «{precondition}» не выполнено"
        : $"условие «{precondition}» выполнено {CertificateText.Date(met)}"
            + (form.PreconditionDocument is { } document ? $", документ {document}" : "");
}
