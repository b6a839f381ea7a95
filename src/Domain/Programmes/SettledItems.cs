using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Programmes.Tandems;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes;

/// <summary>
/// Items of the road map that a recorded fact settles, so that nothing is entered twice: the definition says which fact
/// (<see cref="ItemDefinition.SettledBy"/>). The decision that records the fact also settles the item, and the decision that ends the fact
/// unsettles it. A person may complete such an item with documents all the same, or reopen it; then only another fact settles it again.
/// </summary>
internal static class SettledItems
{
    /// <summary>A fact that settles an item.</summary>
    private sealed record Found(Guid Id, DateOnly On, IReadOnlyList<Guid> Documents);

    /// <summary>A decision with the settlements that follow from it.</summary>
    public static Decision Follow(Programme state, Decision decision, Issued issued, Definition definition)
    {
        if (decision is not Decision.Accepted { Events: var events } || !events.Any(Concerns)) return decision;
        var recorded = new Recorded { EffectiveOn = issued.EffectiveOn, Person = issued.By.DecidingPerson };
        var after = events.Aggregate(state, (s, e) => s.Evolve((ProgrammeEvent)e, recorded with { Version = s.Version + 1 }));
        if (after.Preparation.Roadmap is not { } roadmap) return decision;
        List<DomainEvent> following =
        [
            .. definition.Stages.SelectMany(s => s.Items).Where(i => i.SettledBy is not null && roadmap.Items.ContainsKey(i.Code))
                .Select(i => Change(after, roadmap.Items[i.Code], i, issued.EffectiveOn)).OfType<PreparationEvent>(),
        ];
        return following.Count == 0 ? decision : new Decision.Accepted([.. events, .. following]);
    }

    private static PreparationEvent? Change(Programme state, ItemState item, ItemDefinition known, DateOnly today)
    {
        var by = known.SettledBy!;
        if (item.ByFact is { } fact)
            return Holds(state, known, fact, today) ? null : new PreparationEvent.RoadmapItemUnsettled(known.Code, by.Fact, fact);
        if (item.Status != ItemStatus.Open) return null;
        var found = Facts(state, known, today).Where(f => f.Id != item.Declined && f.Documents.All(state.Documents.Stands)
            && (f.Documents.Count > 0 || !item.Plan.Documented)).OrderBy(f => f.On).ThenBy(f => f.Id).FirstOrDefault();
        return found is null ? null : new PreparationEvent.RoadmapItemSettled(known.Code, by.Fact, found.Id, found.On, found.Documents);
    }

    // A superseded document holds as long as its successor does.
    private static bool Holds(Programme state, ItemDefinition item, Guid fact, DateOnly today) =>
        item.SettledBy!.Fact == SettlingFact.Document
            ? state.Documents.Stands(fact)
            : item.SettledBy is { Fact: SettlingFact.Meetings, Of: { } kind } ? StillHeld(state, Kind(kind), fact)
            : Facts(state, item, today).Any(f => f.Id == fact && f.Documents.All(state.Documents.Stands));

