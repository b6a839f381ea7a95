using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Programmes.Gates;

/// <summary>Criteria of gate 4: mentors are selected, trained and ready (domain-model.md 4, G4.1 to G4.5).</summary>
public static class Stage4Readiness
{
    private const int Gate = 4;
    private const string AllForms = "all-forms";

    /// <summary>G4.1: every mentor in the base is selected or rejected (M130).</summary>
    public static Finding SelectionDecided(RuleContext context) =>
        Roster.Each(Roster.Mentors(context), "mentors", PersonalPath.Selection,
            m => $"{m.Person} {(m.Selected ? "selected" : "rejected")}");

    /// <summary>G4.2: every selected mentor was interviewed; a psychologist is optional (M131).</summary>
    public static Finding Interviewed(RuleContext context) => Roster.Each(
        Roster.Mentors(context).Where(m => m.Selected), "mentors", PersonalPath.Interview,
        m => $"{m.Person} {string.Join(' ', m.Interviews.Select(i => i.Id))}");

    /// <summary>G4.3a: an expert is engaged to train the mentors (M133).</summary>
    public static Finding Expert(RuleContext context)
    {
        var experts = context.Programme.Participants.Of<ParticipantEvent.ExpertEngaged>().ToList();
        return Finding.Of(
            experts.Count == 0 ? [new("expert-not-engaged", "training")] : Grounds.Gone(context.Programme.Documents, experts),
            experts.Select(e => $"fact:{e.Id}"));
    }

    /// <summary>G4.3b: methodical materials are prepared (M134).</summary>
    public static Finding Materials(RuleContext context)
    {
        var materials = context.Programme.Participants.Of<ParticipantEvent.TrainingMaterialsPrepared>().ToList();
        return Finding.Of(
            materials.Count == 0 ? [new("materials-not-prepared", "training")] : Grounds.Gone(context.Programme.Documents, materials),
            materials.Select(m => $"fact:{m.Id}"));
    }

    /// <summary>G4.3: the training plan is approved by a document that is still valid (M135).</summary>
    public static Finding PlanApproved(RuleContext context)
    {
        var plans = context.Programme.Participants.Of<ParticipantEvent.TrainingPlanApproved>().ToList();
        return Finding.Of(
            plans.Count == 0 ? [new("training-plan-not-approved", "training")]
                : plans.Exists(p => context.Programme.Documents.Stands(p.Document)) ? []
                : Grounds.Gone(context.Programme.Documents, plans),
            plans.SelectMany(p => new[] { $"fact:{p.Id}", $"document:{p.Document}" }));
    }

    /// <summary>G4.4: at least one mentor is ready and may take part, and every ready mentor has completed the training and has a required
    /// clearance (M136, L17).</summary>
    public static Finding TrainedAndCleared(RuleContext context)
    {
        var ready = Ready(context).ToList();
        var found = Roster.Each(
            ready, "mentors",
            m => PersonalPath.Training(context.Programme, m)
                .Concat(PersonalPath.Clearance(context.Programme, m, context.AsOf, context.Definition)),
            m => $"{m.Person} {string.Join(' ', m.Trainings.Select(t => t.Id))}");
        return ready.Count == 0 ? Finding.Of([new("no-mentor-ready", "mentors")], found.Evidence) : found;
    }

    /// <summary>G4.5: the capacity of the ready mentors is enough for the mentees of each form and of all forms together, or the form's
    /// shortage is acknowledged (M128).</summary>
    /// <remarks>A mentor of two forms counts in each; the check over all forms prevents counting the same capacity twice.</remarks>
    public static Finding CapacityPerForm(RuleContext context)
    {
        var ready = Ready(context).ToList();
        var asked = Roster.MenteesByForm(context).Where(f => !context.Programme.Participants.ShortageAcknowledged(f.Form, Gate)).ToList();
        var forms = asked.Select(f => f.Form).ToHashSet();
        var (mentees, room) = (asked.Sum(f => f.Count), ready.Where(m => m.Offer.Forms.Any(forms.Contains)).Sum(m => m.Offer.Capacity));
        var missing = asked.Where(f => ready.Where(m => m.Offer.Forms.Contains(f.Form)).Sum(m => m.Offer.Capacity) < f.Count)
            .Select(f => new Missing("capacity-too-small", f.Form)).ToList();
        if (missing.Count == 0 && room < mentees) missing.Add(new("capacity-too-small", AllForms));
        return Finding.Of(
            missing,
            [
                .. Roster.Each(ready, "mentors", _ => [], m => $"{m.Person} {m.Offer.Capacity} {string.Join(' ', m.Offer.Forms)}").Evidence,
                .. asked.Select(f => $"form:{f.Form}:{f.Count}"),
                .. Stage3Mentors.Shortages(context, Gate),
            ]);
    }

    private static IEnumerable<MentorEntry> Ready(RuleContext context) =>
        Roster.Mentors(context).Where(m => PersonalPath.IsReady(context.Programme, m, context.AsOf));
}
