using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;

namespace MentorshipFlow.Programmes.Preparation;

/// <summary>Rules of the preparation room: facts, forms, curator, auditors. The road map's rules are in <see
/// cref="RoadmapDecider"/>.</summary>
public static class PreparationDecider
{
    /// <summary>Decides one command.</summary>
    public static Decision Decide(Programme state, PreparationCommand command, Issued issued, Definition definition)
    {
        var room = state.Preparation;
        return command switch
        {
            PreparationCommand.RecordFact { Fact: var fact } =>
                FactRules.Check(state, fact, issued, definition) is { } refusal ? refusal : FactRules.Completed(fact),
            PreparationCommand.CorrectFact c => Correct(state, c, issued, definition),
            PreparationCommand.VoidFact c when !room.Facts.ContainsKey(c.Fact) => Decision.Unknown("fact", c.Fact.ToString()),
            PreparationCommand.VoidFact c => FactRules.KeepsItsValues(state, null, c.Fact) is { } measured ? measured
                : new PreparationEvent.FactVoided(c.Fact, c.Reason, null),
            PreparationCommand.TakeSuccession c => Succession.Take(state, c, issued, definition),
            PreparationCommand.EnableForm c => Enable(state, c, definition),
            PreparationCommand.MeetFormPrecondition c when !room.Forms.ContainsKey(c.Form) => NotEnabled(c.Form),
            PreparationCommand.MeetFormPrecondition c when !room.Forms[c.Form].PreconditionOpen =>
                new Refusal(Reason.FormHasNoPrecondition, "form-without-open-precondition", c.Form),
            PreparationCommand.MeetFormPrecondition { Document: { } document }
                when !state.Documents.IsInForce(document) => NotInForce(document),
            PreparationCommand.MeetFormPrecondition c => new PreparationEvent.FormPreconditionMet(c.Form, c.Document),
            PreparationCommand.DisableForm c when !room.Forms.ContainsKey(c.Form) => NotEnabled(c.Form),
            PreparationCommand.DisableForm c => new PreparationEvent.FormDisabled(c.Form, c.Reason),
            PreparationCommand.AppointCurator c => Appoint(state, c, issued, definition),
            PreparationCommand.VoidCuratorAppointment when room.Curators.IsEmpty => Reason.CuratorNotAppointed,
            PreparationCommand.VoidCuratorAppointment c =>
                new PreparationEvent.CuratorAppointmentVoided(room.Curators[^1].Person, c.Reason),
            PreparationCommand.AssignAuditor c when room.Auditors.Contains(c.Person) => Reason.NothingChanges,
            PreparationCommand.AssignAuditor c when Answers(room, c.Person) => NotIndependent(c.Person),
            PreparationCommand.AssignAuditor c => new PreparationEvent.AuditorAssigned(c.Person),
            PreparationCommand.ReleaseAuditor c when !room.Auditors.Contains(c.Person) => Decision.Unknown("auditor", c.Person.ToString()),
            PreparationCommand.ReleaseAuditor c => new PreparationEvent.AuditorReleased(c.Person, c.Reason),
            _ => RoadmapDecider.Decide(state, command, issued, definition),
        };
    }

    private static Decision Correct(Programme state, PreparationCommand.CorrectFact c, Issued issued, Definition definition)
    {
        if (!state.Preparation.Facts.TryGetValue(c.Fact, out var wrong) || wrong.GetType() != c.Replacement.GetType())
            return Decision.Unknown("fact", c.Fact.ToString());

        return FactRules.Check(state, c.Replacement, issued, definition, c.Fact) is { } refusal
            ? refusal
            : new Decision.Accepted(
                [new PreparationEvent.FactVoided(c.Fact, c.Reason, c.Replacement.Id), FactRules.Completed(c.Replacement)]);
    }

    private static Decision Enable(Programme state, PreparationCommand.EnableForm c, Definition definition) =>
        definition.Form(c.Form) is not { } form ? Decision.Unknown("form", c.Form)
        : !form.OfferedTo.Contains(state.Charter!.OrganisationKind)
            ? new Refusal(Reason.FormNotOffered, "form-not-offered", c.Form)
        : state.Preparation.Forms.ContainsKey(c.Form) ? new Refusal(Reason.FormAlreadyEnabled, "form-enabled", c.Form)
        : c.Kinds.Count == 0 ? new Refusal(Reason.ValueOutOfRange, "tandem-kinds-empty", c.Form)
        : c.Kinds.Except(form.UnitKinds).Select(k => Kebab.Of($"{k}")).FirstOrDefault() is { } stray
            ? new Refusal(Reason.ValueOutOfRange, "tandem-kind-not-offered", stray)
        : c.Variants.Select((v, i) => form.Lacks(v, $"/variants/{i}")).FirstOrDefault(no => no is not null) is { } unknown ? unknown
        : new PreparationEvent.FormEnabled(c.Form, [.. c.Variants.Distinct()], [.. c.Kinds.Distinct()], c.Precondition);

    private static Decision Appoint(Programme state, PreparationCommand.AppointCurator c, Issued issued, Definition definition)
    {
        var room = state.Preparation;
        if (Orders.Lacks(state, c.Order, definition) is { } lack) return lack;
        if (Officers.Refuse(c.Person, c.Standing) is { } unfit) return unfit;
        if (room.Auditors.Contains(c.Person)) return NotIndependent(c.Person);
        if (Dates.OfPlan(c.From, issued.AsOf, years: 1) is { } refusal) return refusal;
        if (room.Curators.IsEmpty) return new PreparationEvent.CuratorAppointed(c.Person, c.Order, c.From);
        var latest = room.Curators[^1];
        return (latest.Person, latest.Order) == (c.Person, c.Order) ? Reason.NothingChanges
            : c.From < latest.From ? new Refusal(Reason.PeriodReversed, "curator-from-before-predecessor", Dates.Text(c.From))
            : new PreparationEvent.CuratorReplaced(latest.Person, c.Person, c.Order, c.From, c.Reason);
    }

    private static bool Answers(PreparationRoom room, Guid person) =>
        room.Curators.Exists(t => t.Person == person) || (room.Roadmap?.Items.Values.Any(i => i.Plan.Responsible == person) ?? false);

    private static Decision NotIndependent(Guid person) =>
        new Refusal(Reason.AuditorNotIndependent, "auditor-not-independent", person.ToString());

    private static Decision NotEnabled(string form) => new Refusal(Reason.FormNotEnabled, "form-not-enabled", form);

    private static Decision NotInForce(Guid document) =>
        new Refusal(Reason.DocumentNotInForce, "document-not-in-force", document.ToString());
}