    // A fact without a day of its own was on the day of the decision.
    private static IEnumerable<Found> Facts(Programme state, ItemDefinition item, DateOnly today) => item.SettledBy! switch
    {
        { Fact: SettlingFact.Document, Of: { } kind } =>
            state.Documents.InForceOfKind(kind).Select(d => new Found(d.Registered.Id, d.Registered.Date ?? today, [d.Registered.Id])),
        { Fact: SettlingFact.Outreach } => state.Preparation.Of<Fact.OutreachHeld>().Where(f => f.Channel == item.Channel)
            .Select(f => With(f.Id, f.On, f.Document)),
        { Fact: SettlingFact.NeedsSurvey } => state.Preparation.Of<Fact.NeedsSurveyConcluded>().Select(f => With(f.Id, f.On, f.Document)),
        { Fact: SettlingFact.AdministrativeMeeting } =>
            state.Preparation.Of<Fact.AdministrativeMeetingHeld>().Select(f => With(f.Id, f.On, f.Protocol)),
        { Fact: SettlingFact.Applications, Of: var side } =>
            Waves(state, side == "mentees" ? SurveyAudience.Mentees : SurveyAudience.Mentors, SurveyPurpose.Application),
        { Fact: SettlingFact.SatisfactionSurvey } =>
            Enum.GetValues<SurveyAudience>().SelectMany(who => Waves(state, who, SurveyPurpose.Satisfaction)),
        { Fact: SettlingFact.MentorsInformed } =>
            state.Participants.Of<ParticipantEvent.MentorsInformed>().Select(f => With(f.Id, f.On, f.Document)),
        { Fact: SettlingFact.Expert } => state.Participants.Of<ParticipantEvent.ExpertEngaged>().Select(f => With(f.Id, f.On, f.Document)),
        { Fact: SettlingFact.TrainingMaterials } =>
            state.Participants.Of<ParticipantEvent.TrainingMaterialsPrepared>().Select(f => new Found(f.Id, f.On, f.Documents)),
        { Fact: SettlingFact.TrainingPlan } =>
            state.Participants.Of<ParticipantEvent.TrainingPlanApproved>().Select(f => With(f.Id, today, f.Document)),
        { Fact: SettlingFact.Meetings, Of: { } kind } => LastOfFirstMeetings(state, Kind(kind), null) is { } last
            ? [new(last.Id, last.On, [])] : [],
        { Fact: SettlingFact.Monitoring, Of: var kind } => state.Monitoring.Monitorings.Values
            .Where(m => m.Concluded && Kebab.Of($"{m.Kind}") == kind).Select(m => With(m.Started.Id, m.ConcludedOn!.Value, m.Report)),
        { Fact: SettlingFact.Letter } =>
            state.Recognition.Of<Recognised.ThankYouLetterIssued>().Select(f => With(f.Id, today, f.Document)),
        { Fact: SettlingFact.Publication } =>
            state.Recognition.Of<Recognised.ResultsPublished>().Select(f => With(f.Id, f.On, f.Document)),
        { Fact: SettlingFact.Competition } =>
            state.Recognition.Of<Recognised.CompetitionHeld>().Select(f => With(f.Id, f.On, f.Document)),
        _ => [],
    };

    // The meeting after which every pair and group that was formed by a day had held one of the kind; null while one of them has not.
    // Dissolved ones need none.
    private static TandemEvent.MeetingHeld? LastOfFirstMeetings(Programme state, MeetingKind kind, DateOnly? formedBy)
    {
        TandemEvent.MeetingHeld? last = null;
        foreach (var tandem in state.Tandems.Tandems.Values.Where(t =>
            t.Status != TandemStatus.Dissolved && !(t.FormedOn > formedBy)))
        {
            if (tandem.Meetings.Find(m => m.Kind == kind) is not { } first) return null;
            if (last is null || first.On > last.On) last = first;
        }

        return last;
    }

    private static MeetingKind Kind(string code) => Enum.GetValues<MeetingKind>().Single(kind => Kebab.Of($"{kind}") == code);

    // A pair that is formed later does not open the item again; a meeting that is voided does.
    private static bool StillHeld(Programme state, MeetingKind kind, Guid fact) =>
        state.Tandems.Tandems.Values.SelectMany(t => t.Meetings).FirstOrDefault(m => m.Id == fact) is { } meeting
        && LastOfFirstMeetings(state, kind, meeting.On) is not null;

    private static IEnumerable<Found> Waves(Programme state, SurveyAudience audience, SurveyPurpose purpose) =>
        state.Surveys.Closed(audience, purpose).Where(w => !w.Answers.IsEmpty).Select(w => new Found(w.Id, w.ClosedOn!.Value, []));

    private static Found With(Guid id, DateOnly on, Guid? document) => new(id, on, document is { } paper ? [paper] : []);

    // Other events neither make nor end a fact that settles an item.
    private static bool Concerns(DomainEvent e) => e is Fact or PreparationEvent.FactVoided or PreparationEvent.RoadmapApproved
        or DocumentEvent or SurveyEvent.SurveyWaveClosed or SurveyEvent.SurveyWaveReopened or SurveyEvent.SurveyAnswerVoided
        or ParticipantEvent.MentorsInformed or ParticipantEvent.ExpertEngaged or ParticipantEvent.TrainingMaterialsPrepared
        or TandemEvent.MeetingHeld or TandemEvent.TandemFactVoided or TandemEvent.TandemVoided or TandemEvent.TandemDissolved
        or TandemEvent.TandemEndingVoided or ParticipantEvent.TrainingPlanApproved or ParticipantEvent.ParticipantFactVoided
        or MonitoringEvent or RecognitionEvent;
}
