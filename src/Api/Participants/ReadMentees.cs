using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Workflows.Engine;

namespace MentorshipFlow.Api.Participants;

/// <summary>База наставляемых: who they are is not said here.</summary>
internal static class ReadMentees
{
    /// <summary>Where a mentee stands.</summary>
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
        Guid Person, Status Status, IReadOnlyList<PersonKind> Kinds, AgeBand AgeBand, int? Grade, string? Form, string? Variant, IReadOnlyList<string> Requests, DateOnly AppliedOn,
        DateOnly? EnteredOn, bool LateJoin);

    /// <param name="MissingForBase">What stands in the way of entering the base: what the decision would answer.</param>
    /// <param name="MissingOnPath">What gate 2 asks of every entry and this one lacks; of a late joiner it is his own gate.</param>
    public sealed record Answer(
        Guid Person, Status Status, bool LateJoin, DateOnly AppliedOn, DateOnly? EnteredOn, PersonStatus Standing, IReadOnlyList<ParticipantEvent.MenteeRequestRecorded> Requests,
        IReadOnlyList<ParticipantEvent.ThirdPartyInformationRecorded> Information, string? Form, string? Variant, IReadOnlyList<ParticipantEvent.EntryMeasured> Measurements,
        ParticipantEvent.MenteeRemovedFromBase? Removed, IReadOnlyList<MissingThing> MissingForBase, IReadOnlyList<MissingThing> MissingOnPath);

    private sealed record Looked(Guid Person, string? Form, string? Variant, DateOnly? EnteredOn, ParticipantEvent.MenteeRemovedFromBase? Removed);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read("/api/programmes/{programme}/mentees", new("Mentees", "listMentees", "The base of mentees", "In the order of the persons' ids, under their ids.", Takes.Reading)
        {
            Answer = typeof(Paged<Row>), Query = [.. Page.Query, new("form", "Only those of this form.", "learner-learner"), new("status", "applied, in-base or removed.", "in-base")],
        }, List);

        routes.Read("/api/programmes/{programme}/mentees/{person}", new("Mentees", "readMentee", "Why not in the base?", "One mentee with what is missing. The ETag is what If-Match must name to assign another form.", Takes.Reading) { Answer = typeof(Answer) }, One);
    }

    private static Task<IResult> List(HttpContext http) => ReadStages.OfProgramme(http, (_, found) =>
    {
        var (page, problem) = Page.Of(http.Request);
        if (page is null) return Task.FromResult<IResult>(problem!);
        if (!ParticipantFilter.TryRead<Status>(http.Request, found.Definition, out var filter, out problem)) return Task.FromResult<IResult>(problem!);
        var entries = found.State.Participants.Mentees.Values.Where(e => (filter.Form is null || e.Form?.Form == filter.Form) && (filter.Status is null || Of(e) == filter.Status));
        return Task.FromResult(Answers.Json(page.Answer(http, [.. page.Cut(entries, e => e.Person).Select(e => Shown(found, e))], r => r.Person)));
    });

    private static Task<IResult> One(HttpContext http) => ReadStages.OfProgramme(http, async (caller, found) =>
    {
        if (http.Id("person") is not { } person || !found.State.Participants.Mentees.TryGetValue(person, out var e)) return Problems.NotFound;
        var (state, language) = (found.State, Language.Of(http));
        return Answers.Seen(http, Tagged(e).Tag, await Answers.Shown(http, new Answer(
            person, Of(e), e.LateJoin, e.AppliedOn, e.EnteredOn, state.Participants.Standings[person], e.Requests, e.Information, e.Form?.Form, e.Form?.Variant,
            state.Participants.MeasurementsOf(person), e.Removed,
            e.InBase ? [] : CriterionAnswer.Things([.. PersonalPath.OfMenteeToBase(state, e, caller.Today, found.Definition)], language),
            CriterionAnswer.Things([.. PersonalPath.OfMentee(state, e, caller.Today, found.Definition)], language))));
    });

    private static Row Shown(ProgrammeFound found, MenteeEntry e)
    {
        var standing = found.State.Participants.Standings[e.Person];
        return new(
            e.Person, Of(e), standing.Kinds, standing.AgeBand, standing.Grade, e.Form?.Form, e.Form?.Variant, [.. e.Requests.Select(r => r.Category).Distinct()], e.AppliedOn, e.EnteredOn, e.LateJoin);
    }

    /// <summary>A mentee as his tag sees him.</summary>
    public static Tagged Tagged(MenteeEntry e) => new("mentee", new Looked(e.Person, e.Form?.Form, e.Form?.Variant, e.EnteredOn, e.Removed));

    /// <summary>Where a mentee stands.</summary>
    public static Status Of(MenteeEntry e) => e.InBase ? Status.InBase : e.Removed is null ? Status.Applied : Status.Removed;
}
