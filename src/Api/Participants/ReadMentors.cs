using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Participants;

/// <summary>База наставников: who they are is not said here.</summary>
internal static class ReadMentors
{
    /// <summary>Where a mentor stands.</summary>
    public enum Status
    {
        /// <summary>Подал заявку.</summary>
        Applied,

        /// <summary>В базе, no decision yet.</summary>
        InBase,

        /// <summary>Отобран.</summary>
        Selected,

        /// <summary>Отклонён.</summary>
        Rejected,

        /// <summary>Готов, and nothing keeps him from taking part.</summary>
        Ready,

        /// <summary>Отказался.</summary>
        Withdrawn,

        /// <summary>Исключён.</summary>
        Removed,
    }

    public sealed record Row(
        Guid Person, Status Status, MentorCategory? Category, IReadOnlyList<PersonKind> Kinds, AgeBand AgeBand, IReadOnlyList<string> Forms, int Capacity, int MinutesPerWeek,
        IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, DateOnly AppliedOn, DateOnly? EnteredOn, bool LateJoin);

    /// <param name="Shared">Whether other organisations may ask for him today: a yes, and a consent to it that counts.</param>
    /// <param name="MissingForReadiness">What stands in the way of readiness: what the decision would answer.</param>
    public sealed record Answer(
        Guid Person, Status Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, PersonStatus Standing, MentorCategory? Category, MentorOffer Offer, ParticipantEvent.MentorSharingAnswered? Sharing, bool Shared,
        object? Decision, IReadOnlyList<ParticipantEvent.InterviewHeld> Interviews, IReadOnlyList<ParticipantEvent.MentorTrainingCompleted> Trainings,
        IReadOnlyList<ParticipantEvent.LabourTermsFixed> LabourTerms, IReadOnlyList<ParticipantEvent.EntryMeasured> Measurements, DateOnly? DeclaredReadyOn,
        ParticipantEvent.MentorWithdrew? Withdrawal, ParticipantEvent.MentorRemovedFromBase? Removed, IReadOnlyList<MissingThing> MissingForBase, IReadOnlyList<MissingThing> MissingForReadiness);

    /// <param name="Selected">Null before the first decision.</param>
    private sealed record Looked(
        Guid Person, MentorOffer Offer, ParticipantEvent.MentorSharingAnswered? Sharing, MentorCategory? Category, DateOnly? EnteredOn, ParticipantEvent.MentorRemovedFromBase? Removed,
        bool? Selected, object? Decided, ParticipantEvent.MentorWithdrew? Withdrawal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/programmes/{programme}/mentors", new("Mentors", "listMentors", "The base of mentors", "In the order of the persons' ids, under their ids.", Takes.Reading)
        {
            Answer = typeof(Paged<Row>),
            Query = [.. Page.Query, new("form", "Only those who offer this form.", "learner-learner"), new("status", "applied, in-base, selected, rejected, ready, withdrawn or removed.", "ready")],
        }, List);

        routes.Read("/api/programmes/{programme}/mentors/{person}", new("Mentors", "readMentor", "Why not ready?", "One mentor with what is missing. The ETag is what If-Match must name to change his offer, his answer on sharing or his selection.", Takes.Reading) { Answer = typeof(Answer) }, One);
    }

    /// <summary>Where a mentor stands on a day.</summary>
    public static Status Of(Programme state, MentorEntry e, DateOnly today) =>
        e.Removed is not null ? Status.Removed
        : !e.InBase ? Status.Applied
        : !e.AvailableOn(today) ? Status.Withdrawn
        : PersonalPath.IsReady(state, e, today) ? Status.Ready
        : e.Decided is null ? Status.InBase
        : e.Selected ? Status.Selected : Status.Rejected;

    private static Task<IResult> List(HttpContext http) => ReadStages.OfProgramme(http, (caller, found) =>
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return Task.FromResult<IResult>(problem!);
        if (!ParticipantFilter.TryRead<Status>(http.Request, found.Definition, out var filter, out problem)) return Task.FromResult<IResult>(problem!);
        var entries = found.State.Participants.Mentors.Values
            .Where(e => (filter.Form is null || e.Offer.Forms.Contains(filter.Form)) && (filter.Status is null || Of(found.State, e, caller.Today) == filter.Status));
        return Task.FromResult(Answers.Json(page.Answer(http, [.. page.Cut(entries, e => e.Person).Select(e => Shown(found, e, caller.Today))], r => r.Person)));
    });

    private static Task<IResult> One(HttpContext http) => ReadStages.OfProgramme(http, async (caller, found) =>
    {
        if (http.Id("person") is not { } person || !found.State.Participants.Mentors.TryGetValue(person, out var e)) return Problems.NotFound;
        var (state, language) = (found.State, Language.Of(http));
        return Answers.Seen(http, Tagged(e).Tag, await Answers.Shown(http, new Answer(
            person, Of(state, e, caller.Today), e.LateJoin, e.AppliedOn, e.EnteredOn, state.Participants.Standings[person], e.Category, e.Offer, e.Sharing, PersonalPath.IsShared(state, e, caller.Today), e.Decided, e.Interviews, e.Trainings,
            e.LabourTerms, state.Participants.MeasurementsOf(person), e.DeclaredReadyOn, e.Withdrawal, e.Removed,
            e.InBase ? [] : CriterionAnswer.Things([.. PersonalPath.OfMentorToBase(state, e, caller.Today)], language),
            PersonalPath.IsReady(state, e, caller.Today) ? [] : CriterionAnswer.Things([.. PersonalPath.OfMentorToReadiness(state, e, caller.Today, found.Definition)], language))));
    });

    /// <summary>A mentor as his tag sees him; interviews and trainings may be recorded meanwhile.</summary>
    public static Tagged Tagged(MentorEntry e) =>
        new("mentor", new Looked(e.Person, e.Offer, e.Sharing, e.Category, e.EnteredOn, e.Removed, e.Decided is null ? null : e.Selected, e.Decided, e.Withdrawal));

    private static Row Shown(ProgrammeFound found, MentorEntry e, DateOnly today)
    {
        var standing = found.State.Participants.Standings[e.Person];
        return new(
            e.Person, Of(found.State, e, today), e.Category, standing.Kinds, standing.AgeBand, e.Offer.Forms, e.Offer.Capacity, e.Offer.MinutesPerWeek, e.Offer.Competences, e.Offer.Interests,
            e.AppliedOn, e.EnteredOn, e.LateJoin);
    }
}
