using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Participants;

/// <summary>База наставников, without names.</summary>
internal sealed class ReadMentors : UseCase
{
    /// <summary>The status of a mentor.</summary>
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

        /// <summary>Готов, and nothing prevents participation.</summary>
        Ready,

        /// <summary>Отказался.</summary>
        Withdrawn,

        /// <summary>Исключён.</summary>
        Removed,
    }

    public sealed record Row(
        Guid Person, Status Status, MentorCategory? Category, IReadOnlyList<PersonKind> Kinds, AgeBand AgeBand,
        IReadOnlyList<string> Forms, int Capacity, int? MinutesPerWeek,
        IReadOnlyList<string> Competences, IReadOnlyList<string> Interests, DateOnly AppliedOn, DateOnly? EnteredOn, bool LateJoin);

    /// <param name="Shared">Whether other organisations may ask for the mentor today: permission and a valid consent to it.</param>
    /// <param name="LongTerm">The consent under which the mentor is in the long-term base.</param>
    /// <param name="Enterprise">The partner from which the mentor comes.</param>
    /// <param name="MissingForReadiness">What still prevents readiness, as the decision would answer.</param>
    public sealed record Answer(
        Guid Person, Status Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, PersonStatus Standing,
        MentorCategory? Category, MentorOffer Offer, ParticipantEvent.MentorSharingAnswered? Sharing, bool Shared,
        object? Decision, IReadOnlyList<ParticipantEvent.InterviewHeld> Interviews,
        IReadOnlyList<ParticipantEvent.MentorTrainingCompleted> Trainings,
        IReadOnlyList<ParticipantEvent.LabourTermsFixed> LabourTerms, IReadOnlyList<ParticipantEvent.EntryMeasured> Measurements,
        DateOnly? DeclaredReadyOn,
        ParticipantEvent.MentorWithdrew? Withdrawal, ParticipantEvent.MentorRemovedFromBase? Removed,
        IReadOnlyList<MissingThing> MissingForBase, IReadOnlyList<MissingThing> MissingForReadiness,
        ParticipantEvent.MentorResultEntered? Result, Guid? LongTerm, Guid? Enterprise);

    /// <param name="Selected">Null before the first decision.</param>
    private sealed record Looked(
        Guid Person, MentorOffer Offer, ParticipantEvent.MentorSharingAnswered? Sharing, MentorCategory? Category, DateOnly? EnteredOn,
        ParticipantEvent.MentorRemovedFromBase? Removed,
        bool? Selected, object? Decided, ParticipantEvent.MentorWithdrew? Withdrawal, ParticipantEvent.MentorResultEntered? Result,
        Guid? Enterprise);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/mentors", new("Mentors", "listMentors", "The base of mentors",
            "In the order of the persons' ids, under their ids.", Takes.ReadingOfPeople)
        {
            Answer = typeof(Paged<Row>),
            Query = [.. Page.Query, new("form", "Only those who offer this form.", "learner-learner"),
                new("status", "applied, in-base, selected, rejected, ready, withdrawn or removed.", "ready")],
        }, List);

        routes.ReadProgramme("/mentors/{person}", new("Mentors", "readMentor", "Why not ready?",
            "One mentor with what is missing. The ETag is what If-Match must name to change offer, answer on sharing or " +
            "selection, or to enter a result.", Takes.ReadingOfPeople) { Answer = typeof(Answer), Tagged = true }, One);
    }

    /// <summary>The status of a mentor on a day.</summary>
    public static Status Of(Programme state, MentorEntry e, DateOnly today) =>
        e.Removed is not null ? Status.Removed
        : !e.InBase ? Status.Applied
        : !e.AvailableOn(today) ? Status.Withdrawn
        : PersonalPath.IsReady(state, e, today) ? Status.Ready
        : e.Decided is null ? Status.InBase
        : e.Selected ? Status.Selected : Status.Rejected;

    private static IResult List(HttpContext http, ProgrammeFound found)
    {
        var today = Caller.Of(http).Today;
        var asked = new Asked(http);
        var form = asked.OneOf("form", [.. found.Definition.Forms.Select(f => f.Code)]);
        var status = asked.Code<Status>("status", Kebab.Of);
        if (asked.Problem is { } problem) return problem;
        var entries = found.State.Participants.Mentors.Values
            .Where(e => (form is null || e.Offer.Forms.Contains(form))
                && (status is null || Of(found.State, e, today) == status));
        return Page.Answer(http, entries.Select(e => Shown(found, e, today)), r => r.Person);
    }

    private static IResult One(HttpContext http, ProgrammeFound found)
    {
        if (http.Id("person") is not { } person || !found.State.Participants.Mentors.TryGetValue(person, out var e))
            return Problems.NotFound;
        var (state, today) = (found.State, Caller.Of(http).Today);
        return Answers.Seen(http, Tagged(e).Tag, Answers.WithTexts(new Answer(
            person, Of(state, e, today), e.LateJoin, e.AppliedOn, e.EnteredOn, state.Participants.Standings[person], e.Category, e.Offer,
            e.Sharing, PersonalPath.IsShared(state, e, today), e.Decided, e.Interviews, e.Trainings,
            e.LabourTerms, state.Participants.MeasurementsOf(person), e.DeclaredReadyOn, e.Withdrawal, e.Removed,
            e.InBase ? [] : MissingThing.Of(PersonalPath.OfMentorToBase(state, e, today), found.Names),
            PersonalPath.IsReady(state, e, today) ? [] : MissingThing.Of(
                PersonalPath.OfMentorToReadiness(state, e, today, found.Definition), found.Names), e.Result, e.LongTerm, e.Enterprise)));
    }

    /// <summary>The mentor in the programme.</summary>
    public static Seen<Programme> Seen { get; } = new(
        "mentor", "/api/programmes/{programme}/mentors/{person}",
        (address, state) => state.Participants.Mentors.GetValueOrDefault(address.Id("person") ?? Guid.Empty) is { } entry ? Tagged(entry)
            : null);

    private static Tagged Tagged(MentorEntry e) =>
        new("mentor", new Looked(e.Person, e.Offer, e.Sharing, e.Category, e.EnteredOn, e.Removed, e.Decided is null ? null : e.Selected,
            e.Decided, e.Withdrawal, e.Result, e.Enterprise));

    private static Row Shown(ProgrammeFound found, MentorEntry e, DateOnly today)
    {
        var standing = found.State.Participants.Standings[e.Person];
        return new(
            e.Person, Of(found.State, e, today), e.Category, standing.Kinds, standing.AgeBand, e.Offer.Forms, e.Offer.Capacity,
            e.Offer.MinutesPerWeek, e.Offer.Competences, e.Offer.Interests,
            e.AppliedOn, e.EnteredOn, e.LateJoin);
    }
}
