using System.Globalization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes;

/// <summary>The names of a programme's codes and ids, for sentences that people read.</summary>
/// <param name="definition">As the organisation shows it.</param>
public sealed class ProgrammeNames(Programme state, Definition definition)
{
    /// <summary>A code with its wording, or the name alone of an id or of a form of mentoring; null for what has no name here, such as a
    /// person's id.</summary>
    public Wording? Of(string part) => Guid.TryParse(part, out var id) ? OfId(id)
        : definition.Form(part)?.Title is { } form ? Quoted(form)
        : OfCode(part) is { } wording ? Beside(part, wording)
        : null;

    /// <summary>The recorded fact with an id; null when there is none.</summary>
    public DomainEvent? FactOf(Guid id) =>
        state.Preparation.Facts.GetValueOrDefault(id) ?? state.Participants.Facts.GetValueOrDefault(id)
        ?? state.Recognition.Facts.GetValueOrDefault(id) ?? (DomainEvent?)state.Monitoring.Monitorings.GetValueOrDefault(id)?.Started;

    /// <summary>A stage's number with its title.</summary>
    public Wording? OfStage(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stage) && stage is >= 1 and <= 7
            ? Beside(number, definition.Stage(stage).Title)
            : null;

    /// <summary>The wording of a criterion.</summary>
    public Wording? OfCriterion(string code) => definition.Criterion(code)?.Title;

    private Wording? OfId(Guid id) =>
        state.Documents.Documents.TryGetValue(id, out var document) ? Cited(document.Registered)
        : state.Certification.Find(id) is { } certificate ? Same(certificate.Number.Numbered)
        : state.Surveys.Waves.TryGetValue(id, out var wave) ? Same($"«{wave.Opened.Title}»")
        : state.Tandems.Tandems.TryGetValue(id, out var tandem) ? Dated(tandem)
        : state.Preparation.Facts.GetValueOrDefault(id) is Fact.LegalBasisRegistered act ? Same($"{act.Kind} «{act.Title}»")
        : state.Preparation.Facts.GetValueOrDefault(id) is Fact.PartnerEngaged partner ? Same($"«{partner.Title}»")
        : state.Preparation.Facts.GetValueOrDefault(id) is Fact.YearPlanEventPlanned planned ? Same($"«{planned.Title}»")
        : state.Recognition.Facts.GetValueOrDefault(id) is Recognised.ResultsPublished publication ? Same($"«{publication.Url}»")
        : null;

    private Wording? OfCode(string code) =>
        state.Preparation.Roadmap?.Items.GetValueOrDefault(code) is { } item ? item.Plan.Title(definition)
        : definition.Item(code)?.Title
        ?? definition.Criterion(code)?.Title
        ?? definition.Document(code)?.Title
        ?? definition.OutreachChannels.FirstOrDefault(c => c.Code == code)?.Title
        ?? definition.Results.Concat<AimDefinition>(definition.Tasks).FirstOrDefault(a => a.Code == code)?.Text
        ?? definition.Indicators.FirstOrDefault(i => i.Code == code)?.Title
        ?? definition.Targets.FirstOrDefault(t => t.Code == code)?.Title
        ?? definition.Contours.External.Concat(definition.Contours.Internal).FirstOrDefault(c => c.Code == code)?.Title
        ?? definition.Forms.SelectMany(f => f.Variants).FirstOrDefault(v => v.Code == code)?.Title;

    private Wording Cited(Documents.DocumentEvent.DocumentRegistered d)
    {
        var kind = definition.Document(d.Kind)?.Title;
        var day = d.Date is { } date ? $" от {date.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)}" : "";
        var (number, title) = (d.Number is { } n ? $" {n.Numbered}" : "", $"«{d.Title}»");
        return new(
            $"{title}{number}{day}" + (kind is null ? "" : $" ({kind.Ru})"),
            $"{title}{number}" + (d.Date is { } on ? $" of {Dates.Text(on)}" : "") + (kind is null ? "" : $" ({kind.En})"));
    }

    // Two of one form and day differ by the beginning of their ids.
    private Wording Dated(Tandem t)
    {
        var (form, id) = (definition.Form(t.Form)?.Title, $"{t.Id}"[..8]);
        return new(
            $"«{form?.Ru ?? t.Form}» от {t.FormedOn.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture)} ({id})",
            $"“{form?.En ?? t.Form}” of {Dates.Text(t.FormedOn)} ({id})");
    }

    private static Wording Quoted(Wording wording) => new($"«{wording.Ru}»", $"“{wording.En}”");

    private static Wording Beside(string code, Wording wording) => new($"{code} «{wording.Ru}»", $"{code} “{wording.En}”");

    private static Wording Same(string text) => new(text, text);
}
