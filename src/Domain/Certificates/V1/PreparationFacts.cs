using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Certificates.V1;

/// <summary>An enabled form with its dates.</summary>
internal sealed record FormFact(PreparationEvent.FormEnabled Enabled, DateOnly On, DateOnly? PreconditionMetOn, Guid? PreconditionDocument);

/// <summary>A curator's appointment.</summary>
internal sealed record AppointmentFact(Guid Person, Guid Order, DateOnly From);

/// <summary>Facts of preparation that count, enabled forms, curators.</summary>
internal sealed class PreparationFacts
{
    private readonly Dictionary<Guid, Fact> facts = [];
    private readonly SortedDictionary<string, FormFact> forms = new(StringComparer.Ordinal);
    private readonly List<AppointmentFact> curators = [];

    /// <summary>By the form's code.</summary>
    public IReadOnlyCollection<FormFact> Forms => forms.Values;

    /// <summary>In the order of appointment.</summary>
    public IReadOnlyList<AppointmentFact> Curators => curators;

    /// <summary>Facts of one kind that were not voided, by id.</summary>
    public IEnumerable<T> Of<T>()
        where T : Fact => facts.Values.OfType<T>().OrderBy(f => f.Id);

    public void Apply(in HistoryEntry entry)
    {
        var on = entry.Head.EffectiveOn;
        switch (entry.Event)
        {
            case Fact e: facts[e.Id] = e; break;
            case PreparationEvent.FactVoided e: facts.Remove(e.Fact); break;
            case PreparationEvent.FormEnabled e: forms[e.Form] = new(e, on, null, null); break;
            case PreparationEvent.FormPreconditionMet e: forms[e.Form] = forms[e.Form] with { PreconditionMetOn = on, PreconditionDocument = e.Document }; break;
            case PreparationEvent.FormDisabled e: forms.Remove(e.Form); break;
            case PreparationEvent.CuratorAppointed e: curators.Add(new(e.Person, e.Order, e.From)); break;
            case PreparationEvent.CuratorReplaced e: curators.Add(new(e.Person, e.Order, e.From)); break;
            case PreparationEvent.CuratorAppointmentVoided: curators.RemoveAt(curators.Count - 1); break;
        }
    }
}
