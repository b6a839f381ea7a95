using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Participants;

/// <summary>База наставляемых, without names.</summary>
internal sealed class ReadMentees : UseCase
{
    /// <summary>The status of a mentee.</summary>
    public enum Status
    {
        /// <summary>Подал заявку.</summary>
        Applied,

        /// <summary>В базе.</summary>
        InBase,

        /// <summary>Исключён.</summary>
        Removed,
    }

    public sealed record Row(
        Guid Person, Status Status, IReadOnlyList<PersonKind> Kinds, AgeBand AgeBand, int? Grade, string? Form, string? Variant,
        IReadOnlyList<string> Requests, DateOnly AppliedOn,
        DateOnly? EnteredOn, bool LateJoin);

    /// <param name="Motivation">Absent until it is named.</param>
    /// <param name="MissingForBase">What still prevents entering the register, as the decision would answer.</param>
    /// <param name="MissingOnPath">What gate 2 requires of every entry and this one lacks; for a late joiner it is the only gate.</param>
    public sealed record Answer(
        Guid Person, Status Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, PersonStatus Standing,
        IReadOnlyList<ParticipantEvent.MenteeRequestRecorded> Requests,
        IReadOnlyList<ParticipantEvent.ThirdPartyInformationRecorded> Information, string? Form, string? Variant,
        IReadOnlyList<ParticipantEvent.EntryMeasured> Measurements,
        ParticipantEvent.MenteeRemovedFromBase? Removed, IReadOnlyList<MissingThing> MissingForBase,
        IReadOnlyList<MissingThing> MissingOnPath, ParticipantEvent.MenteeResultEntered? Result, MenteeMotivation? Motivation);

    private sealed record Looked(Guid Person, string? Form, string? Variant, DateOnly? EnteredOn,
        ParticipantEvent.MenteeRemovedFromBase? Removed, ParticipantEvent.MenteeResultEntered? Result, MenteeMotivation? Motivation);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ReadProgramme("/mentees", new("Mentees", "listMentees", "The base of mentees",
            "In the order of the persons' ids, under their ids.", Takes.ReadingOfPeople)
        {
            Answer = typeof(Paged<Row>), Query = [.. Page.Query, new("form", "Only those of this form.", "learner-learner"),
                new("status", "applied, in-base or removed.", "in-base")],
        }, List);

        routes.ReadProgramme("/mentees/{person}", new("Mentees", "readMentee", "Why not in the base?",
            "One mentee with what is missing. The ETag is what If-Match must name to assign another form or enter a result.",
            Takes.ReadingOfPeople) { Answer = typeof(Answer), Tagged = true }, One);
    }

    private static IResult List(HttpContext http, ProgrammeFound found)
    {
        var asked = new Asked(http);
        var form = asked.OneOf("form", [.. found.Definition.Forms.Select(f => f.Code)]);
        var status = asked.Code<Status>("status", Kebab.Of);
        if (asked.Problem is { } problem) return problem;
        var entries = found.State.Participants.Mentees.Values.Where(
            e => (form is null || e.Form?.Form == form) && (status is null || Of(e) == status));
        return Page.Answer(http, entries.Select(e => Shown(found, e)), r => r.Person);
    }

    private static IResult One(HttpContext http, ProgrammeFound found)
    {
        if (http.Id("person") is not { } person || !found.State.Participants.Mentees.TryGetValue(person, out var e))
            return Problems.NotFound;
        var (state, today) = (found.State, Caller.Of(http).Today);
        return Answers.Seen(http, Tagged(e).Tag, Answers.WithTexts(new Answer(
            person, Of(e), e.LateJoin, e.AppliedOn, e.EnteredOn, state.Participants.Standings[person], e.Requests, e.Information,
            e.Form?.Form, e.Form?.Variant,
            state.Participants.MeasurementsOf(person), e.Removed,
            e.InBase ? [] : MissingThing.Of(PersonalPath.OfMenteeToBase(state, e, today, found.Definition), found.Names),
            MissingThing.Of(PersonalPath.OfMentee(state, e, today, found.Definition), found.Names), e.Result, e.Motivation)));
    }

    private static Row Shown(ProgrammeFound found, MenteeEntry e)
    {
        var standing = found.State.Participants.Standings[e.Person];
        return new(
            e.Person, Of(e), standing.Kinds, standing.AgeBand, standing.Grade, e.Form?.Form, e.Form?.Variant,
            [.. e.Requests.Select(r => r.Category).Distinct()], e.AppliedOn, e.EnteredOn, e.LateJoin);
    }

    /// <summary>The mentee in the programme.</summary>
    public static Seen<Programme> Seen { get; } = new(
        "mentee", "/api/programmes/{programme}/mentees/{person}",
        (address, state) => state.Participants.Mentees.GetValueOrDefault(address.Id("person") ?? Guid.Empty) is { } entry ? Tagged(entry)
            : null);

    private static Tagged Tagged(MenteeEntry e) => new("mentee",
        new Looked(e.Person, e.Form?.Form, e.Form?.Variant, e.EnteredOn, e.Removed, e.Result, e.Motivation));

    /// <summary>The status of a mentee.</summary>
    public static Status Of(MenteeEntry e) => e.InBase ? Status.InBase : e.Removed is null ? Status.Applied : Status.Removed;
}
